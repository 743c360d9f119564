"""The flow of traced money as a picture: accounts in columns by their distance from the source, lines as wide as sums.

Whoever shows it puts the table of the same moves beside it. Every box and line says its figure in words as well.
"""

from collections.abc import Iterator
from html import escape

from comity.tracing.flow import REST, Edge, Flow, Node
from comity.tracing.ledger import OUTSIDE, Ledger

_BOX, _HIGH, _ACROSS, _DOWN = 190, 46, 130, 16
_TOP, _SIDE = 64, 12
_WIDEST = 26  # the line of the largest sum
_LONGEST = 24  # characters of a name in a box
_INK, _LINE, _HELD, _PASSED, _LEFT = "#0b0c0c", "#56B4E9", "#E69F00", "#F2F2F2", "#D9D9D9"

Place = dict[tuple[int, int], tuple[int, int]]


def flow_chart(flow: Flow, ledger: Ledger, title: str, description: str, name: str = "flow") -> str:
    """Draw a flow as SVG; orange boxes hold traced money, grey ones passed it on or are outside the ledger."""
    columns = _columns(flow)
    places = {
        (node.account, node.depth): (_SIDE + column * (_BOX + _ACROSS), _TOP + at * (_HIGH + _DOWN))
        for column, nodes in enumerate(columns)
        for at, node in enumerate(nodes)
    }
    wide = 2 * _SIDE + max(1, len(columns)) * (_BOX + _ACROSS) - _ACROSS
    high = _TOP + max((len(nodes) for nodes in columns), default=1) * (_HIGH + _DOWN) + 40
    largest = max((edge.amount for edge in flow.edges), default=1) or 1
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" ',
            f'aria-labelledby="{name}-title {name}-desc" direction="ltr" font-size="13" ',
            'font-family="Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif">',
            f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>',
            f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>',
            f'<text x="{_SIDE}" y="26" font-size="17" fill="{_INK}">{escape(title)}</text>',
            *(_line(edge, places, largest, ledger) for edge in reversed(flow.edges)),
            *(part for node in flow.nodes for part in _box(node, places[node.account, node.depth], ledger)),
            "</svg>",
        ]
    )


def _columns(flow: Flow) -> list[list[Node]]:
    """The nodes by depth without gaps; the outside world stands in a column of its own at the end."""
    depths = sorted({node.depth for node in flow.nodes if node.account != OUTSIDE})
    found = [[node for node in flow.nodes if node.depth == depth and node.account != OUTSIDE] for depth in depths]
    outside = [node for node in flow.nodes if node.account == OUTSIDE]
    return [*found, outside] if outside else found


def _box(node: Node, place: tuple[int, int], ledger: Ledger) -> Iterator[str]:
    x, y = place
    name, fill = node_name(node, ledger), _HELD if node.resting else _PASSED
    fill = _LEFT if node.account == OUTSIDE else fill
    sums = f"{ledger.money(node.passed)} in" if node.passed else "source"
    held = f", {ledger.money(node.resting)} held" if node.resting else ""
    told = f"{name}: {sums}{held} ({ledger.currency})"
    yield f"<g><title>{escape(told)}</title>"
    yield f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="4" fill="{fill}" stroke="{_INK}"/>'
    yield f'<text x="{x + 8}" y="{y + 19}" fill="{_INK}" font-weight="bold">{escape(_cut(name))}</text>'
    yield f'<text x="{x + 8}" y="{y + 37}" font-size="11" fill="{_INK}">{escape(_cut(sums + held, 34))}</text></g>'


def node_name(node: Node, ledger: Ledger) -> str:
    """The account, the outside world, or how many accounts were gathered."""
    if node.account == REST:
        return f"{node.gathered} smaller accounts"
    return "outside the ledger" if node.account == OUTSIDE else ledger.accounts[node.account]


def _line(edge: Edge, places: Place, largest: int, ledger: Ledger) -> str:
    x1, y1 = places[edge.sender]
    x2, y2 = places[edge.receiver]
    begins, ends, middle1, middle2 = x1 + _BOX, x2, y1 + _HIGH // 2, y2 + _HIGH // 2
    bend = _ACROSS // 2
    dashed = ""
    if ends <= begins:  # back to an account that lies nearer to the source, or to itself
        dashed = ' stroke-dasharray="7 5"'
        bend = _ACROSS
    width = max(1, edge.amount * _WIDEST // largest)
    told = f"{ledger.money(edge.amount)} {ledger.currency} in {edge.transfers} transfers"
    path = f"M{begins} {middle1} C{begins + bend} {middle1} {ends - bend} {middle2} {ends} {middle2}"
    return (
        f"<g><title>{escape(told)}</title>"
        f'<path d="{path}" fill="none" stroke="{_LINE}" stroke-opacity="0.75" stroke-width="{width}"{dashed}/></g>'
    )


def _cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
