"""Routes: one measure on one legal basis, with verdict, reasons, open questions and what the request will need."""

from collections.abc import Callable, Iterable, Sequence
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
from comity.law.bases import Basis, bases_for, status_reasons
from comity.law.cautions import availability, cautions
from comity.law.conditions import FactTest
from comity.law.inquiry import Inquiry
from comity.law.leads import with_leads
from comity.law.precedence import Precedence, gives_way_to
from comity.law.ranking import rank_key, rank_reason
from comity.law.requirements import Needs, needs_of
from comity.law.rules import Effect, Finding, Judgement, Rule, explain, judge
from comity.law.situation import Situation
from comity.law.verdict import Question, Verdict, conclude, questions

Judge = Callable[[Rule, Situation], Judgement]


@dataclass(frozen=True, slots=True)
class Route:
    """One measure on one basis; ``rank`` counts from 1, ``ranked_because`` says why it stands there."""

    rank: int
    measure: str
    basis: Basis
    verdict: Verdict
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    needs: Needs
    sources: tuple[str, ...]
    ranked_because: str


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
    verdict = conclude(available, (*judged, *map(_bare, warned)))
    return Candidate(measure, basis, rules, judged, back, warned, verdict)


def _rules_of(basis: Basis, measure: str, inquiry: Inquiry) -> tuple[tuple[Rule, ...], Layers | None]:
    """Gather the rules that apply on a basis, and for a treaty the layers they came from."""
    if basis.kind in {"own_law", "designation"}:
        own = own_rules(inquiry.requested, measure, laws_in_force(inquiry.requested, inquiry.on))
        above = rules_above(measure, bars_above(inquiry.requested, inquiry.on, inquiry.register))
        return (*_undertakings(basis, measure), *own, *above), None
    layers = layers_for(basis.id, inquiry)
    return treaty_rules(basis.id, measure, layers), layers


def routes(inquiry: Inquiry, measures: Iterable[str]) -> tuple[Route, ...]:
    """Solve: every route for the measures, best first, each with its reasons."""
    judged = [item for measure in measures for item in candidates(inquiry, measure)]
    return tuple(_route(inquiry, item, rank) for rank, item in enumerate(sorted(judged, key=rank_key), 1))


def _route(inquiry: Inquiry, item: Candidate, rank: int) -> Route:
    situation = inquiry.situation(item.measure)
    why, status_sources = status_reasons(item.basis, inquiry)
    first = availability(item.basis, item.stands_back, why, status_sources)
    told = (explain(rule, situation, judged) for rule, judged in zip(item.rules, item.judgements, strict=True))
    findings = (first, *item.cautions, *told)
    asked = questions(item.verdict, ((finding.rule, _bare(finding)) for finding in findings))
    named = (str(finding.source) for finding in findings[1:] if finding.source.title)
    return Route(
        rank=rank,
        measure=item.measure,
        basis=item.basis,
        verdict=item.verdict,
        findings=findings,
        questions=with_leads(asked, inquiry),
        needs=needs_of(item.basis.id, item.measure, inquiry.requested, item.rules),
        sources=tuple(dict.fromkeys([*status_sources, *named])),
        ranked_because=rank_reason(item),
    )


def _bare(finding: Finding) -> Judgement:
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
