"""The office on PostgreSQL: every test of it again, where COMITY_TEST_POSTGRESQL names a server (CI starts one)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ADDRESS = os.environ.get("COMITY_TEST_POSTGRESQL", "")


@pytest.mark.skipif(not ADDRESS, reason="no PostgreSQL is named by COMITY_TEST_POSTGRESQL")
def test_the_office_holds_on_postgresql_what_it_holds_on_sqlite(tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if k != "COMITY_TEST_POSTGRESQL"}
    own = {"COMITY_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "office_settings"}
    environment = kept | own | {"COMITY_DATABASE_URL": ADDRESS}
    rooms = [str(ROOT / "tests" / "unit" / room) for room in ("casework", "knowledge", "statistics", "web")]
    command = [sys.executable, "-m", "pytest", "-q", "--create-db", "-p", "no:cacheprovider", *rooms]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-4000:]
