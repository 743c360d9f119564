"""Builds the index of one or more lists."""

import hashlib
import json
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from comity.common.errors import BadInputError
from comity.screening.entity import Entity
from comity.screening.identifiers import normalised
from comity.screening.index.keys import codes, key, keys_of, listed_keys, number, spread, words_of
from comity.screening.index.layout import MOST_NAMES, NAME_BITS, directory_bits, directory_of, little, pack
from comity.screening.index.spellings import heard, kept_spellings, looked_at
from comity.screening.index.word_table import WordTable
from comity.screening.reading import alternatives, has_letters, read_name
from comity.screening.tokens import Kind, Name, Token

BUCKETS = 256
_SHIFT = 63 - 8
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELDS = tuple(Entity.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class ListOrigin:
    """Where a list comes from: its name, its own version, the digest of the file and when it was retrieved."""

    name: str
    version: str
    digest: str
    retrieved: str


@dataclass(slots=True)
class _Column:
    """Texts one after another, and where each ends."""

    data: bytearray = field(default_factory=bytearray)
    ends: "array[int]" = field(default_factory=lambda: array("Q"))

    def add(self, text: str) -> None:
        self.data += text.encode("utf-8", "surrogatepass")
        self.ends.append(len(self.data))


@dataclass(slots=True)
class _Tables:
    """The tables while they grow."""

    entities: _Column = field(default_factory=_Column)
    names: _Column = field(default_factory=_Column)
    words: _Column = field(default_factory=_Column)
    owners: "array[int]" = field(default_factory=lambda: array("I"))
    spelled: "array[int]" = field(default_factory=lambda: array("I"))
    spelled_ends: "array[int]" = field(default_factory=lambda: array("I"))
    buckets: list["array[int]"] = field(default_factory=lambda: [array("Q") for _ in range(BUCKETS)])
    known: dict[str, int] = field(default_factory=dict)
    numbers: dict[Token, int] = field(default_factory=dict)
    traits: WordTable = field(default_factory=WordTable)


def build(lists: Iterable[tuple[ListOrigin, Iterable[Entity]]], more: Mapping[str, Any] | None = None) -> list[bytes]:
    """The pieces of an index file; identifiers and birth dates of an entity become keys as its names do.

    ``more`` is what its head says beside the lists.
    """
    tables = _Tables()
    heads: list[dict[str, Any]] = []
    for list_number, (origin, entities) in enumerate(lists):
        before = len(tables.entities.ends), len(tables.owners)
        for entity in entities:
            _add(tables, entity, list_number)
        heads.append(
            {
                **asdict(origin),
                "entities": len(tables.entities.ends) - before[0],
                "names": len(tables.owners) - before[1],
            }
        )
    postings = array("Q")
    for place, bucket in enumerate(tables.buckets):
        postings.extend(sorted(bucket))
        tables.buckets[place] = array("Q")
    bits = directory_bits(len(postings))
    return pack({"format": 2, "bits": bits, "lists": heads, **(more or {})}, _sections(tables, postings, bits))


def _sections(tables: _Tables, postings: "array[int]", bits: int) -> dict[str, bytes]:
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
        "postings": little(postings),
        "directory": little(directory_of(postings, bits)),
    }


def _add(tables: _Tables, entity: Entity, list_number: int) -> None:
    data = {field: value for field in _FIELDS if (value := getattr(entity, field)) not in ((), "", 0)}
    tables.entities.add(json.dumps({**data, "list": list_number}, ensure_ascii=False, separators=(",", ":")))
    owner = len(tables.entities.ends) - 1
    own = frozenset((id_key(entity.id),))
    for shown, name, keys in _names(entity):
        place = len(tables.owners)
        if place >= MOST_NAMES:
            raise BadInputError(f"the lists hold more than {MOST_NAMES} names: divide them over several indexes")
        tables.owners.append(owner)
        tables.names.add(shown)
        if name is not None:
            tables.spelled.extend(_word(tables, token) for token in looked_at(name))
        tables.spelled_ends.append(len(tables.spelled))
        for each in keys | own:
            value = each << NAME_BITS | place
            tables.buckets[value >> _SHIFT].append(value)
        own = frozenset()  # the first name leads to the entity by its id


def _word(tables: _Tables, token: Token) -> int:
    place = tables.numbers.get(token)
    if place is None:
        text = as_text(token)
        place = tables.numbers[token] = tables.known.setdefault(text, len(tables.known))
        if place == len(tables.words.ends):
            tables.words.add(text)
            tables.traits.add(token)
    return place


def as_text(token: Token) -> str:
    """A word as the index keeps it."""
    spellings = "/".join(kept_spellings(token))
    weight = str(round(token.weight, 4))
    return "\t".join((token.text, token.latin, token.script, token.role, weight, token.family, heard(token), spellings))


def _names(entity: Entity) -> Iterator[tuple[str, Name | None, frozenset[int]]]:
    seen: set[str] = set()
    numbers = number_keys(entity)
    for text in entity.names:
        if not has_letters(text):
            continue
        for part in alternatives(text):
            if part not in seen:
                seen.add(part)
                name = read_name(part, entity.kind)
                strong, weak = keys_of(name)
                yield part, name, strong | weak | listed_keys(name) | numbers | birth_keys(entity, name)
    if not seen and numbers:
        yield "", None, numbers


def id_key(text: str) -> int:
    """The key that leads to an entity by its id."""
    return key(f"@{text}")


def number_keys(entity: Entity) -> frozenset[int]:
    """The keys of an entity's identifiers."""
    return frozenset(key(f"#{n}") for k, v in entity.identifiers if (n := normalised(k, v)))


def birth_keys(entity: Entity, name: Name) -> frozenset[int]:
    """The keys of each word of a person's name together with each whole birth date."""
    if entity.kind is not Kind.PERSON:
        return frozenset()
    days = {number(f"*{found.group()}") for date in entity.dates if (found := _DAY.match(date.strip()))}
    return frozenset(spread(day + code) for day in days for t in words_of(name) for code in codes(t)[0])


def digest_of(chunks: Iterable[bytes]) -> str:
    """The SHA-256 of a file's bytes."""
    total = hashlib.sha256()
    for chunk in chunks:
        total.update(chunk)
    return total.hexdigest()
