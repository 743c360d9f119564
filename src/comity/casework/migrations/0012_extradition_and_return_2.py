"""Extradition proceedings, returns, officers' travel, and the evidence that a safeguard review rests on. Continued."""

import comity.casework.records.json_text
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """As Django writes it."""

    dependencies = [
        ("casework", "0011_extradition_and_return"),
    ]

    operations = [
        migrations.CreateModel(
            name="HostAuthorisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="ProtectionClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="ReturnPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_set", to="casework.case"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="return_plans", to="casework.party"
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
            name="ReturnConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="casework.returnplan"
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
        migrations.AddField(
            model_name="safeguardreview",
            name="plan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="safeguard_reviews",
                to="casework.returnplan",
            ),
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
        migrations.AddField(
            model_name="surrenderedoffence",
            name="extradition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="surrendered_for", to="casework.extradition"
            ),
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
            model_name="officertravel",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="one_travel_per_key"),
        ),
        migrations.AddConstraint(
            model_name="returnplan",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="one_return_per_key"),
        ),
        migrations.AddConstraint(
            model_name="surrenderedoffence",
            constraint=models.UniqueConstraint(
                fields=("extradition", "conduct"), name="one_surrendered_offence_per_conduct"
            ),
        ),
    ]
