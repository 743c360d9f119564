"""What another state asserts in a package, and files that no person has brought."""

import comity.casework.records.json_text
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What another state asserts in a package, and files that no person has brought."""

    dependencies = [
        ("casework", "0023_background"),
    ]

    operations = [
        migrations.AddField(
            model_name="communication",
            name="files_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="keptfile",
            name="package",
            field=models.CharField(blank=True, db_index=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="custodyevent",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            model_name="evidenceitem",
            name="registered_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            model_name="keptfile",
            name="brought_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="AssertedRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("listed", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=3)),
                ("peer", models.CharField(max_length=64)),
                ("conversation", models.CharField(max_length=64)),
                ("package", models.CharField(max_length=64)),
                ("pointer", models.CharField(max_length=400)),
                ("content", comity.casework.records.json_text.JsonText(default=dict)),
                ("conditions", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asserted", to="casework.case"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "package", "pointer"), name="one_assertion_per_place")
                ],
            },
        ),
    ]
