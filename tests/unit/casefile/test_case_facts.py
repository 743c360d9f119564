"""Facts for the rules: read off the case with their source, overruled by what is stated."""

import datetime as dt
from pathlib import Path

import pytest

from comity.casefile.case import Case
from comity.casefile.case_facts import facts_of
from comity.casefile.facts import FactValue
from comity.casefile.loader import load_case, parse_case
from comity.law.facts import read_facts

CASES = Path(__file__).parents[3] / "lawdata" / "cases"
DAY = dt.date(2026, 11, 21)
PEOPLE = """
reference: EX-1
title: An example
state: NLD
languages: [en]
people:
- {id: jan, names: [{full: Jan Voorbeeld}], status: accused, nationalities: [NLD, USA], birth_date: 1971}
- {id: piet, names: [{full: Piet Voorbeeld}], status: witness, nationalities: [DEU]}
"""


def _values(case: Case, request: str, on: dt.date | None = DAY) -> dict[str, tuple[FactValue, ...]]:
    return {fact.key: fact.values for fact in facts_of(case, case.request(request), on)}


def _case(conduct: str = "", request: str = "", rest: str = "") -> Case:
    return parse_case(
        f'{PEOPLE}{rest}conduct: [{{id: c1, offence: "uncac:17", statement: S, people: [jan]{conduct}}}]\n'
        f"requests: [{{id: r1, to: USA, measure: extradition, conduct: [c1], people: [jan, piet]{request}}}]\n",
        "case.yaml",
    ).case


def test_a_person_for_prosecution_is_told_from_one_to_serve_a_sentence() -> None:
    case = load_case(CASES / "netherlands-united-states.yaml")
    assert _values(case, "extradition-usa")["purpose"] == ("prosecution",)
    serving = _values(case, "return-che")
    assert serving["purpose"] == ("enforcement",)
    assert serving["sentence.imposed_months"] == (48,)
    assert serving["sentence.remaining_months"] == (28,)


def test_the_nationalities_are_those_of_the_people_sought_and_not_of_witnesses() -> None:
    assert _values(_case(), "r1")["person.nationality"] == ("NLD", "USA")


def test_an_age_is_given_only_where_the_date_of_birth_decides_it() -> None:
    assert "person.age" not in _values(_case(), "r1")
    exact = load_case(CASES / "netherlands-united-states.yaml")
    assert _values(exact, "extradition-usa", dt.date(2026, 4, 2))["person.age"] == (54,)
    assert _values(exact, "extradition-usa", dt.date(2026, 4, 3))["person.age"] == (55,)
    assert "person.age" not in _values(exact, "extradition-usa", None)


def test_the_gravest_penalty_of_each_state_counts() -> None:
    case = _case(
        conduct=', law: {title: Act, article: "1", max_months: 72}, '
        'counterpart_law: [{state: USA, title: Act, article: "2", max_months: 120}]'
    )
    values = _values(case, "r1")
    assert values["penalty.requesting.max_months"] == (72,)
    assert values["penalty.requested.max_months"] == (120,)
    assert "penalty.death" not in values  # nobody has said


def test_a_provision_that_allows_death_outweighs_every_term_of_years() -> None:
    case = _case(conduct=', law: {title: Act, article: "1", max_months: 180, life: true, death: true}')
    values = _values(case, "r1")
    assert values["penalty.requesting.max_months"] == ("death",)
    assert values["penalty.death"] == (True,)


def test_no_death_penalty_is_said_only_where_every_provision_says_so() -> None:
    case = _case(conduct=', law: {title: Act, article: "1", death: false}')
    assert _values(case, "r1")["penalty.death"] == (False,)


def test_a_time_bar_is_worked_out_for_the_day_asked_about() -> None:
    case = _case(conduct=", time_bar: {date: 2032-03-19}")
    assert _values(case, "r1", dt.date(2032, 3, 18))["time_bar.requesting"] == (False,)
    assert _values(case, "r1", dt.date(2032, 3, 19))["time_bar.requesting"] == (True,)
    assert "time_bar.requesting" not in _values(case, "r1", None)


def test_a_clear_safeguard_is_evidence_and_a_concern_leaves_the_question_open() -> None:
    reviewed = "{reviewed_by: Anna Fictief, reviewed_on: 2026-10-06, torture: clear, fair_trial: concern}"
    case = _case(request=f", safeguards: {reviewed}")
    found = {fact.key: fact for fact in facts_of(case, case.request("r1"), DAY)}
    assert found["risk.torture"].values == (False,)
    assert found["risk.torture"].source == "safeguards review by Anna Fictief, 2026-10-06"
    assert "risk.unfair_trial" not in found
    undated = _values(_case(request=", safeguards: {torture: clear}"), "r1")
    assert "risk.torture" not in undated


def test_an_assurance_given_in_the_request_is_a_fact() -> None:
    values = _values(_case(request=", assurances: [no_death_penalty], undertakings: [specialty]"), "r1")
    assert values["assurance.no_death_penalty"] == (True,)
    assert values["assurance.specialty"] == (True,)


def test_what_the_request_states_goes_before_the_case_and_both_before_what_is_read_off() -> None:
    read_off = _case(conduct=", time_bar: {date: 2032-03-19}")
    stated = _case(conduct=", time_bar: {date: 2032-03-19}", rest="facts: {time_bar.requesting: unknown}\n")
    again = _case(request=", facts: {time_bar.requesting: true}", rest="facts: {time_bar.requesting: unknown}\n")
    assert _values(read_off, "r1")["time_bar.requesting"] == (False,)
    assert _values(stated, "r1")["time_bar.requesting"] == ("unknown",)
    assert _values(again, "r1")["time_bar.requesting"] == (True,)


def test_assets_of_different_kinds_leave_the_kind_open() -> None:
    account = "{id: a, kind: account, description: A, link: proceeds}"
    land = "{id: b, kind: land, description: B, link: proceeds}"
    rest = f"assets: [{account}, {land}]\n"
    values = _values(_case(request=", assets: [a, b]", rest=rest), "r1")
    assert "asset.kind" not in values
    assert values["asset.link"] == ("proceeds",)


def test_orders_show_what_exists_and_whether_it_is_final() -> None:
    values = _values(load_case(CASES / "netherlands-united-states.yaml"), "return-che")
    assert values["order.final"] == (True,)
    assert values["trial.in_absentia"] == (False,)
    assert _values(load_case(CASES / "netherlands-united-states.yaml"), "freezing-che")["order.exists"] == (True,)


@pytest.mark.parametrize("file", sorted(CASES.glob("*.yaml")), ids=lambda f: f.stem)
def test_the_rules_know_every_fact_of_the_shipped_cases(file: Path) -> None:
    case = load_case(file)
    for request in case.requests:
        found = facts_of(case, request, DAY)
        assert all(fact.source or fact.values in {("unknown",), (True,), (False,)} for fact in found)
        assert read_facts((fact.key, list(fact.values)) for fact in found).values
