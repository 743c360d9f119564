"""Corrections of state pages, and the directory of authorities."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of corrections, contacts and the messages that test them."""

    dependencies = [
        ("knowledge", "0001_lessons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=3)),
                ("role", models.CharField(max_length=40)),
                ("authority", models.CharField(max_length=300)),
                ("unit", models.CharField(blank=True, max_length=300)),
                ("address", models.TextField(blank=True)),
                ("mailbox", models.CharField(blank=True, max_length=254)),
                ("telephone", models.CharField(blank=True, max_length=60)),
                ("languages", models.JSONField(default=list)),
                ("hours", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(max_length=500)),
                ("checked_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("state", "role", "authority"),
                "indexes": [models.Index(fields=["state", "role"], name="knowledge_c_state_ffd3d4_idx")],
            },
        ),
        migrations.CreateModel(
            name="AddressCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_on", models.DateField()),
                ("answered_on", models.DateField(null=True)),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tests", to="knowledge.contact"
                    ),
                ),
            ],
            options={
                "ordering": ("-sent_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("origin", models.CharField(blank=True, max_length=3)),
                ("state", models.CharField(max_length=3)),
                ("measure", models.CharField(max_length=40)),
                ("language", models.CharField(default="en", max_length=10)),
                ("status", models.CharField(default="proposed", max_length=20)),
                ("decision", models.TextField(blank=True)),
                ("section", models.CharField(max_length=40)),
                ("about", models.CharField(max_length=300)),
                ("says", models.TextField(blank=True)),
                ("should_say", models.TextField()),
                ("source", models.CharField(max_length=500)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("source_date", models.DateField(null=True)),
                ("proposed_on", models.DateField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-proposed_on", "-pk"),
                "indexes": [models.Index(fields=["state", "status"], name="knowledge_c_state_6799de_idx")],
            },
        ),
    ]
