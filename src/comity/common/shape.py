"""Shapes of law-data records: which keys a record may have, so that a slip of the pen is an error and not a silence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comity.common.errors import BadInputError
from comity.common.strict_yaml import YamlFile

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys a record must have and the keys it may have."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()

    @classmethod
    def of(cls, required: str, optional: str = "") -> "Shape":
        """Build a shape from two lists of keys separated by blanks."""
        return cls(frozenset(required.split()), frozenset(optional.split()))


@dataclass(frozen=True, slots=True)
class Record:
    """One mapping of a file together with its place, so that every complaint names file, line and field."""

    file: YamlFile
    path: Path
    data: dict[str, Any]

    @classmethod
    def at(cls, file: YamlFile, path: Path, value: Any, shape: Shape | None = None) -> "Record":  # noqa: ANN401
        """Take a value as a record; unknown and missing keys are errors."""
        if not isinstance(value, dict):
            raise file.error("must be a table of keys and values", path)
        record = cls(file, path, value)
        if shape is not None:
            record.check(shape)
        return record

    @classmethod
    def whole(cls, file: YamlFile, shape: Shape | None = None) -> "Record":
        """The top of a file as a record."""
        return cls.at(file, (), file.data, shape)

    def check(self, shape: Shape) -> None:
        """Complain about the first unknown or missing key."""
        for key in self.data:
            if key not in shape.required and key not in shape.optional:
                known = ", ".join(sorted(shape.required | shape.optional))
                raise self.file.error(f"unknown key '{key}' (known here: {known})", (*self.path, key))
        for key in sorted(shape.required):
            if self.data.get(key) is None:
                raise self.file.error(f"the key '{key}' is missing", self.path)

    def error(self, what: str, key: str | None = None) -> BadInputError:
        """The sentence for a complaint about one key of this record."""
        return self.file.error(what, (*self.path, key) if key else self.path)

    def text(self, key: str, default: str = "") -> str:
        """A text value; numbers are taken as the text that was written."""
        value = self.data.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self.error("must be text", key)
        return str(value).strip()

    def number(self, key: str) -> int:
        """A whole number."""
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error("must be a whole number", key)
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A yes-or-no value."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.error("must be true or false", key)
        return value

    def code(self, key: str, allowed: Iterable[str], default: str = "") -> str:
        """A text that must be one of a closed list."""
        value = self.text(key, default)
        options = sorted(allowed)
        if value not in options:
            raise self.error(f"'{value}' is not one of {', '.join(options)}", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one, an absent key an empty list."""
        value = self.data.get(key)
        if value is None:
            return ()
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return (str(value),)
        if not isinstance(value, list) or any(isinstance(v, (dict, list, bool)) or v is None for v in value):
            raise self.error("must be a list of texts", key)
        return tuple(str(v) for v in value)

    def records(self, key: str, shape: Shape | None = None) -> Iterator["Record"]:
        """The records of a list; an absent key has none."""
        value = self.data.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            raise self.error("must be a list", key)
        for index, item in enumerate(value):
            yield Record.at(self.file, (*self.path, key, index), item, shape)

    def record(self, key: str, shape: Shape | None = None) -> "Record":
        """The record under a key."""
        return Record.at(self.file, (*self.path, key), self.data.get(key), shape)
