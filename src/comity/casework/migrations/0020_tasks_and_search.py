"""Tasks, and the index of the search."""

import comity.casework.records.json_text
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tasks, and the index of the search."""

    dependencies = [
        ("casework", "0019_ledger_goes_with_its_case"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_up_to", models.BigIntegerField(default=-1)),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=20)),
                ("record", models.BigIntegerField()),
                ("title", models.CharField(max_length=400)),
                ("text", models.TextField()),
                ("handling", models.CharField(default="official_use", max_length=20)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_entries", to="casework.case"
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casework.wall",
                    ),
                ),
            ],
            options={
                "base_manager_name": "everything",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=40)),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="casework.searchentry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["token", "-weight", "-entry"], name="search_by_word"),
                    models.Index(fields=["token"], name="search_by_beginning", opclasses=("varchar_pattern_ops",)),
                    models.Index(fields=["entry", "token"], name="search_by_entry"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                ("data", comity.casework.records.json_text.JsonText(default=dict)),
                ("handling", models.CharField(default="official_use", max_length=20)),
                ("marks", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("state", models.CharField(default="open", max_length=12)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="casework.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_set", to="casework.case"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [
                    models.Index(fields=["state", "owner"], name="casework_ta_state_85e2e7_idx"),
                    models.Index(fields=["state", "agency"], name="casework_ta_state_4e63bd_idx"),
                ],
                "constraints": [models.UniqueConstraint(fields=("case", "key"), name="one_task_per_key")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
    ]
