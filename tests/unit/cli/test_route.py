"""``comity route`` and its neighbours keep the shapes that other programs read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ASK = ("route", "--from", "NLD", "--to", "USA", "--measure", "extradition", "--on", "2026-01-01")


def test_a_route_has_every_field_of_the_contract(comity: Callable[..., Any]) -> None:
    answer = comity(*ASK, "--conduct", "uncac:17", "--json").json
    assert {"request", "routes", "none_because"} <= set(answer)
    route = answer["routes"][0]
    fields = "rank measure basis verdict findings questions channel language documents deadlines sources"
    assert set(fields.split()) <= set(route)
    assert {"id", "title", "article"} <= set(route["basis"])
    finding = route["findings"][0]
    assert {"rule", "outcome", "effect", "article", "because", "facts", "source"} <= set(finding)
    assert {"fact", "text", "matters_for"} <= set(route["questions"][0])


def test_ranks_count_from_one_without_gaps(comity: Callable[..., Any]) -> None:
    routes = comity(*ASK, "--json").json["routes"]
    assert [route["rank"] for route in routes] == list(range(1, len(routes) + 1))


def test_every_finding_names_an_article_or_a_source(comity: Callable[..., Any]) -> None:
    routes = comity(*ASK, "--json").json["routes"]
    assert all(finding["article"] or finding["source"] for route in routes for finding in route["findings"])


def test_codes_are_the_contracts_own(comity: Callable[..., Any]) -> None:
    routes = comity("route", "--from", "FRA", "--to", "CHE", "--measure", "any", "--on", "2026-01-01", "--json").json[
        "routes"
    ]
    verdicts = {"open", "conditional", "barred", "unavailable", "not_evidenced"}
    outcomes = {"met", "not_met", "unknown", "not_applicable"}
    effects = {"condition", "mandatory_bar", "optional_bar", "assurance", "formality", "deadline"}
    assert {route["verdict"] for route in routes} <= verdicts
    assert {finding["outcome"] for route in routes for finding in route["findings"]} <= outcomes
    assert {finding["effect"] for route in routes for finding in route["findings"]} <= effects


def test_nothing_open_comes_with_reasons_and_alternatives(comity: Callable[..., Any]) -> None:
    answer = comity(
        "route", "--from", "CHN", "--to", "USA", "--measure", "extradition", "--on", "2026-01-01", "--json"
    ).json
    assert answer["none_because"]
    assert "no treaty" not in answer["none_because"].lower()
    assert {"domestic_prosecution", "one_case_agreement"} <= {other["measure"] for other in answer["alternatives"]}


def test_facts_come_from_a_file_and_an_option_stands_before_it(comity: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text("facts:\n  purpose: prosecution\n  penalty.requesting.max_months: 12\n", encoding="utf-8")
    answer = comity(*ASK, "--facts", str(file), "--fact", "penalty.requesting.max_months=72", "--json").json
    assert answer["request"]["facts"] == {"purpose": "prosecution", "penalty.requesting.max_months": 72}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (("--measure", "kidnapping"), "'kidnapping' is not a measure"),
        (("--from", "XYZ"), "'XYZ' is not a code of a state"),
        (("--to", "NLD"), "both NLD"),
        (("--on", "2026-02-30"), "'2026-02-30' is not a date"),
        (("--fact", "penalty.death"), "is not KEY=VALUE"),
        (("--fact", "penalty.detah=true"), "did you mean penalty.death"),
        (("--conduct", "uncac:99"), "uncac:99"),
        (("--facts", "nowhere.yaml"), "nowhere.yaml: no such file"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_two(
    comity: Callable[..., Any], changed: tuple[str, ...], sentence: str
) -> None:
    answer = comity(*ASK, *changed, "--json")
    assert answer.code == 2
    assert sentence in answer.err
    assert answer.err.count("\n") == 1
    assert answer.out == ""


def test_a_wrong_fact_in_a_file_is_told_with_its_line(comity: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text("facts:\n  purpose: prosecution\n  penalty.death: perhaps\n", encoding="utf-8")
    answer = comity(*ASK, "--facts", str(file))
    assert answer.code == 2
    assert "line 3" in answer.err


def test_a_person_gets_a_ranking_and_reasons(comity: Callable[..., Any]) -> None:
    answer = comity(*ASK, "--conduct", "uncac:17")
    assert answer.code == 0
    assert "Not known yet" in answer.out
    assert "Questions that can change the verdict" in answer.out


def test_every_fact_is_listed_with_its_type_meaning_and_rules(comity: Callable[..., Any]) -> None:
    rows = {row["key"]: row for row in comity("facts", "--json").json}
    assert rows["penalty.requesting.max_months"]["unit"] == "months"
    assert any(rule.startswith("ETS024/") for rule in rows["penalty.requesting.max_months"]["rules"])
    assert all(row["meaning"] for row in rows.values())


def test_the_matrix_counts_every_pair(comity: Callable[..., Any], tmp_path: Path) -> None:
    out = tmp_path / "cells.csv"
    states = [word for code in ("NLD", "USA", "CHE", "CHN") for word in ("--state", code)]
    answer = comity(
        "matrix", "--measure", "extradition", "--on", "2026-01-01", *states, "--out", str(out), "--json"
    ).json
    assert sum(answer["verdicts"].values()) == 12
    assert len(out.read_text(encoding="utf-8").splitlines()) == 13


def test_the_matrix_agrees_with_the_single_routes(comity: Callable[..., Any]) -> None:
    states = [word for code in ("NLD", "USA", "CHE") for word in ("--state", code)]
    cells = comity("matrix", "--measure", "extradition", "--on", "2026-01-01", *states, "--json").json["cells"]
    for cell in cells:
        ask = (
            "--from",
            cell["requesting"],
            "--to",
            cell["requested"],
            "--measure",
            "extradition",
            "--on",
            "2026-01-01",
        )
        best = comity("route", *ask, "--json").json["routes"][0]
        assert (best["verdict"], best["basis"]["id"]) == (cell["verdict"], cell["basis"])


def test_nothing_asked_beside_a_case_file_is_passed_over_in_silence(comity: Callable[..., Any]) -> None:
    answer = comity("route", "--case", "case.yaml", "--request", "one", "--measure", "freezing")
    assert answer.code == 2
    assert answer.err == "--measure cannot stand beside --case, whose request says it; leave one of them out\n"
