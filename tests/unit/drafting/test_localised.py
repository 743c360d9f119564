import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.common.dates import PartialDate
from comity.common.money import Money
from comity.drafting.localised import (
    date_text,
    direction_of,
    direction_of_text,
    money_text,
    number_text,
    section_number,
    separators,
    set_apart,
    state_text,
    unbroken,
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "5 March 2024"),
        ("fr", "5 mars 2024"),
        ("es", "5 de marzo de 2024"),
        ("zh", "2024年3月5日"),
        ("ar", "5 آذار/مارس 2024"),
        ("ru", "5 марта 2024 года"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language: str, text: str):
    assert date_text(dt.date(2024, 3, 5), language) == text


def test_the_first_of_a_month_is_an_ordinal_in_french_only():
    assert date_text(dt.date(2024, 3, 1), "fr") == "1er mars 2024"
    assert date_text(dt.date(2024, 3, 11), "fr") == "11 mars 2024"


def test_no_more_of_a_date_is_written_than_is_known():
    assert date_text(PartialDate.parse("2024-03"), "en") == "March 2024"
    assert date_text(PartialDate.parse("2024"), "zh") == "2024年"
    assert date_text(PartialDate.parse("2024-03"), "ar") == "آذار/مارس 2024"
    assert date_text(PartialDate.parse("2024-03"), "ru") == "03.2024"  # no word that a sentence would have to inflect


def test_an_amount_keeps_every_decimal_and_its_code():
    money = Money(Decimal("1250000.050"), "EUR")
    texts = {language: money_text(money, language) for language in ("en", "fr", "es", "zh", "ar", "ru")}
    assert texts == {
        "en": "1,250,000.050\u00a0EUR",
        "fr": "1\u202f250\u202f000,050\u00a0EUR",
        "es": "1.250.000,050\u00a0EUR",
        "zh": "1,250,000.050\u00a0EUR",
        "ar": "1,250,000.050\u00a0EUR",
        "ru": "1\u00a0250\u00a0000,050\u00a0EUR",
    }


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2), st.sampled_from(["en", "fr", "es", "zh", "ar", "ru"])
)
def test_no_digit_of_a_number_changes_with_the_language(value: Decimal, language: str):
    digits = "".join(c for c in f"{value:f}" if c.isdigit())
    assert "".join(c for c in number_text(value, language) if c.isdigit()) == digits


def test_states_and_territories_are_named_in_the_language():
    assert state_text("FRA", "zh") == "法国"
    assert state_text("HKG", "en") == "Hong Kong SAR China"
    assert state_text("XKX", "fr") == "Kosovo"
    assert state_text("QQQ", "en") is None


def test_an_enumeration_is_joined_as_the_language_joins_it():
    assert separators(3, "en") == [", ", " and "]
    assert separators(3, "zh") == ["、", "和"]
    assert separators(2, "fr") == [" et "]
    assert separators(3, "ar") == ["، ", "، "]
    assert separators(2, "ru") == [" и "]
    assert separators(1, "fr") == []


def test_directions():
    assert (direction_of("fr"), direction_of("ar")) == ("ltr", "rtl")
    assert (direction_of_text("42 王"), direction_of_text("كوميتي"), direction_of_text("42")) == ("ltr", "rtl", None)


def test_words_of_another_direction_are_set_apart_from_what_stands_beside_them():
    assert set_apart("Extradition Act (2003)", "ar") == "\u2068Extradition Act (2003)\u2069"
    assert set_apart("Extradition Act (2003)", "ru") == "Extradition Act (2003)"
    assert set_apart("1990", "ar") == "1990"


def test_chinese_sections_are_counted_in_chinese():
    assert [section_number(n, "zh") for n in (1, 10, 11, 20, 34)] == ["一、", "十、", "十一、", "二十、", "三十四、"]


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("fr", "2 400 000,00 CAD : art. 191 ?", "2\u00a0400\u00a0000,00\u00a0CAD\u00a0: art.\u00a0191\u00a0?"),
        ("en", "no. 12: 3,000.00 EUR in 2018 and 430 men", "no.\u00a012: 3,000.00\u00a0EUR in 2018 and 430 men"),
        ("es", "n.º 7 ; fin", "n.º\u00a07 ; fin"),
        ("ru", "ст. 55, № 7, 60 мес.", "ст.\u00a055, №\u00a07, 60\u00a0мес."),
    ],
)
def test_a_number_stays_on_one_line_with_its_groups_currency_and_sign(language: str, text: str, kept: str):
    assert unbroken(text, language) == kept
