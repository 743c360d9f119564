"""Party tables of the Dutch treaty register and Treaty Series."""

from collections.abc import Callable

from comity.law.depositary.page import DepositaryPage, Entry

Page = Callable[[str], DepositaryPage]
Saved = Callable[[str | bytes], DepositaryPage]
HEAD = (
    "<tr><th>Party</th><th>Signature</th><th>Ratification</th><th>Entry into force</th>"
    "<th>Renunciation</th><th>Termination</th></tr>"
)


def by_name(page: DepositaryPage) -> dict[str, Entry]:
    return {one.name: one for one in page.entries}


def test_the_register_prints_signature_deposit_and_entry_into_force(page: Page) -> None:
    read = page("dutch-010715.html")
    albania = by_name(read)["Albania"]
    assert (read.format, read.reference, read.as_of) == ("dutch_treaty_bank", "010715", "")
    assert (albania.signed, albania.deposited, albania.in_force) == ("2003-05-15", "2004-11-15", "2005-03-01")


def test_the_mark_that_covers_four_kinds_of_consent_names_none(page: Page) -> None:
    read = page("dutch-010715.html")
    assert by_name(read)["Albania"].how == ""
    assert any("mark R covers" in caution for caution in read.cautions)


def test_a_renunciation_that_took_effect_is_the_day_of_leaving(page: Page) -> None:
    belarus = by_name(page("dutch-010715.html"))["Belarus"]
    assert belarus.left == "2024-05-01"
    assert belarus.remarks == ("renunciation notified on 2024-01-18",)


def test_a_signature_alone_is_no_deposit(page: Page) -> None:
    italy = by_name(page("dutch-010715.html"))["Italy"]
    assert (italy.signed, italy.deposited, italy.in_force) == ("2003-05-15", "", "")


def test_a_signature_without_reservation_of_ratification_binds(saved: Saved) -> None:
    row = "<tr><td>Ireland</td><td>24-06-2013 (S)</td><td></td><td>01-08-2021</td><td></td><td></td></tr>"
    (ireland,) = saved(f"<table>{HEAD}{row}</table>").entries
    assert (ireland.signed, ireland.deposited, ireland.how) == ("2013-06-24", "2013-06-24", "definitive signature")


def test_a_renunciation_without_effect_yet_leaves_the_day_open(saved: Saved) -> None:
    row = "<tr><td>Italy</td><td></td><td>01-02-2003 (R)</td><td>01-05-2003</td><td>01-11-2026</td><td></td></tr>"
    (italy,) = saved(f"<table>{HEAD}{row}</table>").entries
    assert italy.withdrawn
    assert italy.left == ""


def test_the_treaty_series_has_a_column_for_the_mark_and_two_figures_for_the_year(page: Page) -> None:
    read = by_name(page("dutch-treaty-series.html"))
    assert (read["Albanië"].deposited, read["Albanië"].in_force) == ("2006-05-25", "2006-06-24")
    assert (read["Antigua en Barbuda"].deposited, read["Antigua en Barbuda"].how) == ("2006-06-21", "accession")


def test_rows_and_cells_that_were_never_closed_are_read(page: Page) -> None:
    assert list(by_name(page("dutch-treaty-series.html"))) == ["Albanië", "Antigua en Barbuda", "Bhutan"]


def test_each_dated_statement_of_a_state_stands_alone(page: Page) -> None:
    told = [(one.name, one.on, one.paragraphs) for one in page("dutch-statements.html").statements]
    assert told == [
        ("Azerbeidzjan", "2012-10-08", 1),
        ("Azerbeidzjan", "2013-04-03", 1),
        ("Denemarken", "2005-11-16", 1),
    ]
