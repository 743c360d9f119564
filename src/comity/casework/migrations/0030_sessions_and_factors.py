"""Recovery codes kept as passwords are; when a password was given; when a session was last used."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import migrations, models


def harden(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401, ARG001 - as Django calls it
    """Codes made before were kept as their SHA-256 alone: each digest is kept as a password is, and the code works on."""
    for code in apps.get_model("casework", "RecoveryCode").objects.all():
        code.hashed = make_password(code.hashed)
        code.save(update_fields=["hashed"])


def end_sessions(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401, ARG001 - as Django calls it
    """Sessions of before do not say when they were last used: everybody signs in again."""
    apps.get_model("casework", "Session").objects.all().delete()


class Migration(migrations.Migration):
    """Recovery codes kept as passwords are; when a password was given; when a session was last used."""

    dependencies = [
        ("casework", "0029_communication_seen"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="password_given",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="seen",
            field=models.DateTimeField(null=True),
        ),
        migrations.RenameField(
            model_name="recoverycode",
            old_name="digest",
            new_name="hashed",
        ),
        migrations.AlterField(
            model_name="recoverycode",
            name="hashed",
            field=models.CharField(max_length=200),
        ),
        migrations.RunPython(harden, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(end_sessions, migrations.RunPython.noop, elidable=True),
    ]
