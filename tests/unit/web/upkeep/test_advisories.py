"""Known weaknesses are found in a database that somebody brings, with its date, by version and within their time."""

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from comity.cli.main import main
from comity.common.errors import BadInputError
from comity.web.upkeep.advisories import advisories_check, order_of, packages_installed, packages_locked

# Invented advisories about an invented package.
PACKAGES = {"invented-package": "2.1.0", "another": "1.0"}


def advisory(**changes: Any) -> dict[str, Any]:
    affected = {
        "package": {"ecosystem": "PyPI", "name": changes.pop("name", "Invented_Package")},
        "ranges": [{"type": "ECOSYSTEM", "events": changes.pop("events", [{"introduced": "0"}, {"fixed": "2.1.1"}])}],
        "versions": changes.pop("versions", []),
    }
    made = {"id": "XX-2026-1", "modified": "2026-11-20T00:00:00Z", "published": "2026-11-01T00:00:00Z"}
    return made | {"affected": [affected], "database_specific": {"severity": "HIGH"}} | changes


def ran(command: list[str]) -> object:
    try:
        main(command)
    except SystemExit as ended:
        return ended.code
    return 0


def written(tmp_path: Path, *records: dict[str, Any]) -> Path:
    file = tmp_path / "all.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for at, record in enumerate(records):
            archive.writestr(f"{at}.json", json.dumps(record))
    return file


def test_a_version_within_a_range_is_found_with_its_grade_and_time(tmp_path: Path) -> None:
    checked = advisories_check(written(tmp_path, advisory()), PACKAGES)
    (one,) = checked.found
    assert (one.package, one.version, one.grade, one.mended_in) == ("invented-package", "2.1.0", "high", ("2.1.1",))
    assert one.due() == dt.date(2026, 11, 15)
    assert (checked.newest, checked.advisories, checked.packages) == (dt.date(2026, 11, 20), 1, 2)


@pytest.mark.parametrize(
    ("events", "weak"),
    [
        ([{"introduced": "0"}, {"fixed": "2.1.0"}], False),
        ([{"introduced": "2.1.0"}], True),
        ([{"introduced": "2.1.0rc1"}, {"fixed": "2.1.0.post1"}], True),
        ([{"introduced": "0"}, {"last_affected": "2.1"}], True),
        ([{"introduced": "0"}, {"last_affected": "2.0.9"}], False),
        ([{"introduced": "2.2"}, {"fixed": "2.3"}], False),
        ([{"introduced": "0"}, {"fixed": "1.5"}, {"introduced": "2.0"}, {"fixed": "2.10"}], True),
        ([{"fixed": "2.2"}, {"introduced": "2.1.dev3"}], True),
    ],
)
def test_ranges_are_read_as_versions_and_not_as_text(events: list[dict[str, str]], weak: bool, tmp_path: Path) -> None:
    assert bool(advisories_check(written(tmp_path, advisory(events=events)), PACKAGES).found) is weak


def test_versions_stand_in_the_order_of_the_standard() -> None:
    told = "1.0.dev1 1.0a1.dev1 1.0a1 1.0b2 1.0rc1 1.0 1.0.post1.dev2 1.0.post1 1.1 1.9 1.10 2!0.1".split()
    orders = [order_of(text) for text in told]
    assert None not in orders
    assert sorted(orders) == orders  # type: ignore[type-var]
    assert order_of("1.0") == order_of("1") == order_of("v1.0.0")
    assert order_of("not a version") is None


def test_a_listed_version_is_found_and_what_is_withdrawn_or_of_another_package_is_not(tmp_path: Path) -> None:
    listed = advisory(id="XX-1", events=[], versions=["2.1.0"])
    others = [advisory(id="XX-2", withdrawn="2026-11-02T00:00:00Z"), advisory(id="XX-3", name="unknown-here")]
    others.append({**advisory(id="XX-4"), "affected": [{"package": {"ecosystem": "npm", "name": "invented-package"}}]})
    assert [one.advisory for one in advisories_check(written(tmp_path, listed, *others), PACKAGES).found] == ["XX-1"]


def test_a_weakness_that_nobody_graded_counts_as_high(tmp_path: Path) -> None:
    (one,) = advisories_check(written(tmp_path, advisory(database_specific={})), PACKAGES).found
    assert (one.grade, one.due()) == ("unknown", dt.date(2026, 11, 15))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"no": "id"}', b"[1, 2]"])
def test_what_is_no_database_is_told_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_bytes(content)
    with pytest.raises(BadInputError):
        advisories_check(file, PACKAGES)


def test_the_packages_of_the_project_are_read_from_its_lock_and_from_the_installation() -> None:
    locked = packages_locked(Path(__file__).parents[4] / "requirements" / "run.txt")
    assert locked["django"] == packages_installed()["django"]
    assert len(locked) > 30


@pytest.mark.parametrize(("on", "code", "late"), [("2026-11-15", 0, 0), ("2026-11-16", 3, 1)])
def test_the_command_says_the_day_of_the_database_and_what_is_past_its_time(
    on: str, code: int, late: int, tmp_path: Path, capsys: Any
) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("invented.package[extra]==2.1.0 ; python_version > '3' \\\n    --hash=sha256:00\n")
    command = ["advisories", "--advisories", str(written(tmp_path, advisory())), "--lock", str(lock), "--on", on]
    assert ran([*command, "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert (told["database"], told["stale"], told["packages"], told["late"]) == ("2026-11-20", False, 1, late)
    assert ran(command) == code
    assert "The database is of 2026-11-20" in capsys.readouterr().out
