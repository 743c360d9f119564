import json
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.compilation.build import as_text
from comity.law.compilation.offences import OUTPUT, compile_offences

ROOT = Path(__file__).parents[4]
CONDUCT = """\
sources: {t: {title: Treaty of Strelsau, checked: 2026-01-01, grade: A}}
conduct:
- key: uncac:15
  title: Bribery
  article: "15"
  obligation: mandatory
  obligation_says: Must be punished.
  names: {en: bribery, fr: corruption, es: soborno, zh: 贿赂, ar: رشوة, ru: подкуп}
  source: t
  elements:
  - {id: verb, kind: verb, values: [promise, give], article: "15", says: Promised or given.}
requirements:
- {id: threshold, says: A minimum., allege: State the amount.}
- {id: loss, says: A loss., allege: Allege the loss.}
words: {}
"""
STATE = """\
state: RUR
sources: {c: {title: Code, as_of: 2024, checked: 2026-01-01, grade: A}}
offences:
- {id: RUR/15/1, conduct: "uncac:15", covers: partial, gap: only giving, narrows: {verb: [give]}, source: c, grade: A}
"""
JUDGMENTS = "sources: {}\njudgments: []\n"


def written(folder: Path, conduct: str = CONDUCT, state: str = STATE, name: str = "RUR") -> Path:
    (folder / "offences" / "national").mkdir(parents=True)
    (folder / "offences" / "conduct.yaml").write_text(conduct, encoding="utf-8")
    (folder / "offences" / "national" / f"{name}.yaml").write_text(state, encoding="utf-8")
    (folder / "offences" / "judgments.yaml").write_text(JUDGMENTS, encoding="utf-8")
    return folder


def test_the_data_that_ships_is_what_the_files_say():
    shipped = (ROOT / "src" / "comity" / "law" / "data" / OUTPUT).read_text(encoding="utf-8")
    assert as_text(compile_offences(ROOT / "lawdata")) == shipped


def test_a_well_written_offence_is_kept_with_its_source(tmp_path):
    (offence,) = compile_offences(written(tmp_path))["offences"]
    assert offence["narrows"] == {"verb": ["give"]}
    assert offence["source"]["title"] == "Code"
    assert json.loads(json.dumps(offence)) == offence


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("gap:", "gaps:", "unknown key 'gaps'"),
        ("covers: partial", "covers: mostly", "'mostly' is not one of full, no, partial, unknown"),
        ("verb: [give]", "verb: [take]", "'take' is not one of promise, give"),
        ("narrows: {verb: [give]}, ", "", "'partial' needs narrows, requires, threshold or open"),
        ("narrows: {verb: [give]}", "requires: [lose]", "'lose' is not one of loss, threshold"),
        ("source: c,", "source: d,", "'d' is not one of c"),
        ("grade: A}\n", 'grade: A, max_penalty: "5", max_months: 50}\n', "5 years are 60 months"),
        ("grade: A}\n", "grade: A, valid_from: yesterday}\n", "'yesterday' is not a date"),
        ("id: RUR/15/1", "id: FRA/15/1", "the id of an offence starts with its state"),
        ("uncac:15", "uncac:99", "'uncac:99' is not one of uncac:15"),
        ("as_of: 2024, checked: 2026-01-01", "as_of: 2024, checked: soon", "'soon' is not a date"),
    ],
)
def test_a_slip_in_a_states_offences_is_one_sentence_with_file_and_line(tmp_path, was, now, sentence):
    assert was in STATE
    with pytest.raises(BadInputError) as caught:
        compile_offences(written(tmp_path, state=STATE.replace(was, now)))
    assert sentence in str(caught.value)
    assert "offences/national/RUR.yaml, line " in str(caught.value)


def test_a_file_under_another_states_name_is_refused(tmp_path):
    with pytest.raises(BadInputError, match="the file is named FRA but its state is another"):
        compile_offences(written(tmp_path, name="FRA"))


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("kind: verb", "kind: deed", "'deed' is not one of"),
        ("obligation: mandatory", "obligation: urgent", "'urgent' is not one of"),
        ("words: {}", "words: {lend: lending}", "unknown key 'lend'"),
        ("  source: t\n", "  source: t\n  within: uncac:99\n", "'uncac:99' must be described before its limbs"),
        ("id: loss", "id: threshold", "the requirement 'threshold' stands twice"),
    ],
)
def test_a_slip_in_the_conduct_is_one_sentence_with_file_and_line(tmp_path, was, now, sentence):
    assert was in CONDUCT
    with pytest.raises(BadInputError) as caught:
        compile_offences(written(tmp_path, conduct=CONDUCT.replace(was, now)))
    assert sentence in str(caught.value)
    assert "offences/conduct.yaml, line " in str(caught.value)
