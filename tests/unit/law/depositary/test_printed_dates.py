"""Dates as depositaries print them, with the mark behind them."""

import pytest

from comity.law.depositary.printed_dates import Printed, read_printed


@pytest.mark.parametrize(
    ("text", "day", "mark"),
    [
        ("20 Feb  2004", "2004-02-20", ""),
        ("21 Jun 2006 a", "2006-06-21", "a"),
        ("12 Nov 2008 AA 3", "2008-11-12", "AA"),
        ("02/02/2004", "2004-02-02", ""),
        ("27/11/1990 s", "1990-11-27", "s"),
        ("2-2-2004", "2004-02-02", ""),
        ("16-11-2005 (R)", "2005-11-16", "R"),
        ("1er juillet 2002", "2002-07-01", ""),
        ("6 juin 2006 A", "2006-06-06", "A"),
        ("14 févr. 1992", "1992-02-14", ""),
        ("3 mei 1999", "1999-05-03", ""),
        ("5 de octubre de 2009", "2009-10-05", ""),
        ("25-05-06", "2006-05-25", ""),
        ("13-12-57", "1957-12-13", ""),
        ("(T)", "", "T"),
        ("--/--/--", "", ""),
        ("", "", ""),
    ],
)
def test_a_date_is_read_with_its_mark(text: str, day: str, mark: str) -> None:
    assert read_printed(text, latest=2026) == Printed(day, mark)


def test_the_american_order_puts_the_month_first() -> None:
    assert read_printed("10/09/97 RA", latest=2026, month_first=True) == Printed("1997-10-09", "RA")


@pytest.mark.parametrize("text", ["31 Feb 2006", "13/13/2004", "soon", "2004", "1 Brumaire 1799"])
def test_what_is_no_date_is_kept_as_odd_and_not_guessed(text: str) -> None:
    assert read_printed(text, latest=2026) == Printed(odd=text)
