"""Where a court may see more than the rules: links that only a named person may make, never the engine.

Backwards: money that repaid an overdraft may have paid for what was bought on that overdraft, on proof that both were
planned together. Substitution: what left the ledger may have bought something whose price comes back later.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from comity.tracing.index.kept import way_of
from comity.tracing.index.way import Way
from comity.tracing.ledger import OUTSIDE, Ledger
from comity.tracing.outcome import Replay
from comity.tracing.rules import CAPPED, Rule
from comity.tracing.trace import Trace

MOST = 50
_WORD = 4  # letters from which on a word in common says something
_NEAR = 5  # prices apart by less than one in so many are near


class LinkKind(StrEnum):
    """The two links that the rules do not make."""

    BACKWARDS = "backwards"
    SUBSTITUTION = "substitution"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link from a transfer with traced money to another one, up to an amount by rule; ``because`` speaks for it.

    Backwards, ``first`` is the credit that repaid an overdraft and ``then`` the earlier payment made on it.
    Substituting, ``first`` is the payment that left the ledger and ``then`` a later receipt.
    """

    kind: LinkKind
    first: int
    then: int
    up_to: tuple[tuple[Rule, int], ...]
    because: str

    def amount(self, rule: Rule) -> int:
        """Up to how much a rule traces to where the link begins."""
        return dict(self.up_to).get(rule, 0)


def candidates_of(found: Trace, most: int = MOST) -> list[Candidate]:
    """The links that somebody may look into, the largest amount first."""
    sums: dict[tuple[LinkKind, int, int, str], dict[Rule, int]] = defaultdict(dict)
    ways: list[Way] = []
    for rule, result in found.replays.items():
        if rule not in CAPPED:
            continue
        if not ways and any(move.absorbed for move in result.moves):
            ways.append(way_of(found.ledger))
        links = [*_backwards(ways[0], result, found.ledger)] if ways else []
        for kind, first, then, because, amount in [*links, *_substitutions(found, result)]:
            key = (kind, first, then, because)
            sums[key][rule] = sums[key].get(rule, 0) + amount
    listed = [
        Candidate(kind, first, then, tuple(amounts.items()), because)
        for (kind, first, then, because), amounts in sums.items()
    ]
    return sorted(listed, key=lambda one: (-max(a for _, a in one.up_to), one.kind, one.first, one.then))[:most]


Link = tuple[LinkKind, int, int, str, int]


def _backwards(way: Way, result: Replay, ledger: Ledger) -> Iterator[Link]:
    """Each credit that repaid an overdraft, with the payments that had been made on it, oldest debt first."""
    absorbed: dict[int, int] = defaultdict(int)
    for move in result.moves:
        absorbed[move.row] += move.absorbed
    entries = way.entries
    for row, amount in absorbed.items():
        account = int(ledger.receiver[row])
        if not amount or not account:
            continue
        entry, first = entries.at(account, row), entries.start[account]
        at = entries.balance[entry] + entries.paid[entry] - int(ledger.amount[row])
        end = min(entries.paid[entry], at + int(ledger.amount[row]))
        left = amount
        while at < end and left:
            debt = entries.covering(at, first, entry)
            part = min(end, entries.paid[debt]) - at
            because = "the account was overdrawn by this payment, and this credit repaid it"
            yield LinkKind.BACKWARDS, row, int(entries.row[debt]), because, int(min(part, left))
            left -= min(part, left)
            at += part


def _substitutions(found: Trace, result: Replay) -> Iterator[Link]:
    """Each payment of traced money out of the ledger, with later receipts that share its words."""
    ledger = found.ledger
    gone: dict[int, int] = defaultdict(int)
    for move in result.moves:
        if int(ledger.receiver[move.row]) == OUTSIDE:
            gone[move.row] += move.amount
    receipts = _receipts(ledger, found.seeds.rows) if gone else []
    for row, amount in sorted(gone.items(), key=lambda item: -item[1])[:MOST]:
        for later, words in receipts:
            if later > row and (because := _speaks(ledger, row, later, words)):
                yield LinkKind.SUBSTITUTION, row, later, because, amount


def _receipts(ledger: Ledger, rows: int) -> list[tuple[int, frozenset[str]]]:
    """What came into the ledger from outside with words to compare; of very long ledgers nothing is compared."""
    if rows > 1_000_000:
        return []
    return [
        (row, _words(ledger.descriptions[row]))
        for row in range(rows)
        if int(ledger.sender[row]) == OUTSIDE and ledger.descriptions[row] and not int(ledger.origin[row])
    ]


def _speaks(ledger: Ledger, row: int, later: int, words: frozenset[str]) -> str:
    """What speaks for a receipt being the price of what was bought; empty where nothing does."""
    common = sorted(words & _words(ledger.descriptions[row]))
    if not common:
        return ""
    price, back = int(ledger.amount[row]), int(ledger.amount[later])
    near = "; the prices are near each other" if abs(price - back) * _NEAR <= price else ""
    return f"both speak of {', '.join(common[:3])}{near}"


def _words(text: str) -> frozenset[str]:
    plain = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return frozenset(word for word in plain.split() if len(word) >= _WORD and not word.isdecimal())
