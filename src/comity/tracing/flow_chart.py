"""The flow of traced money as a picture: accounts in columns by their distance from the source, lines as wide as sums.

Whoever shows it puts the table of the same moves beside it. Every box and line says its figure in words as well.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from comity.tracing.flow import REST, Edge, Flow, Node
from comity.tracing.flow_kept import KeptNames
from comity.tracing.ledger import OUTSIDE, Ledger

_BOX, _HIGH, _ACROSS, _DOWN = 184, 66, 64, 14
_TOP, _SIDE = 64, 12
_ENTRY = 40  # the line of money that comes in from outside the ledger
_WIDEST = 26  # the line of the largest sum
_LONGEST = 18  # characters of a name in a box, those of Chinese counted twice
_INK, _LINE, _HELD, _PASSED, _LEFT = "#0b0c0c", "#56B4E9", "#E69F00", "#F2F2F2", "#D9D9D9"

Place = dict[tuple[int, int], tuple[int, int]]
Named = Ledger | KeptNames


@dataclass(frozen=True, slots=True)
class FlowWords:
    """The words of the picture, with braces where figures stand; English where nobody gives others."""

    received: str = "{} in"
    source: str = "source"
    held: str = "{} held"
    outside: str = "outside the ledger"
    gathered: str = "{} smaller accounts"
    carried: str = "{} in {} transfers"


ENGLISH = FlowWords()


def flow_chart(
    flow: Flow, ledger: Named, title: str, description: str, name: str = "flow", words: FlowWords = ENGLISH
) -> str:
    """Draw a flow as SVG; orange boxes hold traced money, grey ones passed it on or are outside the ledger."""
    columns = _columns(flow)
    left = _SIDE + (_ENTRY if any(edge.sender[0] == OUTSIDE for edge in flow.edges) else 0)
    places = {
        (node.account, node.depth): (left + column * (_BOX + _ACROSS), _TOP + at * (_HIGH + _DOWN))
        for column, nodes in enumerate(columns)
        for at, node in enumerate(nodes)
    }
    wide = left + _SIDE + max(1, len(columns)) * (_BOX + _ACROSS) - _ACROSS
    high = _TOP + max((len(nodes) for nodes in columns), default=1) * (_HIGH + _DOWN) + 40
    largest = max((edge.amount for edge in flow.edges), default=1) or 1
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" ',
            f'aria-labelledby="{name}-title {name}-desc" direction="ltr" font-size="15" ',
            'font-family="Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif">',
            f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>',
            f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>',
            f'<text x="{_SIDE}" y="26" font-size="17" fill="{_INK}">{escape(title)}</text>',
            *(_line(edge, places, largest, ledger, words) for edge in reversed(flow.edges)),
            *(
                part
                for node in flow.nodes
                if (place := places.get((node.account, node.depth))) is not None
                for part in _box(node, place, ledger, words)
            ),
            "</svg>",
        ]
    )


def _columns(flow: Flow) -> list[list[Node]]:
    """The nodes by depth without gaps; the outside world stands at the end, where money went to it."""
    depths = sorted({node.depth for node in flow.nodes if node.account != OUTSIDE})
    found = [[node for node in flow.nodes if node.depth == depth and node.account != OUTSIDE] for depth in depths]
    outside = [node for node in flow.nodes if node.account == OUTSIDE and node.passed]
    return [*found, outside] if outside else found


def _box(node: Node, place: tuple[int, int], ledger: Named, words: FlowWords) -> Iterator[str]:
    x, y = place
    name, fill = node_name(node, ledger, words), _HELD if node.resting else _PASSED
    fill = _LEFT if node.account == OUTSIDE else fill
    sums = words.received.format(ledger.money(node.passed)) if node.passed else words.source
    held = words.held.format(ledger.money(node.resting)) if node.resting else ""
    told = f"{name}: {sums}{', ' * bool(held)}{held} ({ledger.currency})"
    yield f"<g><title>{escape(told)}</title>"
    yield f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="4" fill="{fill}" stroke="{_INK}"/>'
    yield f'<text x="{x + 8}" y="{y + 20}" fill="{_INK}" font-weight="bold">{escape(_cut(name))}</text>'
    lines = ((39, sums), (57, held))
    small = (f'<text x="{x + 8}" y="{y + at}" font-size="13" fill="{_INK}">{escape(text)}</text>' for at, text in lines)
    yield "".join(small) + "</g>"


def node_name(node: Node, ledger: Named, words: FlowWords = ENGLISH) -> str:
    """The account, the outside world, or how many accounts were gathered."""
    if node.account == REST:
        return words.gathered.format(node.gathered)
    return words.outside if node.account == OUTSIDE else ledger.accounts[node.account]


def _line(edge: Edge, places: Place, largest: int, ledger: Named, words: FlowWords) -> str:
    x2, y2 = places[edge.receiver]
    x1, y1 = (x2 - _ENTRY - _BOX, y2) if edge.sender[0] == OUTSIDE else places[edge.sender]
    begins, ends, middle1, middle2 = x1 + _BOX, x2, y1 + _HIGH // 2, y2 + _HIGH // 2
    bend = _ACROSS // 2
    dashed = ""
    if ends <= begins:  # back to an account that lies nearer to the source, or to itself
        dashed = ' stroke-dasharray="7 5"'
        bend = _ACROSS
    width = max(1, edge.amount * _WIDEST // largest)
    told = words.carried.format(f"{ledger.money(edge.amount)} {ledger.currency}", edge.transfers)
    path = f"M{begins} {middle1} C{begins + bend} {middle1} {ends - bend} {middle2} {ends} {middle2}"
    return (
        f"<g><title>{escape(told)}</title>"
        f'<path d="{path}" fill="none" stroke="{_LINE}" stroke-opacity="0.75" stroke-width="{width}"{dashed}/></g>'
    )


def _cut(text: str, longest: int = _LONGEST) -> str:
    widths = accumulate(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    kept = sum(width <= longest for width in widths)
    return text if kept == len(text) else text[: kept - 1] + "…"
