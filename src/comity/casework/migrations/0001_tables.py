"""All tables of the office in one step, and what the database itself refuses; an office that is there has taken it before.

Written by Django from the models.
"""

import comity.casework.log.canonical
import comity.casework.records.json_text
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from comity.casework.migrations import _append_only
from comity.casework.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    """The tables, and the triggers on the log and the ledger."""

    replaces = [
        ("casework", "0001_initial"),
        ("casework", "0002_log_is_append_only"),
        ("casework", "0003_evidence_register"),
        ("casework", "0004_exchange_in_the_office"),
        ("casework", "0005_requests"),
        ("casework", "0006_people"),
        ("casework", "0007_accounts"),
        ("casework", "0008_correspondence"),
        ("casework", "0009_screening"),
        ("casework", "0010_case_revision"),
        ("casework", "0011_extradition_and_return"),
        ("casework", "0012_extradition_and_return_2"),
        ("casework", "0013_api_tokens"),
        ("casework", "0014_assets"),
        ("casework", "0015_ledger_is_append_only"),
        ("casework", "0016_entry"),
        ("casework", "0017_merge_pointers"),
        ("casework", "0018_data_protection_and_disclosure"),
        ("casework", "0019_ledger_goes_with_its_case"),
        ("casework", "0020_tasks_and_search"),
        ("casework", "0021_tracing"),
        ("casework", "0022_agreement_costs"),
        ("casework", "0023_background"),
        ("casework", "0024_asserted_records"),
        ("casework", "0025_ownership"),
        ("casework", "0026_directory"),
        ("casework", "0027_guest_mailboxes"),
        ("casework", "0028_exhibit_word"),
        ("casework", "0029_communication_seen"),
        ("casework", "0030_sessions_and_factors"),
    ]

    initial = True

    dependencies = []

    operations = [
        TablesAtOnce(
            operations=[
                migrations.CreateModel(
                    name="Agency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(unique=True)),
                        ("name", models.CharField(max_length=300)),
                        ("kind", models.CharField(max_length=30)),
                        ("state", models.CharField(max_length=3)),
                    ],
                ),
                migrations.CreateModel(
                    name="Asset",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("state", models.CharField(default="suspected", max_length=30)),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Assurance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("text", models.TextField()),
                        ("given_by", models.CharField(max_length=300)),
                        ("given_on", models.DateField()),
                        ("decision", models.CharField(default="open", max_length=20)),
                        ("decided_by", models.CharField(blank=True, max_length=300)),
                        ("decided_on", models.DateField(null=True)),
                        ("decided_because", models.TextField(blank=True)),
                        ("monitored_by", models.CharField(blank=True, max_length=300)),
                        ("monitored_how", models.TextField(blank=True)),
                        ("report_every_days", models.PositiveIntegerField(null=True)),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ChannelUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Communication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("incoming", models.BooleanField()),
                        ("route", models.CharField(max_length=20)),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("conversation", models.CharField(db_index=True, max_length=64)),
                        ("peer", models.CharField(blank=True, max_length=64)),
                        ("counterpart", models.CharField(max_length=3)),
                        ("kind", models.CharField(max_length=40)),
                        ("subject", models.CharField(max_length=300)),
                        ("reference", models.CharField(max_length=200)),
                        ("details", models.JSONField(default=dict)),
                        ("at", models.DateTimeField()),
                        ("action", models.CharField(blank=True, max_length=40)),
                        ("unfiled", models.TextField(blank=True)),
                        ("seen", models.BooleanField(default=False)),
                        ("files_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ("at", "pk"),
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
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
                    name="LogEntry",
                    fields=[
                        ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("day", models.DateField()),
                        ("subject", models.CharField(max_length=20)),
                        ("key", models.CharField(max_length=200)),
                        ("event", models.CharField(max_length=60)),
                        ("leaf", models.TextField()),
                        ("frontier", models.BinaryField()),
                    ],
                    options={
                        "ordering": ("index",),
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
                    name="SearchMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("read_up_to", models.BigIntegerField(default=-1)),
                    ],
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
                    name="SignInFailure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("username", models.CharField(max_length=80)),
                        ("address", models.CharField(max_length=45)),
                        ("at", models.DateTimeField(db_index=True)),
                    ],
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
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("username", models.CharField(max_length=80, unique=True)),
                        ("name", models.CharField(max_length=200)),
                        ("roles", models.JSONField(default=list)),
                        ("clearance", models.CharField(default="official_use", max_length=20)),
                        ("language", models.CharField(default="en", max_length=10)),
                        ("is_active", models.BooleanField(default=True)),
                        ("must_change_password", models.BooleanField(default=False)),
                        ("password_given", models.DateTimeField(null=True)),
                        ("directory_name", models.CharField(blank=True, max_length=200)),
                        ("directory_mark", models.CharField(blank=True, max_length=600)),
                        ("totp_secret", models.CharField(blank=True, max_length=64)),
                        ("totp_used", models.BigIntegerField(default=0)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="people", to="casework.agency"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("scopes", models.JSONField(default=list)),
                        ("made", models.DateTimeField()),
                        ("expires", models.DateTimeField()),
                        ("used", models.DateTimeField(null=True)),
                        ("ended", models.DateTimeField(null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tokens",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="AssuranceReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("reported_by", models.CharField(max_length=300)),
                        ("finding", models.CharField(max_length=20)),
                        ("text", models.TextField()),
                        (
                            "assurance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="casework.assurance",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-day", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(max_length=120, unique=True)),
                        ("title", comity.casework.records.json_text.JsonText(default=dict)),
                        ("words", models.TextField(default="")),
                        ("state", models.CharField(max_length=3)),
                        ("languages", models.JSONField(default=list)),
                        ("opened", models.DateField(null=True)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("is_open", models.BooleanField(default=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("changed", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ("-changed", "pk"),
                        "base_manager_name": "everything",
                        "indexes": [models.Index(fields=["-changed", "id"], name="casework_ca_changed_74208f_idx")],
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="AssetClaim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("kind", models.CharField(max_length=20)),
                        ("state", models.CharField(default="filed", max_length=30)),
                        ("claimant", models.CharField(max_length=300)),
                        ("basis", models.TextField(blank=True)),
                        ("minor", models.BigIntegerField(null=True)),
                        ("currency", models.CharField(blank=True, max_length=3)),
                        ("filed", models.DateField()),
                        ("court", models.CharField(blank=True, max_length=300)),
                        ("decided", models.DateField(null=True)),
                        ("outcome", models.CharField(blank=True, max_length=20)),
                        ("good_faith", models.BooleanField(null=True)),
                        ("granted", models.BigIntegerField(null=True)),
                        ("appeal_by", models.DateField(null=True)),
                        ("appeal_source", models.CharField(blank=True, max_length=300)),
                        (
                            "asset",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="casework.asset"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.AddField(
                    model_name="asset",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_set", to="casework.case"
                    ),
                ),
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("title", models.CharField(max_length=300)),
                        ("state", models.CharField(default="negotiated", max_length=30)),
                        ("shares", models.JSONField(default=list)),
                        ("basis", models.CharField(blank=True, max_length=120)),
                        ("costs", models.CharField(max_length=60)),
                        ("conditions", models.TextField(blank=True)),
                        ("report_months", models.PositiveSmallIntegerField(null=True)),
                        ("report_source", models.CharField(blank=True, max_length=300)),
                        ("reference", models.CharField(blank=True, max_length=120)),
                        ("signed", models.DateField(null=True)),
                        ("assets", models.ManyToManyField(related_name="agreements", to="casework.asset")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("purpose", models.CharField(max_length=30)),
                        ("reference", models.CharField(max_length=120)),
                        ("applicant", comity.casework.records.json_text.JsonText(default=dict)),
                        ("reasons", comity.casework.records.json_text.JsonText(default=dict)),
                        ("state", models.CharField(default="awaiting_answer", max_length=20)),
                        ("outcome", models.CharField(blank=True, max_length=30)),
                        ("non_refoulement", models.TextField(blank=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.agency"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="casework.case",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="ConsultationMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("side", models.CharField(max_length=10)),
                        ("on", models.DateField()),
                        ("text", models.TextField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="casework.consultation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="DeletionCertificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(max_length=120)),
                        ("rule", models.CharField(max_length=400)),
                        ("deleted_on", models.DateField()),
                        ("tables", models.JSONField(default=dict)),
                        ("details", models.PositiveIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deletion_certificate",
                                to="casework.case",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="DeletionProposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("proposed_on", models.DateField()),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="deletion", to="casework.case"
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EntryFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("purpose", models.CharField(max_length=30)),
                        ("reference", models.CharField(max_length=120)),
                        ("name", models.CharField(max_length=200)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.agency"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Erasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                            ),
                        ),
                    ],
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
                            models.UniqueConstraint(
                                fields=("incoming", "peer", "counter"), name="one_package_per_number"
                            ),
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
                            models.UniqueConstraint(
                                fields=("package", "evidence", "issuer"), name="one_receipt_per_evidence"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extradition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("state", models.CharField(default="located", max_length=30)),
                        ("granted_on", models.DateField(null=True)),
                        ("appointed", models.DateField(null=True)),
                        ("surrendered_on", models.DateField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Charge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("conduct", models.CharField(blank=True, max_length=200)),
                        ("text", models.TextField()),
                        ("charged_on", models.DateField()),
                        ("committed_on", models.DateField(null=True)),
                        ("source", models.CharField(max_length=300)),
                        ("dropped_on", models.DateField(null=True)),
                        ("extension", models.CharField(default="not_asked", max_length=20)),
                        ("extension_day", models.DateField(null=True)),
                        ("extension_by", models.CharField(blank=True, max_length=300)),
                        (
                            "extradition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="charges",
                                to="casework.extradition",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.AddField(
                    model_name="assurance",
                    name="extradition",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assurances",
                        to="casework.extradition",
                    ),
                ),
                migrations.CreateModel(
                    name="ExtraditionConsent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("given_on", models.DateField()),
                        ("authority", models.CharField(max_length=300)),
                        ("lawyer", models.CharField(max_length=300)),
                        ("lawyer_independent", models.BooleanField(default=False)),
                        ("told_of_rights", models.BooleanField(default=False)),
                        ("language", models.CharField(max_length=100)),
                        ("revoked_on", models.DateField(null=True)),
                        ("revoked_words", models.TextField(blank=True)),
                        ("gives_up_specialty", models.BooleanField(default=False)),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "extradition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="casework.extradition",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="GuestMailbox",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recipient", models.CharField(max_length=300)),
                        ("channel", models.CharField(max_length=300)),
                        ("token_digest", models.CharField(max_length=64, unique=True)),
                        ("code", models.CharField(max_length=200)),
                        ("opened_at", models.DateTimeField(auto_now_add=True)),
                        ("until", models.DateTimeField()),
                        ("failures", models.PositiveIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "communication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mailboxes",
                                to="casework.communication",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="KeptFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("found", models.CharField(max_length=30)),
                        ("doubtful", models.BooleanField(default=False)),
                        ("digest", models.CharField(db_index=True, max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("package", models.CharField(blank=True, db_index=True, max_length=64)),
                        ("state", models.CharField(default="quarantined", max_length=12)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "brought_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kept_files",
                                to="casework.case",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="GuestUpload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "communication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.communication",
                            ),
                        ),
                        (
                            "mailbox",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uploads",
                                to="casework.guestmailbox",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.keptfile"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="LedgerEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("day", models.DateField()),
                        ("kind", models.CharField(max_length=20)),
                        ("text", models.CharField(blank=True, max_length=500)),
                        ("source", models.CharField(max_length=300)),
                        ("rate", models.JSONField(null=True)),
                        ("leaf", models.BigIntegerField()),
                        (
                            "agreement",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger",
                                to="casework.agreement",
                            ),
                        ),
                        (
                            "asset",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="casework.asset"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="casework.case"
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger",
                                to="casework.assetclaim",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reverses",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversed_by",
                                to="casework.ledgerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("number",),
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="LedgerPosting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("account", models.CharField(max_length=30)),
                        ("currency", models.CharField(max_length=3)),
                        ("minor", models.BigIntegerField()),
                        ("holder", models.CharField(blank=True, max_length=3)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="casework.ledgerentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="LegalHold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("since", models.DateField()),
                        ("ended_on", models.DateField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legal_holds",
                                to="casework.case",
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="LogDetail",
                    fields=[
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="detail",
                                serialize=False,
                                to="casework.logentry",
                            ),
                        ),
                        ("salt", models.CharField(max_length=32)),
                        (
                            "data",
                            models.JSONField(default=dict, encoder=comity.casework.log.canonical.CanonicalEncoder),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="logentry",
                    name="actor",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="logentry",
                    name="case",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="log", to="casework.case"
                    ),
                ),
                migrations.CreateModel(
                    name="Lookout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("ground", models.TextField()),
                        ("contact", models.CharField(max_length=300)),
                        ("ended_on", models.DateField(null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lookouts", to="casework.case"
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.AddField(
                    model_name="consultation",
                    name="lookout",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="casework.lookout"
                    ),
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("relation", models.CharField(max_length=10)),
                        ("since", models.DateTimeField(auto_now_add=True)),
                        ("ended", models.DateTimeField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="casework.case",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="MoneyLedger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("status", models.CharField(default="begun", max_length=10)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=1)),
                        ("message", models.TextField(blank=True)),
                        ("beat", models.DateTimeField(auto_now=True)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="OfficerTravel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("host_state", models.CharField(max_length=3)),
                        ("purpose", models.CharField(max_length=40)),
                        ("officers", models.CharField(max_length=400)),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        ("state", models.CharField(default="entered", max_length=20)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-first_day",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="HostAuthorisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("authority", models.CharField(max_length=300)),
                        ("reference", models.CharField(max_length=120)),
                        ("given_on", models.DateField()),
                        ("valid_from", models.DateField()),
                        ("valid_until", models.DateField()),
                        ("scope", models.TextField()),
                        (
                            "travel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="authorisations",
                                to="casework.officertravel",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
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
                migrations.CreateModel(
                    name="OverdueReason",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject", models.CharField(max_length=20)),
                        ("key", models.CharField(max_length=200)),
                        ("kind", models.CharField(max_length=160)),
                        ("since", models.DateField()),
                        ("day", models.DateField()),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="overdue_reasons",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="PaperFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("media_type", models.CharField(max_length=120)),
                        ("digest", models.CharField(max_length=64)),
                        ("content", models.BinaryField()),
                        (
                            "communication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_files",
                                to="casework.communication",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("kind", models.CharField(max_length=10)),
                        ("name", models.CharField(max_length=400)),
                        ("refugee_from", models.CharField(blank=True, max_length=3)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="casework.party",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.AddField(
                    model_name="lookout",
                    name="party",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lookouts", to="casework.party"
                    ),
                ),
                migrations.AddField(
                    model_name="extradition",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extraditions", to="casework.party"
                    ),
                ),
                migrations.AddField(
                    model_name="consultation",
                    name="party",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="casework.party"
                    ),
                ),
                migrations.CreateModel(
                    name="PartyDistinct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("reason", models.TextField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="distinct_parties",
                                to="casework.case",
                            ),
                        ),
                        (
                            "left",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.party"
                            ),
                        ),
                        (
                            "right",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.party"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PartyMerge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("reason", models.TextField()),
                        ("before", comity.casework.records.json_text.JsonText(default=dict)),
                        ("added", comity.casework.records.json_text.JsonText(default=dict)),
                        ("references", comity.casework.records.json_text.JsonText(default=list)),
                        ("pointers", comity.casework.records.json_text.JsonText(default=list)),
                        ("undone_at", models.DateTimeField(null=True)),
                        (
                            "absorbed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.party"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="party_merges",
                                to="casework.case",
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="casework.party"
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at",),
                    },
                ),
                migrations.CreateModel(
                    name="Passkey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("key_id", models.CharField(max_length=1400, unique=True)),
                        ("public_key", models.BinaryField()),
                        ("uses", models.BigIntegerField(default=0)),
                        ("made", models.DateTimeField()),
                        ("used", models.DateTimeField(null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="passkeys",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PersonRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("sender", models.CharField(max_length=10)),
                        ("name", models.CharField(max_length=300)),
                        ("birth_date", models.CharField(blank=True, max_length=10)),
                        ("contact", models.CharField(blank=True, max_length=300)),
                        ("words", models.TextField()),
                        ("received", models.DateField()),
                        ("code_digest", models.CharField(db_index=True, max_length=64)),
                        ("state", models.CharField(default="received", max_length=20)),
                        ("outcome", models.CharField(blank=True, max_length=20)),
                        ("reasons", models.TextField(blank=True)),
                        ("decided_on", models.DateField(null=True)),
                        ("answer", models.TextField(blank=True)),
                        ("answered_on", models.DateField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="person_requests",
                                to="casework.party",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("received", "pk"),
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Block",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("record", models.CharField(max_length=200)),
                        ("reason", models.TextField()),
                        ("since", models.DateField()),
                        ("lifted_on", models.DateField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="blocks", to="casework.case"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="blocks",
                                to="casework.personrequest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ProposedCard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("node", models.CharField(max_length=64)),
                        ("state", models.CharField(max_length=3)),
                        ("name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("trusted", models.BooleanField(default=False)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ProtectionClaim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("claimed_on", models.DateField()),
                        ("authority", models.CharField(blank=True, max_length=300)),
                        ("outcome", models.CharField(default="pending", max_length=20)),
                        ("decided_on", models.DateField(null=True)),
                        ("reference", models.CharField(blank=True, max_length=120)),
                        (
                            "extradition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="protection_claims",
                                to="casework.extradition",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("hashed", models.CharField(max_length=200)),
                        ("used", models.DateTimeField(null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recovery_codes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Request",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("direction", models.CharField(default="outgoing", max_length=10)),
                        ("state", models.CharField(default="needed", max_length=30)),
                        ("counterpart", models.CharField(max_length=3)),
                        ("measure", models.CharField(max_length=40)),
                        ("basis", models.CharField(blank=True, max_length=120)),
                        ("reasons", models.JSONField(default=list)),
                        ("foreign_reference", models.CharField(blank=True, max_length=120)),
                        ("drafted_by", models.JSONField(default=list)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="GroundAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.CharField(max_length=160)),
                        ("answer", models.CharField(max_length=10)),
                        ("reason", models.TextField(blank=True)),
                        ("suggested", models.CharField(blank=True, max_length=20)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ground_answers",
                                to="casework.request",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.AddField(
                    model_name="extradition",
                    name="request",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extraditions", to="casework.request"
                    ),
                ),
                migrations.AddField(
                    model_name="communication",
                    name="request",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="casework.request",
                    ),
                ),
                migrations.CreateModel(
                    name="ResultItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("purpose", models.TextField()),
                        ("specialty", models.CharField(max_length=30)),
                        ("confidentiality", models.CharField(max_length=30)),
                        ("keep_until", models.DateField(null=True)),
                        ("originals_back", models.DateField(null=True)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.keptfile",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="casework.request",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="RetentionRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("months", models.PositiveIntegerField()),
                        ("source", models.CharField(max_length=300)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ReturnPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("route", models.CharField(max_length=30)),
                        ("legal_basis", models.CharField(max_length=300)),
                        ("host_state", models.CharField(max_length=3)),
                        ("state", models.CharField(default="planned", max_length=30)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "extradition",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="return_plans",
                                to="casework.extradition",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="return_plans",
                                to="casework.party",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="ReturnConsent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("given_on", models.DateField()),
                        ("authority", models.CharField(max_length=300)),
                        ("lawyer", models.CharField(max_length=300)),
                        ("lawyer_independent", models.BooleanField(default=False)),
                        ("told_of_rights", models.BooleanField(default=False)),
                        ("language", models.CharField(max_length=100)),
                        ("revoked_on", models.DateField(null=True)),
                        ("revoked_words", models.TextField(blank=True)),
                        ("through_host_authority", models.BooleanField(default=False)),
                        ("no_contact_with_relatives", models.BooleanField(default=False)),
                        ("consulate_informed", models.BooleanField(default=False)),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="casework.returnplan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HostConsent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("authority", models.CharField(max_length=300)),
                        ("given_on", models.DateField()),
                        ("reference", models.CharField(max_length=120)),
                        ("terms", models.TextField(blank=True)),
                        ("valid_until", models.DateField(null=True)),
                        ("withdrawn_on", models.DateField(null=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="host_consents",
                                to="casework.returnplan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="SafeguardReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("purpose", models.CharField(default="before_sending", max_length=30)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("checks", models.JSONField(default=dict)),
                        ("reasons", models.JSONField(default=dict)),
                        ("note", models.TextField(blank=True)),
                        (
                            "extradition",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="safeguard_reviews",
                                to="casework.extradition",
                            ),
                        ),
                        (
                            "lawyer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="safeguard_reviews",
                                to="casework.returnplan",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="safeguard_reviews",
                                to="casework.request",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CountryEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=300)),
                        ("day", models.DateField()),
                        ("says", models.TextField()),
                        ("check_name", models.CharField(blank=True, max_length=40)),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="casework.safeguardreview",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-day", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ScreeningHit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("list_name", models.CharField(max_length=200)),
                        ("entry_id", models.CharField(max_length=300)),
                        ("caption", models.CharField(max_length=400)),
                        ("entry", comity.casework.records.json_text.JsonText(default=dict)),
                        ("comparison", comity.casework.records.json_text.JsonText(default=dict)),
                        ("origin", comity.casework.records.json_text.JsonText(default=dict)),
                        ("score", models.FloatField()),
                        ("subject_digest", models.CharField(max_length=64)),
                        ("entry_digest", models.CharField(max_length=64)),
                        ("state", models.CharField(default="undecided", max_length=10)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="screening_hits",
                                to="casework.case",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="screening_hits",
                                to="casework.party",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-score", "pk"),
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="HitReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("action", models.CharField(max_length=20)),
                        ("outcome", models.CharField(blank=True, max_length=20)),
                        ("reason", models.TextField(blank=True)),
                        ("on", models.DateField()),
                        ("subject_digest", models.CharField(max_length=64)),
                        ("entry_digest", models.CharField(max_length=64)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "hit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="casework.screeninghit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ScreeningRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("status", models.CharField(default="begun", max_length=10)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=1)),
                        ("message", models.TextField(blank=True)),
                        ("beat", models.DateTimeField(auto_now=True)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("purpose", models.CharField(max_length=30)),
                        ("basis", models.TextField()),
                        ("thresholds", comity.casework.records.json_text.JsonText(default=dict)),
                        ("files", comity.casework.records.json_text.JsonText(default=list)),
                        ("lists", comity.casework.records.json_text.JsonText(default=list)),
                        ("algorithm", comity.casework.records.json_text.JsonText(default=dict)),
                        ("subjects", comity.casework.records.json_text.JsonText(default=list)),
                        ("outcome", comity.casework.records.json_text.JsonText(default=dict)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="screenings",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.AddField(
                    model_name="screeninghit",
                    name="first_run",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.screeningrun"
                    ),
                ),
                migrations.AddField(
                    model_name="screeninghit",
                    name="last_run",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.screeningrun"
                    ),
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject", models.CharField(max_length=20)),
                        ("record", models.BigIntegerField()),
                        ("title", models.CharField(max_length=400)),
                        ("text", models.TextField()),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="search_entries",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="SearchWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token", models.CharField(max_length=40)),
                        ("weight", models.PositiveSmallIntegerField()),
                        (
                            "entry",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="casework.searchentry",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "session_key",
                            models.CharField(
                                max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                            ),
                        ),
                        ("session_data", models.TextField(verbose_name="session data")),
                        ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                        ("agent", models.CharField(default="", max_length=200)),
                        ("started", models.DateTimeField(null=True)),
                        ("seen", models.DateTimeField(null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StateNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("state", models.CharField(max_length=3)),
                        ("sent_with", models.CharField(max_length=200)),
                        ("sent_on", models.DateField(null=True)),
                        ("reference", models.CharField(blank=True, max_length=120)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="state_notices",
                                to="casework.case",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="casework.personrequest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("state",),
                    },
                ),
                migrations.CreateModel(
                    name="StepTaken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("action", models.CharField(max_length=40)),
                        ("to", models.CharField(max_length=30)),
                        ("day", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("given", comity.casework.records.json_text.JsonText(default=dict)),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps_taken",
                                to="casework.request",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="StepLetter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("media_type", models.CharField(max_length=120)),
                        ("digest", models.CharField(max_length=64)),
                        ("content", models.BinaryField()),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="casework.steptaken",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="AttachedFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.keptfile"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="casework.request",
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="casework.steptaken",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="SurrenderedOffence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("conduct", models.CharField(max_length=200)),
                        ("text", models.TextField(blank=True)),
                        (
                            "extradition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="surrendered_for",
                                to="casework.extradition",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                        ("content", comity.casework.records.json_text.JsonText(default=dict)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="casework.request",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("number",),
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("media_type", models.CharField(max_length=120)),
                        ("digest", models.CharField(max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        ("content", models.BinaryField()),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="casework.version"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Signature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="casework.version",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="safeguardreview",
                    name="version",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safeguard_reviews",
                        to="casework.version",
                    ),
                ),
                migrations.AddField(
                    model_name="request",
                    name="version",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.version"
                    ),
                ),
                migrations.CreateModel(
                    name="Wall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="walls", to="casework.case"
                            ),
                        ),
                        ("members", models.ManyToManyField(related_name="walls", to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name="UseReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("received", models.DateField()),
                        ("reporter", models.CharField(max_length=300)),
                        ("reference", models.CharField(max_length=300)),
                        ("lines", models.JSONField(default=list)),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="use_reports",
                                to="casework.agreement",
                            ),
                        ),
                        (
                            "asset",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="use_reports",
                                to="casework.asset",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="use_report",
                                to="casework.ledgerentry",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("state", models.CharField(default="open", max_length=12)),
                        (
                            "agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="casework.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.AddField(
                    model_name="searchentry",
                    name="wall",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casework.wall",
                    ),
                ),
                migrations.AddField(
                    model_name="returnplan",
                    name="wall",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
                migrations.AddField(
                    model_name="request",
                    name="wall",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
                migrations.CreateModel(
                    name="Record",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("kind", models.CharField(max_length=20)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.AddField(
                    model_name="party",
                    name="wall",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
                migrations.CreateModel(
                    name="OwnershipRegister",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.AddField(
                    model_name="officertravel",
                    name="wall",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("text", models.TextField()),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="casework.case"
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="casework.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at",),
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="MoneyTrace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("status", models.CharField(default="begun", max_length=10)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=1)),
                        ("message", models.TextField(blank=True)),
                        ("beat", models.DateTimeField(auto_now=True)),
                        ("exhibit", models.CharField(blank=True, max_length=64)),
                        ("word", models.CharField(blank=True, max_length=64)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "ledger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="traces",
                                to="casework.moneyledger",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.AddField(
                    model_name="moneyledger",
                    name="wall",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
                migrations.AddField(
                    model_name="extradition",
                    name="wall",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
                migrations.CreateModel(
                    name="EvidenceItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="casework.keptfile",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="DisclosureBundle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("recipient", models.CharField(max_length=300)),
                        ("legal_basis", models.CharField(max_length=300)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("released_on", models.DateField(null=True)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="AssetOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("handling", models.CharField(default="official_use", max_length=20)),
                        ("marks", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("kind", models.CharField(max_length=20)),
                        ("state", models.CharField(max_length=3)),
                        ("court", models.CharField(max_length=300)),
                        ("made", models.DateField()),
                        ("reference", models.CharField(blank=True, max_length=120)),
                        ("document", models.CharField(blank=True, max_length=300)),
                        ("final", models.BooleanField(null=True)),
                        ("ends", models.DateField(null=True)),
                        ("claims_by", models.DateField(null=True)),
                        ("limit_source", models.CharField(blank=True, max_length=300)),
                        ("assets", models.ManyToManyField(related_name="orders", to="casework.asset")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.case",
                            ),
                        ),
                        (
                            "wall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="casework.wall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position",),
                        "abstract": False,
                        "base_manager_name": "everything",
                    },
                    managers=[
                        ("objects", django.db.models.manager.Manager()),
                        ("everything", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.AddField(
                    model_name="assetclaim",
                    name="wall",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
                migrations.AddField(
                    model_name="asset",
                    name="wall",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
                migrations.AddField(
                    model_name="agreement",
                    name="wall",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="casework.wall",
                    ),
                ),
                migrations.CreateModel(
                    name="AssertedRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("listed", models.CharField(max_length=20)),
                        ("key", models.CharField(max_length=200)),
                        ("state", models.CharField(max_length=3)),
                        ("peer", models.CharField(max_length=64)),
                        ("conversation", models.CharField(max_length=64)),
                        ("package", models.CharField(max_length=64)),
                        ("pointer", models.CharField(max_length=400)),
                        ("content", comity.casework.records.json_text.JsonText(default=dict)),
                        ("conditions", models.JSONField(default=list)),
                        ("at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="asserted", to="casework.case"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "package", "pointer"), name="one_assertion_per_place"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisclosureItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject", models.CharField(max_length=20)),
                        ("key", models.CharField(max_length=200)),
                        ("left_out_because", models.TextField(blank=True)),
                        (
                            "bundle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="casework.disclosurebundle",
                            ),
                        ),
                        (
                            "left_out_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(fields=("bundle", "subject", "key"), name="one_item_per_record")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EntryCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("purpose", models.CharField(max_length=30)),
                        ("reference", models.CharField(max_length=120)),
                        ("hit", models.BooleanField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.agency"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                        "indexes": [models.Index(fields=["by", "at"], name="casework_en_by_id_201359_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="EntryFileRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.PositiveIntegerField()),
                        ("label", models.CharField(max_length=200)),
                        ("data", comity.casework.records.json_text.JsonText(default=dict)),
                        ("status", models.CharField(default="waiting", max_length=10)),
                        ("trouble", models.CharField(blank=True, max_length=300)),
                        ("consultations", models.ManyToManyField(related_name="+", to="casework.consultation")),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="casework.entryfile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                        "indexes": [models.Index(fields=["file", "status"], name="casework_en_file_id_0e146a_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="CustodyEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("kind", models.CharField(max_length=20)),
                        ("day", models.DateField()),
                        ("giver", models.CharField(max_length=300)),
                        ("holder", models.CharField(max_length=300)),
                        ("why", models.CharField(max_length=500)),
                        ("seal", models.CharField(blank=True, max_length=120)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custody",
                                to="casework.evidenceitem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("number",),
                        "constraints": [models.UniqueConstraint(fields=("item", "number"), name="one_link_per_number")],
                    },
                ),
                migrations.CreateModel(
                    name="ExculpatoryMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject", models.CharField(max_length=20)),
                        ("key", models.CharField(max_length=200)),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exculpatory_marks",
                                to="casework.case",
                            ),
                        ),
                        (
                            "marked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "subject", "key"), name="one_mark_per_record")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JoinedAgency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField(auto_now_add=True)),
                        ("ended", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="joined", to="casework.agency"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="joined", to="casework.case"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "agency"), name="one_joining_per_agency")
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="ledgerentry",
                    constraint=models.UniqueConstraint(fields=("case", "number"), name="one_entry_per_number"),
                ),
                migrations.AddIndex(
                    model_name="logentry",
                    index=models.Index(fields=["case", "index"], name="casework_lo_case_id_e02167_idx"),
                ),
                migrations.AddIndex(
                    model_name="logentry",
                    index=models.Index(
                        fields=["case", "subject", "key", "event"], name="casework_lo_case_id_061ec3_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended", None)), fields=("case", "user"), name="on_a_team_once_at_a_time"
                    ),
                ),
                migrations.AddIndex(
                    model_name="overduereason",
                    index=models.Index(fields=["case", "subject", "key"], name="casework_ov_case_id_dbdccc_idx"),
                ),
                migrations.AddConstraint(
                    model_name="partydistinct",
                    constraint=models.UniqueConstraint(
                        fields=("left", "right", "digest"), name="one_decision_per_pair"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="screeninghit",
                    constraint=models.UniqueConstraint(
                        fields=("party", "list_name", "entry_id"), name="one_hit_per_party_and_entry"
                    ),
                ),
                migrations.AddIndex(
                    model_name="searchword",
                    index=models.Index(fields=["token", "-weight", "-entry"], name="search_by_word"),
                ),
                migrations.AddIndex(
                    model_name="searchword",
                    index=models.Index(
                        fields=["token"], name="search_by_beginning", opclasses=("varchar_pattern_ops",)
                    ),
                ),
                migrations.AddIndex(
                    model_name="searchword",
                    index=models.Index(fields=["entry", "token"], name="search_by_entry"),
                ),
                migrations.AddConstraint(
                    model_name="statenotice",
                    constraint=models.UniqueConstraint(fields=("request", "state"), name="one_notice_per_state"),
                ),
                migrations.AddConstraint(
                    model_name="surrenderedoffence",
                    constraint=models.UniqueConstraint(
                        fields=("extradition", "conduct"), name="one_surrendered_offence_per_conduct"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="version",
                    constraint=models.UniqueConstraint(fields=("request", "number"), name="one_version_per_number"),
                ),
                migrations.AddConstraint(
                    model_name="signature",
                    constraint=models.UniqueConstraint(fields=("version", "user"), name="one_signature_per_person"),
                ),
                migrations.AddConstraint(
                    model_name="safeguardreview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("extradition__isnull", True), ("plan__isnull", True), ("request__isnull", False)),
                            models.Q(("extradition__isnull", False), ("plan__isnull", True), ("request__isnull", True)),
                            models.Q(("extradition__isnull", True), ("plan__isnull", False), ("request__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_review_is_about_one_thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="usereport",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_use_report_per_key"),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(fields=["state", "owner"], name="casework_ta_state_85e2e7_idx"),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(fields=["state", "agency"], name="casework_ta_state_4e63bd_idx"),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_task_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="returnplan",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_return_per_key"),
                ),
                migrations.AddIndex(
                    model_name="request",
                    index=models.Index(fields=["direction", "state"], name="casework_re_directi_2dc2a9_idx"),
                ),
                migrations.AddConstraint(
                    model_name="request",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_request_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="record",
                    constraint=models.UniqueConstraint(fields=("case", "kind", "key"), name="one_record_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="party",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_party_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="ownershipregister",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_ownership_register_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="officertravel",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_travel_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="moneytrace",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_trace_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="moneyledger",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_ledger_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="extradition",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_extradition_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="extradition",
                    constraint=models.UniqueConstraint(fields=("request", "person"), name="one_extradition_per_person"),
                ),
                migrations.AddConstraint(
                    model_name="evidenceitem",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_item_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="disclosurebundle",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_bundle_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="assetorder",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_order_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="assetclaim",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_claim_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="asset",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_asset_per_key"),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.UniqueConstraint(fields=("case", "key"), name="one_agreement_per_key"),
                ),
            ],
        ),
        migrations.RunPython(_append_only.protect, _append_only.unprotect),
    ]
