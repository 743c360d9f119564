"""Who bears the costs is said in words that need more room than PostgreSQL was told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Who bears the costs is said in words that need more room than PostgreSQL was told."""

    dependencies = [
        ("casework", "0021_tracing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agreement",
            name="costs",
            field=models.CharField(max_length=60),
        ),
    ]
