"""Lists as FollowTheMoney entities, one JSON document a line, such as the exports of OpenSanctions."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from comity.screening.entity import Entity, from_ftm
from comity.screening.lists.trouble import Troubles
from comity.screening.reading import has_letters

# Entities that are somebody; addresses, ownerships, sanctions and the like are not screened.
SCREENED = frozenset(
    "Person Company Organization LegalEntity PublicBody Vessel Airplane CryptoWallet Security Thing Asset".split()
)
LONGEST_LINE = 1 << 24
Line = tuple[int, bytes]


def ftm_entities(path: Path, troubles: Troubles) -> Iterator[Entity]:
    """The people, companies, ships and aircraft of a file."""
    return entities_in(ftm_lines(path), troubles)


def ftm_lines(path: Path) -> Iterator[Line]:
    """The lines of a file that hold something, numbered."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            line = raw.strip().removeprefix(b"\xef\xbb\xbf")
            if line:
                yield number, line


def entities_in(lines: Iterable[Line], troubles: Troubles) -> Iterator[Entity]:
    """The people, companies, ships and aircraft of some lines."""
    for number, line in lines:
        entity = _entity(line, number, troubles)
        if entity is not None:
            yield entity


def _entity(line: bytes, number: int, troubles: Troubles) -> Entity | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        troubles.add(number, "is not a JSON document")
        return None
    return entity_of(data, number, troubles)


def entity_of(data: Any, number: int, troubles: Troubles) -> Entity | None:  # noqa: ANN401 - whatever JSON held
    """One line as an entity; what is nobody is left out, what cannot be used is a trouble."""
    if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
        troubles.add(number, "is not a FollowTheMoney entity (id, schema, properties)")
        return None
    if data.get("schema") not in SCREENED:
        return None
    entity = from_ftm(data, number)
    if not any(has_letters(name) for name in entity.names):
        troubles.add(number, "no name")
        return None
    return entity
