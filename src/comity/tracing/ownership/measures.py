"""What each rule measures between one holder and one company."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction

from comity.tracing.ownership import closures
from comity.tracing.ownership.chains import Ways, shown
from comity.tracing.ownership.closures import HALF, Command
from comity.tracing.ownership.holdings import Graph
from comity.tracing.ownership.integrated import owners_of
from comity.tracing.ownership.multiplied import Integrated
from comity.tracing.ownership.rules import QUARTER, Inquiry, OwnershipRule

Measured = tuple[Fraction, bool | None, tuple[str, ...], AbstractSet[str] | None, bool]
"""Share, control, reasons, the names chains may pass, and whether it counts."""
Named = tuple[tuple[str, ...], ...]
"""Chains as names one after another."""
_CLOSURES = {
    OwnershipRule.CONTROL: closures.control,
    OwnershipRule.DOMINANCE: closures.dominance,
    OwnershipRule.OFAC: closures.cascade,
}


@dataclass(slots=True)
class Memo:
    """What has been computed on a graph already, so that no closure or share is computed twice.

    ``between`` are, by company, the only ones that can stand between the holder asked about and it (article 54(b)).
    ``downward`` is what the holder asked about has in everything, where the question is about one holder.
    """

    graph: Graph
    commands: dict[tuple[OwnershipRule, str], Command] = field(default_factory=dict)
    owners: dict[str, Mapping[str, Fraction]] = field(default_factory=dict)
    between: Mapping[str, AbstractSet[str]] | None = None
    downward: Integrated | None = None
    ways: Ways = field(init=False)
    told: dict[tuple[str, str], tuple[Named, bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ways = Ways(self.graph)

    def command(self, rule: OwnershipRule, holder: str) -> Command:
        """Whom a holder commands under a rule."""
        if (rule, holder) not in self.commands:
            self.commands[rule, holder] = _CLOSURES[rule](self.graph, holder)
        return self.commands[rule, holder]

    def multiplied(self, company: str) -> Mapping[str, Fraction]:
        """The multiplied shares in a company."""
        if company not in self.owners:
            self.owners[company] = owners_of(self.graph, company).shares
        return self.owners[company]

    def chains(self, holder: str, company: str, only: AbstractSet[str] | None) -> tuple[Named, bool]:
        """The chains as written out, and whether some were left out; those that no rule bounds are found once."""
        kept = self.told.get((holder, company)) if only is None else None
        if kept is None:
            bound = self.downward.ways_to(company) if only is None and self.downward is not None else only
            chains, more = self.ways.between(holder, company, bound)
            kept = tuple(tuple(shown(self.graph, chain)) for chain in chains), more
            if only is None:
                self.told[holder, company] = kept
        return kept


def measured(
    memo: Memo, rule: OwnershipRule, holder: str, company: str, multiplied: Fraction, inquiry: Inquiry
) -> Measured | None:
    """Measure one holder in one company; nothing where the rule sees no link at all."""
    if rule is OwnershipRule.DIRECT:
        return _direct(memo, holder, company, inquiry)
    if rule is OwnershipRule.MULTIPLIED:
        return (multiplied, None, (), None, multiplied >= inquiry.threshold) if multiplied else None
    if rule is OwnershipRule.AMLR:
        return _amlr(memo, holder, company, multiplied, inquiry)
    command = memo.command(rule, holder)
    share = command.together.get(company, Fraction(0))
    if not share:
        return None
    controls = None if rule is OwnershipRule.OFAC else _open(memo.graph, company, share > HALF)
    line = HALF if rule is OwnershipRule.OFAC else inquiry.threshold
    return share, controls, (), command.members, share >= line or controls is True


def _open(graph: Graph, company: str, answer: bool) -> bool | None:
    """A no is no more than unknown while a share in the company is not known."""
    return None if not answer and company in graph.unknown else answer


def _direct(memo: Memo, holder: str, company: str, inquiry: Inquiry) -> Measured | None:
    graph = memo.graph
    of_company = memo.downward is None
    stake = graph.owners.get(company, {}).get(holder) if of_company else graph.owned.get(holder, {}).get(company)
    if stake is None:
        return None
    controls = _open(graph, company, stake.votes > HALF)
    counted = stake.share >= inquiry.threshold or controls is True
    return stake.share, controls, (), frozenset(), counted


def passed_over(graph: Graph, holder: str, inquiry: Inquiry) -> bool:
    """Beneficial owners are people: companies, and owners who are themselves owned, are passed over."""
    kind = inquiry.kinds.get(holder)
    return kind not in (None, "person") or (kind is None and bool(graph.owners.get(holder)))


def _amlr(memo: Memo, holder: str, company: str, multiplied: Fraction, inquiry: Inquiry) -> Measured | None:
    if passed_over(memo.graph, holder, inquiry):
        return None
    line = min(inquiry.threshold, QUARTER)
    controlled = memo.command(OwnershipRule.CONTROL, holder).members
    reasons = []
    if multiplied >= line:
        reasons.append(f"art. 52: an interest of {float(line):.0%} or more, chains multiplied and added")
    if company in controlled:
        reasons.append("art. 53: control by more than half of the votes")
    reasons += _coexisting(memo, holder, company, line)
    controls = _open(memo.graph, company, company in controlled)
    return multiplied, controls, tuple(reasons), None, bool(reasons)


def _coexisting(memo: Memo, holder: str, company: str, line: Fraction) -> list[str]:
    """Art. 54: control over entities with a direct interest, or an interest in an entity that controls the company."""
    found = []
    controlled = memo.command(OwnershipRule.CONTROL, holder).members
    stakes = memo.graph.owners.get(company, {}) if controlled else {}
    holding = sorted(name for name in controlled if name in stakes and name != company)
    if sum((stakes[name].share for name in holding), Fraction(0)) >= line:
        found.append(f"art. 54(a): controls {', '.join(holding)}, with a direct interest in the company")
    for name in _may_be_between(memo, company):
        if name in controlled or name == holder or not memo.graph.owners.get(name):
            continue
        commands = company in memo.command(OwnershipRule.CONTROL, name).members
        if commands and memo.multiplied(name).get(holder, Fraction(0)) >= line:
            found.append(f"art. 54(b): has an interest in {name}, which controls the company")
    return found


def _may_be_between(memo: Memo, company: str) -> list[str]:
    if memo.between is None:
        return sorted(memo.multiplied(company))
    names = memo.between.get(company)
    return sorted(name for name in names if name in memo.multiplied(company)) if names else []
