"""Corrections as rows of a bundle, for other nodes and for the editors of the law data."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from comity.knowledge.contributions.bundle import Bundle, Carried, read_bundle, write_bundle
from comity.knowledge.corrections.models import Correction

KIND = Bundle("comity-corrections/1", "corrections")
_DATES = ("source_date", "proposed_on")


@dataclass(frozen=True, slots=True)
class CarriedCorrection(Carried):
    """A correction as it stands in a bundle."""

    section: str
    about: str
    says: str
    should_say: str
    source: str
    address: str
    source_date: str
    proposed_on: str

    def check(self) -> None:
        """Stop with an error where a value is none that the office knows, or the source is missing."""
        Carried.check(self)
        dt.date.fromisoformat(self.proposed_on)
        if self.source_date:
            dt.date.fromisoformat(self.source_date)
        if not (self.should_say.strip() and self.source.strip()):
            raise ValueError("it names no source, or says nothing")

    def fields(self) -> dict[str, Any]:
        """The values of the columns."""
        dates = {name: dt.date.fromisoformat(getattr(self, name)) if getattr(self, name) else None for name in _DATES}
        return {**asdict(self), **dates}


def corrections_bundle(corrections: Iterable[Correction], state: str) -> str:
    """Write corrections as a bundle; ``state`` is the one that gives them."""
    return write_bundle(KIND, map(_carried, corrections), state)


def _carried(correction: Correction) -> CarriedCorrection:
    names = [name for name in (field.name for field in fields(CarriedCorrection)) if name not in _DATES]
    dates = {name: getattr(correction, name) for name in _DATES}
    plain = {name: str(getattr(correction, name)) for name in names}
    return CarriedCorrection(**plain, **{name: day.isoformat() if day else "" for name, day in dates.items()})


def read_corrections(content: bytes, name: str) -> tuple[str, list[CarriedCorrection]]:
    """Read a bundle of corrections: the state that gives it, and what it corrects."""
    return read_bundle(KIND, CarriedCorrection, content, name)
