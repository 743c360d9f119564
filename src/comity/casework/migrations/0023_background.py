"""A screening is long work, too: how far it has come, and how it ended."""

import comity.casework.records.json_text
from django.db import migrations, models


class Migration(migrations.Migration):
    """Those that there are already are ready."""

    dependencies = [
        ("casework", "0001_squashed_0022"),
    ]

    operations = [
        migrations.AddField(
            model_name="screeningrun",
            name="beat",
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.AddField(
            model_name="screeningrun",
            name="done",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="screeningrun",
            name="files",
            field=comity.casework.records.json_text.JsonText(default=list),
        ),
        migrations.AddField(
            model_name="screeningrun",
            name="message",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="screeningrun",
            name="status",
            field=models.CharField(default="ready", max_length=10),  # those that there are already
        ),
        migrations.AlterField(
            model_name="screeningrun",
            name="status",
            field=models.CharField(default="begun", max_length=10),
        ),
        migrations.AddField(
            model_name="screeningrun",
            name="total",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
