"""The quick look: how high the score of two names may be, from their words alone and before the full comparison.

Each word of a question remembers how alike it is at most to the words of the index that it has met. The estimate lets
the words of both names take their best counterparts, and takes what is not looked at (order, legal forms) as in favour.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import mul

from rapidfuzz.fuzz import ratio

from comity.screening.alignment import LOWEST_JOINED, join, lengths_fit
from comity.screening.features import NameFeatures
from comity.screening.index.asked import Asked, Found
from comity.screening.index.facts import beside
from comity.screening.index.kernels import LIKELY
from comity.screening.index.keys import keys_of
from comity.screening.index.look_kernels import STRONG_POSTINGS, WEAK_POSTINGS
from comity.screening.index.reader import Index, Word
from comity.screening.index.spellings import LONGEST, heard, kept_spellings, looked_at, without_article
from comity.screening.scorer import name_logit
from comity.screening.scripts import Script
from comity.screening.similarity import INITIAL, likeness
from comity.screening.tokens import HAN_PART, Kind, Name, Role, Token

LOWEST = 0.3
# How alike two words may be at most, given how many letters they share: measured on words of lists, with room above.
HOPELESS, ROOM, ROOM_WIDE = 50.0, 0.08, 0.25
JOINED, SETTLED = 54.0, 0.85
LEAST_COVERED = 0.5
MOST_ROWS = 20_000
IMPOSSIBLE = -20.0
_NOT_STRONG = frozenset({Role.INITIAL, Role.PARTICLE})
MOST_LOOKED = 500


class Row(dict[int, float]):
    """How alike one word of a question may be to words of an index, by their number; found out when first asked for."""

    __slots__ = ("heard", "index", "latin", "spellings", "token")

    def __init__(self, index: Index, token: Token) -> None:
        """Begin with nothing known."""
        super().__init__()
        self.index = index
        self.token = token
        self.latin = token.script is Script.LATIN
        self.spellings = kept_spellings(token)
        self.heard = heard(token)

    def __missing__(self, number: int) -> float:
        """Find out how alike the words may be; ones that share few letters are not alike."""
        found = self[number] = self.at_most(self.index.word(number))
        return found

    def at_most(self, other: Word) -> float:
        """The highest likeness that this word and another can have."""
        token, theirs = self.token, other.token
        if token.role is not Role.NAME or theirs.role is not Role.NAME:
            return _short(token, theirs)
        if token.family and token.family == theirs.family and token.family != HAN_PART:
            return 1.0
        share = max([ratio(a, b) for a in self.spellings for b in other.spellings])
        latin = self.latin and theirs.script is Script.LATIN
        room = ROOM if latin and other.sound != self.heard else ROOM_WIDE
        return min(1.0, share / 100.0 + room) if share >= HOPELESS else 0.0


class ExactRow(dict[int, float]):
    """How alike one word is to words of an index; those that can hardly be alike are not looked at."""

    __slots__ = ("row",)

    def __init__(self, row: Row) -> None:
        """Begin with nothing known but the row of what may be."""
        super().__init__()
        self.row = row

    def __missing__(self, number: int) -> float:
        """Find out how alike the words are."""
        found = self[number] = self._found(number) if self.row[number] >= LOWEST else 0.0
        return found

    def _found(self, number: int) -> float:
        return likeness_of(self.row.token, self.row.index.word(number).token)


def likeness_of(ours: Token, theirs: Token) -> float:
    """How alike two words are; the Arabic article may stand as a word of its own on the other side."""
    if ours.latin != theirs.latin and without_article(ours.latin) == without_article(theirs.latin) != "":
        return 1.0
    return likeness(ours, theirs).value


def _short(token: Token, other: Token) -> float:
    if Role.INITIAL in {token.role, other.role}:
        return INITIAL if token.latin and token.latin[0] == other.latin[:1] else 0.0
    return float(token.text == other.text)


@lru_cache(maxsize=200_000)
def joined_likeness_of(run: tuple[Token, ...], single: Token) -> float:
    """How alike neighbouring words written as one are to a word of the other name, as the full comparison sees it."""
    whole = join(run)
    if whole is None or not lengths_fit(whole, single):
        return 0.0
    value = likeness(whole, single).value
    return value if value >= LOWEST_JOINED else 0.0


class Memory:
    """The rows of one index, the oldest forgotten where they grow too many."""

    __slots__ = ("index", "rows")

    def __init__(self, index: Index) -> None:
        """Begin with nothing known."""
        self.index = index
        self.rows: OrderedDict[Token, tuple[Row, ExactRow]] = OrderedDict()

    def of(self, token: Token) -> tuple[Row, ExactRow]:
        """What a word of a question has met so far."""
        found = self.rows.get(token)
        if found is None:
            row = Row(self.index, token)
            found = self.rows[token] = row, ExactRow(row)
            if len(self.rows) > MOST_ROWS:
                self.rows.popitem(last=False)
        return found


@dataclass(frozen=True, slots=True)
class Question:
    """A name that is looked for: its words with what they have met, their weights, and its script."""

    kind: Kind
    rows: tuple[Row, ...]
    exact: tuple[ExactRow, ...]
    weights: tuple[float, ...]
    total: float
    script: Script

    @classmethod
    def of(cls, name: Name, memory: Memory) -> "Question":
        """Make a name ready."""
        core = looked_at(name)
        weights = tuple(_weight(t) for t in core)
        first = next((t.script for t in core if t.role is Role.NAME), Script.NONE)
        rows = [memory.of(token) for token in core]
        return cls(name.kind, tuple(r for r, _ in rows), tuple(e for _, e in rows), weights, sum(weights) or 1.0, first)


def look(index: Index, asked: Asked, memory: Memory) -> list[Found]:
    """The listed names that may reach the floor of a question, each with how high it may be."""
    question = Question.of(asked.name, memory)
    if not question.rows:
        return []
    gains: dict[int, float] = {}
    likely: list[Found] = []
    for number in _meeting(index, asked):
        owner = index.owners[number]
        if owner not in index.gone and (words := index.words(number)):
            gains[number] = beside(asked.facts, 0, len(asked.facts), *index.facts(owner))
            if gains[number] + LIKELY >= asked.floor:
                likely.append((highest(question, words, index) + gains[number], number))
    likely = sorted((found for found in likely if found[0] >= asked.floor), reverse=True)[:MOST_LOOKED]
    closer = [(highest(question, index.words(n), index, exact=True) + gains[n], n) for _, n in likely]
    return [found for found in closer if found[0] >= asked.floor]


def _meeting(index: Index, asked: Asked) -> set[int]:
    strong, weak = keys_of(asked.name, array("i", asked.facts))
    found: set[int] = set()
    for keys, most in ((strong, STRONG_POSTINGS), (weak, WEAK_POSTINGS)):
        found.update(*(index.names_with(key, most) for key in keys))
    return found


def _weight(token: Token) -> float:
    """How telling a word is; a particle is compared as a part of others only."""
    return 0.0 if token.role is Role.PARTICLE else round(token.weight, 4)


def _count(tokens: Iterable[Token]) -> int:
    return sum([token.role is not Role.PARTICLE for token in tokens])


def highest(asked: Question, numbers: list[int], index: Index, *, exact: bool = False) -> float:
    """The highest score, in logits, that two names may have, from the words of the one and of the other."""
    table = [list(map(row.__getitem__, numbers)) for row in (asked.exact if exact else asked.rows)]
    best, columns = _paired(table)
    words = [index.word(n) for n in numbers]
    if len(words) != len(asked.rows) or not (asked.rows[0].latin and words[0].token.script is Script.LATIN):
        _join(asked, words, best, columns, exact=exact)
    weights = [_weight(word.token) for word in words]
    shares = sum(map(mul, asked.weights, best)) / asked.total, sum(map(mul, weights, columns)) / (sum(weights) or 1.0)
    if max(shares) < LEAST_COVERED:
        return IMPOSSIBLE
    return name_logit(asked.kind, _features(asked, best, columns, words))


def _paired(table: list[list[float]]) -> tuple[list[float], list[float]]:
    """How alike each word of both names is to its counterpart, the most alike chosen first, each word once."""
    best, columns = [0.0] * len(table), [0.0] * len(table[0])
    options = [(v, i, j) for i, row in enumerate(table) for j, v in enumerate(row) if v >= LOWEST]
    options.sort(reverse=True)
    for value, i, j in options:
        if not best[i] and not columns[j]:
            best[i] = columns[j] = value
    return best, columns


def _join(asked: Question, words: list[Word], best: list[float], columns: list[float], *, exact: bool) -> None:
    """Let neighbouring words of one name stand for one word of the other, where their letters allow it."""
    for j, word in enumerate(words):
        for i, (a, b) in enumerate(pairwise(asked.rows) if word.token.role is Role.NAME else ()):
            value = _joined(a, b, word, columns[j], exact=exact)
            if value > columns[j]:
                columns[j] = best[i] = best[i + 1] = value
    for i, row in enumerate(asked.rows):
        for j, (c, d) in enumerate(pairwise(words) if row.token.role is Role.NAME else ()):
            value = _joined(c, d, row, best[i], exact=exact)
            if value > best[i]:
                best[i] = columns[j] = columns[j + 1] = value


def _joined(one: Row | Word, two: Row | Word, single: Row | Word, best: float, *, exact: bool) -> float:
    """How alike two words written as one are to a word; nothing where that word has its counterpart already."""
    if best >= SETTLED:
        return 0.0
    value = _as_one(one.spellings[0] + two.spellings[0], single.spellings)
    return joined_likeness_of((one.token, two.token), single.token) if exact and value > best else value


def _as_one(joined: str, single: tuple[str, ...]) -> float:
    share = max([ratio(joined[:LONGEST], text) for text in single])
    return min(1.0, share / 100.0 + ROOM_WIDE) if share >= JOINED else 0.0


def _features(asked: Question, best: list[float], columns: list[float], words: list[Word]) -> NameFeatures:
    sides = (asked.weights, best), ([_weight(word.token) for word in words], columns)
    over = [sum([w for w, v in zip(side, values, strict=True) if v < LOWEST]) for side, values in sides]
    shares = sorted(sum(map(mul, side, values)) / (sum(side) or 1.0) for side, values in sides)
    strong = [
        (w, v)
        for w, v, row in zip(asked.weights, best, asked.rows, strict=True)
        if v >= LOWEST and row.token.role not in _NOT_STRONG and v != INITIAL
    ]
    pairs = zip(best, asked.rows, strict=True)
    linked = sum([v >= LOWEST and row.token.role is not Role.PARTICLE for v, row in pairs])
    fewest = min(_count(row.token for row in asked.rows), _count(word.token for word in words))
    script = next((w.token.script for w in words if w.token.role is Role.NAME), Script.NONE)
    return NameFeatures(
        covered=shares[1],
        covered_least=shares[0],
        worst=min([v for _, v in strong], default=0.0),
        mean=sum([w * v for w, v in strong]) / (sum([w for w, _ in strong]) or 1.0),
        telling=min(4.0, sum([w * v * v for w, v in strong])),
        words=float(min(4, len(strong))),
        clash=min(2.0, *over),
        extra=min(3.0, abs(over[0] - over[1])),
        initials=float(min(2, linked - len(strong))),
        turned=0.0,
        whole=1.0,
        other_script=float(script is not asked.script),
        form_clash=0.0,
        single=float(fewest <= 1),
        family=0.0,
    )
