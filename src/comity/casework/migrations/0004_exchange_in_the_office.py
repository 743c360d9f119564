"""The node's tables in the office, and a log without columns that follow from others."""

import comity.casework.log.canonical
from django.db import migrations, models


class Migration(migrations.Migration):
    """The node's tables in the office, and a log without columns that follow from others."""

    dependencies = [
        ("casework", "0003_evidence_register"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConfirmedLogHead",
            fields=[
                ("node", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "exchange_confirmed",
            },
        ),
        migrations.CreateModel(
            name="DeskWork",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("desk", models.CharField(max_length=100, null=True)),
                ("since", models.CharField(max_length=30)),
                ("opened", models.CharField(max_length=30, null=True)),
                ("opened_by", models.CharField(max_length=200, null=True)),
            ],
            options={
                "db_table": "exchange_work",
            },
        ),
        migrations.CreateModel(
            name="ExchangeAlarm",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.CharField(max_length=30)),
                ("peer", models.CharField(max_length=64, null=True)),
                ("code", models.CharField(max_length=40)),
                ("what", models.TextField()),
            ],
            options={
                "db_table": "exchange_alarm",
            },
        ),
        migrations.CreateModel(
            name="MatchingStep",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("step", models.CharField(max_length=20)),
                ("mandate", models.CharField(max_length=64)),
                ("count", models.PositiveIntegerField()),
                ("at", models.CharField(max_length=30)),
            ],
            options={
                "db_table": "exchange_matching",
            },
        ),
        migrations.CreateModel(
            name="NodeCard",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "node", "serial", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("node", models.CharField(max_length=64)),
                ("serial", models.PositiveIntegerField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("own", models.SmallIntegerField()),
                ("accepted", models.CharField(max_length=30)),
            ],
            options={
                "db_table": "exchange_card",
            },
        ),
        migrations.CreateModel(
            name="PulledNumber",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "node", "what", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("node", models.CharField(max_length=64)),
                ("what", models.CharField(max_length=20)),
                ("number", models.PositiveBigIntegerField()),
            ],
            options={
                "db_table": "exchange_pulled",
            },
        ),
        migrations.CreateModel(
            name="SeenLogHead",
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
                ("seen", models.CharField(max_length=30)),
                ("proven", models.SmallIntegerField()),
            ],
            options={
                "db_table": "exchange_head",
            },
        ),
        migrations.CreateModel(
            name="ToldLogHead",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "node", "own_size", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("node", models.CharField(max_length=64)),
                ("own_size", models.PositiveBigIntegerField()),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "exchange_told",
            },
        ),
        migrations.RemoveField(
            model_name="logentry",
            name="leaf_hash",
        ),
        migrations.RemoveField(
            model_name="logentry",
            name="root",
        ),
        migrations.AlterField(
            model_name="logdetail",
            name="data",
            field=models.JSONField(default=dict, encoder=comity.casework.log.canonical.CanonicalEncoder),
        ),
        migrations.CreateModel(
            name="ExchangedPackage",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("incoming", models.SmallIntegerField()),
                ("peer", models.CharField(max_length=64)),
                ("id", models.CharField(max_length=64)),
                ("type", models.CharField(max_length=40)),
                ("conversation", models.CharField(max_length=64)),
                ("sequence", models.PositiveBigIntegerField()),
                ("counter", models.PositiveBigIntegerField()),
                ("size", models.PositiveBigIntegerField()),
                ("sealed", models.CharField(max_length=30)),
                ("recorded", models.CharField(max_length=30)),
                ("state", models.CharField(max_length=40)),
                ("header", models.BinaryField()),
                ("leaf", models.PositiveBigIntegerField()),
            ],
            options={
                "db_table": "exchange_package",
                "indexes": [models.Index(fields=["conversation"], name="package_conversation")],
                "constraints": [
                    models.UniqueConstraint(fields=("incoming", "peer", "id"), name="one_package_per_id"),
                    models.UniqueConstraint(
                        fields=("incoming", "peer", "conversation", "sequence"), name="one_package_per_place"
                    ),
                    models.UniqueConstraint(fields=("incoming", "peer", "counter"), name="one_package_per_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeReceipt",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("package", models.CharField(max_length=64)),
                ("evidence", models.CharField(max_length=40)),
                ("issuer", models.CharField(max_length=64)),
                ("peer", models.CharField(max_length=64)),
                ("at", models.CharField(max_length=30)),
                ("text", models.TextField()),
            ],
            options={
                "db_table": "exchange_receipt",
                "indexes": [models.Index(fields=["peer", "issuer", "number"], name="receipt_of_peer")],
                "constraints": [
                    models.UniqueConstraint(fields=("package", "evidence", "issuer"), name="one_receipt_per_evidence")
                ],
            },
        ),
        migrations.CreateModel(
            name="Outbound",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("peer", models.CharField(max_length=64)),
                ("attempts", models.PositiveIntegerField(db_default=0, default=0)),
                ("next_at", models.CharField(max_length=30)),
                ("trouble", models.TextField(null=True)),
                ("done", models.CharField(max_length=30, null=True)),
            ],
            options={
                "db_table": "exchange_outbox",
                "indexes": [models.Index(fields=["peer", "done", "number"], name="outbox_of_peer")],
            },
        ),
    ]
