"""The check of a long log finds whatever was changed, wherever it stands in the stretches that are taken at once."""

import json
import sqlite3
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from comity.casework.log import merkle, verifying
from comity.casework.log.canonical import canonical, detail_digest
from comity.casework.log.check_part import from_file
from comity.casework.log.verifying import AT_ONCE, Kept, Part, stretches, verify

SIZE = 2 * AT_ONCE + 777


@dataclass
class Log:
    """A log in memory: the rows of both tables as SQLite gives them."""

    entries: list[list[Any]] = field(default_factory=list)
    details: dict[int, tuple[str, str]] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)

    def ask(self, question: str, start: int, end: int) -> Sequence[tuple[Any, ...]]:
        self.questions.append(question)
        if "logdetail" in question:
            return [(at, *self.details[at]) for at in range(start, end) if at in self.details]
        first, last = (bisect_left(self.entries, at, key=itemgetter(0)) for at in (start, end))
        return [tuple(row) for row in self.entries[first:last]]

    def checked(self, start: int = 0, end: int = SIZE) -> Part:
        before = merkle.unpacked(self.entries[start - 1][9]) if start else []
        return verify(Kept("sqlite", self.ask), before, start, end)


@pytest.fixture(scope="module")
def written() -> Log:
    """A log that is whole, with moments on the full second, nobody's entries, and texts that need quoting."""
    made, frontier = Log(), list[bytes]()
    for at in range(SIZE):
        said, salt = {"n": at, "é": "引渡"}, f"{at:032x}"
        moment = "2026-01-05 09:00:00" if at % 3 else "2026-01-05 09:00:00.123456"
        actor, key = (None if at % 2 else 7), f'r "{at % 50}" \\ é'
        leaf = {"index": at, "actor": actor, "at": f"{moment.replace(' ', 'T')}{'.000000' if at % 3 else ''}+00:00"}
        leaf |= {"case": at % 9, "day": "2026-01-05", "event": "sent", "key": key, "subject": "request"}
        text = canonical({**leaf, "details": detail_digest(salt, said)})
        frontier = merkle.appended(frontier, at, merkle.leaf_hash(text.encode()))
        columns = [at, "null" if actor is None else str(actor), moment, str(at % 9), "2026-01-05"]
        made.entries.append([*columns, "sent", key, "request", text, merkle.packed(frontier)])
        made.details[at] = (salt, canonical(said))
    return made


@pytest.fixture
def log(written: Log) -> Log:
    """The log, to be changed."""
    return Log([list(row) for row in written.entries], dict(written.details))


def test_a_whole_log_is_whole_from_its_beginning_and_in_any_parts(log: Log) -> None:
    whole = log.checked()
    assert (whole.place, whole.troubles) == (SIZE, [])
    assert merkle.packed(whole.frontier) == log.entries[-1][9]
    for start, end in [*stretches(SIZE, 2), (5, 12), (AT_ONCE - 1, AT_ONCE + 1), (AT_ONCE, SIZE), (SIZE - 1, SIZE)]:
        part = log.checked(start, end)
        assert (part.place, part.troubles) == (end, [])
        assert merkle.packed(part.frontier) == log.entries[end - 1][9]
    assert not [asked for asked in log.questions if 'ORDER BY e."index"' in asked], "none was looked at one by one"


def test_a_log_whose_details_were_deleted_here_and_there_is_still_taken_as_a_whole(log: Log) -> None:
    for at in range(0, SIZE, 3):
        del log.details[at]
    assert log.checked().troubles == []
    assert not [asked for asked in log.questions if 'ORDER BY e."index"' in asked]


def test_no_more_texts_are_remembered_than_there_is_room_for(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_WORDS", 3)
    assert log.checked().troubles == []
    quoted = verifying._Quoted()  # noqa: SLF001 - what it holds is seen nowhere else
    for number in range(20):
        assert quoted[f"é {number}"] == f'"é {number}"'
        assert len(quoted) <= 5


@pytest.mark.parametrize("at", [0, AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE - 1, SIZE - 1])
def test_whatever_is_changed_in_one_entry_is_told_once_and_of_that_entry(log: Log, at: int) -> None:
    row, start = log.entries[at], at // AT_ONCE * AT_ONCE
    around = (start, min(start + AT_ONCE, SIZE))
    for column, value, name in ((1, "8", "actor"), (3, "null", "case"), (4, "2026-01-06", "day"), (6, "x", "key")):
        before, row[column] = row[column], value
        assert log.checked(*around).troubles == [f"entry {at}: its column '{name}' is not what was logged"]
        row[column] = before
    kept = log.details[at]
    log.details[at] = (kept[0], canonical({"n": -1}))
    assert log.checked(*around).troubles == [f"entry {at}: its details are not those that were logged"]
    log.details[at] = (kept[0], json.dumps(json.loads(kept[1]), indent=1))
    assert log.checked(*around).troubles == [], "another spelling of the same details is no difference"
    del log.details[at]
    assert log.checked(*around).troubles == [], "details may be deleted"
    row[9] = bytes(32) + row[9][32:]
    assert f"entry {at}: its head is not the head of the entries up to it" in log.checked(*around).troubles


@pytest.mark.parametrize("at", [0, AT_ONCE - 1, AT_ONCE, SIZE - 1])
def test_an_entry_that_is_gone_is_missed_even_where_the_tree_was_made_again(log: Log, at: int) -> None:
    del log.entries[at]
    assert log.checked().troubles == [f"entry {at} is missing"]
    assert log.checked().place == at


def test_a_part_is_checked_out_of_a_file_without_the_office(log: Log, tmp_path: Path) -> None:
    path = tmp_path / "an office.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute(
            'CREATE TABLE casework_logentry ("index" bigint PRIMARY KEY, actor_id, at, case_id, day, event, "key", '
            "subject, leaf, frontier)"
        )
        database.execute("CREATE TABLE casework_logdetail (entry_id bigint PRIMARY KEY, salt, data)")
        rows = [[None if value == "null" else value for value in row] for row in log.entries]
        database.executemany(f"INSERT INTO casework_logentry VALUES ({','.join('?' * 10)})", rows)
        details = [(at, *kept) for at, kept in log.details.items()]
        database.executemany("INSERT INTO casework_logdetail VALUES (?, ?, ?)", details)
    database.close()
    assert from_file(path, AT_ONCE, SIZE).troubles == []
    with sqlite3.connect(path) as database:
        database.execute("UPDATE casework_logentry SET event = 'x' WHERE \"index\" = ?", (AT_ONCE,))
    database.close()
    told = [f"entry {AT_ONCE}: its column 'event' is not what was logged"]
    assert from_file(path, AT_ONCE, SIZE).troubles == told
    command = [sys.executable, "-m", "comity.casework.log.check_part", str(AT_ONCE), str(SIZE), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == told, "a process of its own says the same"
