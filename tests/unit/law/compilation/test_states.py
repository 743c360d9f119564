"""States' own law is read strictly: a slip of the pen is an error that names file, line and field."""

from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.compilation.states import compile_states

GOOD = """\
state: NLD
sources:
  act: {title: Extradition Act, as_of: 2017, checked: 2026-11-21, grade: A}
laws:
- id: NLD-act
  title: Extradition Act
  measures: [extradition]
  without_treaty: {extradition: "no"}
  article: "2"
  source: act
  rules:
  - id: NLD/nationality
    topic: nationality
    measures: [extradition]
    article: "4"
    relation: always
    effect: mandatory_bar
    test: {person.nationality: {includes: requested}}
    says: Nationals are not surrendered.
profile:
- {topic: channel, measure: extradition, value: diplomatic, article: "18", source: act}
clocks:
- id: NLD/provisional-arrest
  title: Formal request
  starts_from: custody
  limit: {value: 20, unit: days}
  article: "16"
  effect: The person is released.
  source: act
"""


def _compile(tmp_path: Path, text: str, name: str = "NLD.yaml"):
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / name).write_text(text, encoding="utf-8")
    return compile_states(tmp_path)


def test_a_well_written_file_comes_out_with_its_sources_by_key(tmp_path):
    state = _compile(tmp_path, GOOD)["NLD"]
    assert state["sources"]["act"]["grade"] == "A"
    assert state["laws"][0]["rules"][0]["relation"] == "always"
    assert state["profile"][0]["source"] == "act"
    assert state["clocks"][0]["limit"] == {"value": 20, "unit": "days"}


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("checked: 2026-11-21", "checked: 2026-11-31", r"states/NLD.yaml, line 3, sources.act.checked: .*not a date"),
        ("grade: A}", "grade: D}", "'D' is not one of A, B, C"),
        ("as_of: 2017", "as_of: c. 2017", "line 3, sources.act.as_of"),
        ("source: act\n  rules", "source: axt\n  rules", "no source 'axt'"),
        ("    relation: always\n", "", "line 12, .*'relation' is missing"),
        ("relation: always", "relation: often", "'often' is not one of"),
        ("topic: nationality", "topic: nationals", "'nationals' is not one of"),
        ("topic: channel, measure: extradition", "topic: channel, measure: surrender", "'surrender' is not one of"),
        ('{extradition: "no"}', "{extradition: never}", "'never' is not one of"),
        ("value: diplomatic, ", "", "'value' is missing"),
        ("unit: days", "unit: hours", "'hours' is not one of"),
        ("value: 20", "value: 0", "must be at least 1"),
        ("value: 20", "value: twenty", "must be a whole number"),
        ("  effect: The person", "  efect: The person", "unknown key 'efect'"),
        ("id: NLD/provisional-arrest", "id: NLD/nationality", "'NLD/nationality' stands twice"),
        ("{includes: requested}", "{contains: requested}", "'contains' is no comparison"),
        ("state: NLD", "state: BEL", "must be called BEL.yaml"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_one_sentence(tmp_path, before, after, complaint):
    assert before in GOOD
    with pytest.raises(BadInputError, match=complaint) as error:
        _compile(tmp_path, GOOD.replace(before, after, 1))
    assert "NLD.yaml" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_same_rule_in_two_states_is_an_error(tmp_path):
    _compile(tmp_path, GOOD)
    (tmp_path / "states" / "BEL.yaml").write_text(GOOD.replace("state: NLD", "state: BEL"), encoding="utf-8")
    with pytest.raises(BadInputError, match="stands twice"):
        compile_states(tmp_path)


def test_the_table_of_codes_is_not_a_state(tmp_path):
    assert _compile(tmp_path, "codes: []\n", "codes.yaml") == {}
