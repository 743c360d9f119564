"""National offences, each read against the elements of the treaty's conduct, with what it punishes by."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.common.truth import Truth
from comity.law.conduct import conduct, lineage, source_of
from comity.law.store import read_data

# A text that may speak for a day before this one can raise a question but decides nothing.
RECENT = dt.date(2020, 1, 1)


class Covers(StrEnum):
    """How much of the treaty's conduct an offence reaches, as judged by whoever read its text."""

    FULL = "full"
    PARTIAL = "partial"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Required:
    """Something an offence asks for beyond the conduct; ``only_where`` limits it to some forms of the conduct."""

    what: str
    only_where: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A minimum amount: in whole units of a currency where the text read prints it, otherwise in words only."""

    says: str
    at_least: int | None = None
    aggravated_at_least: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class NationalOffence:
    """One offence of a state. ``narrows`` names the only values of an element that it reaches."""

    id: str
    state: str
    conduct: str
    law: str
    article: str
    name: Mapping[str, str]
    covers: Covers
    gap: str
    as_read: str
    elements: Mapping[str, tuple[str, ...]]
    narrows: Mapping[str, tuple[str, ...]]
    requires: tuple[Required, ...]
    threshold: Threshold | None
    open: str
    max_penalty: str
    max_months: int | None
    max_code: str
    min_penalty: str
    min_months: int | None
    legal_persons: str
    limitation: str
    valid_from: str
    valid_to: str
    not_before: str
    source: Source
    valid_source: Source | None
    grade: str
    read: str

    @property
    def cited(self) -> str:
        """The offence as a lawyer cites it: its article and law, or its name where neither was read."""
        called = self.name.get("en") or self.name.get("local") or "an offence"
        if not self.law:
            return called
        return f"{self.law}, {self.article}" if self.article not in {"", "none"} else self.law

    def decides(self) -> bool:
        """Whether its text is evidenced well and recently enough to decide; otherwise it only raises a question."""
        return self.grade in {"A", "B"} and bool(self.not_before) and _first(self.not_before) >= RECENT

    def stood_on(self, day: dt.date) -> Truth:
        """Whether the text read was the law on a day: not evidenced before the day the source speaks for."""
        if self.valid_to and PartialDate.parse(self.valid_to).last < day:
            return Truth.FALSE
        if self.valid_from:
            return PartialDate.parse(self.valid_from).reached_on(day)
        return Truth.TRUE if self.not_before and _first(self.not_before) <= day else Truth.UNKNOWN


@dataclass(frozen=True, slots=True)
class PenaltyEvidence:
    """A maximum penalty as printed, beside a question; it is shown and never taken as a fact by itself.

    ``max_months`` only where the text is a plain number of years; ``code`` is life, death or empty; ``usable`` says
    whether the text is evidenced well and recently enough to rest on.
    """

    state: str
    law: str
    article: str
    text: str
    max_months: int | None
    code: str
    usable: bool
    source: Source


def offences(state: str | None = None, conduct_key: str | None = None) -> tuple[NationalOffence, ...]:
    """Return the offences of a state, or of all, that concern some conduct; a whole article includes its limbs."""
    found = _of_state().get(state, ()) if state else tuple(o for rows in _of_state().values() for o in rows)
    if conduct_key is None:
        return found
    up = set(lineage(conduct_key))
    return tuple(o for o in found if o.conduct in up or conduct_key in lineage(o.conduct))


def states_with_offences() -> tuple[str, ...]:
    """Return the states of which at least one offence is on file."""
    return tuple(_of_state())


def penalty_evidence(state: str, conduct_key: str) -> tuple[PenaltyEvidence, ...]:
    """Return what is printed about the maximum penalty for conduct, best evidence first."""
    rows = [o for o in offences(state, conduct(conduct_key).key) if o.max_penalty]
    ranked = sorted(rows, key=lambda o: (not o.decides(), o.grade, o.id))
    return tuple(
        PenaltyEvidence(o.state, o.law, o.article, o.max_penalty, o.max_months, o.max_code, o.decides(), o.source)
        for o in ranked
    )


@cache
def _of_state() -> Mapping[str, tuple[NationalOffence, ...]]:
    found: dict[str, list[NationalOffence]] = {}
    for row in read_data("offences.json")["offences"]:
        found.setdefault(row["state"], []).append(_offence(row))
    return {state: tuple(rows) for state, rows in found.items()}


_TEXTS = (
    *("id", "state", "conduct", "law", "article", "gap", "as_read", "open", "max_penalty", "max_code"),
    *("min_penalty", "legal_persons", "limitation", "valid_from", "valid_to", "grade", "read"),
)


def _offence(row: Mapping[str, Any]) -> NationalOffence:
    texts: dict[str, str] = {key: row.get(key, "") for key in _TEXTS}
    source = source_of(row["source"])
    return NationalOffence(
        **texts,
        name=row["name"],
        covers=Covers(row["covers"]),
        elements=_tuples(row["elements"]),
        narrows=_tuples(row["narrows"]),
        requires=tuple(Required(r["what"], _tuples(r["only_where"])) for r in row["requires"]),
        threshold=Threshold(**row["threshold"]) if row["threshold"] else None,
        max_months=row.get("max_months"),
        min_months=row.get("min_months"),
        not_before=_earliest(row["source"]),
        source=source,
        valid_source=source_of(row["valid_source"]) if "valid_source" in row else None,
    )


def _tuples(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in table.items()}


def _earliest(source: Mapping[str, str]) -> str:
    """The earliest day a source may speak for; empty where it says no date at all."""
    if "not_before" in source:
        return source["not_before"]
    try:
        PartialDate.parse(source.get("as_of", ""))
    except BadInputError:
        return ""
    return source["as_of"]


def _first(text: str) -> dt.date:
    return PartialDate.parse(text).first
