"""Alignment: which words of two names stand for one another, joined words included, and what is left over."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from comity.screening.scripts import Script
from comity.screening.similarity import Likeness, likeness
from comity.screening.sound import sound_alike
from comity.screening.tokens import HAN_PART, Name, Role, Token

LOWEST = 0.3
LOWEST_JOINED = 0.62
LOWEST_PARTICLE = 0.85
LOWEST_JOINED_SOUND = 66.0
SETTLED = 0.95


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the left name (by position in ``Alignment.left``) and of the right name that stand for one another."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: Likeness
    weight: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two names word by word: their words without titles and legal forms, the links, and the core words left over."""

    left: tuple[Token, ...]
    right: tuple[Token, ...]
    links: tuple[Link, ...]
    left_over: tuple[Token, ...]
    right_over: tuple[Token, ...]


def align(left: Name, right: Name) -> Alignment:
    """Find the links between two names, the most telling first; each word takes part in one link at most."""
    ours = tuple([t for t in left.tokens if t.compared])
    theirs = tuple([t for t in right.tokens if t.compared])
    singles = _singles(ours, theirs)
    options = [*singles, *_joined(ours, theirs, singles, turned=False), *_joined(theirs, ours, singles, turned=True)]
    options.sort(key=_value, reverse=True)
    used_left: set[int] = set()
    used_right: set[int] = set()
    links: list[Link] = []
    for option in options:
        if used_left.isdisjoint(option.left) and used_right.isdisjoint(option.right):
            used_left.update(option.left)
            used_right.update(option.right)
            links.append(option)
    return Alignment(ours, theirs, tuple(links), _over(ours, used_left), _over(theirs, used_right))


def _over(tokens: tuple[Token, ...], used: set[int]) -> tuple[Token, ...]:
    return tuple([t for i, t in enumerate(tokens) if i not in used and t.core])


def _value(link: Link) -> tuple[float, float, int, int]:
    near = abs(link.left[0] - link.right[0])
    many = len(link.left) + len(link.right)
    worth = link.likeness.value**2 * (0.5 + 0.5 * min(1.0, link.weight)) * (1 + 0.02 * many)
    return worth, link.weight, -near, -link.left[0]


def _singles(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> list[Link]:
    links: list[Link] = []
    for (i, a), (j, b) in product(enumerate(ours), enumerate(theirs)):
        lowest = LOWEST
        weight = min(a.weight, b.weight)
        if not a.core or not b.core:
            if not a.core and not b.core:
                continue
            # A word that is a particle in one language is a surname in another.
            lowest, weight = LOWEST_PARTICLE, max(a.weight, b.weight) * 0.7
        found = likeness(a, b)
        if found.value >= lowest:
            links.append(Link((i,), (j,), found, weight))
    return links


def _joined(ours: tuple[Token, ...], theirs: tuple[Token, ...], singles: list[Link], *, turned: bool) -> list[Link]:
    """Runs of our words written as one word of theirs."""
    best: dict[int, float] = {}
    settled: set[int] = set()  # words of ours that have found their own counterpart
    for link in singles:
        ours_at, place = (link.right[0], link.left[0]) if turned else (link.left[0], link.right[0])
        best[place] = max(best.get(place, 0.0), link.likeness.value)
        if link.likeness.value >= SETTLED:
            settled.add(ours_at)
    links: list[Link] = []
    for j, single in enumerate(theirs):
        if single.role is not Role.NAME or best.get(j, 0.0) >= SETTLED:
            continue
        longest = 4 if single.script in {Script.HAN, Script.HANGUL} else 3
        for start in range(len(ours)):
            for size in range(2, min(longest, len(ours) - start) + 1):
                if settled.issuperset(range(start, start + size)):
                    continue
                run = ours[start : start + size]
                joined = _run_link(run, single, start, j, best.get(j, 0.0), turned=turned)
                if joined is not None:
                    links.append(joined)
    return links


def _run_link(
    run: tuple[Token, ...], single: Token, start: int, place: int, floor: float, *, turned: bool
) -> Link | None:
    long, short = sum([len(t.latin) for t in run]), len(single.latin)
    if min(long, short) * 2 < max(long, short) or not any(t.role is Role.NAME for t in run):
        return None
    whole = join(run)
    if whole is None or not lengths_fit(whole, single):
        return None
    found = likeness(whole, single)
    if found.value < max(LOWEST_JOINED, floor - 0.05):
        return None
    positions = tuple(range(start, start + len(run)))
    weight = min(1.3, max(single.weight, sum(t.weight for t in run)))
    if turned:
        return Link((place,), positions, found, weight)
    return Link(positions, (place,), found, weight)


def lengths_fit(whole: Token, single: Token) -> bool:
    """Whether words written as one may at all be the single word."""
    a, b = len(whole.latin), len(single.latin)
    if not (a and b) or min(a, b) * 2 < max(a, b):
        return False
    return Script.HAN in {whole.script, single.script} or sound_alike(whole.latin, single.latin) >= LOWEST_JOINED_SOUND


@lru_cache(maxsize=100_000)
def join(run: tuple[Token, ...]) -> Token | None:
    """Several words of one script as one word; None where their scripts differ."""
    script = run[0].script
    if any(t.script is not script for t in run) or any(t.role is Role.NUMBER for t in run):
        return None
    units = tuple(unit for t in run for unit in t.units)
    text = "".join(t.text for t in run)
    latin = "".join(t.latin for t in run)
    # A whole name of three characters that stands for one foreign word is heard, not read character by character.
    family = HAN_PART if all(t.family == HAN_PART for t in run) and len(units) < 3 else ""
    return Token(text, script, latin, units, Role.NAME, min(1.0, sum(t.weight for t in run)), family)
