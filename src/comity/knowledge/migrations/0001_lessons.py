"""Lessons."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of lessons."""

    initial = True

    dependencies = [
        ("casework", "0004_exchange_in_the_office"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("origin", models.CharField(blank=True, max_length=3)),
                ("state", models.CharField(max_length=3)),
                ("measure", models.CharField(max_length=40)),
                ("happened", models.CharField(max_length=20)),
                ("reason", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("advice", models.TextField()),
                ("language", models.CharField(default="en", max_length=10)),
                ("learnt_on", models.DateField()),
                ("status", models.CharField(default="proposed", max_length=20)),
                ("decision", models.TextField(blank=True)),
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
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "ordering": ("-learnt_on", "-pk"),
                "indexes": [models.Index(fields=["state", "measure", "status"], name="knowledge_l_state_fc8332_idx")],
            },
        ),
    ]
