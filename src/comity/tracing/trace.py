"""A trace: one question put to one ledger under one or several rules, with intervals, caveats and conservation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from comity.common.errors import ComityError
from comity.tracing.caveats import Caveat, listed
from comity.tracing.ledger import Ledger
from comity.tracing.outcome import Replay
from comity.tracing.question import Question, seeds_of
from comity.tracing.replay import overdrawn_accounts, replay
from comity.tracing.rules import CAPPED, Rule
from comity.tracing.seeds import Seeds
from comity.tracing.ties import TIES_UP_TO, other_order, too_long


class ConservationError(ComityError):
    """Seeded money is not the sum of what rests, left and was absorbed: the run must not be used."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a rule traces to one account for one claim; ``low`` and ``high`` bound it where the order is open.

    ``amount`` is None under poison, which touches accounts and measures nothing. ``balance`` is that of the account.
    """

    rule: Rule
    account: int
    colour: int
    amount: int | None
    balance: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """All of an answer: per rule the replay and its holdings, and the caveats of the ledger and of the run."""

    ledger: Ledger
    question: Question
    seeds: Seeds
    replays: dict[Rule, Replay]
    holdings: dict[Rule, tuple[Holding, ...]]
    caveats: tuple[Caveat, ...]

    @property
    def most_conservative(self) -> Rule | None:
        """Of the rules with amounts, the one that leaves the least at rest; the first of equals."""
        rules = [rule for rule in self.replays if rule in CAPPED]
        return min(rules, key=lambda rule: sum(t.resting for t in self.replays[rule].totals), default=None)


Progress = Callable[[Rule, int, int], None]


def trace(
    ledger: Ledger,
    question: Question,
    rules: Sequence[Rule],
    *,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> Trace:
    """Answer a question under each rule; every run conserves money to the minor unit or is refused."""
    seeds = seeds_of(question, ledger)
    replays, holdings = {}, {}
    other = other_order(ledger, seeds.rows)
    for rule in rules:
        told = (lambda done, total, rule=rule: progress(rule, done, total)) if progress else None
        found = _conserving(replay(rule, ledger, seeds, compiled=compiled, progress=told))
        turned = found
        if other is not None and rule is not Rule.POISON:
            turned = _conserving(replay(rule, ledger, seeds, order=other, compiled=compiled))
        replays[rule], holdings[rule] = found, tuple(_holdings(found, turned, seeds))
    caveats = (*ledger.caveats, *_caveats(ledger, seeds, replays))
    return Trace(ledger, question, seeds, replays, holdings, caveats)


def _conserving(found: Replay) -> Replay:
    if any(total.difference for total in found.totals):
        raise ConservationError(f"The rule {found.rule} lost or made money; nothing of this run may be used.")
    return found


def _holdings(found: Replay, turned: Replay, seeds: Seeds) -> list[Holding]:
    holdings = []
    first, second, nothing = dict(found.held.items()), dict(turned.held.items()), (0,) * (seeds.colours + 1)
    for account in sorted(first.keys() | second.keys()):
        here, there = first.get(account, nothing), second.get(account, nothing)
        for colour in range(1, seeds.colours + 1):
            if not (here[colour] or there[colour]):
                continue
            bounds = sorted((here[colour], there[colour])) if turned is not found else [None, None]
            amount = None if found.rule is Rule.POISON else here[colour]
            balance = int(found.balance[account])
            holdings.append(Holding(found.rule, account, colour, amount, balance, bounds[0], bounds[1]))
    return holdings


def _caveats(ledger: Ledger, seeds: Seeds, replays: dict[Rule, Replay]) -> list[Caveat]:
    found = []
    low = overdrawn_accounts(ledger, seeds)
    first = [a for a, started in low.items() if started]
    later = [a for a, started in low.items() if not started]
    if first:
        text = (
            "Accounts pay out before they receive enough: their opening balance or earlier statements are missing. "
            "What they lacked counts as other money, and what came in later filled that gap first."
        )
        found.append(Caveat("no_opening_balance", text, _named(first, ledger)))
    if later:
        text = (
            "Accounts were overdrawn: what was paid on credit counts as other money, and what came in later repaid "
            "the bank first. A court may see more than that on proof of coordination; only a person may decide so."
        )
        found.append(Caveat("overdraft", text, _named(later, ledger)))
    selves = [ledger.ids[row] for row in _selves(ledger, seeds.rows)]
    if selves:
        found.append(Caveat("self_transfer", "Transfers from an account to itself change nothing.", listed(selves)))
    if ledger.ties and too_long(ledger):
        found.append(Caveat("interval_left_out", "The ledger is too long to be run in both orders; no interval."))
    if Rule.POISON in replays:
        text = "Poison says which accounts were touched. It is no amount and must not be used as one."
        found.append(Caveat("poison_no_amount", text))
    return found


def _named(accounts: list[int], ledger: Ledger, most: int = 12) -> tuple[str, ...]:
    """The names of the first accounts of a long list, and how many more there are."""
    names = tuple(ledger.accounts[a] for a in accounts[:most])
    return names if len(accounts) <= most else (*names, f"and {len(accounts) - most} more")


def _selves(ledger: Ledger, rows: int) -> list[int]:
    """Transfers from an account to itself."""
    if len(ledger) > TIES_UP_TO:
        return []
    if ledger.index is not None:
        return [row for row in ledger.index.selves if row < rows]
    pairs = enumerate(zip(ledger.sender[:rows], ledger.receiver[:rows], strict=True))
    return [row for row, (s, r) in pairs if s == r]
