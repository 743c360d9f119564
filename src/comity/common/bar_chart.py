"""Bar charts as SVG that people read without help: every bar has its number, every picture its description.

The colours can be told apart by colour-blind readers (after Okabe and Ito) and the order of the bars is that of the
key. Right to left, the whole picture is mirrored. Whoever shows one puts the table with the same figures beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_WIDTH, _LABEL, _VALUE = 900, 250, 150
_BAR, _GAP, _KEY = 16, 14, 30
_LONGEST = 90  # characters of a label
_FONT = "Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif"


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of one row, one for each series; None where the figure is kept back or there is none.

    ``told`` is how each figure is written beside its bar, where that is not the bare number.
    """

    label: str
    values: tuple[int | None, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BarChart:
    """What a bar chart shows: ``name`` is unique on its page, ``absent`` stands in the place of a missing figure."""

    name: str
    title: str
    description: str
    series: tuple[str, ...]
    rows: tuple[Bars, ...]
    absent: str = "–"
    right_to_left: bool = False


def bar_chart(chart: BarChart) -> str:
    """Draw the chart; its height follows the number of bars."""
    top = 44 + _KEY
    step = len(chart.series) * _BAR + _GAP
    height = top + len(chart.rows) * step + 8
    longest = max((value for row in chart.rows for value in row.values if value), default=1)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" ',
            f'aria-labelledby="{chart.name}-title {chart.name}-desc" font-family="{_FONT}" font-size="13" ',
            f'direction="{"rtl" if chart.right_to_left else "ltr"}">',
            f'<title id="{chart.name}-title">{escape(chart.title)}</title>',
            f'<desc id="{chart.name}-desc">{escape(chart.description)}</desc>',
            f'<rect width="{_WIDTH}" height="{height}" fill="#FFFFFF"/>',
            _text(chart, 0, 24, chart.title, size=17),
            *_key(chart),
            *(part for at, row in enumerate(chart.rows) for part in _row(chart, row, top + at * step, longest)),
            "</svg>",
        ]
    )


def _key(chart: BarChart) -> Iterator[str]:
    share = _WIDTH // max(1, len(chart.series))
    for at, name in enumerate(chart.series):
        yield _box(chart, at * share, 40, 13, 13, COLOURS[at % len(COLOURS)])
        yield _text(chart, at * share + 20, 51, name)


def _row(chart: BarChart, row: Bars, y: int, longest: int) -> Iterator[str]:
    yield _text(chart, 0, y + 13, row.label)
    room = _WIDTH - _LABEL - _VALUE
    for at, value in enumerate(row.values):
        top, length = y + at * _BAR, (value or 0) * room // longest
        figure = chart.absent if value is None else row.told[at] if row.told else str(value)
        told = f"{row.label}, {chart.series[at]}: {figure}"
        yield f"<g><title>{escape(told)}</title>"
        yield _box(chart, _LABEL, top, max(length, 1 if value else 0), _BAR - 2, COLOURS[at % len(COLOURS)])
        yield _text(chart, _LABEL + length + 6, top + 12, figure) + "</g>"


def _box(chart: BarChart, x: int, y: int, width: int, height: int, colour: str) -> str:
    left = _WIDTH - x - width if chart.right_to_left else x
    return f'<rect x="{left}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>'


def _text(chart: BarChart, x: int, y: int, text: str, *, size: int = 13) -> str:
    """Text that begins at x, counted from the side on which the script begins."""
    at = _WIDTH - x if chart.right_to_left else x
    return f'<text x="{at}" y="{y}" font-size="{size}" fill="#0b0c0c">{escape(_cut(text))}</text>'


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
