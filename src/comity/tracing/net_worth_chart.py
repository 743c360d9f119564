"""Net worth and expenditure as a picture: for each year what has to be explained beside the income that is known.

Whoever shows the picture puts the table of the same years beside it.
"""

from collections.abc import Iterator
from html import escape

from comity.tracing.net_worth import NetWorth, Year

_YEAR, _BAR, _HIGH, _TOP, _SIDE = 150, 44, 220, 70, 20
_INK, _SPENT, _KNOWN = "#0b0c0c", "#E69F00", "#56B4E9"


def net_worth_chart(told: NetWorth, title: str, explain: str, known: str) -> str:
    """Draw the schedule; ``explain`` and ``known`` are the words for the two bars of a year."""
    years = [year for year in told.years if year.unexplained is not None]
    largest = max((max(_needed(year), year.income) for year in years), default=1) or 1
    wide, high = 2 * _SIDE + max(len(years), 3) * _YEAR, _TOP + _HIGH + 64
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" aria-label="',
            f'{escape(title)}" direction="ltr" font-size="13" ',
            'font-family="Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif">',
            f'<title>{escape(title)}</title><rect width="{wide}" height="{high}" fill="#FFFFFF"/>',
            f'<text x="{_SIDE}" y="24" font-size="16" fill="{_INK}">{escape(title)}</text>',
            *_legend(explain, known),
            *(part for at, year in enumerate(years) for part in _bars(told, year, at, largest, (explain, known))),
            "</svg>",
        ]
    )


def _needed(year: Year) -> int:
    """What has to be explained; nothing where the net worth fell by more than was spent."""
    return max(0, (year.increase or 0) + year.expenditure)


def _legend(explain: str, known: str) -> Iterator[str]:
    for at, (colour, words) in enumerate(((_SPENT, explain), (_KNOWN, known))):
        x = _SIDE + at * 260
        yield f'<rect x="{x}" y="38" width="14" height="14" fill="{colour}" stroke="{_INK}"/>'
        yield f'<text x="{x + 20}" y="50" fill="{_INK}">{escape(words)}</text>'


def _bars(told: NetWorth, year: Year, at: int, largest: int, words: tuple[str, str]) -> Iterator[str]:
    left, floor = _SIDE + at * _YEAR + 16, _TOP + _HIGH
    for number, (colour, amount) in enumerate(((_SPENT, _needed(year)), (_KNOWN, year.income))):
        tall = max(1, amount * _HIGH // largest)
        x = left + number * (_BAR + 8)
        yield f"<g><title>{year.year}, {escape(words[number])}: {told.money(amount)} {told.currency}</title>"
        yield f'<rect x="{x}" y="{floor - tall}" width="{_BAR}" height="{tall}" fill="{colour}" stroke="{_INK}"/></g>'
    middle = left + _BAR + 4
    yield f'<text x="{middle}" y="{floor + 20}" text-anchor="middle" fill="{_INK}">{year.year}</text>'
    missing = told.money(year.unexplained or 0)
    yield f'<text x="{middle}" y="{floor + 40}" text-anchor="middle" font-weight="bold" fill="{_INK}">{missing}</text>'
