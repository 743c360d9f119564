"""What people ask about their data, retention, and disclosure to the defence."""

import comity.casework.records.json_text
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """As Django writes it."""

    dependencies = [
        ("casework", "0017_merge_pointers"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DeletionCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DisclosureBundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_set", to="casework.case"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
            name="DisclosureItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExculpatoryMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("since", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legal_holds", to="casework.case"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="PersonRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="RetentionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("months", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="StateNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=3)),
                ("sent_with", models.CharField(max_length=200)),
                ("sent_on", models.DateField(null=True)),
                ("reference", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="state_notices", to="casework.case"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="casework.personrequest"
                    ),
                ),
            ],
            options={
                "ordering": ("state",),
            },
        ),
        migrations.AddConstraint(
            model_name="disclosurebundle",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="one_bundle_per_key"),
        ),
        migrations.AddConstraint(
            model_name="disclosureitem",
            constraint=models.UniqueConstraint(fields=("bundle", "subject", "key"), name="one_item_per_record"),
        ),
        migrations.AddConstraint(
            model_name="exculpatorymark",
            constraint=models.UniqueConstraint(fields=("case", "subject", "key"), name="one_mark_per_record"),
        ),
        migrations.AddConstraint(
            model_name="statenotice",
            constraint=models.UniqueConstraint(fields=("request", "state"), name="one_notice_per_state"),
        ),
    ]
