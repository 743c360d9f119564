"""Who owns whom as a picture: persons and companies in circles, an arrow from each owner to what it owns.

The symbols follow the vocabulary of the Beneficial Ownership Visualisation System: a person, a company, and a question
mark where nobody knows. Whoever shows the picture puts the table of the same holdings beside it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape

from comity.tracing.ownership.holdings import Graph, percent

MOST = 300
_ACROSS, _DOWN, _RADIUS, _SIDE, _TOP = 172, 132, 22, 24, 60
_LEAST_WIDE = 560  # a small picture is not blown up to the width of the page
_WIDE = 14  # circles beside one another before a row is broken
_LONGEST = 22
_INK, _OWNED, _CONTROL, _ASKED = "#0b0c0c", "#5694CA", "#D4351C", "#FFDD00"


@dataclass(frozen=True, slots=True)
class OwnershipWords:
    """The words of the picture, with named braces where values stand; English where nobody gives others."""

    holds: str = "{owner} holds {share} in {owned}"
    through: str = "{held}, through {nominees}"
    votes: str = "{share} ({votes} of votes)"
    kinds: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def said(cls, say: Callable[[str], str], kind: Callable[[str], str]) -> "OwnershipWords":
        """The words in another language: ``say`` gives a sentence by its English, ``kind`` a kind of owner."""
        kinds = {code: kind(code) for code in ("person", "company", "arrangement")}
        return cls(say(ENGLISH.holds), say(ENGLISH.through), say(ENGLISH.votes), kinds)


ENGLISH = OwnershipWords()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One arrow of the picture: owner, owned, the share as it is printed, and the nominees it passes through."""

    owner: str
    owned: str
    share: str
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture with everything in it as a table; ``left_out`` is how many more there would have been."""

    svg: str
    names: tuple[str, ...]
    arrows: tuple[Drawn, ...]
    left_out: int


def ownership_chart(
    graph: Graph,
    asked: str,
    kinds: Mapping[str, str],
    title: str,
    *,
    most: int = MOST,
    words: OwnershipWords = ENGLISH,
) -> Picture:
    """Draw everybody above and below one name, the nearest first, each at its distance from it."""
    levels, left_out = _levels(graph, asked, most)
    rows = _rows(levels)
    places = {
        name: (_SIDE + _ACROSS // 2 + at * _ACROSS, _TOP + _RADIUS + row * _DOWN)
        for row, names in enumerate(rows)
        for at, name in enumerate(names)
    }
    arrows = tuple(_arrows(graph, places, words))
    wide = max(_LEAST_WIDE, 2 * _SIDE + max(map(len, rows)) * _ACROSS)
    high = _TOP + len(rows) * _DOWN
    svg = "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" aria-label="',
            f'{escape(title)}" direction="ltr" font-size="12" ',
            'font-family="Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif">',
            f'<title>{escape(title)}</title><rect width="{wide}" height="{high}" fill="#FFFFFF"/>',
            '<defs><marker id="owns" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" ',
            f'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="{_INK}"/></marker></defs>',
            f'<text x="{_SIDE}" y="24" font-size="16" fill="{_INK}">{escape(title)}</text>',
            *(_arrow(arrow, places, words) for arrow in arrows),
            *(
                part
                for name, place in places.items()
                for part in _circle(name, place, (kinds.get(name, ""), words), asked=name == asked)
            ),
            "</svg>",
        ]
    )
    return Picture(svg, tuple(places), arrows, left_out)


def _levels(graph: Graph, asked: str, most: int) -> tuple[dict[str, int], int]:
    """How far each name lies above (less than nothing) or below; the nearest first, at most so many."""
    found, seen = {asked: 0}, {asked}
    for step, beside in ((-1, graph.owners), (1, graph.owned)):
        queue, reached = deque([(asked, 0)]), {asked}
        while queue:
            name, level = queue.popleft()
            stakes = beside.get(name, {})
            for other in sorted(stakes, key=lambda one: (-stakes[one].share, one)):
                if other in reached:
                    continue
                reached.add(other)
                seen.add(other)
                if len(found) < most:
                    found.setdefault(other, level + step)
                    queue.append((other, level + step))
    return found, len(seen) - len(found)


def _rows(levels: Mapping[str, int]) -> list[list[str]]:
    """The names of each level in rows that stay readable, however many they are."""
    rows: list[list[str]] = []
    for level in sorted(set(levels.values())):
        names = [name for name, at in levels.items() if at == level]
        rows += [names[first : first + _WIDE] for first in range(0, len(names), _WIDE)]
    return rows


def _arrows(graph: Graph, places: Mapping[str, tuple[int, int]], words: OwnershipWords) -> Iterator[Drawn]:
    for owned in places:
        for owner, stake in sorted(graph.owners.get(owned, {}).items()):
            if owner in places:
                unknown = owned in graph.unknown and not stake.share
                share = "?" if unknown else percent(stake.share)
                if not unknown and stake.votes != stake.share:
                    share = words.votes.format(share=share, votes=percent(stake.votes))
                yield Drawn(owner, owned, share, tuple(dict.fromkeys(stake.through)))


def _arrow(arrow: Drawn, places: Mapping[str, tuple[int, int]], words: OwnershipWords) -> str:
    (x1, y1), (x2, y2) = places[arrow.owner], places[arrow.owned]
    said = words.holds.format(owner=arrow.owner, share=arrow.share, owned=arrow.owned)
    said = words.through.format(held=said, nominees=", ".join(arrow.through)) if arrow.through else said
    dashed = ' stroke-dasharray="6 4"' if arrow.share == "?" or arrow.through else ""
    colour = _CONTROL if _more_than_half(arrow.share) else _OWNED
    if arrow.owner == arrow.owned:
        path = f"M{x1 + 12} {y1 - 18} C{x1 + 70} {y1 - 60} {x1 + 70} {y1 + 40} {x1 + 16} {y1 + 18}"
        label = (x1 + 48, y1)
    elif y1 == y2:
        bow, begin = y1 - 44, 1 if x2 > x1 else -1
        path = f"M{x1 + 12 * begin} {y1 - 20} Q{(x1 + x2) // 2} {bow} {x2 - 12 * begin} {y2 - 20}"
        label = ((x1 + x2) // 2, bow + 14)
    else:
        down = 1 if y2 > y1 else -1
        begin, end = y1 + down * (_RADIUS + (26 if down > 0 else 2)), y2 - down * (_RADIUS + (2 if down > 0 else 26))
        aside = 0 if down > 0 else 14  # beside the line of what the other holds in it
        path = f"M{x1 + aside} {begin} L{x2 + aside} {end}"
        label = (x1 + (x2 - x1) * 3 // 5 + 2 * aside, begin + (end - begin) * 3 // 5)
    shown = escape(arrow.share.partition(" (")[0])
    return (
        f'<g><title>{escape(said)}</title><path d="{path}" fill="none" stroke="{colour}" stroke-width="2" '
        f'marker-end="url(#owns)"{dashed}/><text x="{label[0]}" y="{label[1]}" fill="{_INK}" stroke="#FFFFFF" '
        f'stroke-width="3" paint-order="stroke" text-anchor="middle">{shown}</text></g>'
    )


def _more_than_half(share: str) -> bool:
    number = share.partition("%")[0]
    return share != "?" and Fraction(number) > 50


def _circle(name: str, place: tuple[int, int], told: tuple[str, OwnershipWords], *, asked: bool) -> Iterable[str]:
    (x, y), (kind, words) = place, told
    fill = _ASKED if asked else "#FFFFFF"
    yield f"<g><title>{escape(name)}{f' ({words.kinds.get(kind, kind)})' if kind else ''}</title>"
    yield f'<circle cx="{x}" cy="{y}" r="{_RADIUS}" fill="{fill}" stroke="{_INK}" stroke-width="2"/>'
    yield _symbol(kind, x, y)
    cut = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    yield f'<text x="{x}" y="{y + _RADIUS + 16}" text-anchor="middle" fill="{_INK}">{escape(cut)}</text></g>'


def _symbol(kind: str, x: int, y: int) -> str:
    """Head and shoulders for a person, a building for a company, a question mark where nobody said."""
    if kind == "person":
        return (
            f'<circle cx="{x}" cy="{y - 6}" r="5" fill="{_INK}"/>'
            f'<path d="M{x - 10} {y + 12}a10 10 0 0 1 20 0z" fill="{_INK}"/>'
        )
    if kind:
        corners = [(x + across, y + down) for across in (-5, 2) for down in (-8, -1)]
        windows = "".join(f'<rect x="{a}" y="{b}" width="3" height="4" fill="#FFFFFF"/>' for a, b in corners)
        return f'<rect x="{x - 9}" y="{y - 12}" width="18" height="24" fill="{_INK}"/>{windows}'
    return f'<text x="{x}" y="{y + 6}" text-anchor="middle" font-size="18" fill="{_INK}">?</text>'
