"""The timeline of a trace: day by day what moved, and how much of what was traced in still rests, as a picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from comity.tracing.ledger import OUTSIDE, Ledger
from comity.tracing.outcome import Replay

_WIDE, _HIGH, _LEFT, _TOP, _FOOT = 900, 260, 100, 44, 40
_INK, _LINE, _FILL = "#0b0c0c", "#0072B2", "#56B4E9"


@dataclass(frozen=True, slots=True)
class Moment:
    """What the transfers of one moment did: what entered the trace, left the ledger, repaid overdrafts; and the rest.

    ``row`` is the last transfer of the moment, ``resting`` what rests on accounts of the ledger after it.
    """

    row: int
    moved: int
    entered: int
    left: int
    repaid: int
    resting: int


def timeline(found: Replay, ledger: Ledger) -> list[Moment]:
    """One line a moment, in order; the last one rests what the rule leaves at rest."""
    moments: list[Moment] = []
    moved, entered, gone, repaid, resting, at = 0, 0, 0, 0, 0, -1
    for move in found.moves:
        if at >= 0 and ledger.when(move.row) != ledger.when(at):
            moments.append(Moment(at, moved, entered, gone, repaid, resting))
            moved = entered = gone = repaid = 0
        left = move.amount if int(ledger.receiver[move.row]) == OUTSIDE else 0
        moved += move.amount
        entered += move.fresh
        gone += left
        repaid += move.absorbed
        resting += move.fresh - left - move.absorbed
        at = move.row
    if at >= 0:
        moments.append(Moment(at, moved, entered, gone, repaid, resting))
    return moments


def timeline_chart(moments: list[Moment], ledger: Ledger, title: str) -> str:
    """What rests over time as steps; the table beside it has the same figures."""
    first, last = (int(ledger.moment[m.row]) for m in (moments[0], moments[-1]))
    most = max((m.resting for m in moments), default=0) or 1
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_TOP + _HIGH + _FOOT}" role="img" ',
            f'aria-label="{escape(title)}" direction="ltr" font-size="13" ',
            'font-family="Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif">',
            f'<title>{escape(title)}</title><rect width="{_WIDE}" height="{_TOP + _HIGH + _FOOT}" fill="#FFFFFF"/>',
            f'<text x="12" y="24" font-size="16" fill="{_INK}">{escape(title)}</text>',
            *_axes(moments, ledger, most),
            _steps([(_across(int(ledger.moment[m.row]), first, last), _up(m.resting, most)) for m in moments]),
            "</svg>",
        ]
    )


def _across(moment: int, first: int, last: int) -> int:
    return _LEFT + (moment - first) * (_WIDE - _LEFT - 20) // max(last - first, 1)


def _up(amount: int, most: int) -> int:
    return _TOP + _HIGH - amount * _HIGH // most


def _axes(moments: list[Moment], ledger: Ledger, most: int) -> Iterator[str]:
    foot = _TOP + _HIGH
    yield f'<path d="M{_LEFT} {_TOP}V{foot}H{_WIDE - 20}" fill="none" stroke="{_INK}"/>'
    for amount in (0, most):
        y = _up(amount, most) + 4
        yield f'<text x="{_LEFT - 8}" y="{y}" text-anchor="end" fill="{_INK}">{escape(ledger.money(amount))}</text>'
    for moment, x, anchor in ((moments[0], _LEFT, "start"), (moments[-1], _WIDE - 20, "end")):
        when = escape(ledger.when(moment.row))
        yield f'<text x="{x}" y="{foot + 22}" text-anchor="{anchor}" fill="{_INK}">{when}</text>'


def _steps(points: list[tuple[int, int]]) -> str:
    x, y = points[0]
    path = f"M{x} {_TOP + _HIGH}V{y}" + "".join(f"H{right}V{up}" for right, up in points[1:])
    return f'<path d="{path}V{_TOP + _HIGH}Z" fill="{_FILL}" fill-opacity="0.5" stroke="{_LINE}" stroke-width="2"/>'
