"""Conduct: what happened, told once per language, with the law it breaks and the amounts at stake."""

import datetime as dt
from dataclasses import dataclass

from comity.casefile.text import NO_TEXT, Text
from comity.common.dates import PartialDate
from comity.common.money import Money


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact sum and the day it speaks for."""

    money: Money
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision that makes the conduct an offence: its article, its content in own words, its highest penalty.

    ``max_months`` is the longest term of imprisonment in months; ``life`` and ``death`` say that more is possible
    (None where nobody has said).
    """

    state: str
    title: Text
    article: str
    summary: Text = NO_TEXT
    max_months: int | None = None
    life: bool | None = None
    death: bool | None = None


@dataclass(frozen=True, slots=True)
class TimeBar:
    """The day from which the conduct can no longer be prosecuted, and why."""

    date: dt.date | None = None
    statement: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Conduct:
    """One set of facts under one offence; ``offence`` is a key of the offence list (uncac:17)."""

    id: str
    offence: str
    statement: Text
    start: PartialDate | None = None
    end: PartialDate | None = None
    place: str = ""
    people: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    law: Provision | None = None
    counterpart_law: tuple[Provision, ...] = ()
    elements: tuple[tuple[str, tuple[str, ...]], ...] = ()
    time_bar: TimeBar | None = None

    def law_of(self, state: str) -> Provision | None:
        """The provision of one state that covers this conduct, where the file names it."""
        known = (self.law, *self.counterpart_law) if self.law else self.counterpart_law
        return next((p for p in known if p.state == state), None)
