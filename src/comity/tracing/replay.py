"""Follow money through a ledger under one rule: from its index where it has one, else through all of it."""

from collections.abc import Sequence

from comity.tracing.ledger import Ledger
from comity.tracing.outcome import Replay
from comity.tracing.pari_passu import as_one_fund, divided
from comity.tracing.rules import Rule
from comity.tracing.scan import Progress, first_below_nothing, scan
from comity.tracing.seeds import Seeds


def replay(
    rule: Rule,
    ledger: Ledger,
    seeds: Seeds,
    *,
    order: Sequence[int] | None = None,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> Replay:
    """Run one rule to the end of the question; ``order`` puts the transfers into another order first.

    A ledger with an index answers from it, unless ``compiled`` says that the whole of it is to be gone through.
    """
    if rule is Rule.PARI_PASSU:
        one = as_one_fund(seeds)
        fund = replay(Rule.CLEAN_FIRST, ledger, one, order=order, compiled=compiled, progress=progress)
        return divided(fund, seeds)
    if ledger.index is not None and compiled is None:
        found = ledger.index.follow(rule, seeds, turned=order is not None)
        if found is not None:
            return found
    return scan(rule, ledger, seeds, order=order, compiled=compiled, progress=progress)


def overdrawn_accounts(ledger: Ledger, seeds: Seeds, *, compiled: bool | None = None) -> dict[int, bool]:
    """Accounts that go below nothing, and whether they do so with their first payment already."""
    if ledger.index is not None:
        return ledger.index.low.within(seeds.rows)
    return {account: started for account, _, started in first_below_nothing(ledger, seeds.rows, compiled=compiled)}
