"""Lists of treaties between two states, and of designations, are checked before they are believed."""

from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.compilation.bilateral import compile_bilateral
from comity.law.compilation.designations import compile_designations

CODES = """sources:
  iso: {title: ISO, checked: 2026-11-21, grade: B}
codes:
- {code: CHN, name: China, kind: state, source: iso}
- {code: FRA, name: France, kind: state, source: iso}
"""
TREATIES = """holder: CHN
sources:
  npc: {title: Congress, checked: 2026-11-21, grade: A}
treaties:
- id: CHN-FRA-extradition
  parties: [CHN, FRA]
  purposes: [extradition]
  testimonies:
  - {signed: 2007-03-20, ratified: 2008-04-24, ratified_means: decision of parliament, source: npc}
"""
LAW = """id: CHN-act
title: Act
designating: CHN
purposes: [extradition]
sources:
  act: {title: Act, checked: 2026-11-21, grade: A}
rows:
- {state: FRA, designated: 2001-01-01, source: act}
"""


def write(folder: Path, where: str, text: str) -> Path:
    (folder / "states").mkdir(exist_ok=True)
    (folder / "states" / "codes.yaml").write_text(CODES, encoding="utf-8")
    (folder / "instruments" / where).mkdir(parents=True, exist_ok=True)
    (folder / "instruments" / where / "CHN.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("wrong", "instead", "sentence"),
    [
        ("parties: [CHN, FRA]", "parties: [CHN, CHN]", "must be two different codes"),
        ("parties: [CHN, FRA]", "parties: [FRA, CHN]", "must begin with its parties, FRA-CHN-"),
        (", ratified_means: decision of parliament", "", "'ratified' needs 'ratified_means'"),
        ("signed: 2007-03-20", "signed: 20 March 2007", "testimonies[0].signed: '20 March 2007' is not a date"),
        ("holder: CHN", "holder: PRC", "holder: 'PRC' is not one of"),
    ],
)
def test_a_slip_in_a_treaty_is_one_sentence(tmp_path: Path, wrong: str, instead: str, sentence: str) -> None:
    assert wrong in TREATIES
    with pytest.raises(BadInputError) as caught:
        compile_bilateral(write(tmp_path, "bilateral", TREATIES.replace(wrong, instead, 1)))
    assert sentence in str(caught.value)


def test_a_treaty_stands_once_whichever_state_comes_first(tmp_path: Path) -> None:
    other = TREATIES.replace("CHN-FRA-extradition", "FRA-CHN-extradition").replace("[CHN, FRA]", "[FRA, CHN]")
    write(tmp_path, "bilateral", TREATIES)
    (tmp_path / "instruments" / "bilateral" / "FRA.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(BadInputError, match="it is 'CHN-FRA-extradition' too"):
        compile_bilateral(tmp_path)


def test_a_designation_says_something(tmp_path: Path) -> None:
    assert compile_designations(write(tmp_path, "designations", LAW))["CHN-act"]["designating"] == "CHN"
    with pytest.raises(BadInputError, match="the row says nothing"):
        compile_designations(write(tmp_path, "designations", LAW.replace("designated: 2001-01-01, ", "")))
