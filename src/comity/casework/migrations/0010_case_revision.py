"""The first lines of a case carry a revision, so that nobody overwrites another's change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The first lines of a case carry a revision, so that nobody overwrites another's change."""

    dependencies = [
        ("casework", "0009_screening"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="revision",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
