"""All tables of what is learnt in one step; an office that is there has taken it before.

Written by Django from the models.
"""

import comity.casework.records.json_text
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from comity.casework.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):
    """The tables."""

    replaces = [
        ("knowledge", "0001_lessons"),
        ("knowledge", "0002_corrections_and_directory"),
        ("knowledge", "0003_lessons_outlive_their_case"),
        ("knowledge", "0004_library"),
        ("knowledge", "0005_state_pages"),
        ("knowledge", "0006_playbook_steps"),
        ("knowledge", "0007_directory_nodes"),
    ]

    initial = True

    dependencies = [("casework", "0001_tables")]

    operations = [
        TablesAtOnce(
            operations=[
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("state", models.CharField(max_length=3)),
                        ("role", models.CharField(max_length=40)),
                        ("authority", models.CharField(max_length=300)),
                        ("unit", models.CharField(blank=True, max_length=300)),
                        ("address", models.TextField(blank=True)),
                        ("mailbox", models.CharField(blank=True, max_length=254)),
                        ("telephone", models.CharField(blank=True, max_length=60)),
                        ("languages", models.JSONField(default=list)),
                        ("hours", models.CharField(blank=True, max_length=200)),
                        ("node", models.CharField(blank=True, max_length=64)),
                        ("source", models.CharField(max_length=500)),
                        ("checked_on", models.DateField()),
                        ("ended_on", models.DateField(null=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "ordering": ("state", "role", "authority"),
                        "indexes": [models.Index(fields=["state", "role"], name="knowledge_c_state_ffd3d4_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="AddressCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sent_on", models.DateField()),
                        ("answered_on", models.DateField(null=True)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tests",
                                to="knowledge.contact",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-sent_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Lesson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                        ("origin", models.CharField(blank=True, max_length=3)),
                        ("state", models.CharField(max_length=3)),
                        ("measure", models.CharField(max_length=40)),
                        ("language", models.CharField(default="en", max_length=10)),
                        ("status", models.CharField(default="proposed", max_length=20)),
                        ("decision", models.TextField(blank=True)),
                        ("happened", models.CharField(max_length=20)),
                        ("reason", models.CharField(max_length=40)),
                        ("text", models.TextField()),
                        ("advice", models.TextField()),
                        ("learnt_on", models.DateField()),
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
                        (
                            "request",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="lessons",
                                to="casework.request",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-learnt_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="LibraryFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                    name="LibraryCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                related_name="summaries",
                                to="knowledge.libraryfile",
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("value", models.CharField(max_length=60)),
                        (
                            "entry",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tags",
                                to="knowledge.librarycase",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LibraryToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token", models.CharField(max_length=40, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["token"], name="library_by_beginning", opclasses=("varchar_pattern_ops",)
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LibraryPosting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("weight", models.PositiveSmallIntegerField()),
                        (
                            "entry",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="knowledge.librarycase",
                            ),
                        ),
                        (
                            "token",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="knowledge.librarytoken",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="StatePage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("state", models.CharField(max_length=3, unique=True)),
                        ("reviewed_on", models.DateField(null=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "keeper",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("state",),
                    },
                ),
                migrations.CreateModel(
                    name="StepChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.TextField(blank=True)),
                        ("kind", models.CharField(blank=True, max_length=40)),
                        ("days", models.PositiveIntegerField(null=True)),
                        ("left_out", models.BooleanField(default=False)),
                        ("reason", models.TextField(blank=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lesson",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="step_change",
                                to="knowledge.lesson",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                        ("origin", models.CharField(blank=True, max_length=3)),
                        ("state", models.CharField(max_length=3)),
                        ("measure", models.CharField(max_length=40)),
                        ("language", models.CharField(default="en", max_length=10)),
                        ("status", models.CharField(default="proposed", max_length=20)),
                        ("decision", models.TextField(blank=True)),
                        ("section", models.CharField(max_length=40)),
                        ("about", models.CharField(max_length=300)),
                        ("says", models.TextField(blank=True)),
                        ("should_say", models.TextField()),
                        ("source", models.CharField(max_length=500)),
                        ("address", models.CharField(blank=True, max_length=500)),
                        ("source_date", models.DateField(null=True)),
                        ("proposed_on", models.DateField()),
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
                        "ordering": ("-proposed_on", "-pk"),
                        "indexes": [models.Index(fields=["state", "status"], name="knowledge_c_state_6799de_idx")],
                    },
                ),
                migrations.AddIndex(
                    model_name="lesson",
                    index=models.Index(fields=["state", "measure", "status"], name="knowledge_l_state_fc8332_idx"),
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
            ],
        ),
    ]
