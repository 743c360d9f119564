"""The flow of traced money from account to account: every figure of it the sum of the moves behind it."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.tracing.ledger import OUTSIDE, Ledger
from comity.tracing.outcome import Replay

REST = -1
"""The account number under which accounts are gathered that are too small to be shown one by one."""


@dataclass(frozen=True, slots=True)
class Node:
    """An account in the flow: how many payments it lies from the source, what passed it, and what rests on it.

    ``gathered`` is the number of accounts it stands for; more than one only where small ones were gathered.
    """

    account: int
    depth: int
    passed: int
    resting: int
    gathered: int = 1


@dataclass(frozen=True, slots=True)
class Edge:
    """Traced money from one node to another: the sum, and the number of transfers that carried it."""

    sender: tuple[int, int]  # account and depth of the node
    receiver: tuple[int, int]
    amount: int
    transfers: int


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow under one rule: nodes by depth and size, edges by size, the largest first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def flow_of(found: Replay, ledger: Ledger, most: int = 60) -> Flow:
    """Sum up the moves of a rule; of each depth the largest accounts stay, the others are gathered into one.

    The sums of what is gathered are kept, so that the flow adds up whatever ``most`` is.
    """
    moves = [(int(ledger.sender[m.row]), int(ledger.receiver[m.row]), m.amount) for m in found.moves]
    passed: dict[int, int] = defaultdict(int)
    for sender, receiver, amount in moves:
        passed[receiver] += amount
        passed.setdefault(sender, 0)
    depths = _depths([(sender, receiver) for sender, receiver, _ in moves])
    shown = _largest(passed, depths, most)
    resting = {account: sum(colours[1:]) for account, colours in found.held.items()}
    return Flow(tuple(_nodes(passed, depths, shown, resting)), tuple(_edges(moves, depths, shown)))


def _depths(pairs: list[tuple[int, int]]) -> Mapping[int, int]:
    """The least number of payments from where the trace begins; the outside world stands behind the last account."""
    onwards: dict[int, set[int]] = defaultdict(set)
    for sender, receiver in pairs:
        onwards[sender].add(receiver)
    begun = {pairs[0][0]} if pairs else set()
    begun |= {sender for sender in onwards if not any(sender in others for others in onwards.values())}
    found = dict.fromkeys(begun, 0)
    queue = deque(sorted(begun))
    while queue:
        account = queue.popleft()
        if account == OUTSIDE and found[account]:
            continue  # what leaves the ledger comes back as other money
        for other in sorted(onwards[account]):
            if other not in found:
                found[other] = found[account] + 1
                queue.append(other)
    for account in onwards:
        found.setdefault(account, 0)
    return found


def _largest(passed: Mapping[int, int], depths: Mapping[int, int], most: int) -> frozenset[int]:
    by_size = sorted(passed, key=lambda account: (-passed[account], account))
    begun = [account for account in by_size if depths[account] == 0]
    return frozenset([*begun, *by_size][:most] if len(begun) < most else begun[:most])


def _node_of(account: int, depths: Mapping[int, int], shown: frozenset[int]) -> tuple[int, int]:
    return (account if account in shown else REST), depths[account]


def _nodes(
    passed: Mapping[int, int], depths: Mapping[int, int], shown: frozenset[int], resting: Mapping[int, int]
) -> Iterable[Node]:
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for account in passed:
        groups[_node_of(account, depths, shown)].append(account)
    found = [
        Node(number, depth, sum(passed[a] for a in held), sum(resting.get(a, 0) for a in held), len(held))
        for (number, depth), held in groups.items()
    ]
    return sorted(found, key=lambda node: (node.depth, node.account == REST, -node.passed, node.account))


def _edges(moves: Iterable[tuple[int, int, int]], depths: Mapping[int, int], shown: frozenset[int]) -> Iterable[Edge]:
    sums: dict[tuple[tuple[int, int], tuple[int, int]], list[int]] = defaultdict(lambda: [0, 0])
    for sender, receiver, amount in moves:
        ends = _node_of(sender, depths, shown), _node_of(receiver, depths, shown)
        sums[ends][0] += amount
        sums[ends][1] += 1
    found = [Edge(sender, receiver, amount, count) for (sender, receiver), (amount, count) in sums.items()]
    return sorted(found, key=lambda edge: (-edge.amount, edge.sender, edge.receiver))
