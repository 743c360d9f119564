"""The exhibit of a trace as Word beside the PDF."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Traces that were made before have no Word file."""

    dependencies = [
        ("casework", "0027_guest_mailboxes"),
    ]

    operations = [
        migrations.AddField(
            model_name="moneytrace",
            name="word",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
