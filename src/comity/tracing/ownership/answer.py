"""The answer: under each rule, who owns or controls a company, or what a holder owns or controls, with every chain."""

from dataclasses import dataclass, field
from fractions import Fraction

from comity.common.errors import BadInputError
from comity.tracing.caveats import Caveat, listed
from comity.tracing.ownership.holdings import Graph
from comity.tracing.ownership.integrated import holdings_of, owners_of
from comity.tracing.ownership.measures import Memo, measured
from comity.tracing.ownership.multiplied import Integrated
from comity.tracing.ownership.narrowing import narrowed
from comity.tracing.ownership.rules import Inquiry, OwnershipRule


@dataclass(frozen=True, slots=True)
class Found:
    """One owner or owned company under one rule; ``controls`` is None where the rule does not ask or nobody knows."""

    name: str
    rule: OwnershipRule
    share: Fraction
    controls: bool | None
    chains: tuple[tuple[str, ...], ...]
    because: tuple[str, ...] = ()


@dataclass(slots=True)
class Answer:
    """Everything found, with what the reader has to know before relying on it."""

    found: list[Found] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)


def who_owns(graph: Graph, company: str, inquiry: Inquiry) -> Answer:
    """Everyone with an interest or control in a company, under each rule, largest first."""
    _known(graph, company)
    multiplied = owners_of(graph, company)
    answer = Answer(caveats=[*graph.caveats, *_rings(multiplied)])
    candidates = sorted(multiplied.shares.keys() | set(graph.owners.get(company, {})) - {company})
    memo = Memo(graph)
    for rule in inquiry.rules:
        pairs = [(name, company, multiplied.shares.get(name, Fraction(0))) for name in candidates]
        _collect(memo, rule, pairs, inquiry, answer, named=0)
    return answer


def what_is_owned(graph: Graph, holder: str, inquiry: Inquiry) -> Answer:
    """Everything in which a holder has an interest or control, under each rule, largest first."""
    _known(graph, holder)
    multiplied = holdings_of(graph, holder)
    answer = Answer(caveats=[*graph.caveats, *_rings(multiplied)])
    memo = Memo(graph, downward=multiplied)
    for rule in inquiry.rules:
        found = narrowed(memo, rule, holder, multiplied, inquiry)
        pairs = [(holder, name, share) for name, share in found.shares.items()]
        _collect(memo, rule, pairs, inquiry, answer, named=1, below=found.below)
    return answer


def _known(graph: Graph, name: str) -> None:
    if name not in graph:
        raise BadInputError(f"'{name}' neither owns nor is owned on that day")


def _rings(found: Integrated) -> list[Caveat]:
    caveats = []
    if found.rings:
        text = (
            "Companies hold one another in a ring; multiplied shares are solved over the whole ring, and the share of "
            "a member of the ring in another counts every turn."
        )
        caveats.append(Caveat("ring", text, listed([" - ".join(ring) for ring in found.rings])))
    if found.closed:
        text = "A ring holds itself entirely: nobody outside it can own it, and no share was computed through it."
        caveats.append(Caveat("closed_ring", text, listed([" - ".join(ring) for ring in found.closed])))
    return caveats


def _collect(
    memo: Memo,
    rule: OwnershipRule,
    pairs: list[tuple[str, str, Fraction]],
    inquiry: Inquiry,
    answer: Answer,
    *,
    named: int,
    below: int = 0,
) -> None:
    rows, cut = [], False
    for holder, company, multiplied in pairs:
        result = measured(memo, rule, holder, company, multiplied, inquiry)
        if result is None:
            continue
        share, controls, because, only, counted = result
        if not counted:
            below += 1
            continue
        chains, more = memo.chains(holder, company, only)
        cut = cut or more
        rows.append(Found((holder, company)[named], rule, share, controls, chains, because))
    answer.found += sorted(rows, key=lambda row: (-row.share, row.name))
    if below:
        text = f"{below} with less than the threshold and without control are not listed under {rule}."
        answer.caveats.append(Caveat("below_threshold", text))
    if cut:
        answer.caveats.append(Caveat("chains_shortened", f"Under {rule} only the largest chains are listed."))
