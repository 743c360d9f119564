"""Contributions that travel: one JSON file, which the exchange seals like any other file of a package."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from comity.common.errors import BadInputError, Place
from comity.law.states import parse_state

LARGEST = 5_000_000
"""Bytes of a bundle that is read at most."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A row of a bundle: nothing but texts, nothing of a case or of the people who wrote it."""

    uid: str
    state: str
    measure: str
    language: str

    def check(self) -> None:
        """Stop with an error where a value is none that the office knows."""
        uuid.UUID(self.uid)
        parse_state(self.state)

    def fields(self) -> dict[str, Any]:
        """The values of the columns."""
        return asdict(self)


_R = TypeVar("_R", bound=Carried)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What kind of rows a bundle holds: the name of its format and of its list."""

    format: str
    rows: str


def write_bundle(kind: Bundle, carried: Iterable[Any], state: str) -> str:
    """Write rows as a bundle that a state gives; the same rows give the same bytes."""
    rows = sorted((asdict(row) for row in carried), key=lambda row: str(row["uid"]))
    data = {"format": kind.format, "from": state, kind.rows: rows}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def kind_of(content: bytes, kinds: Iterable[Bundle], name: str) -> Bundle:
    """Which kind of bundle a file is; one that is none of them is told with what could be read."""
    known = {kind.format: kind for kind in kinds}
    try:
        found = json.loads(content[: LARGEST + 1].decode("utf-8"))["format"]
        return known[str(found)]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadInputError(f"this is no bundle that can be read here ({', '.join(known)})", Place(name)) from None


def read_bundle(kind: Bundle, row_type: type[_R], content: bytes, name: str) -> tuple[str, list[_R]]:
    """Read a bundle: the state that gives it and its rows; a broken one is refused whole, with the row."""
    if len(content) > LARGEST:
        raise BadInputError(f"the bundle is larger than {LARGEST // 1_000_000} MB", Place(name))
    try:
        data = json.loads(content.decode("utf-8"))
        if data["format"] != kind.format:
            raise KeyError("format")
        giver, rows = str(data["from"]), list(data[kind.rows])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadInputError(f"this is no bundle of {kind.rows} ({kind.format})", Place(name)) from None
    return parse_state(giver), [_row(row_type, row, number, name) for number, row in enumerate(rows, start=1)]


def _row(row_type: type[_R], row: Any, number: int, name: str) -> _R:  # noqa: ANN401 - JSON of another state
    try:
        read = row_type(**{key: str(row[key]) for key in (field.name for field in fields(row_type))})
        read.check()
    except (KeyError, TypeError, ValueError, BadInputError) as error:
        raise BadInputError(f"row {number} cannot be read ({error})", Place(name)) from None
    return read
