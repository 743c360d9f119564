"""Whether a person has looked at what arrived and took no step."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether a person has looked at what arrived and took no step."""

    dependencies = [
        ("casework", "0028_exhibit_word"),
    ]

    operations = [
        migrations.AddField(
            model_name="communication",
            name="seen",
            field=models.BooleanField(default=False),
        ),
    ]
