"""Builds the index of one or more lists."""

import gc
import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from operator import attrgetter
from typing import Any

from comity.common.errors import BadInputError
from comity.screening.entity import Entity
from comity.screening.identifiers import normalised
from comity.screening.index.facts import facts_of
from comity.screening.index.key_kernels import NAME_BITS
from comity.screening.index.keys import CodeTable, key
from comity.screening.index.layout import MOST_NAMES, little, pack
from comity.screening.index.postings import sorted_postings
from comity.screening.index.spellings import heard, kept_spellings, looked_at
from comity.screening.index.word_table import WordTable
from comity.screening.reading import alternatives, has_letters, read_name
from comity.screening.tokens import Kind, Name, Token

_FIELDS = tuple(Entity.__dataclass_fields__)
_values = attrgetter(*_FIELDS)
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class ListOrigin:
    """Where a list comes from: its name, its own version, the digest of the file and when it was retrieved."""

    name: str
    version: str
    digest: str
    retrieved: str


@dataclass(slots=True)
class Column:
    """Texts one after another, and where each ends."""

    data: bytearray = field(default_factory=bytearray)
    ends: "array[int]" = field(default_factory=lambda: array("Q"))

    def add(self, text: str) -> None:
        """Take in one more text."""
        self.data += text.encode("utf-8", "surrogatepass")
        self.ends.append(len(self.data))

    def extend(self, other: "Column") -> None:
        """Take in the texts of another column."""
        before = len(self.data)
        self.data += other.data
        self.ends.extend([before + end for end in other.ends])

    def __getitem__(self, place: int) -> bytes:
        return bytes(self.data[self.ends[place - 1] if place else 0 : self.ends[place]])


@dataclass(slots=True)
class Tables:
    """The tables while they grow."""

    entities: Column = field(default_factory=Column)
    names: Column = field(default_factory=Column)
    words: Column = field(default_factory=Column)  # each once
    owners: "array[int]" = field(default_factory=lambda: array("I"))
    companies: "array[int]" = field(default_factory=lambda: array("b"))
    spelled: "array[int]" = field(default_factory=lambda: array("I"))
    spelled_ends: "array[int]" = field(default_factory=lambda: array("I"))
    facts: "array[int]" = field(default_factory=lambda: array("i"))
    fact_ends: "array[int]" = field(default_factory=lambda: array("i"))
    numbered: "array[int]" = field(default_factory=lambda: array("q"))  # postings of identifiers
    known: dict[str, int] = field(default_factory=dict)
    numbers: dict[Token, int] = field(default_factory=dict)
    traits: WordTable = field(default_factory=WordTable)
    codes: CodeTable = field(default_factory=CodeTable)


def build(lists: Iterable[tuple[ListOrigin, Iterable[Entity]]], more: Mapping[str, Any] | None = None) -> list[bytes]:
    """The pieces of an index file; identifiers and birth dates of an entity become keys as its names do.

    ``more`` is what its head says beside the lists.
    """
    tables = Tables()
    with nothing_thrown_away():
        heads = [_head(tables, number, origin, entities) for number, (origin, entities) in enumerate(lists)]
    return packed(tables, heads, more)


def packed(tables: Tables, heads: list[dict[str, Any]], more: Mapping[str, Any] | None = None) -> list[bytes]:
    """The pieces of an index file from its tables and what its head says of each list."""
    names = (tables.spelled, tables.spelled_ends, tables.companies, tables.owners, tables.facts, tables.fact_ends)
    postings, directory, bits = sorted_postings(names, tables.codes, tables.numbered)
    head = {"format": 4, "bits": bits, "lists": heads, **(more or {})}
    return pack(head, {**_sections(tables), "postings": postings, "directory": directory})


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Let Python not look through the growing tables for what it could throw away: they hold no rings."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def _head(tables: Tables, number: int, origin: ListOrigin, entities: Iterable[Entity]) -> dict[str, Any]:
    """Take in a list; what the head of the file says of it."""
    before = len(tables.entities.ends), len(tables.owners)
    for entity in entities:
        add(tables, entity, number)
    return head_of(origin, tables, before)


def head_of(origin: ListOrigin, tables: Tables, before: tuple[int, int]) -> dict[str, Any]:
    """What the head of the file says of a list; ``before`` are the entities and names of the lists before it."""
    return {
        **asdict(origin),
        "entities": len(tables.entities.ends) - before[0],
        "names": len(tables.owners) - before[1],
    }


def _sections(tables: Tables) -> dict[str, bytes]:
    return {
        "entities": bytes(tables.entities.data),
        "entity_ends": little(tables.entities.ends),
        "names": bytes(tables.names.data),
        "name_ends": little(tables.names.ends),
        "owners": little(tables.owners),
        "words": bytes(tables.words.data),
        "word_ends": little(tables.words.ends),
        **tables.traits.sections(),
        "spelled": little(tables.spelled),
        "spelled_ends": little(tables.spelled_ends),
        "facts": little(tables.facts),
        "fact_ends": little(tables.fact_ends),
    }


def add(tables: Tables, entity: Entity, list_number: int) -> None:
    """Take in one entity."""
    data = {field: value for field, value in zip(_FIELDS, _values(entity), strict=True) if value}
    tables.entities.add(_written({**data, "list": list_number}))
    owner = len(tables.entities.ends) - 1
    tables.facts.extend(facts_of(entity))
    tables.fact_ends.append(len(tables.facts))
    numbers = number_keys(entity) if entity.identifiers else frozenset()
    keys = {id_key(entity.id), *numbers}  # the first name leads to the entity by its id
    for shown, name in _names(entity, found_otherwise=bool(numbers)):
        place = len(tables.owners)
        if place >= MOST_NAMES:
            raise BadInputError(f"the lists hold more than {MOST_NAMES} names: divide them over several indexes")
        tables.owners.append(owner)
        tables.companies.append(entity.kind is Kind.COMPANY)
        tables.names.add(shown)
        if name is not None:
            tables.spelled.extend([_word(tables, token) for token in looked_at(name)])
        tables.spelled_ends.append(len(tables.spelled))
        tables.numbered.extend([each << NAME_BITS | place for each in keys])
        keys = set(numbers)


def _word(tables: Tables, token: Token) -> int:
    place = tables.numbers.get(token)
    if place is None:
        text = as_text(token)
        place = tables.numbers[token] = tables.known.setdefault(text, len(tables.known))
        if place == len(tables.words.ends):
            tables.words.add(text)
            tables.traits.add(token)
            tables.codes.add(token)
    return place


def as_text(token: Token) -> str:
    """A word as the index keeps it."""
    spellings = "/".join(kept_spellings(token))
    weight = str(round(token.weight, 4))
    return "\t".join((token.text, token.latin, token.script, token.role, weight, token.family, heard(token), spellings))


def _names(entity: Entity, *, found_otherwise: bool) -> Iterator[tuple[str, Name | None]]:
    seen: set[str] = set()
    for text in entity.names:
        if not has_letters(text):
            continue
        for part in alternatives(text):
            if part not in seen:
                seen.add(part)
                yield part, read_name(part, entity.kind)
    if not seen and found_otherwise:
        yield "", None


def id_key(text: str) -> int:
    """The key that leads to an entity by its id."""
    return key(f"@{text}")


def number_keys(entity: Entity) -> frozenset[int]:
    """The keys of an entity's identifiers."""
    return frozenset(key(f"#{n}") for k, v in entity.identifiers if (n := normalised(k, v)))


def digest_of(chunks: Iterable[bytes]) -> str:
    """The SHA-256 of a file's bytes."""
    total = hashlib.sha256()
    for chunk in chunks:
        total.update(chunk)
    return total.hexdigest()
