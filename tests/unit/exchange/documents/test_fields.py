"""A document of another state is read field by field: each of its kind, within its limit, in its one spelling."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.exchange.documents.fields import LONGEST, Fields, time_text
from comity.exchange.refusal import Refusal, RefusedError

Read = Callable[[Fields], object]


def given(value: Any) -> Fields:
    return Fields({"x": value}, "a document")


def refused(read: Read, value: Any) -> bool:
    with pytest.raises(RefusedError) as refusal:
        read(given(value))
    return refusal.value.code is Refusal.DAMAGED and "a document" in refusal.value.what


def test_a_text_has_at_least_one_character_and_no_more_than_its_limit() -> None:
    assert given("a").text("x") == "a"
    assert given("a" * LONGEST).text("x") == "a" * LONGEST
    assert given("abc").text("x", 3) == "abc"
    for value in ("", "a" * (LONGEST + 1), "a\0b", 1, None, ["a"]):
        assert refused(lambda fields: fields.text("x"), value)


def test_what_may_be_left_out_is_nothing_or_as_it_must_be() -> None:
    digest = "0f" * 32
    assert Fields({}, "a document").optional_text("x") is None
    assert Fields({}, "a document").optional_digest("x") is None
    assert given("a").optional_text("x") == "a"
    assert given(digest).optional_digest("x") == digest
    assert refused(lambda fields: fields.optional_text("x", 3), "abcd")
    assert refused(lambda fields: fields.optional_digest("x"), digest[:-1])


@pytest.mark.parametrize("value", ["fra", "FR", "FRAN", "FR1", None, 1, " FRA"])
def test_a_state_is_three_capital_letters(value: Any) -> None:
    assert given("FRA").state("x") == "FRA"
    assert refused(lambda fields: fields.state("x"), value)


@pytest.mark.parametrize("value", ["0f" * 31, "0F" * 32, "0f" * 33, "0g" * 32, None, 0])
def test_a_digest_is_64_lower_case_digits(value: Any) -> None:
    assert refused(lambda fields: fields.digest("x"), value)


def test_a_number_is_whole_and_within_its_limits() -> None:
    assert [given(n).whole("x", least=1, most=3) for n in (1, 2, 3)] == [1, 2, 3]
    assert [given(n).whole("x") for n in (0, 2**53 - 1)] == [0, 2**53 - 1]
    for value in (0, 4, True, 1.5, "2", None):
        assert refused(lambda fields: fields.whole("x", least=1, most=3), value)
    for value in (-1, 2**53):
        assert refused(lambda fields: fields.whole("x"), value)


def test_a_moment_is_in_utc_to_the_second() -> None:
    moment = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
    assert given("2026-11-21T09:00:00Z").time("x") == moment
    assert time_text(moment.astimezone(dt.timezone(dt.timedelta(hours=8)))) == "2026-11-21T09:00:00Z"
    for value in ("2026-11-21T09:00:00", "2026-11-21T9:00:00Z", "2026-11-21T09:00:60Z", "2026-02-30T09:00:00Z", 0):
        assert refused(lambda fields: fields.time("x"), value)


def test_a_date_has_one_spelling() -> None:
    assert given("2026-11-21").date("x") == dt.date(2026, 11, 21)
    assert given(None).date("x") is None
    for value in ("20261121", "2026-W47-6", "2026-11-31", "2026-11-21T", "", 20261121):
        assert refused(lambda fields: fields.date("x"), value)


def test_a_list_is_as_long_as_it_may_be_and_one_that_is_left_out_is_empty() -> None:
    assert Fields({}, "a document").items("x", 2) == []
    assert Fields({}, "a document").texts("x", 2) == ()
    assert given([1, 2]).items("x", 2) == [1, 2]
    assert given(["a", "bb"]).texts("x", 2, 2) == ("a", "bb")
    assert [inner.data for inner in given([{}, {"y": 1}]).objects("x", 2)] == [{}, {"y": 1}]
    assert refused(lambda fields: fields.items("x", 2), [1, 2, 3])
    assert refused(lambda fields: fields.items("x", 2), {"y": 1})
    for value in (["a", ""], ["a", "bbb"], ["a", 1], ["a", "b", "c"], "ab"):
        assert refused(lambda fields: fields.texts("x", 2, 2), value)
    assert refused(lambda fields: fields.objects("x", 2), [1])


def test_an_object_must_be_there() -> None:
    assert given({"y": 1}).object("x").whole("y") == 1
    for value in (None, [], "a"):
        assert refused(lambda fields: fields.object("x"), value)
