"""The quick look compiled by numba, where it is installed (the extra ``screening``): the same names, found faster."""

import functools
import types
from array import array
from typing import Any

from comity.screening.features import NAMES
from comity.screening.index import kernels
from comity.screening.index.kernels import MOST_LETTERS
from comity.screening.index.layout import NAME_BITS
from comity.screening.index.reader import Index
from comity.screening.index.spellings import MOST_WORDS, looked_at
from comity.screening.index.word_table import TRAITS, WordTable
from comity.screening.scorer import PRODUCTS, slopes_of
from comity.screening.tokens import Kind, Name

MOST_FOUND = 20_000
_MODELS = ("person", "person_across", "company")
_ORDER = (
    *("share", "best_share", "at_most", "as_one", "pair", "join", "script_of_name", "scored", "sums_of", "estimate"),
    *("bucket_of", "look"),
)


@functools.cache
def compiled_look() -> Any:  # noqa: ANN401 - a compiled function
    """The compiled look over an index, or nothing where numba is not installed."""
    try:
        from numba import njit  # noqa: PLC0415 - a large library that only bulk screening and the service need
    except ImportError:
        return None
    space = dict(vars(kernels))
    for name in _ORDER:
        plain = vars(kernels)[name]
        twin = types.FunctionType(plain.__code__, space, name, plain.__defaults__)
        twin.__module__, twin.__qualname__ = kernels.__name__, name
        space[name] = njit(cache=True, nogil=True)(twin)
    return space["look"]


class Looker:
    """Looks an index through with a look function: the compiled one, or in tests the same lines as plain Python."""

    def __init__(self, index: Index, look: Any) -> None:  # noqa: ANN401
        """Lay the tables of the index out as arrays, without copying them."""
        import numpy as np  # noqa: PLC0415 - comes with numba

        self.np, self.look = np, look
        part = index.section
        self.lists = (
            np.frombuffer(part("postings"), np.int64),
            np.frombuffer(part("directory"), np.int64),
            np.frombuffer(part("spelled"), np.int32),
            np.frombuffer(part("spelled_ends"), np.int32),
        )
        self.theirs = _arrays(np, {name: part(name) for name in _SECTIONS})
        self.shift = index.shift
        self.model = _model(np)
        self.work: tuple[Any, ...] = (
            np.zeros((MOST_WORDS, MOST_WORDS)),
            *(np.zeros(MOST_WORDS) for _ in range(2)),
            np.zeros(len(NAMES)),
            np.zeros(MOST_LETTERS, np.int32),
            np.zeros(len(self.lists[3]) + 1, np.int32),
            np.zeros(MOST_FOUND, np.int64),
            np.zeros(MOST_FOUND),
        )

    def names(self, name: Name, keys: "array[int]", most: "array[int]", floor: float) -> list[tuple[float, int]]:
        """The listed names that may reach the floor, each with how high it may be."""
        np = self.np
        words = WordTable()
        asked = np.array([words.add(token) for token in looked_at(name)], np.int32)
        ours = _arrays(np, words.arrays())
        company = int(name.kind is Kind.COMPANY)
        looked = (asked, np.frombuffer(keys, np.int64), np.frombuffer(most, np.int64), self.lists, self.shift)
        count = self.look(*looked, ours, self.theirs, company, floor, self.model, self.work)
        found, values = self.work[6], self.work[7]
        return list(zip(values[:count].tolist(), found[:count].tolist(), strict=True))


_SECTIONS = ("letters", "letter_ends", "first_spellings", "traits", "weights")


def _arrays(np: Any, sections: dict[str, Any]) -> tuple[Any, ...]:  # noqa: ANN401
    letters, ends, first, traits, weights = (sections[name] for name in _SECTIONS)
    return (
        np.frombuffer(letters, np.int32),
        np.frombuffer(ends, np.int32),
        np.frombuffer(first, np.int32),
        np.frombuffer(traits, np.int32).reshape(-1, TRAITS),
        np.frombuffer(weights, np.float64),
    )


def _model(np: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """The fitted models as arrays: intercepts, where the slopes of each begin, the slopes, the products."""
    models = [slopes_of(name) for name in _MODELS]
    starts = np.cumsum([0, *(len(slopes) for _, slopes, _ in models)])
    slopes = [slope for _, each, _ in models for slope in each]
    weights = [[{(a, b): w for a, b, w in products}.get(pair, 0.0) for pair in PRODUCTS] for _, _, products in models]
    return (
        np.array([intercept for intercept, _, _ in models]),
        starts,
        np.array([NAMES.index(feature) for feature, _, _, _ in slopes]),
        np.array([[low, high, weight] for _, low, high, weight in slopes]),
        np.array([NAMES.index(a) for a, _ in PRODUCTS]),
        np.array([NAMES.index(b) for _, b in PRODUCTS]),
        np.array(weights),
    )


def accelerate(index: Index) -> bool:
    """Let an index be looked through by compiled lines from now on; whether numba is there to do so."""
    if index.looker is None and (look := compiled_look()) is not None and NAME_BITS == 24 and len(index):
        index.looker = Looker(index, look)
    return index.looker is not None
