"""Of each state one access point waits for a second officer at most, and one is in force."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two constraints."""

    dependencies = [
        ("casework", "0004_chained_heads"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="connectorpartner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)),
                fields=("state",),
                name="one_connector_partner_waits_per_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="connectorpartner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed", True), ("ended_at", None)),
                fields=("state",),
                name="one_connector_partner_in_force_per_state",
            ),
        ),
    ]
