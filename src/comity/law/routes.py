"""Routes: one measure on one legal basis, with verdict, reasons, open questions and what the request will need."""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.law.bases import Basis, status_reasons
from comity.law.candidates import Candidate, bare, candidates
from comity.law.cautions import availability
from comity.law.inquiry import Inquiry
from comity.law.leads import with_leads
from comity.law.ranking import rank_key, rank_reason
from comity.law.requirements import Needs, needs_of
from comity.law.rules import Finding, explain
from comity.law.verdict import Question, Verdict, questions


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
    asked = questions(item.verdict, ((finding.rule, bare(finding)) for finding in findings))
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
