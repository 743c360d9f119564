import json
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, build
from comity.screening.index.changes import apply_changes, changed_index, read_changes
from comity.screening.index.reader import Index
from comity.screening.index.search import search
from comity.screening.lists.trouble import Troubles

ORIGIN = ListOrigin("whole", "1", "", "")
WHOLE = [
    Entity("1", "Person", ("Vladimir Proverkin",)),
    Entity("2", "Person", ("Maria Testova", "Мария Тестова")),
    Entity("3", "Person", ("Ahmed Altestani",)),
]
LINES = [
    {"op": "MOD", "entity": {"id": "1", "schema": "Person", "properties": {"name": ["Wassili Andersky"]}}},
    {"op": "DEL", "entity": {"id": "2"}},
    {"op": "ADD", "entity": {"id": "9", "schema": "Person", "properties": {"name": ["Mingtest Xi"]}}},
    {"op": "MOVE"},
    {"id": "10", "schema": "Person", "properties": {"name": ["Nora Newcomer"]}},
]


def whole() -> Index:
    return Index(b"".join(build([(ORIGIN, WHOLE)])), "whole")


def changed(base: Index, folder: Path) -> tuple[Index, Troubles]:
    path, troubles = folder / "changes.json", Troubles()
    path.write_text("\n".join(map(json.dumps, LINES)) + "\nnot json\n", encoding="utf-8")
    pieces = changed_index(base, ListOrigin("changes", "2", "", ""), read_changes(path, troubles))
    return Index(b"".join(pieces), "changes"), troubles


def found(indexes: tuple[Index, ...], name: str) -> list[str]:
    return [hit.listed.entity.id for index in indexes for hit in search(index, Entity("q", "Person", (name,)))]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Vladimir Proverkin", []),
        ("Wassili Andersky", ["1"]),
        ("Мария Тестова", []),
        ("Ahmed Altestani", ["3"]),
        ("Mingtest Xi", ["9"]),
        ("Nora Newcomer", ["10"]),
    ],
)
def test_changes_and_the_whole_answer_as_the_changed_list_would(name: str, ids: list[str], tmp_path: Path) -> None:
    base = whole()
    assert found(apply_changes((base, changed(base, tmp_path)[0])), name) == ids


def test_lines_that_are_no_change_are_told_with_their_line(tmp_path: Path) -> None:
    _, troubles = changed(whole(), tmp_path)
    assert [trouble.line for trouble in troubles.told] == [4, 6]


def test_changes_without_the_index_that_they_change_are_refused(tmp_path: Path) -> None:
    index, _ = changed(whole(), tmp_path)
    with pytest.raises(BadInputError, match="not given with it"):
        apply_changes((index,))
