"""The node of an authority in the directory, and the sealed test message that went there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns."""

    dependencies = [
        ("knowledge", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="addresscheck",
            name="digest",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="contact",
            name="node",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
