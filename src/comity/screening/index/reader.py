"""Reads an index where it lies: nothing is loaded before it is asked for, and every worker shares the same pages."""

import hashlib
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
from comity.screening.index.key_kernels import KEY_BITS, NAME_BITS
from comity.screening.index.layout import MAGIC, NAME_MASK, SECTIONS
from comity.screening.scripts import Script
from comity.screening.tables import spelled_scripts
from comity.screening.tokens import Role, Token, token_of
from comity.screening.units import units_of


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity of a list: the entity, and the number of its list in ``Index.lists``."""

    entity: Entity
    list_number: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of listed names: as it was read, its sound, and its likely Latin spellings."""

    token: Token
    sound: str
    spellings: tuple[str, ...]


class Index:
    """An index that is open for reading."""

    def __init__(self, data: "mmap.mmap | bytes", name: str) -> None:
        """Take the bytes of an index file; one that is broken or of another version is one sentence."""
        view = memoryview(data)
        if bytes(view[: len(MAGIC)]) != MAGIC:
            raise BadInputError("is not an index of this version of Comity: build it again", Place(name))
        start = len(MAGIC) + 8
        try:
            (length,) = struct.unpack("<Q", view[len(MAGIC) : start])
            self.head: dict[str, Any] = json.loads(bytes(view[start : start + length]))
        except (ValueError, struct.error):
            raise BadInputError("the index is damaged: its head cannot be read", Place(name)) from None
        self.lists: list[dict[str, Any]] = self.head["lists"]
        self.identity = hashlib.sha256(view[start : start + length]).hexdigest()
        self.gone: frozenset[int] = frozenset()  # entities that a later file of changes replaces or takes away
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
        self._directory: memoryview[int] = self._raw["directory"].cast("Q")
        self.shift = KEY_BITS - int(self.head["bits"])
        self.looker: Any = None  # the compiled quick look, where somebody asked for it
        self._entity_ends: memoryview[int] = self._raw["entity_ends"].cast("Q")
        self._name_ends: memoryview[int] = self._raw["name_ends"].cast("Q")
        self._word_ends: memoryview[int] = self._raw["word_ends"].cast("Q")
        self._spelled: memoryview[int] = self._raw["spelled"].cast("I")
        self._spelled_ends: memoryview[int] = self._raw["spelled_ends"].cast("I")
        self._facts: memoryview[int] = self._raw["facts"].cast("i")
        self._fact_ends: memoryview[int] = self._raw["fact_ends"].cast("i")
        self.entity = lru_cache(maxsize=50_000)(self._entity)
        self.word = lru_cache(maxsize=100_000)(self._word)

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

    def section(self, name: str) -> memoryview:
        """A table of the file as bytes."""
        return self._raw[name]

    def __len__(self) -> int:
        return len(self._entity_ends)

    def names_with(self, key: int, most: int) -> list[int]:
        """The names that have a key; none where there are more than ``most``, which says too little about anybody."""
        bucket = key >> self.shift
        first, last = self._directory[bucket], self._directory[bucket + 1]
        if last - first > most:
            first = bisect_left(self.postings, key << NAME_BITS, first, last)
            last = bisect_left(self.postings, (key + 1) << NAME_BITS, first, last)
            if last - first > most:
                return []
        return [p & NAME_MASK for p in self.postings[first:last] if p >> NAME_BITS == key]

    def name(self, number: int) -> str:
        """A name as the list gives it."""
        return _text(self._raw["names"], self._name_ends, number)

    def words(self, name: int) -> list[int]:
        """The words of a name, by number."""
        ends = self._spelled_ends
        return self._spelled[ends[name - 1] if name else 0 : ends[name]].tolist()

    def facts(self, owner: int) -> tuple["memoryview[int]", int, int]:
        """What is known of an entity beside its names: the table of numbers, where they begin in it and end."""
        return self._facts, self._fact_ends[owner - 1] if owner else 0, self._fact_ends[owner]

    def _word(self, number: int) -> Word:
        text, latin, script, role, weight, family, heard, spellings = _text(
            self._raw["words"], self._word_ends, number
        ).split("\t")
        token = known_token(text, latin, Script(script), Role(role), float(weight), family)
        return Word(token, heard, tuple(spellings.split("/")))

    def _entity(self, number: int) -> Listed:
        data = json.loads(_text(self._raw["entities"], self._entity_ends, number))
        list_number = data.pop("list")
        for name, value in data.items():
            if isinstance(value, list):
                data[name] = tuple(tuple(v) if isinstance(v, list) else v for v in value)
        return Listed(Entity(**{"names": (), **data}), list_number)


def _text(data: memoryview, ends: "memoryview[int]", number: int) -> str:
    return bytes(data[ends[number - 1] if number else 0 : ends[number]]).decode("utf-8", "surrogatepass")


@lru_cache(maxsize=200_000)
def known_token(text: str, latin: str, script: Script, role: Role, weight: float, family: str) -> Token:
    """A word as it was read when the index was built; the same word is the same object."""
    spelled = script in spelled_scripts() or script in {Script.HAN, Script.OTHER}
    return token_of(text, script, latin, units_of(text, script) if spelled else (text,), role, weight, family)
