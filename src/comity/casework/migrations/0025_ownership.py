"""Files of holdings of a case."""

import comity.casework.records.json_text
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of its own; nothing that stood there is changed."""

    dependencies = [
        ("casework", "0024_asserted_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnershipRegister",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                ("data", comity.casework.records.json_text.JsonText(default=dict)),
                ("handling", models.CharField(default="official_use", max_length=20)),
                ("marks", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_set", to="casework.case"
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
                "constraints": [models.UniqueConstraint(fields=("case", "key"), name="one_ownership_register_per_key")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
    ]
