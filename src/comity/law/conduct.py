"""Conduct that the conventions want punished, taken apart into the elements a national offence is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.law.store import read_data


@dataclass(frozen=True, slots=True)
class Element:
    """One element of conduct; ``values`` are the alternatives that each suffice, for instance offer or promise."""

    id: str
    kind: str
    says: str
    article: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What some national laws ask for beyond the treaty's conduct, and what a request says to meet it."""

    id: str
    says: str
    allege: str


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Where another convention has the same conduct."""

    instrument: str
    articles: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Conduct:
    """Conduct under a convention: whether parties must punish it, its elements, and where it stands elsewhere.

    ``within`` is the wider conduct this is a limb of, empty for a whole article; ``obligation`` is mandatory,
    optional, mixed (the limbs differ) or counterpart (another convention's own offence).
    """

    key: str
    title: str
    article: str
    obligation: str
    obligation_says: str
    within: str
    names: Mapping[str, str]
    elements: tuple[Element, ...]
    counterparts: tuple[Counterpart, ...]
    eaw: Mapping[str, str]
    typical_gap: str
    note: str
    source: Source

    def element(self, name: str) -> Element | None:
        """The element of that name, if the conduct has one."""
        return next((element for element in self.elements if element.id == name), None)


@cache
def _all() -> Mapping[str, Conduct]:
    return {row["key"]: _conduct(row) for row in read_data("offences.json")["conduct"]}


def conduct_list() -> tuple[Conduct, ...]:
    """Return every conduct there is, a whole article before its limbs."""
    return tuple(_all().values())


def conduct(key: str) -> Conduct:
    """Find conduct by its key, or say which keys come near."""
    known = _all()
    if key not in known:
        near = get_close_matches(key, known, n=3, cutoff=0.7)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; 'comity offences' lists them all"
        raise BadInputError(f"there is no conduct '{key}'{hint}")
    return known[key]


def limbs(key: str) -> tuple[Conduct, ...]:
    """Return the finest conduct of the same convention under a key: a whole article stands for any of its limbs."""
    return tuple(_finest(conduct(key)))


def lineage(key: str) -> tuple[str, ...]:
    """Return a key and the wider ones it lies within: an offence listed under any of them concerns the conduct."""
    within = conduct(key).within
    return (key, *lineage(within)) if within else (key,)


@cache
def requirements() -> Mapping[str, Requirement]:
    """Return what national laws may ask for beyond the conduct."""
    return {row["id"]: Requirement(**row) for row in read_data("offences.json")["requirements"]}


def spoken(value: str) -> str:
    """How a value of an element is spoken of in a sentence."""
    words: Mapping[str, str] = read_data("offences.json")["words"]
    return words.get(value) or value.replace("_", " ")


def source_of(row: Mapping[str, str]) -> Source:
    """Make a source from its record."""
    return Source(row["title"], row.get("as_of", ""), row["checked"], row["grade"])


def _finest(whole: Conduct) -> list[Conduct]:
    prefix = whole.key.split(":")[0]
    below = [c for c in _all().values() if c.within == whole.key and c.key.startswith(prefix)]
    return [finest for limb in below for finest in _finest(limb)] if below else [whole]


def _conduct(row: Mapping[str, Any]) -> Conduct:
    return Conduct(
        key=row["key"],
        title=row["title"],
        article=row["article"],
        obligation=row["obligation"],
        obligation_says=row["obligation_says"],
        within=row["within"],
        names=row["names"],
        elements=tuple(Element(**{**e, "values": tuple(e["values"])}) for e in row["elements"]),
        counterparts=tuple(Counterpart(**{**c, "source": source_of(c["source"])}) for c in row["counterparts"]),
        eaw=row["eaw"],
        typical_gap=row["typical_gap"],
        note=row["note"],
        source=source_of(row["source"]),
    )
