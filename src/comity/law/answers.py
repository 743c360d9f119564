"""Answers of the law room in the shape that other programs read: the command line and the office give the same."""

from typing import Any

from comity.common.plain import plain
from comity.law.alternatives import alternatives, none_because
from comity.law.commitments import supporting
from comity.law.evidence import Conflict
from comity.law.facts import fact_keys
from comity.law.inquiry import Inquiry
from comity.law.routes import Route
from comity.law.rules import Finding
from comity.law.status import Status


def route_answer(inquiry: Inquiry, measure: str, measures: tuple[str, ...], found: tuple[Route, ...]) -> dict[str, Any]:
    """Give the answer in the shape that other programs read."""
    return {
        "request": {
            "from": inquiry.requesting,
            "to": inquiry.requested,
            "measure": measure,
            "conduct": list(inquiry.conduct),
            "on": inquiry.on,
            "facts": dict(inquiry.facts.values),
        },
        "routes": [route_data(item) for item in found],
        "none_because": none_because(inquiry, measures, found),
        "alternatives": alternatives(inquiry, measures, found),
        "commitments": [item for measure in measures for item in supporting(measure)],
    }


def route_data(item: Route) -> dict[str, Any]:
    """Give one route in the shape that other programs read."""
    basis = item.basis
    return {
        "rank": item.rank,
        "measure": item.measure,
        "basis": {"id": basis.id, "title": basis.title, "article": basis.article, "kind": basis.kind},
        "verdict": item.verdict,
        "ranked_because": item.ranked_because,
        "findings": [_finding_data(finding) for finding in item.findings],
        "questions": item.questions,
        "channel": item.needs.channel,
        "language": item.needs.language,
        "documents": item.needs.documents,
        "deadlines": item.needs.deadlines,
        "sources": item.sources,
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "topic": finding.topic,
        "outcome": finding.outcome,
        "effect": finding.effect,
        "article": finding.article,
        "because": finding.because,
        "cure": finding.cure,
        "facts": finding.facts,
        "source": str(finding.source),
    }


def status_answer(status: Status) -> dict[str, Any]:
    """The status of a state as the JSON that others build on."""
    answer: dict[str, Any] = plain(status)
    answer["declarations"] = [_declaration(entry) for entry in answer["declarations"]]
    answer["conflicts"] = [conflict_answer(entry) for entry in status.conflicts]
    return answer


def _declaration(entry: dict[str, Any]) -> dict[str, Any]:
    source = entry["source"]
    return {**{key: value for key, value in entry.items() if value}, "source": source["title"]}


def conflict_answer(conflict: Conflict) -> dict[str, Any]:
    """A conflict as JSON: each value with how it was had and who says it."""
    values = [{"value": value, "basis": basis, "source": source} for value, basis, source in conflict.values]
    return {"field": conflict.field, "values": values}


def fact_answers() -> list[dict[str, Any]]:
    """Every fact the rules can ask for: type, unit, meaning and the rules that use it."""
    used = _rules_by_fact()
    return [
        {
            "key": fact.key,
            "type": fact.type,
            "unit": fact.unit,
            "codes": list(fact.codes),
            "meaning": fact.meaning,
            "question": fact.question,
            "rules": used.get(fact.key, []),
        }
        for fact in fact_keys().values()
    ]


def _rules_by_fact() -> dict[str, list[str]]:
    from comity.law.catalogue import all_rules  # noqa: PLC0415 - reads every rule there is

    used: dict[str, list[str]] = {}
    for rule in all_rules():
        for key in rule.facts():
            used.setdefault(key, []).append(rule.id)
    return used
