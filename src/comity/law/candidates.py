"""Candidates: every legal basis between two states with its rules judged, before reasons are told and routes ranked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from comity.common.source import Source
from comity.common.truth import Truth
from comity.law.applicable import (
    Layers,
    bars_above,
    laws_in_force,
    layers_for,
    own_rules,
    rules_above,
    treaty_rules,
)
from comity.law.bases import Basis, bases_for
from comity.law.cautions import cautions
from comity.law.conditions import FactTest
from comity.law.inquiry import Inquiry
from comity.law.precedence import Precedence, gives_way_to
from comity.law.rules import Effect, Finding, Judgement, Rule, judge
from comity.law.situation import Situation
from comity.law.verdict import Verdict, conclude

Judge = Callable[[Rule, Situation], Judgement]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A basis with the rules that apply to it and their bare results; the reasons are told only for a route."""

    measure: str
    basis: Basis
    rules: tuple[Rule, ...]
    judgements: tuple[Judgement, ...]
    stands_back: tuple[Precedence, ...]
    cautions: tuple[Finding, ...]
    verdict: Verdict


def candidates(inquiry: Inquiry, measure: str, judged_by: Judge = judge) -> tuple[Candidate, ...]:
    """Judge every basis for a measure; ``judged_by`` may remember the results of rules that ask for no pair."""
    situation = inquiry.situation(measure)
    bases = bases_for(measure, inquiry)
    return tuple(_candidate(inquiry, basis, bases, situation, judged_by) for basis in bases)


def _candidate(
    inquiry: Inquiry, basis: Basis, beside: Sequence[Basis], situation: Situation, judged_by: Judge
) -> Candidate:
    measure = situation.measure
    back = tuple(gives_way_to(basis, beside, inquiry, measure))
    rules, layers = _rules_of(basis, measure, inquiry)
    set_aside = {part.relation.sets_aside for part in back if part.relation.sets_aside}
    if set_aside:
        rules = tuple(rule for rule in rules if rule.chapter not in set_aside)
    warned = tuple(cautions(basis, layers, inquiry, back, beside, measure))
    judged = tuple(judged_by(rule, situation) for rule in rules)
    available = Truth.FALSE if any(item.closes for item in back) else basis.available
    verdict = conclude(available, (*judged, *map(bare, warned)))
    return Candidate(measure, basis, rules, judged, back, warned, verdict)


def _rules_of(basis: Basis, measure: str, inquiry: Inquiry) -> tuple[tuple[Rule, ...], Layers | None]:
    """Gather the rules that apply on a basis, and for a treaty the layers they came from."""
    if basis.kind in {"own_law", "designation"}:
        own = own_rules(inquiry.requested, measure, laws_in_force(inquiry.requested, inquiry.on))
        above = rules_above(measure, bars_above(inquiry.requested, inquiry.on, inquiry.register))
        return (*_undertakings(basis, measure), *own, *above), None
    layers = layers_for(basis.id, inquiry)
    return treaty_rules(basis.id, measure, layers), layers


def bare(finding: Finding) -> Judgement:
    """Take a finding for the bare result it is."""
    return Judgement(finding.outcome, finding.effect, finding.undecided, finding.law_unknown, finding.can_harm)


_ASKED = {"reciprocity": "assurance.reciprocity", "one_case_agreement": "agreement.one_case"}
_CURE = {
    "reciprocity": "Give a reciprocity undertaking with the request.",
    "one_case_agreement": "Ask, through the diplomatic channel, for an agreement limited to this case.",
}


def _undertakings(basis: Basis, measure: str) -> tuple[Rule, ...]:
    """Turn what the requested state's own law asks for in place of a treaty into a condition."""
    if basis.answer not in _ASKED:
        return ()
    rule = Rule(
        id=f"{basis.id}/{basis.answer.replace('_', '-')}",
        topic="reciprocity",
        measures=frozenset([measure]),
        article=basis.article,
        effect=Effect.CONDITION,
        test=FactTest(_ASKED[basis.answer], "is", True),
        says=basis.says,
        source=Source(basis.title),
        cure=_CURE[basis.answer],
    )
    return (rule,)
