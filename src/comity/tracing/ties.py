"""Transfers of one moment whose order nobody knows: the order that turns every such group round."""

from comity.tracing.ledger import Ledger

TIES_UP_TO = 2_000_000
"""Ledgers longer than this are not run a second time for the interval of open orders."""


def other_order(ledger: Ledger, rows: int) -> list[int] | None:
    """The transfers with every group of open order turned round; nothing where no order is open."""
    ties = [(first, last) for first, last in ledger.ties if last <= rows]
    if not ties or len(ledger) > TIES_UP_TO:
        return None
    order = list(range(len(ledger)))
    for first, last in ties:
        order[first:last] = range(last - 1, first - 1, -1)
    return order
