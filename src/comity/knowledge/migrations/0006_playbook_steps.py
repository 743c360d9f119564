"""What a person changed of a step that a lesson has become."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of changed steps."""

    dependencies = [
        ("knowledge", "0005_state_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StepChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.TextField(blank=True)),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("days", models.PositiveIntegerField(null=True)),
                ("left_out", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "lesson",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="step_change", to="knowledge.lesson"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
    ]
