"""Fields: read the fields of a document that another state wrote, each with its type and its limit."""

import datetime as dt
import re
from typing import Any

from comity.exchange.refusal import Refusal, RefusedError

_DIGEST = re.compile(r"[0-9a-f]{64}")
_STATE = re.compile(r"[A-Z]{3}")
_TIME = "%Y-%m-%dT%H:%M:%SZ"
LONGEST = 4000


def time_text(at: dt.datetime) -> str:
    """Write a moment as documents carry it: UTC, whole seconds."""
    return at.astimezone(dt.UTC).strftime(_TIME)


def time_from(text: str) -> dt.datetime:
    """Read a moment as documents carry it."""
    return dt.datetime.strptime(text, _TIME).replace(tzinfo=dt.UTC)


class Fields:
    """One object of a document; what is missing, of another type or over its limit is refused with the field's name."""

    def __init__(self, data: Any, where: str) -> None:  # noqa: ANN401 - JSON data has no narrower type
        if not isinstance(data, dict):
            raise RefusedError(Refusal.DAMAGED, f"{where} is not an object")
        self.data: dict[str, Any] = data
        self.where = where

    def wrong(self, name: str, expected: str) -> RefusedError:
        """Make the error for one field."""
        return RefusedError(Refusal.DAMAGED, f"{self.where}: {name} must be {expected}")

    def text(self, name: str, longest: int = LONGEST) -> str:
        """Read a text that must be there."""
        value = self.data.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= longest or "\0" in value:
            raise self.wrong(name, f"a text of 1 to {longest} characters")
        return value

    def optional_text(self, name: str, longest: int = LONGEST) -> str | None:
        """Read a text that may be left out or null."""
        return None if self.data.get(name) is None else self.text(name, longest)

    def state(self, name: str) -> str:
        """Read a state: ISO 3166-1 alpha-3."""
        return self._matching(name, _STATE, "three capital letters")

    def digest(self, name: str) -> str:
        """Read a SHA-256 in hexadecimal."""
        return self._matching(name, _DIGEST, "a SHA-256 in lower-case hexadecimal")

    def optional_digest(self, name: str) -> str | None:
        """Read a SHA-256 that may be null."""
        return None if self.data.get(name) is None else self.digest(name)

    def _matching(self, name: str, pattern: re.Pattern[str], expected: str) -> str:
        value = self.data.get(name)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise self.wrong(name, expected)
        return value

    def whole(self, name: str, least: int = 0, most: int = 2**53 - 1) -> int:
        """Read a whole number within limits."""
        value = self.data.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(name, f"a whole number from {least} to {most}")
        return value

    def time(self, name: str) -> dt.datetime:
        """Read a moment in UTC."""
        try:
            found = time_from(self.text(name, 20))
        except ValueError:
            found = None
        if found is None or time_text(found) != self.data[name]:
            raise self.wrong(name, "a moment such as 2026-11-21T09:00:00Z")
        return found

    def date(self, name: str) -> dt.date | None:
        """Read a date that may be null; it has one spelling."""
        value = self.optional_text(name, 10)
        if value is None:
            return None
        try:
            found = dt.date.fromisoformat(value)
        except ValueError:
            found = None
        if found is None or found.isoformat() != value:
            raise self.wrong(name, "a date such as 2026-11-21")
        return found

    def items(self, name: str, most: int) -> list[Any]:
        """Read a list; one that is left out is empty."""
        value = self.data.get(name, [])
        if not isinstance(value, list) or len(value) > most:
            raise self.wrong(name, f"a list of at most {most}")
        return value

    def objects(self, name: str, most: int) -> "list[Fields]":
        """Read a list of objects."""
        return [Fields(item, f"{self.where}: {name}") for item in self.items(name, most)]

    def texts(self, name: str, most: int, longest: int = LONGEST) -> tuple[str, ...]:
        """Read a list of texts."""
        items = self.items(name, most)
        if any(not isinstance(item, str) or not 0 < len(item) <= longest for item in items):
            raise self.wrong(name, "a list of texts")
        return tuple(items)

    def object(self, name: str) -> "Fields":
        """Read an object that must be there."""
        return Fields(self.data.get(name), f"{self.where}: {name}")
