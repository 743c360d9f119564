"""Builds a large index on several processes: each reads a part of the rows, and the parts are put together in order.

The result is the same to the byte as that of one process.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from comity.common.errors import BadInputError
from comity.screening.index.build import Tables, add, head_of, nothing_thrown_away, packed
from comity.screening.index.layout import MOST_NAMES
from comity.screening.lists.reading import ListFile, Read, twice
from comity.screening.lists.trouble import Trouble, Troubles
from comity.screening.sharing import in_turn

ROWS_OF_A_PART = 4_000


@dataclass(frozen=True, slots=True)
class RawPart:
    """Some rows of a list, how they are read, and the number of the list."""

    rows: list[Any]
    read: Read
    list_number: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a list as an index holds them, the id and line of each entity, and what could not be read."""

    tables: Tables
    ids: list[tuple[str, int]]
    troubles: Troubles


def read_part(raw: RawPart) -> Part:
    """Read some rows of a list."""
    part = Part(Tables(), [], Troubles())
    for entity in raw.read(raw.rows, part.troubles):
        add(part.tables, entity, raw.list_number)
        part.ids.append((entity.id, entity.row))
    part.tables.numbers.clear()  # words by their number in this part are of no use to others
    part.tables.known.clear()
    return part


def build_shared(lists: Sequence[ListFile], workers: int) -> list[bytes]:
    """The pieces of an index file of lists whose rows are read by several processes."""
    tables = Tables()
    heads: list[dict[str, Any]] = []
    with nothing_thrown_away():
        for number, one in enumerate(lists):
            before = len(tables.entities.ends), len(tables.owners)
            seen: set[str] = set()
            for _, part in in_turn(read_part, _parts(one, number), workers):
                _tell(one.troubles, part, seen)
                put_together(tables, part.tables)
            heads.append(head_of(one.origin, tables, before))
    return packed(tables, heads)


def _parts(one: ListFile, number: int) -> Iterator[RawPart]:
    while rows := list(islice(one.raw.rows, ROWS_OF_A_PART)):
        yield RawPart(rows, one.raw.read, number)


def _tell(troubles: Troubles, part: Part, seen: set[str]) -> None:
    """Count the troubles of a part in the order of its lines, ids that stand twice among them."""
    told = list(part.troubles.told)
    for id_, row in part.ids:
        if id_ in seen:
            told.append(Trouble(row, twice(id_)))
        seen.add(id_)
    for trouble in sorted(told, key=lambda trouble: trouble.line):
        troubles.add(trouble.line, trouble.text)
    troubles.count += part.troubles.count - len(part.troubles.told)


def put_together(tables: Tables, part: Tables) -> None:
    """Take the tables of a part in behind those before it; each word is kept once."""
    entities, names, facts = len(tables.entities.ends), len(tables.owners), len(tables.facts)
    if names + len(part.owners) > MOST_NAMES:
        raise BadInputError(f"the lists hold more than {MOST_NAMES} names: divide them over several indexes")
    numbers = [_word(tables, part, place) for place in range(len(part.words.ends))]
    tables.entities.extend(part.entities)
    tables.names.extend(part.names)
    tables.owners.extend([entities + owner for owner in part.owners])
    tables.companies.extend(part.companies)
    spelled = len(tables.spelled)
    tables.spelled.extend([numbers[word] for word in part.spelled])
    tables.spelled_ends.extend([spelled + end for end in part.spelled_ends])
    tables.facts.extend(part.facts)
    tables.fact_ends.extend([facts + end for end in part.fact_ends])
    tables.numbered.extend(array("q", [names + posting for posting in part.numbered]))


def _word(tables: Tables, part: Tables, place: int) -> int:
    text = part.words[place].decode("utf-8", "surrogatepass")
    number = tables.known.setdefault(text, len(tables.known))
    if number == len(tables.words.ends):
        tables.words.add(text)
        tables.traits.take(part.traits, place)
        tables.codes.take(part.codes, place)
    return number
