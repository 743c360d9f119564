"""A real installation in a folder of its own: checked, copied, restored on a bare folder, and brought to a version."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def comity(*arguments: str, code: int = 0, **environment: str) -> Any:
    """Run the command line in a process of its own, as a machine does; gives its JSON, or what it said in refusing."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("COMITY_", "DJANGO_"))}
    command = [sys.executable, "-m", "comity", *arguments, "--json"]
    answer = subprocess.run(command, env=clean | environment, capture_output=True, text=True, check=False)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return json.loads(answer.stdout) if answer.stdout else answer.stderr


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation") / "office"
    at = ("--dir", str(folder))
    comity("account", "agency", "police", "--name", "Example Police", "--kind", "police", "--state", "NLD", *at)
    person = ("ada", "--name", "Ada Alsof", "--agency", "police", "--role", "administrator")
    comity("account", "add", *person, "--password", "four words that rhyme", *at)
    return folder


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("keys") / "officer.txt"
    return path, comity("backup", "--make-key", str(path))["recipient"]


@pytest.fixture(scope="module")
def backup(office: Path, key: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    to = tmp_path_factory.mktemp("backups")
    made: dict[str, Any] = comity("backup", "--dir", str(office), "--to", str(to), "--recipient", key[1])
    return made


def levels(told: dict[str, Any]) -> dict[str, str]:
    return {one["check"]: one["level"] for one in told["findings"]}


def test_a_fresh_installation_is_safe_and_says_what_is_still_to_be_done(office: Path) -> None:
    told = comity("check", "--dir", str(office))
    assert told["unsafe"] == 0
    assert levels(told) | {"clock": ""} | {"disk": ""} | {"backup": ""} == {
        **dict.fromkeys(("folder", "secret", "hosts", "demo", "database", "version", "log", "evidence"), "fine"),
        **dict.fromkeys(("accounts", "law"), "fine"),
        "scanner": "warning",
        **dict.fromkeys(("clock", "disk", "backup"), ""),
    }
    assert told["log"]["size"] == 2


def test_what_is_unsafe_is_told_in_plain_words_and_by_the_exit_code(office: Path) -> None:
    office.chmod(0o755)
    try:
        told = comity("check", "--dir", str(office), code=3, COMITY_HOSTS="office.example", COMITY_DEMO="1")
    finally:
        office.chmod(0o700)
    assert {name for name, level in levels(told).items() if level == "unsafe"} == {"folder", "https", "demo"}
    assert all(one["cure"] for one in told["findings"] if one["level"] != "fine")


def test_a_file_that_no_record_names_is_told(office: Path) -> None:
    left = office / "evidence" / "ab" / ("c" * 62)
    for folder in (left.parent.parent, left.parent):
        folder.mkdir(mode=0o700)
    left.touch(mode=0o600)
    try:
        found = {one["check"]: one for one in comity("check", "--dir", str(office))["findings"]}["evidence"]
    finally:
        shutil.rmtree(left.parent.parent)
    assert (found["level"], str(left) in found["sentence"]) == ("warning", True)


def test_settings_of_a_connector_that_cannot_be_used_are_told(office: Path, tmp_path: Path) -> None:
    settings = tmp_path / "connector.json"
    settings.write_text("nonsense", "utf-8")
    asked = ("check", "--dir", str(office), "--only", "connector")
    (found,) = comity(*asked, code=3, COMITY_CONNECTOR=str(settings))["findings"]
    assert (found["level"], str(settings) in found["sentence"]) == ("unsafe", True)
    partner = {"party": "A", "role": "GW", "address": "bureau.example"}
    folders = {"outgoing": str(tmp_path / "out"), "incoming": str(tmp_path / "in")}
    said = {**folders, "from": partner, "states": {"URY": partner}, "service": "Example", "action": "Form_A"}
    settings.write_text(json.dumps(said), "utf-8")
    (found,) = comity(*asked, COMITY_CONNECTOR=str(settings))["findings"]
    assert (found["level"], "1 states" in found["sentence"]) == ("fine", True)
    assert comity(*asked)["findings"] == []


def test_an_office_comes_back_on_a_bare_folder_with_the_same_log(
    office: Path, backup: dict[str, Any], key: tuple[Path, str], tmp_path: Path
) -> None:
    place = tmp_path / "restored"
    told = comity("restore", backup["path"], "--identity", str(key[0]), "--dir", str(place))
    assert (told["log_size"], told["log_root"]) == (backup["log_size"], backup["log_root"])
    assert (place / "secret-key").read_text() == (office / "secret-key").read_text()
    assert levels(comity("check", "--dir", str(place), "--only", "log,accounts,folder"))["log"] == "fine"


def test_a_drill_proves_a_backup_and_leaves_nothing(backup: dict[str, Any], key: tuple[Path, str]) -> None:
    told = comity("restore", backup["path"], "--identity", str(key[0]), "--drill")
    assert told["drill"]
    assert told["folder"] is None


def test_a_backup_whose_log_was_changed_is_not_restored(office: Path, key: tuple[Path, str], tmp_path: Path) -> None:
    """Somebody with the file in hand takes the triggers away and changes an entry; then a backup is made."""
    copy = tmp_path / "copy"
    copy.mkdir()
    with sqlite3.connect(office / "office.sqlite3") as source, sqlite3.connect(copy / "office.sqlite3") as target:
        source.backup(target)
        for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            target.execute(f'DROP TRIGGER "{name}"')
        target.execute("UPDATE casework_logentry SET key = 'somebody else' WHERE \"index\" = 1")
    source.close()
    target.close()
    made = comity("backup", "--dir", str(copy), "--to", str(tmp_path / "backups"), "--recipient", key[1])
    sentence = comity("restore", made["path"], "--identity", str(key[0]), "--dir", str(tmp_path / "new"), code=3)
    assert "log is not what was written" in sentence
    assert not (tmp_path / "new").exists()


def test_only_the_newest_backups_are_kept_where_that_is_asked(
    office: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    for name in ("office-20200101T000000Z.age", "office-20200102T000000Z.age", "mine.age"):
        (tmp_path / name).write_bytes(b"")
    made = comity("backup", "--dir", str(office), "--to", str(tmp_path), "--recipient", key[1], "--keep", "2")
    assert made["removed"] == 1
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"office-20200102T000000Z.age", "mine.age", Path(made["path"]).name}


def test_an_office_of_a_newer_version_is_neither_upgraded_nor_backed_up(office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "newer"
    copy.mkdir()
    with sqlite3.connect(office / "office.sqlite3") as source, sqlite3.connect(copy / "office.sqlite3") as target:
        source.backup(target)
        target.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('casework', '9999_later', '2030-01-01')"
        )
    source.close()
    target.close()
    assert "9999_later" in comity("upgrade", "--dir", str(copy), code=3)
    assert levels(comity("check", "--dir", str(copy), "--only", "version", code=3)) == {"version": "unsafe"}


def test_an_upgrade_of_a_current_office_changes_nothing(office: Path) -> None:
    told = comity("upgrade", "--dir", str(office))
    assert (told["steps"], told["backup"], told["log"]["size"]) == ([], None, 2)


@pytest.mark.parametrize(
    ("arguments", "because"),
    [
        (("backup",), "--make-key"),
        (("backup", "--to", "OUT", "--recipient", "age1nonsense"), "no recipient"),
        (("backup", "--to", "OFFICE/inside", "--recipient", "KEY"), "own folder"),
    ],
)
def test_a_backup_that_cannot_be_is_refused_in_words(
    arguments: tuple[str, ...], because: str, office: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    names = {"OUT": str(tmp_path), "KEY": key[1], "OFFICE/inside": str(office / "inside")}
    given = [names.get(one, one) for one in arguments]
    refused = 3 if "own folder" in because else 2
    assert because in comity(*given, "--dir", str(office), code=refused)
