"""What is asked for, sealed, logged or answered is a value: nobody changes it on its way."""

import ast
from pathlib import Path

import pytest

ROOMS = ("exchange", "casework/log", "casework/identity.py")
SOURCE = Path(__file__).parents[2] / "src" / "comity"


def files(room: str) -> list[Path]:
    return sorted((SOURCE / room).rglob("*.py")) if (SOURCE / room).is_dir() else [SOURCE / room]


def is_value(decorator: ast.expr) -> bool:
    """Whether it says that nothing of it can be replaced, and nothing be added."""
    given = {one.arg: ast.literal_eval(one.value) for one in getattr(decorator, "keywords", [])}
    return given.get("frozen") is True and given.get("slots") is True


@pytest.mark.parametrize("room", ROOMS)
def test_every_record_of_a_room_is_frozen(room: str) -> None:
    records = [
        (path.relative_to(SOURCE).as_posix(), found.name, is_value(decorator))
        for path in files(room)
        for found in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(found, ast.ClassDef)
        for decorator in found.decorator_list
        if "dataclass" in ast.unparse(decorator)
    ]
    assert records, "there is nothing to look at"
    assert [name for name in records if not name[-1]] == []
