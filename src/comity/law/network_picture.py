"""Pictures of the network as SVG: states as tiles in alphabetical order, never as borders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from comity.law.matrix import Cell
from comity.law.network import Connectivity
from comity.law.states import state_name
from comity.law.verdict import Verdict

_COLUMNS, _TILE, _GAP, _TOP, _LEGEND = 16, 54, 6, 64, 44
# Colours that colour-blind readers tell apart (Okabe and Ito); every colour has a sign of its own beside it.
_LOOK: dict[Verdict, tuple[str, str, str]] = {
    Verdict.OPEN: ("#009E73", "#000000", "●"),
    Verdict.CONDITIONAL: ("#56B4E9", "#000000", "◐"),
    Verdict.NOT_EVIDENCED: ("#F2F2F2", "#333333", "?"),
    Verdict.BARRED: ("#D55E00", "#000000", "×"),
    Verdict.UNAVAILABLE: ("#666666", "#FFFFFF", "–"),
}
_SHADES = (
    ("#F2F2F2", "#333333"),
    ("#CFE1F2", "#000000"),
    ("#93C4E0", "#000000"),
    ("#4292C6", "#000000"),
    ("#08519C", "#FFFFFF"),
)


@dataclass(frozen=True, slots=True)
class _Tile:
    state: str
    halves: tuple[tuple[str, str, str], ...]  # fill, ink, sign; one or two halves
    told: str


def picture_of_state(cells: Sequence[Cell], state: str, heading: str) -> str:
    """Draw one state's pairs: the left half of a tile when it asks, the right half when it is asked."""
    asks = {cell.requested: cell.verdict for cell in cells if cell.requesting == state}
    asked = {cell.requesting: cell.verdict for cell in cells if cell.requested == state}
    name = state_name(state)
    tiles = [_of_pair(other, name, asks, asked) for other in sorted({*asks, *asked})]
    says = (
        f"One tile for each state, in alphabetical order of codes. Left half: the best route when {name} asks that "
        f"state; right half: the best route when that state asks {name}. The table beside this picture holds the same."
    )
    return _svg(heading, says, tiles, [(*_LOOK[v], v.replace("_", " ")) for v in Verdict])


def picture_of_all(connected: Iterable[Connectivity], heading: str) -> str:
    """Draw every state with the number of states from which it can be asked on an evidenced route."""
    held = sorted(connected, key=lambda item: item.state)
    most = max((len(item.as_requested.without) + item.as_requested.routed for item in held), default=0)
    tiles = []
    for item in held:
        count = item.as_requested.routed
        fill, ink = _SHADES[_shade(count, most)]
        told = f"{state_name(item.state)}: {count} of {most} states have an evidenced route to it."
        tiles.append(_Tile(item.state, ((fill, ink, str(count)),), told))
    says = (
        "One tile for each state, in alphabetical order of codes; the number says how many states have an evidenced "
        "route to it as the requested state. The table beside this picture holds the same."
    )
    spans = ("none", "up to a third", "up to two thirds", "most", "all")
    return _svg(heading, says, tiles, [(*look, "", span) for look, span in zip(_SHADES, spans, strict=True)])


def _shade(count: int, most: int) -> int:
    if count == 0:
        return 0
    return 4 if count == most else 1 + min(2, 3 * count // most)


def _of_pair(other: str, name: str, asks: Mapping[str, Verdict], asked: Mapping[str, Verdict]) -> _Tile:
    left, right = asks.get(other, Verdict.UNAVAILABLE), asked.get(other, Verdict.UNAVAILABLE)
    spoken = state_name(other)
    told = f"{spoken}: {name} asks, {left.replace('_', ' ')}; {spoken} asks, {right.replace('_', ' ')}."
    return _Tile(other, (_LOOK[left], _LOOK[right]), told)


def _svg(heading: str, says: str, tiles: Sequence[_Tile], legend: Sequence[tuple[str, str, str, str]]) -> str:
    step = _TILE + _GAP
    rows = -(-len(tiles) // _COLUMNS)
    width, height = _COLUMNS * step + _GAP, _TOP + rows * step + _LEGEND
    body = [_tile(tile, _GAP + i % _COLUMNS * step, _TOP + i // _COLUMNS * step) for i, tile in enumerate(tiles)]
    marks = [_mark(look, _GAP + i * width // len(legend), height - _LEGEND + 16) for i, look in enumerate(legend)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"',
            'aria-labelledby="title desc" font-family="sans-serif" direction="ltr">',
            f'<title id="title">{escape(heading)}</title>',
            f'<desc id="desc">{escape(says)}</desc>',
            f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>',
            f'<text x="{_GAP}" y="34" font-size="22" fill="#000000">{escape(heading)}</text>',
            *body,
            *marks,
            "</svg>",
            "",
        ]
    )


def _tile(tile: _Tile, x: int, y: int) -> str:
    wide = _TILE // len(tile.halves)
    parts = [f"<g><title>{escape(tile.told)}</title>"]
    for index, (fill, ink, sign) in enumerate(tile.halves):
        left = x + index * wide
        parts.append(f'<rect x="{left}" y="{y}" width="{wide}" height="{_TILE}" fill="{fill}" stroke="#999999"/>')
        parts.append(_text(left + wide // 2, y + 44, 16, ink, sign))
    parts.append(f'<rect x="{x + 1}" y="{y + 1}" width="{_TILE - 2}" height="20" fill="#FFFFFF"/>')
    parts.append(_text(x + _TILE // 2, y + 17, 15, "#000000", tile.state))
    return "".join([*parts, "</g>"])


def _mark(look: tuple[str, str, str, str], x: int, y: int) -> str:
    fill, ink, sign, told = look
    square = f'<rect x="{x}" y="{y - 14}" width="18" height="18" fill="{fill}" stroke="#999999"/>'
    word = f'<text x="{x + 26}" y="{y}" font-size="15" fill="#000000">{escape(told)}</text>'
    return square + _text(x + 9, y + 1, 14, ink, sign) + word


def _text(x: int, y: int, size: int, ink: str, text: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{ink}" text-anchor="middle">{escape(text)}</text>'
