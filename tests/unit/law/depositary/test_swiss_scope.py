"""Swiss scope tables: marks, territories set in under their state, and footnotes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.depositary.page import DepositaryPage, Entry

Page = Callable[[str], DepositaryPage]
Saved = Callable[[str | bytes], DepositaryPage]
PAGES = Path(__file__).parent / "pages"


def by_name(page: DepositaryPage) -> dict[str, Entry]:
    return {one.name: one for one in page.entries}


def test_the_date_of_the_table_is_the_date_it_speaks_for(page: Page) -> None:
    read = page("swiss-0.311.55.html")
    assert (read.format, read.reference, read.as_of) == ("swiss_scope", "SR 0.311.55", "2018-07-04")
    assert read.title == "Convention pénale sur la corruption"


def test_day_and_year_stand_in_two_cells(page: Page) -> None:
    albania = by_name(page("swiss-0.311.55.html"))["Albanie"]
    assert (albania.deposited, albania.in_force, albania.how) == ("2001-07-19", "2002-07-01", "ratification")


def test_one_star_is_a_reservation_and_two_are_an_objection(page: Page) -> None:
    read = by_name(page("swiss-0.311.55.html"))
    assert read["Albanie"].reservation
    assert read["Allemagne"].reservation
    assert not read["Royaume-Uni"].reservation
    assert not read["Macédoine"].reservation


def test_a_raised_letter_is_a_footnote_and_not_part_of_the_name(page: Page) -> None:
    read = page("swiss-0.311.55.html")
    assert by_name(read)["Danemark"].marks == ("a",)
    assert dict(read.footnotes)["a"] == "Une note synthétique sur le territoire."


def test_a_territory_set_in_under_its_state_has_a_row_of_its_own(page: Page) -> None:
    read = by_name(page("swiss-0.311.55.html"))
    caribbean = read["Partie caraïbe (Bonaire, Sint Eustatius et Saba)"]
    assert (caribbean.under, caribbean.how) == ("Pays-Bas", "territorial application")
    assert (read["Jersey"].under, read["Jersey"].in_force) == ("Royaume-Uni", "2013-10-01")


def test_a_state_set_in_under_another_is_a_party_where_it_is_marked_so(saved: Saved) -> None:
    text = (PAGES / "swiss-0.311.55.html").read_text(encoding="utf-8")
    niue = text.replace("\u00a0" * 4 + "Jersey*", "\u00a0" * 4 + "Nioué").replace(
        "2013</p></td>\n<td>", "2013 A</p></td>\n<td>", 1
    )
    assert by_name(saved(niue))["Nioué"].how == "accession"


def test_the_channel_islands_become_two_rows(saved: Saved, proposed: Callable) -> None:
    text = (PAGES / "swiss-0.311.55.html").read_text(encoding="utf-8")
    islands = saved(text.replace("Jersey*", "Îles de la Manche"))
    rows = [row for row in proposed(islands, "ETS173").rows if row.entry.under == "Royaume-Uni"]
    assert [row.state for row in rows] == ["GGY", "JEY"]


def test_the_german_text_is_refused_with_what_to_save_instead(saved: Saved) -> None:
    with pytest.raises(BadInputError, match="save the French one"):
        saved("<h1>Geltungsbereich am 4. Juli 2018</h1><table><tr><td>Vertragsstaaten</td></tr></table>")
