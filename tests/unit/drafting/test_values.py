import datetime as dt
from typing import Any

import pytest

from comity.common.errors import BadInputError
from comity.drafting.blocks import FieldKind, plain_text
from comity.drafting.fields import Field, Terms
from comity.drafting.locked import LockedValue
from comity.drafting.values import is_given, lookup, write_value

TERMS = Terms({"order": {"arrest_warrant": {"en": "arrest warrant", "zh": "逮捕令"}}})


def write(value: Any, kind: FieldKind, language: str = "en"):
    return write_value(value, Field("x", kind, terms="order"), "x", language, TERMS)


def text(value: Any, kind: FieldKind, language: str = "en") -> str:
    return plain_text(write(value, kind, language).runs)


def test_money_may_be_given_as_table_text_or_money():
    assert text({"amount": "10.50", "currency": "EUR"}, FieldKind.MONEY) == "10.50\u00a0EUR"
    assert text("10.50 EUR", FieldKind.MONEY, "fr") == "10,50\u00a0EUR"


def test_a_locked_value_is_kept_in_one_form_for_all_languages():
    for language in ("en", "fr", "es", "zh"):
        assert write("1250000.00 EUR", FieldKind.MONEY, language).locked == (
            LockedValue("x", FieldKind.MONEY, "1250000.00 EUR"),
        )
        assert write(dt.date(2024, 3, 5), FieldKind.DATE, language).locked == (
            LockedValue("x", FieldKind.DATE, "2024-03-05"),
        )


def test_a_name_keeps_its_script_and_says_when_it_runs_against_the_line():
    (run,) = write("وانغ وي", FieldKind.NAME, "fr").runs
    assert (run.text, run.direction) == ("وانغ وي", "rtl")
    (run,) = write("王伟", FieldKind.NAME, "fr").runs
    assert run.direction is None


def test_a_coded_value_is_said_in_the_language_and_a_free_one_stays():
    assert text("arrest_warrant", FieldKind.TERM, "zh") == "逮捕令"
    assert text("Haftbefehl", FieldKind.TERM, "zh") == "Haftbefehl"


def test_a_coded_value_may_be_given_by_its_words_in_another_language():
    assert text("arrest warrant", FieldKind.TERM, "zh") == "逮捕令"


def test_a_state_is_named_and_an_unknown_code_stays():
    assert text("CHN", FieldKind.STATE, "es") == "China"
    assert text("ZZZ", FieldKind.STATE, "es") == "ZZZ"


def test_literals_in_a_text_are_localised_and_locked():
    written = write({"zh": "{date 2024-03-05}，{name Ivan}取走{money 12.50 USD}"}, FieldKind.TEXT, "zh")
    assert plain_text(written.runs) == "2024年3月5日，Ivan取走12.50\u00a0USD"
    assert [value.canonical for value in written.locked] == ["2024-03-05", "Ivan", "12.50 USD"]


@pytest.mark.parametrize(
    ("value", "kind", "sentence"),
    [
        ("5 March", FieldKind.DATE, "x: '5 March' is not a date (YYYY, YYYY-MM or YYYY-MM-DD)"),
        ({"amount": "10"}, FieldKind.MONEY, "x: '{'amount': '10'}' is not a money"),
        ({"en": "x"}, FieldKind.STATE, "x: '{'en': 'x'}' is not a state"),
        (10.5, FieldKind.NUMBER, "x: '10.5' is not a number"),
        ("{money ten EUR}", FieldKind.TEXT, "x: 'ten' is not an amount (digits, and a point before the decimals)"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_field(value: Any, kind: FieldKind, sentence: str):
    with pytest.raises(BadInputError) as caught:
        write(value, kind)
    assert str(caught.value) == sentence


def test_what_is_unknown_or_empty_is_not_given_and_zero_is():
    assert not any(is_given(value) for value in (None, "", " ", "unknown", [], {}))
    assert is_given(0)
    assert is_given(False)


def test_a_field_is_looked_up_through_tables_and_ends_where_nothing_is_given():
    assert lookup({"requesting": {"state": "CHN"}}, "requesting.state") == "CHN"
    assert lookup({"requesting": None}, "requesting.state") is None


def directions(value: Any, kind: FieldKind, language: str) -> list[tuple[str, str | None]]:
    return [(run.text, run.direction) for run in write(value, kind, language).runs]


def test_in_an_arabic_letter_latin_names_amounts_and_telephone_numbers_keep_their_own_direction():
    assert directions("WANG Wei", FieldKind.NAME, "ar") == [("WANG Wei", "ltr")]
    assert directions("وانغ وي", FieldKind.NAME, "ar") == [("وانغ وي", None)]
    assert directions("+86 10 0000 0000", FieldKind.CODE, "ar") == [("+86 10 0000 0000", "ltr")]
    assert directions("12.50 USD", FieldKind.MONEY, "ar") == [("12.50\u00a0USD", "ltr")]
    assert directions("55(2)", FieldKind.CODE, "ar") == [("55(2)", None)]  # read from the article to its paragraph


def test_a_sentence_runs_as_its_language_does_whatever_word_it_begins_with():
    assert directions("Exemplar Ltd هي شركة وهمية", FieldKind.TEXT, "ar") == [("Exemplar Ltd هي شركة وهمية", None)]
    assert directions("علي signed it", FieldKind.TEXT, "en") == [("علي signed it", None)]


def test_the_comma_after_a_foreign_address_is_that_of_the_letter():
    assert directions("2 Example Square, {state FRA}", FieldKind.TEXT, "ar") == [
        ("2 Example Square", "ltr"),
        ("، ", None),
        ("فرنسا", None),
    ]
