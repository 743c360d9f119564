"""The look over an index in compiled lines, many names at once: the same names as ``quick.py`` finds, found faster."""

import math
import threading
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from comity.screening.features import NAMES
from comity.screening.index.asked import Asked, Found
from comity.screening.index.compilation import compiled
from comity.screening.index.kernels import FEATURES, LETTERS, MOST_LETTERS, OURS_JOINED, SINGLE
from comity.screening.index.keys import ROOM, CodeTable
from comity.screening.index.latin_words import NOT_PLAIN, LatinWords
from comity.screening.index.look_kernels import NOT_KNOWN
from comity.screening.index.quick import MOST_LOOKED, joined_likeness_of, likeness_of
from comity.screening.index.reader import Index
from comity.screening.index.spellings import MOST_WORDS, looked_at
from comity.screening.index.word_table import TRAITS, WordTable
from comity.screening.scorer import slopes_of
from comity.screening.tokens import Kind, Token

MOST_FOUND = 1 << 16
MOST_MET = 1 << 13  # more than one key may lead to
MOST_ASKED_WORDS = 300_000  # words of questions that are remembered before all are forgotten
REMEMBERED = 1 << 20  # pairs of words
_MODELS = ("person", "person_across", "company")
_SECTIONS = ("letters", "letter_ends", "first_spellings", "traits", "weights", "outlines")


@dataclass(slots=True)
class _Words:
    """The words of questions met so far, as numbers."""

    tokens: list[Token] = field(default_factory=list)
    places: dict[Token, int] = field(default_factory=dict)
    traits: WordTable = field(default_factory=WordTable)
    codes: CodeTable = field(default_factory=CodeTable)

    def place(self, token: Token) -> int:
        """The number of a word."""
        found = self.places.get(token)
        if found is None:
            found = self.places[token] = len(self.tokens)
            self.tokens.append(token)
            self.traits.add(token)
            self.codes.add(token)
        return found


class Looker:
    """Looks an index through with compiled functions, or in tests with the same lines as plain Python."""

    def __init__(self, index: Index, functions: dict[str, Callable[..., Any]]) -> None:
        """Lay the tables of the index out as arrays, without copying them."""
        import numpy as np  # noqa: PLC0415 - comes with numba

        self.np, self.index, self.functions = np, index, functions
        self.alone = threading.Lock()  # the working arrays serve one caller at a time
        part = index.section
        self.latin = LatinWords(functions["alike"])
        self.gone = np.zeros(len(index), np.int8)
        self.lists: tuple[Any, ...] = (
            *(np.frombuffer(part(name), np.int64) for name in ("postings", "directory")),
            *(
                np.frombuffer(part(name), np.int32)
                for name in ("spelled", "spelled_ends", "owners", "facts", "fact_ends")
            ),
            self.gone,
        )
        self.theirs = _arrays(np, {name: part(name) for name in _SECTIONS})
        self.model = _model(np)
        self.found, self.values, self.gains = (
            np.zeros((MOST_FOUND, 2), np.int64),
            np.zeros(MOST_FOUND),
            np.zeros(MOST_FOUND),
        )
        self.work: tuple[Any, ...] = (
            np.zeros((FEATURES + 1, MOST_WORDS)),
            np.zeros(MOST_LETTERS, np.int32),
            np.zeros(LETTERS + 1, np.int64),
            np.zeros(len(self.lists[3]) + 1, np.int32),
            np.zeros(ROOM, np.int64),
            np.zeros(2 * MOST_WORDS, np.int32),
            *(self.found, self.values, self.gains),
            *(np.zeros(MOST_MET, np.int64), np.zeros(MOST_MET)),
        )
        self._forget()

    def _forget(self) -> None:
        self.words = _Words()
        self.known = self._nothing_known()
        self.held = 0

    def names(self, questions: Sequence[Asked]) -> list[list[Found]]:
        """For each question the listed names that may reach its floor, each with how high it may be."""
        with self.alone:
            return self._names(questions)

    def _names(self, questions: Sequence[Asked]) -> list[list[Found]]:
        found: list[list[Found]] = [[] for _ in questions]
        if len(self.words.tokens) > MOST_ASKED_WORDS:
            self._forget()
        if self.index.gone:
            self.gone[list(self.index.gone)] = 1
        asked, ours = self._laid_out(questions)
        first = 0
        while first < len(questions):
            count, first = self.functions["look"](
                asked, first, ours, self.theirs, self.lists, self.index.shift, self.model, self.work, self.known
            )
            count = self._likely(count)
            self._look_closer(count, asked, ours)
            pairs, values, gains = self.found[:count], self.values[:count], self.gains[:count]
            for (question, name), value, gain in zip(pairs.tolist(), values.tolist(), gains.tolist(), strict=True):
                if value + gain >= questions[question].floor:
                    found[question].append((value + gain, name))
        return found

    def _laid_out(self, questions: Sequence[Asked]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        np = self.np
        words, ends = array("i"), array("i", [0])
        facts, fact_ends = array("i"), array("i", [0])
        for question in questions:
            words.extend([self.words.place(token) for token in looked_at(question.name)])
            ends.append(len(words))
            facts.extend(question.facts)
            fact_ends.append(len(facts))
        asked = (
            *(np.array(each, np.int32) for each in (words, ends)),
            np.array([question.name.kind is Kind.COMPANY for question in questions], np.int32),
            np.array([question.floor for question in questions]),
            *(np.array(each, np.int32) for each in (facts, fact_ends)),
            tuple(np.frombuffer(each, each.typecode) for each in self.words.codes.columns()),
        )
        return asked, _arrays(np, self.words.traits.arrays())

    def _likely(self, count: int) -> int:
        """Keep of each question the likeliest names only; how many are left."""
        np = self.np
        found, values, gains = self.found, self.values, self.gains
        starts = np.flatnonzero(np.diff(found[:count, 0], prepend=-1))
        sizes = np.diff(starts, append=count)
        if not len(sizes) or sizes.max() <= MOST_LOOKED:
            return count
        kept = np.concatenate([self._first(start, size) for start, size in zip(starts, sizes, strict=True)])
        for each in (found, values, gains):
            each[: len(kept)] = each[kept]
        return len(kept)

    def _first(self, start: int, size: int) -> Any:  # noqa: ANN401 - an array of places
        np = self.np
        places = np.arange(start, start + size)
        if size <= MOST_LOOKED:
            return places
        likely = self.values[places] + self.gains[places]
        return places[np.lexsort((-self.found[places, 1], -likely))[:MOST_LOOKED]]

    def _look_closer(self, count: int, asked: tuple[Any, ...], ours: tuple[Any, ...]) -> None:
        self.values[:count] = NOT_KNOWN
        while True:
            wanted = self.functions["look_closer"](
                count, asked, ours, self.theirs, self.lists, self.model, self.work, self.known
            )
            if not wanted:
                return
            if self.held + wanted > REMEMBERED // 2:
                self.known, self.held = self._nothing_known(), 0
            values = self.np.array(self._likenesses(self.known[2][:wanted].tolist()))
            self.held += self.functions["remember"](values, wanted, self.known)

    def _likenesses(self, wanted: list[list[int]]) -> list[float]:
        """How alike words are; those in plain letters all at once."""
        latin, tokens, word = self.latin, self.words.tokens, self.index.word
        latin.make_room(len(wanted))
        values: list[float] = []
        plain: list[tuple[int, int]] = []
        where: list[int] = []
        for at, (which, one, two, single) in enumerate(wanted):
            if which == SINGLE:
                places = latin.place(tokens[one]), latin.place(word(single).token)
                if NOT_PLAIN not in places:
                    plain.append(places)
                    where.append(at)
                    values.append(0.0)
                    continue
            values.append(self._likeness(which, one, two, single))
        for at, value in zip(where, latin.likenesses(plain) if plain else (), strict=True):
            values[at] = value
        return values

    def _likeness(self, which: int, one: int, two: int, single: int) -> float:
        tokens, word = self.words.tokens, self.index.word
        if which == SINGLE:
            return likeness_of(tokens[one], word(single).token)
        if which == OURS_JOINED:
            return joined_likeness_of((tokens[one], tokens[two]), word(single).token)
        return joined_likeness_of((word(one).token, word(two).token), tokens[single])

    def _nothing_known(self) -> tuple[Any, ...]:
        """Comparisons of words by number, their likeness, and room for those that are wanted."""
        np = self.np
        return np.zeros(REMEMBERED, np.int64), np.zeros(REMEMBERED), np.zeros((MOST_FOUND, 4), np.int64)


def _arrays(np: Any, sections: dict[str, Any]) -> tuple[Any, ...]:  # noqa: ANN401
    letters, ends, first, traits, weights, outlines = (sections[name] for name in _SECTIONS)
    return (
        np.frombuffer(letters, np.int32),
        np.frombuffer(ends, np.int32),
        np.frombuffer(first, np.int32),
        np.frombuffer(traits, np.int32).reshape(-1, TRAITS),
        np.frombuffer(weights, np.float64),
        np.frombuffer(outlines, np.int64),
    )


def _model(np: Any) -> Any:  # noqa: ANN401
    """The fitted models: for each its intercept, then features or products of two, from where, to where, the slope."""
    rows: list[list[tuple[float, ...]]] = []
    for intercept, slopes, products in map(slopes_of, _MODELS):
        rows.append([(0, 0, 0.0, 0.0, intercept)])
        rows[-1] += [(NAMES.index(name), -1, low, high, weight) for name, low, high, weight in slopes]
        rows[-1] += [(NAMES.index(a), NAMES.index(b), 0.0, math.inf, weight) for a, b, weight in products]
    model = np.zeros((len(rows), max(map(len, rows)), 5))
    for number, each in enumerate(rows):
        model[number, : len(each)] = each
    return model


def accelerate(index: Index) -> bool:
    """Let an index be looked through by compiled lines from now on; whether numba is there to do so."""
    if index.looker is None and len(index) and (functions := compiled()) is not None:
        index.looker = Looker(index, functions)
    return index.looker is not None
