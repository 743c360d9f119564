"""Reads an index where it lies: nothing is loaded before it is asked for, and every worker shares the same pages."""

import json
import mmap
import struct
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.screening.entity import Entity
from comity.screening.index.layout import MAGIC, NAME_BITS, NAME_MASK, SECTIONS


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity of a list: the entity, and the number of its list in ``Index.lists``."""

    entity: Entity
    list_number: int


class Index:
    """An index that is open for reading."""

    def __init__(self, data: "mmap.mmap | bytes", name: str) -> None:
        """Take the bytes of an index file; one that is broken or of another version is one sentence."""
        view = memoryview(data)
        if bytes(view[: len(MAGIC)]) != MAGIC:
            raise BadInputError("is not an index of this version of Comity", Place(name))
        start = len(MAGIC) + 8
        (length,) = struct.unpack("<Q", view[len(MAGIC) : start])
        try:
            self.head: dict[str, Any] = json.loads(bytes(view[start : start + length]))
        except ValueError:
            raise BadInputError("the index is damaged: its head cannot be read", Place(name)) from None
        self.lists: list[dict[str, Any]] = self.head["lists"]
        position = start + length
        self._raw: dict[str, memoryview] = {}
        for section in SECTIONS:
            size = int(self.head["sections"][section])
            self._raw[section] = view[position : position + size]
            position += size + -size % 8
        if position != len(view):
            raise BadInputError("the index is damaged: it is cut off or has something at its end", Place(name))
        self.postings: memoryview[int] = self._raw["postings"].cast("Q")
        self.owners: memoryview[int] = self._raw["owners"].cast("I")
        self._entity_ends: memoryview[int] = self._raw["entity_ends"].cast("Q")
        self._outline_ends: memoryview[int] = self._raw["outline_ends"].cast("Q")
        self.entity = lru_cache(maxsize=50_000)(self._entity)

    @classmethod
    def open(cls, path: Path) -> "Index":
        """Map an index file into memory."""
        try:
            with path.open("rb") as file:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), str(path))
        except FileNotFoundError:
            raise BadInputError("no such file", Place(str(path))) from None
        except (OSError, ValueError) as error:
            raise BadInputError(f"cannot be opened as an index: {error}", Place(str(path))) from None

    def __len__(self) -> int:
        return len(self._entity_ends)

    def names_with(self, key: int, most: int) -> "memoryview[int] | None":
        """The postings of a key; None where there are more than ``most``, which says too little about anybody."""
        postings = self.postings
        first = bisect_left(postings, key << NAME_BITS)
        last = min(first + most, len(postings))
        if last < len(postings) and last == first + most and postings[last] >> NAME_BITS == key:
            return None
        last = bisect_left(postings, (key + 1) << NAME_BITS, first, last)
        return postings[first:last]

    def outline(self, number: int) -> str:
        """The outline of a name, a tab, and the name itself."""
        start = self._outline_ends[number - 1] if number else 0
        return bytes(self._raw["outlines"][start : self._outline_ends[number]]).decode()

    def owner(self, number: int) -> int:
        """The entity of a name."""
        return self.owners[number & NAME_MASK]

    def _entity(self, number: int) -> Listed:
        start = self._entity_ends[number - 1] if number else 0
        data = json.loads(bytes(self._raw["entities"][start : self._entity_ends[number]]))
        list_number = data.pop("list")
        for name, value in data.items():
            if isinstance(value, list):
                data[name] = tuple(tuple(v) if isinstance(v, list) else v for v in value)
        return Listed(Entity(**{"names": (), **data}), list_number)
