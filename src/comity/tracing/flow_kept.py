"""A flow kept beside an answer, so that its picture and table can be shown again in any language without the ledger."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from comity.tracing.flow import Edge, Flow, Node
from comity.tracing.ledger import OUTSIDE, Ledger
from comity.tracing.minor_units import to_text


@dataclass(frozen=True, slots=True)
class KeptNames:
    """What a picture of a flow asks of a ledger: the names of its accounts, the currency, and amounts as text."""

    currency: str
    decimals: int
    accounts: Mapping[int, str]

    def money(self, minor: int) -> str:
        """An amount with its point, without the currency."""
        return to_text(minor, self.decimals)


def flow_kept(flow: Flow, ledger: Ledger) -> dict[str, Any]:
    """A flow as plain values."""
    accounts = {node.account for node in flow.nodes if node.account > OUTSIDE}
    return {
        "currency": ledger.currency,
        "decimals": ledger.decimals,
        "accounts": [[account, ledger.accounts[account]] for account in sorted(accounts)],
        "nodes": [[int(value) for value in astuple(node)] for node in flow.nodes],
        "edges": [[*map(int, (*e.sender, *e.receiver, e.amount, e.transfers))] for e in flow.edges],
    }


def flow_again(kept: Mapping[str, Any]) -> tuple[Flow, KeptNames]:
    """The flow that was kept, and the names in it."""
    nodes = tuple(Node(*values) for values in kept["nodes"])
    edges = tuple(Edge((a, b), (c, d), amount, count) for a, b, c, d, amount, count in kept["edges"])
    return Flow(nodes, edges), KeptNames(kept["currency"], kept["decimals"], dict(kept["accounts"]))
