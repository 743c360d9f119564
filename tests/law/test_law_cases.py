"""Every law case in tests/law/cases holds: a sentence, its authority, the question, and what the law room must answer.

Each case is YAML that a lawyer can read and correct; ``docs/law-cases.md`` explains the form.
"""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from comity.law.clocks import due

from comity.common.strict_yaml import load_yaml
from comity.law.dual_criminality import compare
from comity.law.facts import read_facts
from comity.law.inquiry import Inquiry
from comity.law.register import register
from comity.law.routes import Route, routes

FOLDER = Path(__file__).parent / "cases"


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in load_yaml(path).data["cases"]
    ]


@pytest.mark.parametrize("case", _cases())
def test_law_case(case: dict[str, Any]) -> None:
    assert set(case) <= {"name", "authority", "ask", "expect", "note"}, "unknown key in a case"
    assert case["authority"], "a case names its authority"
    kind, question = next(iter(case["ask"].items()))
    _ASK[kind](question, case["expect"])


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@cache
def _solved(
    requesting: str, requested: str, measure: str, on: str, conduct: tuple[str, ...], facts: Any
) -> tuple[Route, ...]:
    inquiry = Inquiry(requesting, requested, _day(on), conduct, read_facts(list(facts)))
    return routes(inquiry, [measure])


def _route(question: dict[str, Any], expect: dict[str, Any]) -> None:
    pairs = tuple((key, tuple(v) if isinstance(v, list) else v) for key, v in question.get("facts", {}).items())
    found = _solved(
        question["from"], question["to"], question["measure"], question["on"], tuple(question.get("conduct", ())), pairs
    )
    for basis, wanted in expect.get("routes", {}).items():
        _check_route(found, basis, wanted)
    if "best" in expect:
        assert found[0].basis.id == expect["best"], [route.basis.id for route in found]
    for basis in expect.get("absent", ()):
        assert basis not in {route.basis.id for route in found}
    if expect.get("no_taken_route"):
        assert all(route.verdict not in {"open", "conditional"} for route in found)


def _check_route(found: tuple[Route, ...], basis: str, wanted: Any) -> None:
    by_basis = {route.basis.id: route for route in found}
    assert basis in by_basis, f"{basis} is not among {sorted(by_basis)}"
    route = by_basis[basis]
    wanted = wanted if isinstance(wanted, dict) else {"verdict": wanted}
    assert set(wanted) <= {"verdict", "findings", "asks", "does_not_ask", "effects"}, "unknown key under a route"
    found_rules = {finding.rule: finding for finding in route.findings}
    for rule, outcome in wanted.get("findings", {}).items():
        held = found_rules[rule].outcome if rule in found_rules else "no_such_rule"
        assert held == outcome, (
            f"{rule}: {held}: {found_rules[rule].because if rule in found_rules else sorted(found_rules)}"
        )
    for rule, effect in wanted.get("effects", {}).items():
        assert found_rules[rule].effect == effect
    asked = {question.fact for question in route.questions}
    assert set(wanted.get("asks", ())) <= asked, sorted(asked)
    assert not set(wanted.get("does_not_ask", ())) & asked, sorted(asked)
    if "verdict" in wanted:
        assert route.verdict == wanted["verdict"], [
            (f.rule, f.outcome, f.effect) for f in route.findings if f.outcome != "not_applicable"
        ]


def _status(question: dict[str, Any], expect: dict[str, Any]) -> None:
    status = register().status(question["instrument"], question["state"], _day(question["on"]))
    for field, wanted in expect.items():
        if field == "conflict_over":
            assert wanted in {conflict.field for conflict in status.conflicts}
        else:
            assert str(getattr(status, field)).lower() == str(wanted).lower(), (
                field,
                getattr(status, field),
                status.why,
            )


def _clock(question: dict[str, Any], expect: dict[str, Any]) -> None:
    answer = due(question["rule"], _day(question["event"]), question.get("states", ()), question.get("facts", {}))
    for field, wanted in expect.items():
        assert str(getattr(answer, field)) == str(wanted), (field, getattr(answer, field))


def _dual(question: dict[str, Any], expect: dict[str, Any]) -> None:
    comparison = compare(
        question["conduct"], question["from"], question["to"], alleged=question.get("alleged"), on=_day(question["on"])
    )
    assert comparison.outcome == expect["outcome"], list(comparison.reason.lines())
    for state, wanted in expect.get("states", {}).items():
        assert {answer.state: str(answer.outcome) for answer in comparison.states}[state] == wanted


_ASK = {"route": _route, "status": _status, "clock": _clock, "dual_criminality": _dual}
