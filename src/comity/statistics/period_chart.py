"""A published series as a picture: one bar for each row over its period, so that gaps and overlaps show."""

import datetime as dt
from collections.abc import Sequence
from html import escape

from comity.statistics.published import Measure, Observation

_LEFT, _WIDTH, _ROW, _TOP, _BAR = 250, 900, 24, 92, 16
# The fill of each kind of row; colour-blind readers tell them apart, and the title of a bar names its kind.
_LOOK = {
    Measure.ANNUAL: "#0072B2",
    Measure.PARTIAL: "#56B4E9",
    Measure.CUMULATIVE: "#E69F00",
    Measure.POINT: "#000000",
}
_SPOKEN = {
    Measure.ANNUAL: "a year or campaign",
    Measure.PARTIAL: "part of a year",
    Measure.CUMULATIVE: "total since a start",
    Measure.POINT: "one day",
}


def period_chart(held: Sequence[Observation], figure: str, title: str) -> str:
    """Draw the rows that give a figure, in the order of their end, as SVG with a title and a description."""
    rows = sorted((item for item in held if figure in item.values), key=lambda item: (item.end, item.start, item.id))
    years = range(min(r.start.year for r in rows), max(r.end.year for r in rows) + 2) if rows else range(2000, 2001)
    height = _TOP + len(rows) * _ROW + 16
    says = (
        f"One bar for each of {len(rows)} published rows, over the period it speaks of; the number is the figure as "
        "printed. Bars that overlap count some of the same people or money; bars of different kinds cannot be added. "
        "The table beside this picture holds the same."
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 110} {height}" role="img"',
            'aria-labelledby="title desc" font-family="sans-serif" font-size="13" direction="ltr">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(says)}</desc>',
            f'<rect width="{_LEFT + _WIDTH + 110}" height="{height}" fill="#FFFFFF"/>',
            f'<text x="8" y="28" font-size="20">{escape(title)}</text>',
            *(_key(measure, index) for index, measure in enumerate(Measure)),
            *(_year(year, years, height) for year in years),
            *(_bar(item, figure, index, years) for index, item in enumerate(rows)),
            "</svg>",
            "",
        ]
    )


def _x(day: dt.date, years: range) -> int:
    first, last = dt.date(years[0], 1, 1).toordinal(), dt.date(years[-1], 1, 1).toordinal()
    return _LEFT + (day.toordinal() - first) * _WIDTH // max(1, last - first)


def _key(measure: Measure, index: int) -> str:
    x = 8 + index * 190
    square = f'<rect x="{x}" y="44" width="14" height="14" fill="{_LOOK[measure]}"/>'
    return f'{square}<text x="{x + 20}" y="56">{_SPOKEN[measure]}</text>'


def _year(year: int, years: range, height: int) -> str:
    x = _x(dt.date(year, 1, 1), years)
    line = f'<line x1="{x}" y1="84" x2="{x}" y2="{height - 10}" stroke="#CCCCCC"/>'
    return f'{line}<text x="{x}" y="80" text-anchor="middle" fill="#333333">{year}</text>'


def _bar(item: Observation, figure: str, index: int, years: range) -> str:
    y, x = _TOP + index * _ROW, _x(item.start, years)
    width = max(3, _x(item.end + dt.timedelta(days=1), years) - x)
    value = f"{'more than ' if figure in item.at_least else ''}{item.values[figure]:,f}"
    named = f"{item.id}. {item.programme}{', ' + item.area if item.area else ''}"
    told = f"{named}, {_SPOKEN[item.measure]}, {item.start} to {item.end}: {value} ({item.source.title})"
    return (
        f"<g><title>{escape(told)}</title>"
        f'<text x="{_LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(named)}</text>'
        f'<rect x="{x}" y="{y}" width="{width}" height="{_BAR}" fill="{_LOOK[item.measure]}"/>'
        f'<text x="{x + width + 6}" y="{y + 13}">{escape(value)}</text></g>'
    )
