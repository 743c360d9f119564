"""One fact that a rule may ask for, as a case file states it."""

import datetime as dt
from dataclasses import dataclass

FactValue = bool | int | str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its key, its values (several only where the key may repeat; "unknown" is a value), its source."""

    key: str
    values: tuple[FactValue, ...]
    source: str = ""
    date: dt.date | None = None
