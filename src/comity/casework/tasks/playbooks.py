"""Playbooks: the usual steps of a moment in a case, each with its owner, its limit, why, and where it is written."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from comity.casefile.people import AgencyKind
from comity.casework.tasks.kinds import TaskKind
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place
from comity.common.strict_yaml import load_yaml

FOLDER = Path(__file__).with_name("playbooks")
_STEP = frozenset({"key", "kind", "title", "why", "owners", "days", "source"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, why, which kinds of agency own it (the first that has joined), within how many days, source.

    ``language`` is that of its words; those that ship are English.
    """

    key: str
    kind: TaskKind
    title: str
    why: str
    owners: tuple[str, ...]
    days: int
    source: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Playbook:
    """A playbook with its sources and the day they were checked."""

    key: str
    title: str
    about: str
    checked: dt.date
    steps: tuple[Step, ...]


@cache
def playbooks() -> tuple[Playbook, ...]:
    """Every playbook that ships."""
    return tuple(_playbook(path) for path in sorted(FOLDER.glob("*.yaml")))


def playbook(key: str) -> Playbook:
    """One playbook."""
    found = next((book for book in playbooks() if book.key == key), None)
    if found is None:
        raise BadInputError(f"there is no playbook '{key}'", Place(field="playbook"))
    return found


def _playbook(path: Path) -> Playbook:
    file = load_yaml(path)
    data: dict[str, Any] = file.data
    steps = tuple(_step(row, path.name) for row in data["steps"])
    return Playbook(path.stem, data["title"], data["about"], parse_day(str(data["checked"])), steps)


def _step(row: dict[str, Any], name: str) -> Step:
    if row.keys() != _STEP:
        given, needed = ", ".join(sorted(row)), ", ".join(sorted(_STEP))
        raise BadInputError(f"a step has the keys {given}, and needs {needed}", Place(name))
    owners = tuple(AgencyKind(owner).value for owner in row["owners"])
    return Step(row["key"], TaskKind(row["kind"]), row["title"], row["why"], owners, int(row["days"]), row["source"])
