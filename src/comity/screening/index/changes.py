"""Changes of a list: a small index of what is new or changed, which says what it replaces in the index of the whole.

The changes come as FollowTheMoney JSON lines, either as OpenSanctions publishes them (``{"op": "ADD" | "MOD" | "DEL",
"entity": …}``) or as entities alone, which are then new or changed. The whole is not built again and not written to.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, build, id_key
from comity.screening.index.reader import Index
from comity.screening.lists.ftm import LONGEST_LINE, entity_of
from comity.screening.lists.trouble import Troubles

MOST_SAME_KEY = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the id, and the entity as it is now (none where it is taken away)."""

    id: str
    entity: Entity | None


def read_changes(path: Path, troubles: Troubles) -> Iterator[Change]:
    """The changes in a file; lines that are none are troubles."""
    with path.open("rb") as file:
        for number, raw in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
            line = raw.strip().removeprefix(b"\xef\xbb\xbf")
            if line:
                yield from _change(line, number, troubles)


def _change(line: bytes, number: int, troubles: Troubles) -> Iterator[Change]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        troubles.add(number, "is not a JSON document")
        return
    told = data.get("op") if isinstance(data, dict) else None
    held = data.get("entity") if told else data
    if told == "DEL" and isinstance(held, dict) and held.get("id"):
        yield Change(str(held["id"]), None)
    elif told in {None, "ADD", "MOD"}:
        entity = entity_of(held, number, troubles)
        if entity is not None:
            yield Change(entity.id, entity)
    else:
        troubles.add(number, "is no change (op ADD, MOD or DEL, and an entity with its id)")


def changed_index(base: Index, origin: ListOrigin, changes: Iterable[Change]) -> list[bytes]:
    """The pieces of an index file of changes; of an entity that changes twice the last state counts."""
    last = {change.id: change.entity for change in changes}
    gone = sorted({owner for id_ in last for owner in owners_of(base, id_)})
    entities = [replace(entity, row=0) for entity in last.values() if entity is not None]
    return build([(origin, entities)], {"changes": base.identity, "gone": gone})


def owners_of(index: Index, id_: str) -> list[int]:
    """The entities of an index that have an id."""
    owners = {index.owners[name] for name in index.names_with(id_key(id_), MOST_SAME_KEY)}
    return [owner for owner in owners if index.entity(owner).entity.id == id_]


def apply_changes(indexes: Iterable[Index]) -> tuple[Index, ...]:
    """Indexes that are searched together, the later ones of changes applied to what they change."""
    opened = tuple(indexes)
    taken = {index.identity: index for index in opened}
    for index in opened:
        changed = index.head.get("changes")
        if changed is None:
            continue
        if changed not in taken:
            raise BadInputError("holds changes of an index that is not given with it", Place(field="--list"))
        taken[changed].gone |= frozenset(index.head["gone"])
    return opened
