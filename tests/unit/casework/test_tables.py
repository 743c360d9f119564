"""The tables of a new office, made in one step, are those that the single steps made one after the other."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

import comity.casework

MIGRATIONS = Path(comity.casework.__file__).parent / "migrations"
AT_ONCE = MIGRATIONS / "0001_squashed_0022.py"


@pytest.mark.django_db
def test_the_models_are_what_the_migrations_make() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.skipif(not os.environ.get("COMITY_LONG"), reason="makes every table twice; COMITY_LONG=1 runs it")
def test_the_tables_made_at_once_are_the_tables_made_one_by_one(tmp_path: Path) -> None:
    package = tmp_path / "one_by_one"
    package.mkdir()
    for path in MIGRATIONS.glob("*.py"):
        if path != AT_ONCE:
            (package / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "settings_one_by_one.py").write_text(
        "from comity.web.settings import *\nMIGRATION_MODULES = {'casework': 'one_by_one'}\n", encoding="utf-8"
    )
    assert tables(tmp_path, "settings_one_by_one") == tables(tmp_path, "comity.web.settings")


def tables(folder: Path, settings: str) -> dict[tuple[str, str], Any]:
    """Every table, index and trigger of a database that is made with some settings."""
    data = folder / settings
    data.mkdir()
    path = os.pathsep.join([str(folder), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path, "COMITY_DATA": str(data), "DJANGO_SETTINGS_MODULE": settings}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    database = sqlite3.connect(data / "office.sqlite3")
    found = {}
    for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"):
        columns = sorted(row[1:4] for row in database.execute(f'PRAGMA table_info("{name}")'))
        references = sorted(row[2:5] for row in database.execute(f'PRAGMA foreign_key_list("{name}")'))
        found[kind, name] = (columns, references) if kind == "table" else " ".join((sql or "").split())
    database.close()
    return found
