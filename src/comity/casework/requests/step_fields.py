"""What a step can ask for: fields with their words, read in the same way for a page and for a program."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place


class Kind(StrEnum):
    """How a field is filled in; ``grounds`` and ``basis`` are chosen from what the law room gives for the request."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    CHOICE = "choice"
    SEVERAL = "several"
    GROUNDS = "grounds"
    BASIS = "basis"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a step: its words, how it is filled in, and whether the step can be taken without it.

    ``due`` is the title of the deadline that a day makes, which runs while the step's state lasts; ``effect`` says what
    comes when it is over. ``ahead`` says that the day lies in the future.
    """

    name: str
    label: str
    hint: str = ""
    kind: Kind = Kind.LINE
    needed: bool = True
    choices: tuple[str, ...] = ()
    default: str = ""
    due: str = ""
    effect: str = ""

    @property
    def ahead(self) -> bool:
        """Whether a day in it is one that is still to come."""
        return bool(self.due)


Given = Mapping[str, Any]  # what was filled in, by the names of the fields
_LONGEST = {Kind.LINE: 300, Kind.TEXT: 20_000}


def read_fields(fields: Sequence[Field], given: Given, on: dt.date) -> dict[str, Any]:
    """Read what was filled in; the first slip is one sentence at its field. Empty fields are left out."""
    read = {}
    for field in fields:
        value = _READ[field.kind](field, given.get(field.name) or field.default, on)
        if value:
            read[field.name] = value
        elif field.needed:
            raise BadInputError(_WANTED.get(field.kind, "this is needed"), Place(field=field.name))
    return read


_WANTED = {
    Kind.CHOICE: "choose one",
    Kind.SEVERAL: "choose at least one",
    Kind.GROUNDS: "choose at least one ground of the checklist",
    Kind.FILES: "choose a file",
    Kind.DAY: "give a day",
}


def _line(field: Field, value: Any, _on: dt.date) -> str:  # noqa: ANN401 - what a form or a caller gives
    text = "" if value is None else str(value).strip()
    longest = _LONGEST.get(field.kind, 20_000)
    if len(text) > longest:
        raise BadInputError(f"write at most {longest} characters", Place(field=field.name))
    return text


def _lines(_field: Field, value: Any, _on: dt.date) -> list[str]:  # noqa: ANN401
    lines = value if isinstance(value, list | tuple) else str(value or "").splitlines()
    return [line.strip() for line in lines if line.strip()]


def _day(field: Field, value: Any, on: dt.date) -> str:  # noqa: ANN401
    text = _line(field, value, on)
    if not text:
        return ""
    day = parse_day(text, field.name)
    if field.ahead and day <= on:
        raise BadInputError("this day must be still to come", Place(field=field.name))
    return day.isoformat()


def _choice(field: Field, value: Any, on: dt.date) -> str:  # noqa: ANN401
    text = _line(field, value, on)
    if text and text not in field.choices:
        raise BadInputError("choose one", Place(field=field.name))
    return text


def _several(field: Field, value: Any, on: dt.date) -> list[str]:  # noqa: ANN401
    chosen = _lines(field, value, on)
    if field.choices and set(chosen) - set(field.choices):
        raise BadInputError("choose from the list", Place(field=field.name))
    return chosen


def _files(_field: Field, value: Any, _on: dt.date) -> list[Any]:  # noqa: ANN401
    return list(value or ())


_Reader = Callable[[Field, Any, dt.date], Any]
_READ: dict[Kind, _Reader] = {
    Kind.LINE: _line,
    Kind.TEXT: _line,
    Kind.BASIS: _line,
    Kind.LINES: _lines,
    Kind.DAY: _day,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.GROUNDS: _lines,
    Kind.FILES: _files,
}

NOTE = Field("reason", "Note", "What somebody who reads this in a year should know", Kind.TEXT, needed=False)
REFERENCE = Field("reference", "Their reference", needed=False)
WAY = Field(
    "way",
    "How it leaves",
    "Through the connector it is sealed but not encrypted by this office; on paper, for what must go in the original",
    Kind.CHOICE,
    needed=False,
    choices=("sealed_to_their_node", "national_connector", "on_paper"),
)
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")  # every letter is at hand in each of them
LETTER = (
    Field("language", "Language of the letter", kind=Kind.CHOICE, choices=LANGUAGES, default="en"),
    Field(
        "signatory_title",
        "Your title in the letter",
        "As it stands under your name, in the letter's language; without it the letter is a draft",
        needed=False,
    ),
)


def said(text: str, hint: str = "", *, needed: bool = True) -> Field:
    """The field in which a step says in words what happened, under its own label."""
    return Field("reason", text, hint, Kind.TEXT, needed)
