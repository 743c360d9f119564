"""Communications with counterparts, and cards on their way to being trusted."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Communications with counterparts, and cards on their way to being trusted."""

    dependencies = [
        ("casework", "0007_accounts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="steptaken",
            name="actor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="Communication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="casework.request",
                    ),
                ),
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
            name="PaperFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="ProposedCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
    ]
