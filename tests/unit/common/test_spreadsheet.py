"""No text of a case acts in a spreadsheet, and none is changed by being guarded."""

import pytest

from comity.common.spreadsheet import guarded, unguarded


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "'"])
def test_no_sign_that_begins_a_formula_begins_a_cell(sign: str) -> None:
    text = sign + "1+1"
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Jan", "1-1", "a=b", "’t Hooft"])
def test_other_text_stands_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text
