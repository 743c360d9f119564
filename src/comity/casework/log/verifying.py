"""Checking a stretch of the log: the tree computed again, every column and detail compared with what was hashed.

A log has millions of entries, so they are taken by the thousand: what is as it was written is compared as whole lists.
Only a stretch where something differs is looked at entry by entry, for the sentence that says what. Nothing here needs
the web framework, so that a process for one part of the log begins at once.
"""

import gc
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from comity.casework.log import merkle
from comity.casework.log.canonical import canonical, text_digest

AT_ONCE = 4096  # a power of two: the hashes of a whole stretch make one full subtree
_WORDS = 65_536

_ENTRIES = {
    "sqlite": """
SELECT e."index", ifnull(e.actor_id, 'null'), e.at || '', ifnull(e.case_id, 'null'), e.day || '', e.event, e."key",
  e.subject, e.leaf, e.frontier
FROM casework_logentry e""",
    "postgresql": """
SELECT e."index", coalesce(e.actor_id::text, 'null'), to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
  coalesce(e.case_id::text, 'null'), to_char(e.day, 'YYYY-MM-DD'), e.event, e."key", e.subject, e.leaf, e.frontier
FROM casework_logentry e""",
}
_BETWEEN = """
WHERE e."index" >= ? AND e."index" < ? ORDER BY e."index"
"""
_AS_THEY_LIE = """
WHERE e.rowid BETWEEN (SELECT rowid FROM casework_logentry WHERE "index" = ?)
  AND (SELECT rowid FROM casework_logentry WHERE "index" = ? - 1) ORDER BY e.rowid
"""
_DETAILS = """
SELECT entry_id, salt, data FROM casework_logdetail WHERE entry_id >= ? AND entry_id < ? ORDER BY entry_id
"""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of the log was found to be: the frontier it ends in, the next place, and what is wrong."""

    frontier: list[bytes]
    place: int
    troubles: list[str]


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows as a database has them; ``ask`` puts a question with two numbers to it.

    PostgreSQL keeps details in a spelling of its own, so they are brought into the one that was hashed.
    """

    vendor: str
    ask: Callable[[str, int, int], Sequence[Row]]

    def entries(self, start: int, end: int) -> Sequence[Row]:
        """The columns of the entries from one place to another, as texts where the leaf has texts."""
        return self.ask(_ENTRIES[self.vendor] + _BETWEEN, start, end)

    def entries_as_they_lie(self, start: int, end: int) -> Sequence[Row]:
        """The same in the order in which SQLite keeps them, which is quicker, and the same where nobody moved any."""
        return self.ask(_ENTRIES[self.vendor] + (_AS_THEY_LIE if self.vendor == "sqlite" else _BETWEEN), start, end)

    def details(self, start: int, end: int) -> list[Row]:
        """Place, salt and details in their one spelling; nothing for those that were deleted."""
        rows = self.ask(_DETAILS, start, end)
        if self.vendor == "sqlite":
            return list(rows)
        return [(place, salt, canonical(json.loads(data))) for place, salt, data in rows]


class _Quoted(dict[str, str]):
    """Texts as the leaf has them, each worked out once."""

    def __missing__(self, text: str) -> str:
        if len(self) > _WORDS:
            self.clear()
        found = self[text] = canonical(text)
        return found


def verify(kept: Kept, frontier: list[bytes], start: int, end: int) -> Part:
    """Check the entries from one place to another; ``frontier`` is that of the entries before them."""
    with _nothing_in_circles():
        return _verify(kept, frontier, start, end)


@contextmanager
def _nothing_in_circles() -> Iterator[None]:
    """No search for unused circles of objects meanwhile: rows make none, and it would walk through them all."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _verify(kept: Kept, frontier: list[bytes], start: int, end: int) -> Part:
    place, quoted, troubles = start, _Quoted(), list[str]()
    while place < end:
        to = min(end, (place // AT_ONCE + 1) * AT_ONCE)
        rows, details = kept.entries_as_they_lie(place, to), kept.details(place, to)
        after = _whole(frontier, range(place, to), rows, _expected(rows, details, quoted))
        if after is not None:
            frontier, place = after, to
            continue
        found = _one_by_one(kept.entries(place, to), {row[0]: row[1:] for row in details}, frontier, place)
        frontier, place, troubles = found.frontier, found.place, troubles + found.troubles
        if place < to:
            troubles.append(f"entry {place} is missing")
            break
    return Part(frontier, place, troubles)


def _whole(frontier: list[bytes], places: range, rows: Sequence[Row], expected: list[str]) -> list[bytes] | None:
    """The frontier after some entries; None where any of them is not as it was written, or not there."""
    if [row[0] for row in rows] != [*places] or [row[8] for row in rows] != expected:
        return None
    after = _after(frontier, places.start, expected)
    return merkle.unpacked(after[-1]) if after == [row[9] for row in rows] else None


def _expected(rows: Sequence[Row], details: list[Row], quoted: _Quoted) -> list[str]:
    """The leaves as their columns give them; details that were deleted are taken at the leaf's word."""
    sha256 = hashlib.sha256
    digests = [sha256(f"{salt}\n{data}".encode()).hexdigest() for _, salt, data in details]
    if len(details) != len(rows):
        there = {row[0]: digest for row, digest in zip(details, digests, strict=True)}
        digests = [there.get(row[0]) or row[8].partition('"details":"')[2][:64] for row in rows]
    return [
        f'{{"actor":{actor},"at":"{at[:10]}T{at[11:]}{"" if len(at) == 26 else ".000000"}+00:00","case":{case},'
        f'"day":"{day}","details":"{digest}","event":{quoted[event]},"index":{index},"key":{quoted[key]},'
        f'"subject":{quoted[subject]}}}'
        for (index, actor, at, case, day, event, key, subject, _, _), digest in zip(rows, digests, strict=True)
    ]


def _after(frontier: list[bytes], place: int, leaves: Sequence[str]) -> list[bytes]:
    """The frontier after each of some entries, packed; they lie within one stretch of ``AT_ONCE``."""
    hashes = [hashlib.sha256(b"\0" + leaf.encode()).digest() for leaf in leaves]
    if place % AT_ONCE:
        return _step_by_step(frontier, place, hashes)
    before = merkle.packed(frontier)
    found = [before + after for after in _frontiers(hashes)]
    if len(leaves) == AT_ONCE:  # its root joins the full subtrees before it
        found[-1] = merkle.packed(merkle.appended(frontier, place // AT_ONCE, found[-1][len(before) :]))
    return found


def _step_by_step(frontier: list[bytes], place: int, hashes: Sequence[bytes]) -> list[bytes]:
    found = []
    for number, leaf in enumerate(hashes, start=place):
        frontier = merkle.appended(frontier, number, leaf)
        found.append(merkle.packed(frontier))
    return found


def _frontiers(hashes: list[bytes]) -> list[bytes]:
    """The packed frontier after each of some leaf hashes that begin a tree.

    After an even number of leaves it is that of the pairs; after an odd number the last leaf stands behind it.
    """
    if len(hashes) == 1:
        return hashes
    sha256 = hashlib.sha256
    pairs = [sha256(b"\1" + left + right).digest() for left, right in zip(hashes[::2], hashes[1::2], strict=False)]
    above = _frontiers(pairs)
    found = [hashes[0]] * len(hashes)
    found[1::2] = above
    found[2::2] = [peaks + leaf for peaks, leaf in zip(above, hashes[2::2], strict=False)]
    return found


def _one_by_one(rows: Sequence[Row], details: dict[int, Row], frontier: list[bytes], place: int) -> Part:
    troubles = list[str]()
    for row in rows:
        if row[0] != place:
            break
        frontier = merkle.appended(frontier, place, merkle.leaf_hash(row[8].encode()))
        if merkle.packed(frontier) != row[9]:
            troubles.append(f"entry {place}: its head is not the head of the entries up to it")
            frontier = merkle.unpacked(bytes(row[9]))
        troubles += _differences(row, details.get(place))
        place += 1
    return Part(frontier, place, troubles)


def _differences(row: Row, detail: Row | None) -> Iterator[str]:
    """Say which column is not what was logged; details kept in another spelling of the same data are no difference."""
    index, actor, moment, case, day, event, key, subject, leaf, _ = row
    logged = json.loads(leaf)
    at = f"{moment[:10]}T{f'{moment}.000000'[11:26]}+00:00"
    shown = {"index": index, "actor": _number(actor), "at": at, "case": _number(case), "day": day}
    shown |= {"event": event, "key": key, "subject": subject}
    for name, value in shown.items():
        if logged.get(name) != value:
            yield f"entry {index}: its column '{name}' is not what was logged"
    if detail is not None:
        salt, data = detail
        if text_digest(salt, canonical(json.loads(data))) != logged.get("details"):
            yield f"entry {index}: its details are not those that were logged"


def _number(value: str | int) -> int | None:
    return None if value == "null" else int(value)


def stretches(size: int, parts: int) -> list[tuple[int, int]]:
    """Parts of a log of about the same length, each beginning where a subtree begins."""
    edges = [size * n // parts // AT_ONCE * AT_ONCE for n in range(parts)]
    return list(pairwise([*edges, size]))
