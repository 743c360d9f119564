"""A confirmed lesson stays when its case is deleted, without the request that taught it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The pointer of a lesson to its request may be taken out."""

    dependencies = [
        ("casework", "0001_squashed_0022"),
        ("knowledge", "0002_corrections_and_directory"),
    ]

    operations = [
        migrations.AlterField(
            model_name="lesson",
            name="request",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="lessons",
                to="casework.request",
            ),
        ),
    ]
