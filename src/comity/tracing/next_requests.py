"""Where the trail leaves the data: whose statements to ask for next, for which time, with how much at stake."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from comity.tracing.ledger import OUTSIDE
from comity.tracing.outcome import Replay
from comity.tracing.rules import CAPPED, Rule
from comity.tracing.trace import Trace

LEFT = "left_the_ledger"
SILENT = "no_outflow_known"


@dataclass(slots=True)
class NextRequest:
    """One place to ask: traced money left the ledger from ``account``, or rests on it and no outflow is known.

    ``at_stake`` is in minor units by rule, claims together; ``transfers`` are the first of those that led there.
    """

    account: str
    why: str
    first: str
    last: str
    at_stake: dict[Rule, int] = field(default_factory=dict)
    transfers: list[str] = field(default_factory=list)

    @property
    def most(self) -> int:
        """What is at stake under the rule that says most."""
        return max(self.at_stake.values(), default=0)


def next_requests(trace: Trace, most: int = 50) -> list[NextRequest]:
    """The places where the trail ends without being at rest for certain, the largest amount first."""
    silent = _silent(trace)
    found: dict[tuple[str, int], NextRequest] = {}
    for rule, result in trace.replays.items():
        if rule in CAPPED:
            for row, amount, why, account in _ends(trace, result, silent):
                _add(trace, found, (why, account), rule, row, amount)
    return sorted(found.values(), key=lambda item: (-item.most, item.why, item.account))[:most]


def _silent(trace: Trace) -> set[int]:
    """Accounts with traced money from which the ledger knows no payment at all."""
    held = {account for result in trace.replays.values() for account in result.held}
    return held - trace.ledger.paying(held, trace.seeds.rows)


def _ends(trace: Trace, result: Replay, silent: set[int]) -> Iterator[tuple[int, int, str, int]]:
    for move in result.moves:
        receiver = int(trace.ledger.receiver[move.row])
        if receiver == OUTSIDE:
            yield move.row, move.amount, LEFT, int(trace.ledger.sender[move.row])
        elif receiver in silent:
            yield move.row, move.amount - move.absorbed, SILENT, receiver


def _add(
    trace: Trace, found: dict[tuple[str, int], NextRequest], key: tuple[str, int], rule: Rule, row: int, amount: int
) -> None:
    ledger = trace.ledger
    when = ledger.when(row)
    item = found.get(key)
    if item is None:
        item = found[key] = NextRequest(ledger.accounts[key[1]], key[0], when, when)
    # Text order is time order for days and moments; sequence numbers are compared as numbers.
    item.first = min(item.first, when, key=_order)
    item.last = max(item.last, when, key=_order)
    item.at_stake[rule] = item.at_stake.get(rule, 0) + amount
    name = ledger.ids[row]
    if name not in item.transfers and len(item.transfers) < 10:
        item.transfers.append(name)


def _order(when: str) -> tuple[int, str]:
    return (len(when), when) if when.lstrip("-").isdecimal() else (0, when)
