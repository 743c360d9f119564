"""Which companies a rule can show for a holder; the others that it sees are below the line and only counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from comity.tracing.ownership.integrated import LARGEST_EXACT_RING
from comity.tracing.ownership.measures import Memo, passed_over
from comity.tracing.ownership.multiplied import Integrated
from comity.tracing.ownership.rules import QUARTER, Inquiry, OwnershipRule

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The companies to be measured one by one, each with its multiplied share, and how many more are below the line."""

    shares: Mapping[str, Fraction]
    below: int = 0


def narrowed(memo: Memo, rule: OwnershipRule, holder: str, multiplied: Integrated, inquiry: Inquiry) -> Narrowed:
    """What has to be measured under a rule, so that those far below the line are not made exact and named."""
    shares = multiplied.shares
    direct = memo.graph.owned.get(holder, {}).keys() - {holder}
    if rule is OwnershipRule.DIRECT:
        return Narrowed(dict.fromkeys(direct, _NOTHING))
    if rule is OwnershipRule.MULTIPLIED:
        counted = multiplied.at_least(inquiry.threshold)
        return Narrowed(counted, len(shares) - len(counted))
    if rule is not OwnershipRule.AMLR:
        together = memo.command(rule, holder).together
        return Narrowed({name: _NOTHING for name in together if name in direct or name in shares})
    if passed_over(memo.graph, holder, inquiry):
        return Narrowed({})
    without = [name for name in direct if name not in shares]
    line = min(inquiry.threshold, QUARTER)
    if not line or multiplied.closed or any(len(ring) > LARGEST_EXACT_RING for ring in multiplied.rings):
        return Narrowed(dict(shares) | dict.fromkeys(without, _NOTHING))
    some = _beneficial(memo, holder, multiplied, line)
    kept = {name: shares.get(name, _NOTHING) for name in some if name in direct or name in shares}
    return Narrowed(kept, len(shares) + len(without) - len(kept))


def _beneficial(memo: Memo, holder: str, multiplied: Integrated, line: Fraction) -> set[str]:
    """Companies of which articles 52 to 54 can make somebody the beneficial owner, and others perhaps.

    With what is learned on the way, who stands between the holder and a company under article 54(b) is told to the
    memo, where the share of the holder in the one between is the same whether looked at from above or from below.
    """
    graph = memo.graph
    large = multiplied.at_least(line)
    controlled = memo.command(OwnershipRule.CONTROL, holder).members
    found = {*large, *controlled}
    for name in controlled:
        found |= graph.owned.get(name, {}).keys()
    between: dict[str, set[str]] = {}
    for name in large.keys() - controlled:
        for company in memo.command(OwnershipRule.CONTROL, name).members:
            between.setdefault(company, set()).add(name)
    memo.between = between
    return (found | between.keys()) - {holder}
