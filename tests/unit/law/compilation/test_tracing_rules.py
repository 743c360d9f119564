"""The tracing rules that courts apply are data with an authority and a source."""

from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.compilation.tracing_rules import compile_tracing_rules
from comity.law.store import read_data
from comity.law.tracing_rules import tracing_rules

GOOD = """\
sources: {case: {title: A report, checked: 2026-11-21, grade: C}}
rules: [{state: GBR, purpose: victims, rule: fifo, authority: A case, source: case}]
"""


def _compile(tmp_path: Path, text: str):
    (tmp_path / "tracing_rules.yaml").write_text(text, encoding="utf-8")
    return compile_tracing_rules(tmp_path)


def test_a_rule_comes_out_with_its_authority(tmp_path):
    assert _compile(tmp_path, GOOD)["rules"][0]["authority"] == "A case"


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("purpose: victims", "purpose: anything", "'anything' is not one of"),
        ("rule: fifo", "rule: first_in", "'first_in' is not one of"),
        ("authority: A case, ", "", "'authority' is missing"),
    ],
)
def test_an_unknown_purpose_or_rule_is_refused(tmp_path, before, after, complaint):
    with pytest.raises(BadInputError, match=complaint):
        _compile(tmp_path, GOOD.replace(before, after))


def test_switzerland_rejected_the_proportional_method_for_confiscation_in_2025():
    rows = [row for row in read_data("tracing_rules.json")["rules"] if row["state"] == "CHE"]
    assert [(row["purpose"], row["rule"], row["from"]) for row in rows] == [
        ("confiscation", "clean_first", "2025-12-05")
    ]


def test_twelve_states_and_more_have_a_rule_with_its_authority_and_a_source_that_somebody_checked():
    rules = tracing_rules()
    assert len({rule.state for rule in rules} - {"INT"}) >= 12
    assert all(rule.authority and rule.source.checked for rule in rules)


@pytest.mark.parametrize(
    ("state", "purpose", "rules"),
    [
        ("AUS", "victims", {"clean_first"}),
        ("SGP", "victims", {"pro_rata"}),
        ("NZL", "victims", {"pari_passu"}),
        ("FRA", "confiscation", {"value"}),
        ("CYM", "confiscation", {"value"}),
    ],
)
def test_common_and_civil_law_states_answer_differently(state, purpose, rules):
    assert {rule.rule for rule in tracing_rules() if (rule.state, rule.purpose) == (state, purpose)} == rules
