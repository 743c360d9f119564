"""Every law case in tests/law/cases holds: a sentence, its authority, the question, and what the law room must answer.

Each case is YAML that a lawyer can read and correct; ``docs/law-cases.md`` explains the form and numbers the traps.
"""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from comity.common.errors import BadInputError
from comity.common.strict_yaml import load_yaml
from comity.law.bilateral import bilaterals
from comity.law.candidates import Candidate, candidates
from comity.law.designations import designations
from comity.law.dual_criminality import compare
from comity.law.due_dates import due
from comity.law.facts import read_facts
from comity.law.inquiry import Inquiry
from comity.law.party_count import compared
from comity.law.ranking import rank_key
from comity.law.register import register
from comity.law.rules import Judgement
from comity.law.verdict import questions

FOLDER = Path(__file__).parent / "cases"
DOSSIERS = load_yaml(Path(__file__).parent / "dossiers.yaml").data
GUIDE = Path(__file__).parents[2] / "docs" / "law-cases.md"


def _read() -> dict[str, list[dict[str, Any]]]:
    return {path.stem: load_yaml(path).data["cases"] for path in sorted(FOLDER.glob("*.yaml"))}


SUBJECTS = _read()
CASES = [case for cases in SUBJECTS.values() for case in cases]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_law_cases(subject: str) -> None:
    answered_otherwise = {case["name"]: wrong for case in SUBJECTS[subject] if (wrong := _wrong(case))}
    assert not answered_otherwise, "\n\n".join(f"{name}\n  {why}" for name, why in answered_otherwise.items())


def _wrong(case: dict[str, Any]) -> str:
    """Say what does not hold in a case; a whole subject is one test, for five hundred tests take their time."""
    try:
        _hold(case)
    except (AssertionError, BadInputError) as error:
        return str(error) or repr(error)
    return ""


def _hold(case: dict[str, Any]) -> None:
    assert set(case) <= {"name", "authority", "ask", "expect", "note", "trap"}, "unknown key in a case"
    assert case["expect"], "a case expects something"
    kind, question = next(iter(case["ask"].items()))
    _ASK[kind](question, case["expect"])


def test_every_case_names_its_authority() -> None:
    silent = [case["name"] for case in CASES if not str(case.get("authority") or "").strip()]
    assert not silent


def test_every_name_is_a_sentence_of_its_own() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    unfinished = [name for name in names if not (name[0].isupper() and name.endswith(".") and len(name.split()) > 3)]
    assert not unfinished


def test_there_are_at_least_two_hundred_cases() -> None:
    assert len(CASES) >= 200


def test_every_trap_of_the_guide_has_a_case() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    numbered = {int(line.split(".")[0]) for line in guide.splitlines() if line.split(".")[0].isdigit()}
    tagged = {case["trap"] for case in CASES if "trap" in case}
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
) -> tuple[Candidate, ...]:
    """Judge every basis, best first; the reasons are left untold, for a case looks at what was found."""
    inquiry = Inquiry(requesting, requested, _day(on), conduct, read_facts(list(facts)))
    return tuple(sorted(candidates(inquiry, measure), key=rank_key))


def _found(candidate: Candidate) -> dict[str, Judgement]:
    told = {rule.id: judged for rule, judged in zip(candidate.rules, candidate.judgements, strict=True)}
    warned = {
        warning.rule: Judgement(warning.outcome, warning.effect, warning.undecided, warning.law_unknown)
        for warning in candidate.cautions
    }
    return {**warned, **told}


def _route(question: dict[str, Any], expect: dict[str, Any]) -> None:
    assert set(question) <= {"from", "to", "measure", "on", "conduct", "facts", "dossier"}, "unknown key in a question"
    assert set(expect) <= {"routes", "best", "before", "absent", "no_taken_route"}, "unknown key in an expectation"
    conduct = tuple(question.get("conduct", ()))
    judged = _solved(question["from"], question["to"], question["measure"], question["on"], conduct, _pairs(question))
    by_basis = {candidate.basis.id: candidate for candidate in judged}
    order = list(by_basis)
    for basis, wanted in expect.get("routes", {}).items():
        assert basis in by_basis, f"{basis} is not among {order}"
        _check_route(by_basis[basis], wanted if isinstance(wanted, dict) else {"verdict": wanted})
    if "best" in expect:
        assert order[0] == expect["best"], order
    if "before" in expect:
        assert [basis for basis in order if basis in expect["before"]] == expect["before"], order
    assert not set(expect.get("absent", ())) & set(order), order
    if expect.get("no_taken_route"):
        assert all(candidate.verdict not in {"open", "conditional"} for candidate in judged)


def _check_route(candidate: Candidate, wanted: dict[str, Any]) -> None:
    assert set(wanted) <= {"verdict", "not_verdict", "findings", "asks", "does_not_ask", "effects", "without"}, (
        "unknown key under a route"
    )
    found = _found(candidate)
    shown = {rule: f"{judged.outcome} ({judged.effect})" for rule, judged in found.items()}
    for rule, outcome in wanted.get("findings", {}).items():
        assert rule in found, f"{rule} is not among {sorted(found)}"
        assert found[rule].outcome == outcome, f"{rule}: {shown[rule]}"
    for rule, effect in wanted.get("effects", {}).items():
        assert found[rule].effect == effect, f"{rule}: {shown[rule]}"
    binding = set(wanted.get("without", ())) & set(found)
    assert not binding, f"{sorted(binding)} should not bind between the two"
    asked = {question.fact for question in questions(candidate.verdict, found.items())}
    assert set(wanted.get("asks", ())) <= asked, sorted(asked)
    assert not set(wanted.get("does_not_ask", ())) & asked, sorted(asked)
    assert candidate.verdict == wanted.get("verdict", candidate.verdict), (candidate.verdict, shown)
    assert candidate.verdict not in wanted.get("not_verdict", ()), (candidate.verdict, shown)


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
