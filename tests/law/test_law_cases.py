"""Every law case in tests/law/cases holds: a sentence, its authority, the question, and what the law room must answer.

Each case is YAML that a lawyer can read and correct; ``docs/law-cases.md`` explains the form and numbers the traps.
"""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from comity.common.strict_yaml import load_yaml
from comity.law.bilateral import bilaterals
from comity.law.designations import designations
from comity.law.dual_criminality import compare
from comity.law.due_dates import due
from comity.law.facts import read_facts
from comity.law.inquiry import Inquiry
from comity.law.party_count import compared
from comity.law.register import register
from comity.law.routes import Route, routes

FOLDER = Path(__file__).parent / "cases"
DOSSIERS = load_yaml(Path(__file__).parent / "dossiers.yaml").data
GUIDE = Path(__file__).parents[2] / "docs" / "law-cases.md"


def _read() -> list[tuple[str, dict[str, Any]]]:
    return [(path.stem, case) for path in sorted(FOLDER.glob("*.yaml")) for case in load_yaml(path).data["cases"]]


CASES = _read()


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{subject}: {case['name']}") for subject, case in CASES])
def test_law_case(case: dict[str, Any]) -> None:
    assert set(case) <= {"name", "authority", "ask", "expect", "note", "trap"}, "unknown key in a case"
    assert case["expect"], "a case expects something"
    kind, question = next(iter(case["ask"].items()))
    _ASK[kind](question, case["expect"])


def test_every_case_names_its_authority() -> None:
    silent = [case["name"] for _, case in CASES if not str(case.get("authority") or "").strip()]
    assert not silent


def test_every_name_is_a_sentence_of_its_own() -> None:
    names = [case["name"] for _, case in CASES]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    unfinished = [name for name in names if not (name[0].isupper() and name.endswith(".") and len(name.split()) > 3)]
    assert not unfinished


def test_there_are_at_least_two_hundred_cases() -> None:
    assert len(CASES) >= 200


def test_every_trap_of_the_guide_has_a_case() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    numbered = {int(line.split(".")[0]) for line in guide.splitlines() if line.split(".")[0].isdigit()}
    tagged = {case["trap"] for _, case in CASES if "trap" in case}
    assert numbered >= set(range(1, 12)), "the guide lists the traps by number"
    assert tagged == numbered, f"no case: {sorted(numbered - tagged)}; not in the guide: {sorted(tagged - numbered)}"


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@cache
def _dossier(name: str) -> dict[str, Any]:
    own = dict(DOSSIERS[name])
    like = own.pop("like", None)
    return {**(_dossier(like) if like else {}), **own}


def _pairs(question: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Give the facts of a case as pairs: those of its dossier, then what the case says otherwise."""
    held = {**(_dossier(question["dossier"]) if "dossier" in question else {}), **question.get("facts", {})}
    return tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in held.items())


@cache
def _solved(
    requesting: str, requested: str, measure: str, on: str, conduct: tuple[str, ...], facts: Any
) -> tuple[Route, ...]:
    inquiry = Inquiry(requesting, requested, _day(on), conduct, read_facts(list(facts)))
    return routes(inquiry, [measure])


def _route(question: dict[str, Any], expect: dict[str, Any]) -> None:
    assert set(question) <= {"from", "to", "measure", "on", "conduct", "facts", "dossier"}, "unknown key in a question"
    assert set(expect) <= {"routes", "best", "before", "absent", "no_taken_route"}, "unknown key in an expectation"
    conduct = tuple(question.get("conduct", ()))
    found = _solved(question["from"], question["to"], question["measure"], question["on"], conduct, _pairs(question))
    order = [route.basis.id for route in found]
    for basis, wanted in expect.get("routes", {}).items():
        _check_route(found, basis, wanted)
    if "best" in expect:
        assert order[0] == expect["best"], order
    if "before" in expect:
        assert [basis for basis in order if basis in expect["before"]] == expect["before"], order
    for basis in expect.get("absent", ()):
        assert basis not in order
    if expect.get("no_taken_route"):
        assert all(route.verdict not in {"open", "conditional"} for route in found)


def _check_route(found: tuple[Route, ...], basis: str, wanted: Any) -> None:
    by_basis = {route.basis.id: route for route in found}
    assert basis in by_basis, f"{basis} is not among {sorted(by_basis)}"
    route = by_basis[basis]
    wanted = wanted if isinstance(wanted, dict) else {"verdict": wanted}
    assert set(wanted) <= {"verdict", "not_verdict", "findings", "asks", "does_not_ask", "effects", "without"}, (
        "unknown key under a route"
    )
    found_rules = {finding.rule: finding for finding in route.findings}
    for rule, outcome in wanted.get("findings", {}).items():
        held = found_rules[rule].outcome if rule in found_rules else "no_such_rule"
        assert held == outcome, (
            f"{rule}: {held}: {found_rules[rule].because if rule in found_rules else sorted(found_rules)}"
        )
    for rule, effect in wanted.get("effects", {}).items():
        assert found_rules[rule].effect == effect
    for rule in wanted.get("without", ()):
        assert rule not in found_rules, f"{rule} does not bind between the two"
    asked = {question.fact for question in route.questions}
    assert set(wanted.get("asks", ())) <= asked, sorted(asked)
    assert not set(wanted.get("does_not_ask", ())) & asked, sorted(asked)
    shown = [(f.rule, f.outcome, f.effect) for f in route.findings if f.outcome != "not_applicable"]
    if "verdict" in wanted:
        assert route.verdict == wanted["verdict"], (route.verdict, shown)
    if "not_verdict" in wanted:
        assert route.verdict not in wanted["not_verdict"], (route.verdict, shown)


def _fields(found: Any, expect: dict[str, Any], why: Any) -> None:
    for field, wanted in expect.items():
        if field == "conflict_over":
            assert wanted in {conflict.field for conflict in found.conflicts}, found.conflicts
        else:
            held = getattr(found, field)
            assert str(held).lower() == str(wanted).lower(), (field, held, why)


def _status(question: dict[str, Any], expect: dict[str, Any]) -> None:
    status = register().status(question["instrument"], question["state"], _day(question["on"]))
    _fields(status, expect, status.why)


def _bilateral(question: dict[str, Any], expect: dict[str, Any]) -> None:
    status = bilaterals().status(question["treaty"], _day(question["on"]))
    _fields(status, expect, status.why)


def _designation(question: dict[str, Any], expect: dict[str, Any]) -> None:
    status = designations().status(question["law"], question["state"], _day(question["on"]))
    _fields(status, expect, status.why)


def _between(question: dict[str, Any], expect: dict[str, Any]) -> None:
    one, other = question["states"]
    assert str(register().bound_between(question["instrument"], one, other, _day(question["on"]))) == expect["bound"]


def _published(question: dict[str, Any], expect: dict[str, Any]) -> None:
    totals = compared(register().instrument(question["instrument"]), _day(question["on"]))
    held = [total for total in totals if total.published.total == expect["total"]]
    assert held, [total.published.total for total in totals]
    assert held[-1].evidenced == expect["evidenced"]


def _clock(question: dict[str, Any], expect: dict[str, Any]) -> None:
    answer = due(question["rule"], _day(question["event"]), question.get("states", ()), read_facts(_pairs(question)))
    for field, wanted in expect.items():
        assert str(getattr(answer, field)) == str(wanted), (field, getattr(answer, field), answer.reasoning)


def _dual(question: dict[str, Any], expect: dict[str, Any]) -> None:
    comparison = compare(
        question["conduct"], question["from"], question["to"], alleged=question.get("alleged"), on=_day(question["on"])
    )
    assert comparison.outcome == expect["outcome"], list(comparison.reason.lines())
    for state, wanted in expect.get("states", {}).items():
        assert {answer.state: str(answer.outcome) for answer in comparison.states}[state] == wanted


_ASK = {
    "route": _route,
    "status": _status,
    "bilateral": _bilateral,
    "designation": _designation,
    "between": _between,
    "published": _published,
    "clock": _clock,
    "dual_criminality": _dual,
}
