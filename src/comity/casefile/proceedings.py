"""Proceedings and the orders made in them, and the sentence where one was passed."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from comity.casefile.text import NO_TEXT, Text
from comity.common.dates import PartialDate


class Stage(StrEnum):
    """How far the proceedings have come."""

    INVESTIGATION = "investigation"
    PROSECUTION = "prosecution"
    TRIAL = "trial"
    APPEAL = "appeal"
    ENFORCEMENT = "enforcement"
    CONFISCATION = "confiscation"


class OrderKind(StrEnum):
    """What a court or prosecutor ordered."""

    ARREST_WARRANT = "arrest_warrant"
    JUDGMENT = "judgment"
    FREEZING_ORDER = "freezing_order"
    CONFISCATION_ORDER = "confiscation_order"
    SEARCH_ORDER = "search_order"


@dataclass(frozen=True, slots=True)
class Order:
    """One decision; a flag that nobody has stated is None, never "no"."""

    id: str
    kind: OrderKind
    court: Text
    date: dt.date
    reference: str = ""
    people: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    final: bool | None = None
    final_on: dt.date | None = None
    enforceable: bool | None = None
    in_absentia: bool | None = None
    absence: Text = NO_TEXT
    notified: PartialDate | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Months of deprivation of liberty imposed, months still to be served, and the day of consent to a transfer."""

    imposed_months: int | None = None
    remaining_months: int | None = None
    consented: dt.date | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Proceeding:
    """Proceedings before one authority; ``agency`` is the id of an agency of the case."""

    id: str
    agency: str
    stage: Stage
    court: Text = NO_TEXT
    reference: str = ""
    opened: PartialDate | None = None
    people: tuple[str, ...] = ()
    conduct: tuple[str, ...] = ()
    orders: tuple[Order, ...] = ()
    sentence: Sentence | None = None
