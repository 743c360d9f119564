"""Ledgers and traces of a case."""

import comity.casework.records.json_text
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of ledgers and traces."""

    dependencies = [
        ("casework", "0020_tasks_and_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="MoneyLedger",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                ("data", comity.casework.records.json_text.JsonText(default=dict)),
                ("handling", models.CharField(default="official_use", max_length=20)),
                ("marks", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("status", models.CharField(default="begun", max_length=10)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=1)),
                ("message", models.TextField(blank=True)),
                ("beat", models.DateTimeField(auto_now=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_set", to="casework.case"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "abstract": False,
                "base_manager_name": "everything",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MoneyTrace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                ("data", comity.casework.records.json_text.JsonText(default=dict)),
                ("handling", models.CharField(default="official_use", max_length=20)),
                ("marks", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("status", models.CharField(default="begun", max_length=10)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=1)),
                ("message", models.TextField(blank=True)),
                ("beat", models.DateTimeField(auto_now=True)),
                ("exhibit", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_set", to="casework.case"
                    ),
                ),
                (
                    "ledger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="traces", to="casework.moneyledger"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "abstract": False,
                "base_manager_name": "everything",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="moneyledger",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="one_ledger_per_key"),
        ),
        migrations.AddConstraint(
            model_name="moneytrace",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="one_trace_per_key"),
        ),
    ]
