"""Facts that rules ask for: stated in the file, or read off its people, conduct, proceedings and assets."""

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
