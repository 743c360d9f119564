"""The chain of heads: which of our log's a counterpart was shown, and which of its own it has proven."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables and two columns."""

    dependencies = [
        ("casework", "0003_sign_in_places"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogHeadLink",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "node",
                        "size",
                        "root",
                        "older_size",
                        "older_root",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("node", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("older_size", models.PositiveBigIntegerField()),
                ("older_root", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "exchange_link",
            },
        ),
        migrations.CreateModel(
            name="SentLogHead",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "node", "size", "root", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("node", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("asked", models.SmallIntegerField()),
            ],
            options={
                "db_table": "exchange_sent",
            },
        ),
        migrations.AddField(
            model_name="seenloghead",
            name="asked",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="seenloghead",
            name="chained",
            field=models.SmallIntegerField(db_default=0, default=0),
        ),
    ]
