"""Inter-American tables, month first."""

from collections.abc import Callable

import pytest

from comity.law.depositary.page import DepositaryPage

Page = Callable[[str], DepositaryPage]


@pytest.mark.parametrize("name", ["oas-b-58.html", "oas-b-58-older.html"])
def test_both_layouts_of_the_page_say_the_same(page: Page, name: str) -> None:
    read = page(name)
    dates = {one.name: (one.signed, one.deposited, one.how) for one in read.entries}
    assert (read.format, read.reference) == ("oas", "B-58")
    assert dates["Argentina"] == ("1996-03-29", "1997-10-09", "ratification")
    dominica = next(told for known, told in dates.items() if known.startswith("Dominica"))
    assert dominica == ("", "2004-10-20", "accession")


def test_the_deposit_counts_and_not_the_day_of_the_national_act(page: Page) -> None:
    antigua = page("oas-b-58.html").entries[0]
    assert antigua.deposited == "2004-02-23"


def test_an_entry_into_force_is_not_invented(page: Page) -> None:
    read = page("oas-b-58.html")
    assert all(one.in_force == "" for one in read.entries)
    assert any("no entry into force" in caution for caution in read.cautions)
