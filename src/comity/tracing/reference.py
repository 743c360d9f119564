"""The rules once more, as slowly and plainly as possible: exact fractions, every lot by itself, no code shared.

It is kept for ever as the measure of the engine: tests compare the two on random ledgers.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from comity.tracing.rules import Rule

Piece = tuple[Fraction, int]
"""An amount and its colour; colour 0 is other money."""


@dataclass(slots=True)
class Reference:
    """Accounts as lots, oldest first, and what they owe their bank."""

    rule: Rule
    lots: dict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    debt: dict[int, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    left: dict[int, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    absorbed: dict[int, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    def transfer(self, sender: int, receiver: int, amount: int, colour: int) -> None:
        """Move an amount; other money that moves takes the ``colour`` of the transfer, where it has one."""
        if sender == receiver:
            return
        pieces = self._paid(sender, Fraction(amount))
        pieces = [(part, was or colour) for part, was in pieces]
        if receiver == 0:
            for part, c in pieces:
                self.left[c] += part
            return
        hole = min(self.debt[receiver], Fraction(amount))
        self.debt[receiver] -= hole
        repaid, kept = divided(Rule.FIFO if self.rule is Rule.LIFO else self.rule, pieces, hole)
        for part, c in repaid:
            self.absorbed[c] += part
        self.lots[receiver] += kept

    def _paid(self, account: int, amount: Fraction) -> list[Piece]:
        if account == 0:
            return [(amount, 0)]
        have = sum((part for part, _ in self.lots[account]), Fraction(0))
        covered = min(have, amount)
        pieces, self.lots[account] = divided(self.rule, self.lots[account], covered)
        self.debt[account] += amount - covered
        return [*pieces, (amount - covered, 0)] if amount > covered else pieces

    def held(self) -> dict[tuple[int, int], Fraction]:
        """What rests, by account and colour; without other money."""
        sums: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
        for account, pieces in self.lots.items():
            for part, c in pieces:
                sums[account, c] += part
        return {key: value for key, value in sums.items() if key[1] and value}


def followed(rule: Rule, transfers: Iterable[tuple[int, int, int, int]]) -> Reference:
    """Run (sender, receiver, amount, colour) through a rule; account 0 is the outside world."""
    reference = Reference(rule)
    for transfer in transfers:
        reference.transfer(*transfer)
    return reference


def divided(rule: Rule, pieces: list[Piece], amount: Fraction) -> tuple[list[Piece], list[Piece]]:
    """Split pieces into what a rule takes for an amount and what it leaves, both oldest first."""
    if rule is Rule.PRO_RATA:
        return _shared(pieces, amount)
    if rule in (Rule.CLEAN_FIRST, Rule.TAINT_FIRST):
        first = [piece for piece in pieces if (piece[1] == 0) == (rule is Rule.CLEAN_FIRST)]
        last = [piece for piece in pieces if (piece[1] == 0) != (rule is Rule.CLEAN_FIRST)]
        size = min(sum((part for part, _ in first), Fraction(0)), amount)
        one, kept = _shared(first, size)
        two, remaining = _shared(last, amount - size)
        return one + two, kept + remaining
    queue = list(pieces) if rule is Rule.FIFO else pieces[::-1]
    out: list[Piece] = []
    kept = []
    for part, c in queue:
        use = min(part, amount)
        amount -= use
        out += [(use, c)] if use else []
        kept += [(part - use, c)] if part > use else []
    return out, kept if rule is Rule.FIFO else kept[::-1]


def _shared(pieces: list[Piece], amount: Fraction) -> tuple[list[Piece], list[Piece]]:
    whole = sum((part for part, _ in pieces), Fraction(0))
    if not whole:
        return [], []
    ratio = amount / whole
    out = [(part * ratio, c) for part, c in pieces] if ratio else []
    return out, [(part * (1 - ratio), c) for part, c in pieces] if ratio != 1 else []
