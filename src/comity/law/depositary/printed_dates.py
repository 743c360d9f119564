"""Dates as depositaries print them, each followed by the mark that says how the state joined."""

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janv janvier januari ene enero",
            "feb february fevr fevrier fev februari febrero",
            "mar march mars mrt maart marzo",
            "apr april avr avril abr abril",
            "may mai mei mayo",
            "jun june juin juni junio",
            "jul july juil juillet juli julio",
            "aug august aout augustus ago agosto",
            "sep sept september septembre septiembre",
            "oct october octobre okt oktober octubre",
            "nov november novembre noviembre",
            "dec december decembre dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_PLAIN = str.maketrans("éèêûôáíóúÉÈ", "eeeuoaiouEE")
_WORDS = re.compile(r"(\d{1,2})\s*(?:er|re|º|th|st|nd|rd)?\s+(?:de\s+)?([A-Za-z]{3,12})\.?\s*(?:de\s+)?(\d{4})\s*(.*)")
_FIGURES = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?!\d)\s*(.*)")
_MARK_ONLY = re.compile(r"\(\s*([A-Za-z]{1,2})\s*\)")
_LONGEST = 120
_NOTHING = re.compile(r"[\s\-–—/._]*")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed date (YYYY-MM-DD, or empty where the cell has none) and the mark behind it; ``odd`` cannot be read."""

    day: str = ""
    mark: str = ""
    odd: str = ""


def read_printed(text: str, *, latest: int, month_first: bool = False) -> Printed:
    """Read "2 Feb 2004 a", "02/02/2004", "2-2-2004 (R)", "1er juillet 2002"; what cannot be read is kept as odd.

    ``latest`` is the last year that two figures may stand for; ``month_first`` is the American order.
    """
    text = text[:_LONGEST]
    plain = " ".join(text.translate(_PLAIN).split())
    if _NOTHING.fullmatch(plain):
        return Printed()
    if alone := _MARK_ONLY.fullmatch(plain):
        return Printed(mark=alone.group(1))
    if words := _WORDS.match(plain):
        day, month, year, rest = words.groups()
        number = _MONTHS.get(month.lower())
        return _printed(text, year, number or 0, day, rest)
    if figures := _FIGURES.match(plain):
        one, two, year, rest = figures.groups()
        day, month = (two, one) if month_first else (one, two)
        return _printed(text, year if len(year) == 4 else _century(int(year), latest), int(month), day, rest)
    return Printed(odd=text)


def _printed(text: str, year: str, month: int, day: str, rest: str) -> Printed:
    try:
        return Printed(dt.date(int(year), month, int(day)).isoformat(), _mark(rest))
    except ValueError:
        return Printed(odd=text)


def _century(year: int, latest: int) -> str:
    """Two figures stand for the latest year that is not in the future of the page."""
    return str(2000 + year if 2000 + year <= latest else 1900 + year)


def _mark(rest: str) -> str:
    """The mark without brackets, footnote figures and commas."""
    return re.sub(r"[\d,()\[\]*]", " ", rest).strip().rstrip(".").strip()
