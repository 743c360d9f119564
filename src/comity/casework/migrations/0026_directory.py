"""Who signs in through the directory of the authority, and by which mark of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody does yet."""

    dependencies = [
        ("casework", "0025_ownership"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="directory_mark",
            field=models.CharField(blank=True, max_length=600),
        ),
        migrations.AddField(
            model_name="user",
            name="directory_name",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
