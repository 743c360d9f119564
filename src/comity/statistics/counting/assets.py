"""Assets: what stands at which stage in whose hands, and what reached a stage; each currency apart, by entries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from comity.casework.ledger.accounts import STAGES, Account
from comity.casework.ledger.currency import of_minor
from comity.casework.ledger.entries import EntryKind
from comity.statistics.period import Period
from comity.statistics.record import Event, History
from comity.statistics.table import Row, Table

Standing = tuple[str, ...]  # stage, currency and, where it counts, holder
_AT = {account.value: place for place, account in enumerate(STAGES)}


def assets_by_stage(assets: Iterable[History], period: Period) -> Table:
    """What stood at each stage at the end of the period, by currency and by the state in whose hands it was."""
    sums: dict[Standing, int] = defaultdict(int)
    held: dict[Standing, set[tuple[int, str]]] = defaultdict(set)
    for history in assets:
        own: dict[Standing, int] = defaultdict(int)
        for event in history.events:
            if event.day <= period.end:
                for account, currency, minor, holder in _postings(event):
                    own[account, currency, holder] += minor
        for standing, minor in own.items():
            if minor:
                sums[standing] += minor
                held[standing].add((history.case, history.key))
    return _table("assets-by-stage", ("stage", "currency", "holder"), sums, {at: len(who) for at, who in held.items()})


def assets_reaching(assets: Iterable[History], period: Period) -> Table:
    """What reached each stage within the period, less what was taken back by a reversal within it."""
    sums: dict[Standing, int] = defaultdict(int)
    held: dict[Standing, set[tuple[int, str]]] = defaultdict(set)
    for history in assets:
        for stage, currency, minor in reached(history, period):
            sums[stage, currency] += minor
            held[stage, currency].add((history.case, history.key))
    return _table("assets-reaching-stage", ("stage", "currency"), sums, {at: len(who) for at, who in held.items()})


def reached(history: History, period: Period) -> Iterator[tuple[str, str, int]]:
    """What of one asset came to a stage within the period; what a reversal took back counts less."""
    for event in history.events:
        for stage, currency, minor, _ in _postings(event) if event.day in period else ():
            backwards = event.said.get("kind") == EntryKind.REVERSAL
            if (minor < 0) is backwards:
                yield stage, currency, minor


def costs_and_claims(assets: Iterable[History], period: Period) -> Table:
    """What was spent, earned and paid out to claimants within the period."""
    beside = (Account.COSTS, Account.INTEREST, Account.RELEASED)
    sums: dict[Standing, int] = defaultdict(int)
    held: dict[Standing, set[tuple[int, str]]] = defaultdict(set)
    for history in assets:
        for event in history.events:
            for account, currency, minor, _ in _all_postings(event) if event.day in period else ():
                if account in beside:
                    sums[account, currency] += -minor if account == Account.INTEREST else minor
                    held[account, currency].add((history.case, history.key))
    return _table("assets-costs", ("account", "currency"), sums, {at: len(who) for at, who in held.items()})


def _table(figure: str, under: tuple[str, ...], sums: dict[Standing, int], counts: dict[Standing, int]) -> Table:
    order = sorted(sums, key=lambda at: (_AT.get(at[0], len(_AT)), *at))
    rows = tuple(Row(at, (counts[at], of_minor(sums[at], at[1]).amount)) for at in order if sums[at])
    return Table(figure, under, ("assets", "amount"), ("assets",), rows)


def _postings(event: Event) -> Iterator[tuple[str, str, int, str]]:
    """The postings of an event on stages."""
    return (posting for posting in _all_postings(event) if posting[0] in _AT)


def _all_postings(event: Event) -> Iterator[tuple[str, str, int, str]]:
    for account, currency, minor, holder in event.said.get("postings", ()):
        yield str(account), str(currency), int(minor), str(holder)


def tables(assets: Sequence[History], period: Period) -> Iterator[Table]:
    """Every figure on assets."""
    yield assets_by_stage(assets, period)
    yield assets_reaching(assets, period)
    yield costs_and_claims(assets, period)
