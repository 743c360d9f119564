"""The period of a figure: two days, both of them included."""

import datetime as dt
from dataclasses import dataclass

from comity.common.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; a period that ends before it begins is bad input."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise BadInputError(f"the period ends ({self.end}) before it begins ({self.start})")

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end
