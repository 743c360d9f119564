"""A party list that a lawyer wrote is checked, and every complaint is one sentence with its place."""

from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.compilation.parties import compile_parties

CODES = """sources:
  iso: {title: ISO, checked: 2026-11-21, grade: B}
codes:
- {code: FRA, name: France, kind: state, source: iso}
- {code: NOR, name: Norway, kind: state, source: iso}
"""
GOOD = """instrument: CONV
title: Convention
purposes: [extradition]
sources:
  swiss: {title: Swiss table, as_of: 2024-04-05, checked: 2026-11-21, grade: A, lists: all}
published:
- {total: 2, as_of: 2024, source: Register}
rows:
- {state: NOR, deposited: 2001-01-01, how: ratification, in_force: 2001-02-01, source: swiss}
- {state: FRA, left: 2001-01-01/2002-01-01, source: swiss}
"""


def compiled(folder: Path, text: str, codes: str = CODES) -> dict:
    (folder / "states").mkdir()
    (folder / "states" / "codes.yaml").write_text(codes, encoding="utf-8")
    (folder / "instruments" / "parties").mkdir(parents=True)
    (folder / "instruments" / "parties" / "CONV.yaml").write_text(text, encoding="utf-8")
    return compile_parties(folder)


def test_rows_are_kept_by_state_with_the_rare_behind_the_common(tmp_path: Path) -> None:
    result = compiled(tmp_path, GOOD)["instruments"]["CONV"]
    assert result["rows"] == {
        "FRA": [[0, "", "", "", "", {"left": "2001-01-01/2002-01-01"}]],
        "NOR": [[0, "2001-02-01", "2001-01-01", "", "ratification"]],
    }
    assert result["full_lists"] == [0]
    assert result["published"][0]["total"] == 2


@pytest.mark.parametrize(
    ("wrong", "instead", "sentence"),
    [
        ("state: NOR", "state: NO", "instruments/parties/CONV.yaml, line 9, rows[0].state: 'NO' is not one of"),
        ("source: swiss}\n- {state: FRA", "source: swis}\n- {state: FRA", "'swis' is not one of the sources"),
        ("in_force: 2001-02-01", "in_force: 2001-02-30", "rows[0].in_force: '2001-02-30' is no day of the calendar"),
        ("in_force: 2001-02-01", "inforce: 2001-02-01", "unknown key 'inforce'"),
        ("left: 2001-01-01/2002-01-01", "left: 2003-01-01/2002-01-01", "ends before it begins"),
        ("left: 2001-01-01/2002-01-01", "note: odd", "rows[1]: the row says nothing"),
        ("left: 2001-01-01/2002-01-01", "not_party: false", "write 'not_party: true', or leave the key out"),
        ("left: 2001-01-01/2002-01-01", "declared: x, not_towards: [ZZZ]", "'ZZZ' is not a code"),
        ("in_force: 2001-02-01", "basis: derived", "'basis' speaks of an 'in_force' date"),
        ("how: ratification", "how: handshake", "'handshake' is not one of"),
        ("grade: A", "grade: D", "sources.swiss.grade: 'D' is not one of A, B, C"),
        ("checked: 2026-11-21", "as_of_day: 2026-11-21", "unknown key 'as_of_day'"),
        ("purposes: [extradition]", "purposes: [extradiction]", "'extradiction' is not one of"),
        ("total: 2", "total: two", "published[0].total: must be a whole number"),
        ("title: Convention\n", "title: Convention\ntitle: Again\n", "line 3: the key 'title' stands twice"),
    ],
)
def test_a_slip_is_one_sentence_with_its_place(tmp_path: Path, wrong: str, instead: str, sentence: str) -> None:
    assert wrong in GOOD
    with pytest.raises(BadInputError) as caught:
        compiled(tmp_path, GOOD.replace(wrong, instead, 1))
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_instrument_has_one_party_list(tmp_path: Path) -> None:
    compiled(tmp_path, GOOD)
    (tmp_path / "instruments" / "parties" / "TWICE.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(BadInputError, match="the instrument 'CONV' has two party lists"):
        compile_parties(tmp_path)


def test_a_code_stands_once(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="the code 'FRA' stands twice"):
        compiled(tmp_path, GOOD, CODES + "- {code: FRA, name: Again, kind: state, source: iso}\n")
