"""The line of a counterpart's heads: which of those it showed are proven to lie one after another in one log.

Documents arrive late, in another order, or never. A head counts where it is proven to have grown out of the newest that
counts, by itself or through heads in between; until then it waits, and its author is asked for a proof.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from comity.exchange.formats.merkle import Head

Link = tuple[Head, Head]
"""A later head and an earlier one, out of which it is proven to have grown."""


@dataclass(frozen=True, slots=True)
class Line:
    """The newest head that counts, those that wait for a proof, and what is proven of those that wait."""

    newest: Head | None = None
    waiting: frozenset[Head] = frozenset()
    links: frozenset[Link] = frozenset()


def grown(line: Line, head: Head, older: Iterable[Head], counted: Set[Head]) -> tuple[Line, frozenset[Head]]:
    """Place a head that grew out of older ones, of which some count; gives the line and the heads that count now."""
    named = frozenset(older)
    links = line.links | {(head, one) for one in named}
    waiting = line.waiting | ({head} | named) - counted
    newest = line.newest or head
    later = sorted((one for one in waiting if one.size > newest.size), key=lambda one: -one.size)
    newest = next((one for one in later if newest in _below({one}, links)), newest)
    count = _below({newest} | (counted & ({head} | named)), links)
    waiting -= count
    kept = frozenset(link for link in links if link[0] in waiting)
    return Line(newest, waiting, kept), frozenset(count)


def _below(starts: Set[Head], links: Iterable[Link]) -> Set[Head]:
    """Give these heads and all out of which they are proven to have grown."""
    under: dict[Head, list[Head]] = {}
    for later, earlier in links:
        under.setdefault(later, []).append(earlier)
    found, fresh = set(starts), list(starts)
    while fresh:
        for earlier in under.get(fresh.pop(), ()):
            if earlier not in found:
                found.add(earlier)
                fresh.append(earlier)
    return found
