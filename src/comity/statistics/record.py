"""The record that figures are counted from: events of an office's log, without names, in the order of the log."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.common.errors import BadInputError, Place

FORMAT = "comity-record/1"
_LISTS = frozenset({"grounds", "topics"})
_POSTING = (str, str, int, str)
NOT_KEPT = "not recorded"
"""What is counted under this heading happened, but the record no longer says (or never said) of what kind it was."""
ABROAD, AT_HOME = "abroad", "in the state of the case"
"""Where a case goes by a person being; the state's name stays in the office, for few are in some of them."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event: what happened on which day to which record of which case.

    ``case`` and ``key`` are numbers that mean nothing outside this record. ``said`` holds what the figures sort by:
    codes and amounts, never names or free text.
    """

    index: int
    day: dt.date
    case: int
    subject: str
    key: str
    event: str
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the log from which a record was taken: whoever has that log can check the record against it."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened to one record of one case, oldest first."""

    case: int
    subject: str
    key: str
    events: tuple[Event, ...]
    _firsts: dict[str, int] = field(init=False, repr=False, compare=False)
    _words: dict[str, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note once where each kind of event first stands, and the latest word: every figure asks for them."""
        firsts: dict[str, int] = {}
        words: dict[str, Any] = {}
        for place, event in enumerate(self.events):
            firsts.setdefault(event.event, place)
            if event.said:
                words |= {name: word for name, word in event.said.items() if word}
        object.__setattr__(self, "_firsts", firsts)
        object.__setattr__(self, "_words", words)

    def said(self, name: str) -> str:
        """What the events say of the record under a name; the latest word counts."""
        return str(self._words.get(name, NOT_KEPT))

    def first(self, *names: str) -> Event | None:
        """The first event of one of these names."""
        held = self._firsts
        if len(names) == 1:  # asked for most often
            return self.events[held[names[0]]] if names[0] in held else None
        places = [held[name] for name in names if name in held]
        return self.events[min(places)] if places else None

    def last(self, *names: str) -> Event | None:
        """The last event of one of these names."""
        return next((event for event in reversed(self.events) if event.event in names), None)


def histories(events: Iterable[Event], subject: str) -> tuple[History, ...]:
    """The histories of all records of one kind, in the order in which they began; days may run behind the log."""
    found: dict[tuple[int, str], list[Event]] = {}
    for event in events:
        if event.subject == subject:
            found.setdefault((event.case, event.key), []).append(event)
    order = (sorted(rows, key=lambda event: (event.day, event.index)) for rows in found.values())
    return tuple(History(rows[0].case, subject, rows[0].key, tuple(rows)) for rows in order)


def record_lines(events: Iterable[Event], head: Head) -> Iterator[str]:
    """The record as JSON lines, the head of the log first, so that somebody else can count again."""
    yield _line({"format": FORMAT, "log": {"size": head.size, "root": head.root}})
    for event in events:
        row: dict[str, Any] = {"index": event.index, "day": event.day.isoformat(), "case": event.case}
        row |= {"subject": event.subject, "key": event.key, "event": event.event}
        yield _line(row | ({"said": dict(event.said)} if event.said else {}))


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def read_record(lines: Iterable[str], name: str) -> tuple[Head, tuple[Event, ...]]:
    """Read a record that an office has written; a broken line is told with its number."""
    rows = iter(lines)
    head = _read_head(next(rows, ""), name)
    return head, tuple(_read_event(line, number, name) for number, line in enumerate(rows, start=2) if line.strip())


def _read_head(line: str, name: str) -> Head:
    try:
        row = json.loads(line)
        if row["format"] != FORMAT:
            raise KeyError(row["format"])
        return Head(int(row["log"]["size"]), str(row["log"]["root"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadInputError(f"this is no record of an office ({FORMAT})", Place(name, line=1)) from None


def _read_event(line: str, number: int, name: str) -> Event:
    try:
        row = json.loads(line)
        day = dt.date.fromisoformat(row["day"])
        where = (int(row["case"]), str(row["subject"]), str(row["key"]), str(row["event"]))
        return Event(int(row["index"]), day, *where, _read_said(row.get("said", {})))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadInputError(f"this line is no event: {error}", Place(name, line=number)) from None


def _read_said(said: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of somebody else
    """What an event says: lists of codes, postings, and codes under every other name; nothing else is counted."""
    if not isinstance(said, dict):
        raise TypeError("'said' is no object")
    for name, value in said.items():
        if name == "postings":
            held = isinstance(value, list) and all(_is_posting(one) for one in value)
        elif name in _LISTS:
            held = isinstance(value, list) and all(isinstance(one, str) for one in value)
        else:
            held = isinstance(value, str)
        if not held:
            raise TypeError(f"'{name}' is not written as a record writes it")
    return said


def _is_posting(one: Any) -> bool:  # noqa: ANN401
    """An account, a currency, whole minor units and a holder."""
    if not isinstance(one, list) or len(one) != len(_POSTING):
        return False
    return all(type(value) is kind for value, kind in zip(one, _POSTING, strict=True))
