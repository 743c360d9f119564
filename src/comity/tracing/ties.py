"""Transfers of one moment whose order nobody knows: which they are, and the order that turns every such group round."""

from typing import Any

from comity.tracing.columns import Column
from comity.tracing.ledger import Ledger

TIES_UP_TO = 2_000_000
"""Ledgers longer than this are not run a second time for the interval of open orders in plain Python."""
COMPILED_TIES_UP_TO = 100_000_000
"""Ledgers longer than this are not run a second time where their columns are those of numpy."""


def too_long(ledger: Ledger) -> bool:
    """Whether a ledger is run in one order only."""
    return len(ledger) > (COMPILED_TIES_UP_TO if hasattr(ledger.sender, "dtype") else TIES_UP_TO)


def other_order(ledger: Ledger, rows: int) -> Any:  # noqa: ANN401 - a list or a numpy array
    """The transfers with every group of open order turned round; nothing where no order is open."""
    ties = [(first, last) for first, last in ledger.ties if last <= rows]
    if not ties or too_long(ledger):
        return None
    if hasattr(ledger.sender, "dtype"):
        import numpy as np  # noqa: PLC0415 - only columns of numpy come here

        turned = np.arange(len(ledger))
        for first, last in ties:
            turned[first:last] = turned[first:last][::-1].copy()
        return turned
    order = list(range(len(ledger)))
    for first, last in ties:
        order[first:last] = range(last - 1, first - 1, -1)
    return order


def groups_of(moment: Column, sequence: Column, sender: Column, receiver: Column) -> tuple[tuple[int, int], ...]:
    """Ranges of transfers of one moment in which some account has more than one, from columns of numpy."""
    import numpy as np  # noqa: PLC0415 - only columns of numpy come here

    changed = (moment[1:] != moment[:-1]) | (sequence[1:] != sequence[:-1])
    starts = np.concatenate(([0], np.flatnonzero(changed) + 1))
    ends = np.append(starts[1:], len(moment))
    group = np.repeat(np.arange(len(starts)), ends - starts)
    several = (ends - starts > 1)[group]
    sides = [(group[kept], side[kept]) for side, kept in _sides(sender, receiver, several)]
    accounts = int(max(sender.max(initial=0), receiver.max(initial=0))) + 1
    key = np.concatenate([numbers * accounts + side for numbers, side in sides])
    key.sort()
    open_groups = np.unique(key[1:][key[1:] == key[:-1]] // accounts)
    return tuple(zip(starts[open_groups].tolist(), ends[open_groups].tolist(), strict=True))


def _sides(sender: Column, receiver: Column, several: Column) -> tuple[tuple[Column, Column], ...]:
    """Each side of the transfers that stand in a group, without the outside world and no account twice."""
    return (sender, several & (sender > 0)), (receiver, several & (receiver > 0) & (receiver != sender))
