"""Rows of other tables that a merge turned over; the first states of hits and consultations."""

import comity.casework.records.json_text
from django.db import migrations, models


class Migration(migrations.Migration):
    """As Django writes it."""

    dependencies = [
        ("casework", "0016_entry"),
    ]

    operations = [
        migrations.AddField(
            model_name="partymerge",
            name="pointers",
            field=comity.casework.records.json_text.JsonText(default=list),
        ),
        migrations.AlterField(
            model_name="consultation",
            name="state",
            field=models.CharField(default="awaiting_answer", max_length=20),
        ),
        migrations.AlterField(
            model_name="screeninghit",
            name="state",
            field=models.CharField(default="undecided", max_length=10),
        ),
    ]
