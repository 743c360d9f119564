"""The library of concluded cases."""

import comity.casework.records.json_text
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Its summaries, files, words and tags."""

    dependencies = [
        ("knowledge", "0003_lessons_outlive_their_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LibraryFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("content", models.TextField(blank=True)),
                ("status", models.CharField(default="read", max_length=20)),
                ("cases", models.PositiveIntegerField(default=0)),
                ("brought_on", models.DateField()),
                (
                    "brought_by",
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
            name="LibraryCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("origin", models.CharField(blank=True, max_length=3)),
                ("state", models.CharField(max_length=3)),
                ("measure", models.CharField(max_length=40)),
                ("language", models.CharField(default="en", max_length=10)),
                ("status", models.CharField(default="proposed", max_length=20)),
                ("decision", models.TextField(blank=True)),
                ("title", models.CharField(max_length=400)),
                ("shortest", models.PositiveIntegerField(null=True)),
                ("longest", models.PositiveIntegerField(null=True)),
                ("proposed_on", models.DateField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("data", comity.casework.records.json_text.JsonText(default=dict)),
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
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summaries",
                        to="knowledge.LibraryFile",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="LibraryTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=60)),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="knowledge.LibraryCase",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LibraryToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=40, unique=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["token"], name="library_by_beginning", opclasses=("varchar_pattern_ops",))
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryPosting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="knowledge.LibraryCase",
                    ),
                ),
                (
                    "token",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="knowledge.LibraryToken",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="librarycase",
            index=models.Index(fields=["status", "-id"], name="library_by_status"),
        ),
        migrations.AddIndex(
            model_name="librarytag",
            index=models.Index(fields=["kind", "value", "-entry"], name="library_by_tag"),
        ),
        migrations.AddIndex(
            model_name="librarytag",
            index=models.Index(fields=["entry", "kind", "value"], name="library_tags_of"),
        ),
        migrations.AddIndex(
            model_name="libraryposting",
            index=models.Index(fields=["token", "-weight", "-entry"], name="library_by_word"),
        ),
        migrations.AddIndex(
            model_name="libraryposting",
            index=models.Index(fields=["entry", "token", "weight"], name="library_by_entry"),
        ),
    ]
