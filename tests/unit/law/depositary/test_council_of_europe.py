"""The Council of Europe's chart and its declarations."""

from collections.abc import Callable

import pytest

from comity.common.errors import BadInputError
from comity.law.depositary.page import DepositaryPage, Entry

Page = Callable[[str], DepositaryPage]


def by_name(page: DepositaryPage) -> dict[str, Entry]:
    return {one.name: one for one in page.entries}


def test_the_chart_tells_its_treaty_and_its_own_date(page: Page) -> None:
    read = page("coe-173.html")
    assert (read.format, read.reference, read.as_of) == ("council_of_europe", "ETS 173", "2026-11-21")
    assert read.totals == (("parties", 48),)


def test_the_day_stands_before_the_month(page: Page) -> None:
    albania = by_name(page("coe-173.html"))["Albania"]
    assert (albania.signed, albania.deposited, albania.in_force) == ("1999-01-27", "2001-07-19", "2002-07-01")


def test_a_small_a_is_accession(page: Page) -> None:
    serbia = by_name(page("coe-173.html"))["Serbia"]
    assert (serbia.how, serbia.signed, serbia.marks) == ("accession", "", ("note 1",))


def test_marks_for_reservations_declarations_and_territory_ask_for_reading(page: Page) -> None:
    read = by_name(page("coe-173.html"))
    assert [name for name, one in read.items() if one.reservation] == ["Albania", "Belarus"]
    assert read["Albania"].marks == ("R", "D")


def test_headings_between_the_rows_are_no_states(page: Page) -> None:
    assert "Non-Members of Council of Europe" not in by_name(page("coe-173.html"))


def test_declarations_are_cut_by_state_and_by_the_act_that_contains_them(page: Page) -> None:
    read = page("coe-191-declarations.html")
    assert (read.reference, read.as_of) == ("ETS 191", "2016-07-30")
    assert [(one.name, one.on) for one in read.statements] == [
        ("Azerbaijan", "2013-04-03"),
        ("Netherlands", "2005-11-16"),
        ("Netherlands", "2010-10-10"),
    ]


def test_the_empty_frame_of_the_page_is_refused(saved: Callable[[str], DepositaryPage]) -> None:
    with pytest.raises(BadInputError, match="without the chart"):
        saved("<p>You need to enable JavaScript to run this app.</p><script>window.conventions_api_url='x'</script>")
