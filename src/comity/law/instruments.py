"""Instruments: what a treaty or act is a basis for, its rules, and how it stands to other instruments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.law.rule_reading import read_rule, read_source
from comity.law.rules import Rule
from comity.law.store import read_data


@dataclass(frozen=True, slots=True)
class MeasureBasis:
    """The provision that makes an instrument a basis for a measure, and how binding it is (shall, may, consider)."""

    article: str
    obligation: str
    says: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How an instrument stands to others; the kinds are those of docs/law-data.md, section "Relations".

    ``sets_aside`` is the chapter of its own rules that does not apply where a fall-back gives way.
    """

    kind: str
    article: str
    says: str
    purpose: str = ""
    what_kind: str = ""
    what_instrument: str = ""
    topics: tuple[str, ...] = ()
    sets_aside: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of an instrument is in the data: complete, partial or not_yet, with the day it was checked."""

    provisions: str
    checked: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One treaty, protocol or act as far as it is in the data."""

    id: str
    title: str
    short: str
    kind: str
    purposes: tuple[str, ...]
    amends: tuple[str, ...]
    opened: str
    measures: Mapping[str, MeasureBasis]
    conduct: tuple[str, ...]
    rules: tuple[Rule, ...]
    relations: tuple[Relation, ...]
    refers_to_requested_law: str
    overlay: bool
    coverage: Coverage
    source: Source

    def rules_for(self, measure: str) -> tuple[Rule, ...]:
        """Give the rules that concern a measure."""
        return tuple(rule for rule in self.rules if measure in rule.measures)


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return every instrument whose provisions are in the data, by its id."""
    return {row["id"]: _read(row) for row in read_data("instruments.json")["instruments"]}


def instrument(instrument_id: str) -> Instrument:
    """Find one instrument by its id."""
    try:
        return instruments()[instrument_id]
    except KeyError:
        raise BadInputError(f"there is no instrument '{instrument_id}'; 'comity instruments' lists them") from None


@cache
def protocols_to(instrument_id: str) -> tuple[Instrument, ...]:
    """Return the protocols and acts that patch an instrument, oldest first."""
    found = [other for other in instruments().values() if instrument_id in other.amends]
    return tuple(sorted(found, key=lambda other: (other.opened, other.id)))


def _read(row: Mapping[str, Any]) -> Instrument:
    source = read_source(row["source"])
    overlay = bool(row.get("overlay"))
    return Instrument(
        id=row["id"],
        title=row["title"],
        short=row.get("short", row["id"]),
        kind=row["kind"],
        purposes=tuple(row.get("purposes", ())),
        amends=tuple(row.get("amends", ())),
        opened=row.get("opened", ""),
        measures={name: MeasureBasis(**basis) for name, basis in row.get("measures", {}).items()},
        conduct=tuple(row.get("conduct", ("any",))),
        rules=tuple(read_rule(rule, source, overlay=overlay) for rule in row.get("rules", ())),
        relations=tuple(_read_relation(part) for part in row.get("relations", ())),
        refers_to_requested_law=row.get("refers_to_requested_law", ""),
        overlay=overlay,
        coverage=Coverage(**row["coverage"]),
        source=source,
    )


def _read_relation(row: Mapping[str, Any]) -> Relation:
    return Relation(**{**row, "topics": tuple(row.get("topics", ()))})
