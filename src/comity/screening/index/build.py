"""Builds the index of one or more lists."""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from comity.common.errors import BadInputError
from comity.screening.entity import Entity
from comity.screening.index.keys import keys_of, outline
from comity.screening.index.layout import MOST_NAMES, NAME_BITS, little, pack
from comity.screening.reading import alternatives, has_letters, read_name

BUCKETS = 256
_SHIFT = 64 - 8
_FIELDS = tuple(Entity.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class ListOrigin:
    """Where a list comes from: its name, its own version, the digest of the file and when it was retrieved."""

    name: str
    version: str
    digest: str
    retrieved: str


@dataclass(slots=True)
class _Tables:
    """The tables while they grow."""

    entities: bytearray = field(default_factory=bytearray)
    entity_ends: "array[int]" = field(default_factory=lambda: array("Q"))
    outlines: bytearray = field(default_factory=bytearray)
    outline_ends: "array[int]" = field(default_factory=lambda: array("Q"))
    owners: "array[int]" = field(default_factory=lambda: array("I"))
    buckets: list["array[int]"] = field(default_factory=lambda: [array("Q") for _ in range(BUCKETS)])


def build(lists: Iterable[tuple[ListOrigin, Iterable[Entity]]]) -> list[bytes]:
    """The pieces of an index file; identifiers of an entity become keys as its names do."""
    tables = _Tables()
    heads: list[dict[str, Any]] = []
    for number, (origin, entities) in enumerate(lists):
        before = len(tables.entity_ends), len(tables.owners)
        for entity in entities:
            _add(tables, entity, number)
        heads.append(
            {
                **asdict(origin),
                "entities": len(tables.entity_ends) - before[0],
                "names": len(tables.owners) - before[1],
            }
        )
    return pack({"format": 1, "lists": heads}, _sections(tables))


def _sections(tables: _Tables) -> dict[str, bytes]:
    return {
        "entities": bytes(tables.entities),
        "entity_ends": little(tables.entity_ends),
        "outlines": bytes(tables.outlines),
        "outline_ends": little(tables.outline_ends),
        "owners": little(tables.owners),
        "postings": b"".join(little(_ordered(bucket)) for bucket in tables.buckets),
    }


def _ordered(bucket: "array[int]") -> "array[int]":
    return array("Q", sorted(bucket))


def _add(tables: _Tables, entity: Entity, list_number: int) -> None:
    data = {field: value for field in _FIELDS if (value := getattr(entity, field)) not in ((), "", 0)}
    tables.entities += json.dumps({**data, "list": list_number}, ensure_ascii=False, separators=(",", ":")).encode()
    tables.entity_ends.append(len(tables.entities))
    owner = len(tables.entity_ends) - 1
    for shown, keys in _names(entity):
        number = len(tables.owners)
        if number >= MOST_NAMES:
            raise BadInputError(f"the lists hold more than {MOST_NAMES} names: divide them over several indexes")
        tables.owners.append(owner)
        tables.outlines += shown.encode()
        tables.outline_ends.append(len(tables.outlines))
        for key in keys:
            value = key << NAME_BITS | number
            tables.buckets[value >> _SHIFT].append(value)


def _names(entity: Entity) -> Iterator[tuple[str, frozenset[int]]]:
    seen: set[tuple[str, frozenset[int]]] = set()
    extra = number_keys(entity)
    for text in entity.names:
        if not has_letters(text):
            continue
        for part in alternatives(text):
            name = read_name(part, entity.kind)
            strong, weak = keys_of(name)
            entry = (f"{outline(name)}\t{part}", strong | weak | extra)
            if entry not in seen:
                seen.add(entry)
                yield entry
    if not seen and extra:
        yield "", extra


def number_keys(entity: Entity) -> frozenset[int]:
    """The keys of an entity's identifiers."""
    from comity.screening.identifiers import normalised  # noqa: PLC0415 - few entities have numbers
    from comity.screening.index.keys import key  # noqa: PLC0415

    return frozenset(key(f"#{n}") for k, v in entity.identifiers if (n := normalised(k, v)))


def digest_of(chunks: Iterable[bytes]) -> str:
    """The SHA-256 of a file's bytes."""
    total = hashlib.sha256()
    for chunk in chunks:
        total.update(chunk)
    return total.hexdigest()
