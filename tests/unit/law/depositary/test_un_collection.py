"""Status pages and XML of the UN Treaty Collection."""

from collections.abc import Callable

import pytest

from comity.common.errors import BadInputError
from comity.law.depositary.page import DepositaryPage, Entry

Page = Callable[[str], DepositaryPage]
Saved = Callable[[str | bytes], DepositaryPage]


def entry(page: DepositaryPage, name: str) -> Entry:
    return next(one for one in page.entries if one.name == name)


def test_the_page_tells_its_treaty_and_its_own_date(page: Page) -> None:
    read = page("un-xviii-14.html")
    assert (read.format, read.reference, read.as_of) == ("un_collection_html", "XVIII-14", "2024-04-20")
    assert read.title == "United Nations Convention against Corruption"
    assert read.totals == (("parties", 190), ("signatories", 140))


def test_marks_behind_the_date_tell_how_a_state_joined(page: Page) -> None:
    read = page("un-xviii-14.html")
    how = {one.name: one.how for one in read.entries if one.deposited}
    assert how["Afghanistan"] == "ratification"
    assert how["Antigua and Barbuda"] == "accession"
    assert how["European Union"] == "approval"
    assert how["Finland"] == "acceptance"
    assert how["Montenegro"] == "succession"


def test_footnote_figures_do_not_hide_a_state(page: Page) -> None:
    read = page("un-xviii-14.html")
    netherlands = entry(read, "Netherlands (Kingdom of the)")
    assert (netherlands.signed, netherlands.deposited) == ("2003-12-10", "2006-10-31")
    assert entry(read, "Algeria").deposited == "2004-08-25"


def test_an_impossible_date_is_reported_and_not_repaired(page: Page) -> None:
    read = page("un-xviii-14.html")
    assert entry(read, "Türkiye").deposited == ""
    assert read.unread == ("Türkiye: '31 Feb 2006' is not a date",)


def test_statements_are_cut_by_state_and_section(page: Page) -> None:
    read = page("un-xviii-14.html")
    told = [(one.name, one.section, one.paragraphs) for one in read.statements]
    assert told == [
        ("Algeria", "Declarations and Reservations", 2),
        ("Afghanistan", "Declarations and Reservations", 1),
        ("Finland", "Notifications made under article 46", 1),
    ]


def test_a_name_in_square_brackets_is_a_state_that_withdrew(saved: Saved) -> None:
    read = saved(
        "<p>STATUS AS AT : 21-11-2024</p><table><tr><th>Participant</th><th>Signature</th><th>Ratification</th></tr>"
        "<tr><td>[Philippines] <sup>7</sup></td><td>[28 Dec 2000]</td><td>[30 Aug 2011]</td></tr></table>"
    )
    (philippines,) = read.entries
    assert philippines.withdrawn
    assert (philippines.name, philippines.deposited) == ("Philippines", "2011-08-30")


def test_the_french_page_is_read_too(saved: Saved) -> None:
    read = saved(
        "<p>ÉTAT LE : 20-04-2024</p><table><tr><th>Participant</th><th>Signature</th>"
        "<th>Ratification, Adhésion(a), Succession(d)</th></tr>"
        "<tr><td>Sénégal</td><td>9 déc 2003</td><td>16 nov 2005</td></tr>"
        "<tr><td>Estonie</td><td></td><td>12 avr 2010 a</td></tr></table>"
    )
    assert read.as_of == "2024-04-20"
    assert [(one.name, one.deposited, one.how) for one in read.entries] == [
        ("Sénégal", "2005-11-16", "ratification"),
        ("Estonie", "2010-04-12", "accession"),
    ]


def test_the_xml_is_read_in_its_own_encoding_with_escaped_markup_taken_off(page: Page) -> None:
    read = page("un-vi-19.xml")
    assert (read.format, read.reference) == ("un_collection_xml", "VI-19")
    assert read.totals == (("parties", 188), ("signatories", 87))
    told = [(one.name, one.signed, one.deposited, one.how) for one in read.entries]
    assert told == [
        ("Afghanistan", "1988-12-20", "1992-02-14", "ratification"),
        ("Bosnia and Herzegovina", "", "1993-09-01", "succession"),
        ("Côte d'Ivoire", "1988-12-20", "1991-11-25", "ratification"),
        ("Comoros", "", "2000-03-01", "accession"),
    ]
    assert [(one.name, one.paragraphs) for one in read.statements] == [("Comoros", 2)]
    assert "<" not in read.statements[0].text


@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE a [<!ENTITY b "bb">]>']
)
def test_xml_that_declares_entities_is_refused(saved: Saved, declared: str) -> None:
    with pytest.raises(BadInputError, match="document type or entities"):
        saved(f'<?xml version="1.0"?>{declared}<Document><Treaty>&b;</Treaty></Document>')


def test_xml_that_was_cut_off_is_refused_with_the_place(saved: Saved) -> None:
    with pytest.raises(BadInputError, match=r"not well-formed XML \(line 1"):
        saved('<?xml version="1.0"?><Document><Treaty><Participants>')


def test_xml_without_participants_says_so(saved: Saved) -> None:
    with pytest.raises(BadInputError, match="without a table of participants"):
        saved('<?xml version="1.0"?><Document><Treaty><Header/></Treaty></Document>')
