"""Screenings, hits and what reviewers said of them."""

import comity.casework.records.json_text
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """As Django writes it."""

    dependencies = [
        ("casework", "0008_correspondence"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScreeningHit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("list_name", models.CharField(max_length=200)),
                ("entry_id", models.CharField(max_length=300)),
                ("caption", models.CharField(max_length=400)),
                ("entry", comity.casework.records.json_text.JsonText(default=dict)),
                ("comparison", comity.casework.records.json_text.JsonText(default=dict)),
                ("origin", comity.casework.records.json_text.JsonText(default=dict)),
                ("score", models.FloatField()),
                ("subject_digest", models.CharField(max_length=64)),
                ("entry_digest", models.CharField(max_length=64)),
                ("state", models.CharField(default="open", max_length=10)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="screening_hits", to="casework.case"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="screening_hits", to="casework.party"
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=20)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("subject_digest", models.CharField(max_length=64)),
                ("entry_digest", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "hit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="casework.screeninghit"
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("purpose", models.CharField(max_length=30)),
                ("basis", models.TextField()),
                ("thresholds", comity.casework.records.json_text.JsonText(default=dict)),
                ("lists", comity.casework.records.json_text.JsonText(default=list)),
                ("algorithm", comity.casework.records.json_text.JsonText(default=dict)),
                ("subjects", comity.casework.records.json_text.JsonText(default=list)),
                ("outcome", comity.casework.records.json_text.JsonText(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="screenings", to="casework.case"
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
        migrations.AddConstraint(
            model_name="screeninghit",
            constraint=models.UniqueConstraint(
                fields=("party", "list_name", "entry_id"), name="one_hit_per_party_and_entry"
            ),
        ),
    ]
