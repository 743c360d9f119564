"""Matching: which debit of one account and which credit of another are one transfer, with a score and its reasons."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comity.common.errors import BadInputError
from comity.tracing.statements.rates import Rate, Rates
from comity.tracing.statements.statement import Entry, Statement, account_key

MATCHED_FROM = 0.62
"""Pairs from this score on are taken for one transfer unless a person says otherwise."""
_WORTH_SHOWING = 0.3
_ALONE = 0.2
_DAYS = 5
_BY_DATE = (0.25, 0.22, 0.18, 0.14, 0.10, 0.08)
_LARGEST_FEE = 0.02
_RATE_LESS, _RATE_MORE = Fraction(5, 100), Fraction(3, 100)
"""So much less or more than the published rate gives may arrive: banks take their margin in the rate."""
_BY_RATE = ((0.005, 0.3), (0.02, 0.2), (1.0, 0.1))
_WORD = re.compile(r"[^\W_]{4,}")


@dataclass(frozen=True, slots=True)
class Booked:
    """An entry with its account; ``id`` names it in matches and ledgers."""

    id: str
    account: str
    currency: str
    decimals: int
    holder: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Match:
    """A debit and a credit, how well they fit (0 to 1), why, and whether another pair fits as well.

    ``rate`` is the one by which two currencies were compared; a person may match them without one.
    """

    debit: Booked
    credit: Booked
    score: float
    because: tuple[str, ...]
    ambiguous: bool = False
    rate: Rate | None = None

    @property
    def exchanged(self) -> bool:
        """Whether the money arrived in another currency than it left in."""
        return self.debit.currency != self.credit.currency

    @property
    def fee(self) -> int:
        """What was lost on the way, in minor units; what an exchange took is known only once a trace has its rate."""
        return 0 if self.exchanged else -self.debit.entry.amount - self.credit.entry.amount


def booked(statements: list[Statement]) -> list[Booked]:
    """Every entry of some statements, numbered by account."""
    counts: dict[str, int] = defaultdict(int)
    found = []
    for statement in statements:
        account = account_key(statement.account)
        for entry in statement.entries:
            counts[account] += 1
            name = f"{account}-{counts[account]}"
            found.append(Booked(name, account, statement.currency, statement.decimals, statement.holder, entry))
    return found


def matched(
    entries: list[Booked], decisions: Mapping[tuple[str, str], bool], rates: Rates | None = None
) -> tuple[list[Match], list[Match]]:
    """Pairs taken, best first, each entry once, and pairs that fit less well; a person's decision goes first.

    It goes in rounds: what is taken no longer competes, so that a pair may become the only one that is left.
    """
    found = [*_decided(entries, decisions), *_pairs(entries, decisions, rates or Rates())]
    open_pairs = sorted(found, key=lambda m: (-m.score, m.debit.id, m.credit.id))
    taken: list[Match] = []
    while True:
        now = _round(open_pairs, decisions)
        if not now:
            return sorted(taken, key=lambda m: (-m.score, m.debit.id)), open_pairs
        taken += now
        used = {side for match in now for side in (match.debit.id, match.credit.id)}
        open_pairs = [pair for pair in open_pairs if pair.debit.id not in used and pair.credit.id not in used]


def _round(pairs: list[Match], decisions: Mapping[tuple[str, str], bool]) -> list[Match]:
    rivals = Counter(side for pair in pairs for side in (pair.debit.id, pair.credit.id))
    equals = Counter((side, pair.score) for pair in pairs for side in (pair.debit.id, pair.credit.id))
    used: set[str] = set()
    taken = []
    for pair in pairs:
        debit, credit = pair.debit.id, pair.credit.id
        alone = rivals[debit] == rivals[credit] == 1
        score = min(1.0, round(pair.score + _ALONE, 3)) if alone else pair.score
        decided = (debit, credit) in decisions
        if debit in used or credit in used or (score < MATCHED_FROM and not decided):
            continue
        used |= {debit, credit}
        unsure = max(equals[debit, pair.score], equals[credit, pair.score]) > 1 and not decided
        because = (*pair.because, "no other entry fits") if alone and not decided else pair.because
        taken.append(Match(pair.debit, pair.credit, score, because, unsure, pair.rate))
    return taken


def _decided(entries: list[Booked], decisions: Mapping[tuple[str, str], bool]) -> Iterator[Match]:
    """The pairs that a person decided are one transfer, whatever they would score."""
    known = {item.id: item for item in entries}
    for (first, second), yes in decisions.items():
        if not yes:
            continue
        for name in (first, second):
            if name not in known:
                raise BadInputError(f"'{name}' is not an entry of these statements, so no decision can name it")
        pair = Match(known[first], known[second], 1.0, ("decided by a person",))
        if pair.debit.entry.amount >= 0 or pair.credit.entry.amount <= 0:
            raise BadInputError(f"{first} with {second}: a decision joins a debit to a credit, in that order")
        if pair.fee < 0:
            raise BadInputError(f"{first} with {second}: more arrived than was sent")
        yield pair


def _pairs(entries: list[Booked], decisions: Mapping[tuple[str, str], bool], rates: Rates) -> Iterator[Match]:
    arriving: dict[str, list[Booked]] = defaultdict(list)
    for item in sorted(entries, key=lambda item: item.entry.amount):
        if item.entry.amount > 0:
            arriving[item.currency].append(item)
    amounts = {currency: [item.entry.amount for item in items] for currency, items in arriving.items()}
    for debit in entries:
        for currency in arriving if debit.entry.amount < 0 else ():
            bounds = _bounds(debit, currency, arriving[currency][0].decimals, rates)
            if bounds is not None:
                least, most, expected = bounds
                start = bisect_left(amounts[currency], least)
                stop = bisect_right(amounts[currency], most)
                yield from _fitting(debit, arriving[currency][start:stop], decisions, expected)


Expected = tuple[Fraction, Rate]
"""What a debit comes to in another currency, and by which rate."""


def _bounds(debit: Booked, currency: str, decimals: int, rates: Rates) -> tuple[int, int, Expected | None] | None:
    """How little and how much may arrive in a currency; nothing where no rate says."""
    paid = -debit.entry.amount
    if currency == debit.currency:
        return paid - int(paid * _LARGEST_FEE), paid, None
    rate = rates.on(debit.entry.day, debit.currency, currency)
    if rate is None:
        return None
    expected = paid * rate.value * Fraction(10) ** (decimals - debit.decimals)
    return int(expected * (1 - _RATE_LESS)), int(expected * (1 + _RATE_MORE)) + 1, (expected, rate)


def _fitting(
    debit: Booked, arriving: Sequence[Booked], decisions: Mapping[tuple[str, str], bool], expected: Expected | None
) -> Iterator[Match]:
    for credit in arriving:
        if credit.account == debit.account or (debit.id, credit.id) in decisions:
            continue
        score, because = scored(debit, credit, expected)
        if score > _WORTH_SHOWING:
            yield Match(debit, credit, score, because, rate=expected[1] if expected else None)


def scored(debit: Booked, credit: Booked, expected: Expected | None = None) -> tuple[float, tuple[str, ...]]:
    """How well a debit and a credit fit, from 0 to 1, and why; account numbers that contradict weigh against it."""
    days = (credit.entry.day - debit.entry.day).days
    if not -1 <= days <= _DAYS:
        return 0.0, ()
    score, because = _BY_DATE[abs(days)], [f"{days} days apart" if days else "same day"]
    weight, reason = _by_amount(debit, credit, expected)
    score += weight
    because.append(reason)
    for one, other, word in ((debit, credit, "debit"), (credit, debit, "credit")):
        weight, reason = _named(one, other, word)
        score += weight
        because += [reason] if reason else []
    if debit.entry.reference and debit.entry.reference == credit.entry.reference:
        score += 0.3
        because.append("same reference")
    elif _words(debit) & _words(credit):
        score += 0.1
        because.append("same words")
    return max(0.0, min(1.0, round(score, 3))), tuple(because)


def _by_amount(debit: Booked, credit: Booked, expected: Expected | None) -> tuple[float, str]:
    if expected is not None:
        apart = float(credit.entry.amount / expected[0]) - 1
        weight = next(weight for most, weight in _BY_RATE if abs(apart) <= most)
        return weight, f"{apart:+.2%} from what {expected[1]} gives"
    if debit.entry.amount == -credit.entry.amount:
        return 0.35, "same amount"
    return 0.1, "amount less a fee"


def _named(one: Booked, other: Booked, word: str) -> tuple[float, str]:
    number = account_key(one.entry.counterparty_account)
    if number:
        return (0.25, f"the {word} names the account") if number == other.account else (-0.5, f"{word} names another")
    text = account_key(one.entry.description)
    if len(other.account) >= 6 and other.account in text:
        return 0.25, f"the {word} names the account"
    shared = _of(one.entry.counterparty) & _of(other.holder)
    return (0.1, f"the {word} names the holder") if shared else (0.0, "")


def _words(item: Booked) -> set[str]:
    return _of(item.entry.description)


def _of(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
