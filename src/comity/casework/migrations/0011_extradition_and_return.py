"""Extradition proceedings, returns, officers' travel, and the evidence that a safeguard review rests on."""

import comity.casework.records.json_text
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """As Django writes it."""

    dependencies = [
        ("casework", "0010_case_revision"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assurance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="SurrenderedOffence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("conduct", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AlterModelOptions(
            name="safeguardreview",
            options={"ordering": ("-at", "-pk")},
        ),
        migrations.RemoveField(
            model_name="safeguardreview",
            name="evidence",
        ),
        migrations.RemoveField(
            model_name="safeguardreview",
            name="evidence_on",
        ),
        migrations.AddField(
            model_name="safeguardreview",
            name="reasons",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="safeguardreview",
            name="request",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="safeguard_reviews",
                to="casework.request",
            ),
        ),
        migrations.CreateModel(
            name="AssuranceReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("reported_by", models.CharField(max_length=300)),
                ("finding", models.CharField(max_length=20)),
                ("text", models.TextField()),
                (
                    "assurance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="casework.assurance"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-day", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="CountryEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="Extradition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_set", to="casework.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extraditions", to="casework.party"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extraditions", to="casework.request"
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
            name="Charge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="casework.extradition"
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
                on_delete=django.db.models.deletion.PROTECT, related_name="assurances", to="casework.extradition"
            ),
        ),
        migrations.AddField(
            model_name="safeguardreview",
            name="extradition",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="safeguard_reviews",
                to="casework.extradition",
            ),
        ),
        migrations.CreateModel(
            name="ExtraditionConsent",
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
                ("gives_up_specialty", models.BooleanField(default=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "extradition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="casework.extradition"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OfficerTravel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_set", to="casework.case"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                "ordering": ("-first_day",),
                "abstract": False,
                "base_manager_name": "everything",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
    ]
