"""Dates as law knows them: sometimes only the year or the month is evidenced."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from comity.common.errors import BadInputError, Place
from comity.common.truth import Truth

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, the month or only the year; ``first`` and ``last`` are the days it may be."""

    first: dt.date
    last: dt.date

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read YYYY, YYYY-MM or YYYY-MM-DD."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise BadInputError(f"'{text}' is not a date (YYYY, YYYY-MM or YYYY-MM-DD)")
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            if year is not None and month is not None and day is not None:
                exact = dt.date(year, month, day)
                return cls(exact, exact)
            if year is not None and month is not None:
                return cls(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))
            return cls(dt.date(int(text), 1, 1), dt.date(int(text), 12, 31))
        except ValueError:
            raise BadInputError(f"'{text}' is no day of the calendar") from None

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    def reached_on(self, day: dt.date) -> Truth:
        """Whether this date lies on or before the given day; unknown while the precision does not decide."""
        if self.last <= day:
            return Truth.TRUE
        return Truth.FALSE if self.first > day else Truth.UNKNOWN

    def __str__(self) -> str:
        if self.exact:
            return self.first.isoformat()
        return f"{self.first:%Y-%m}" if self.first.month == self.last.month else f"{self.first:%Y}"


def parse_day(text: str, field: str = "") -> dt.date:
    """Read YYYY-MM-DD or say in one sentence what is wrong with it."""
    if not text.strip():
        raise BadInputError("give a day", Place(field=field or None))
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is None:
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadInputError(f"'{text}' is not a date (YYYY-MM-DD)", Place(field=field or None)) from None
