"""Plain Latin words as rows of numbers, so that how alike very many pairs of them are is told in compiled lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from comity.screening.index.latin_kernel import LETTERS, LONGEST
from comity.screening.scripts import Script
from comity.screening.sound import MOST_SYMBOLS, packed, sound
from comity.screening.tables import spelling
from comity.screening.tokens import Role, Token
from comity.screening.transliteration import information

LONGEST_CHUNK = 2  # letters of a chunk that the table of Latin spellings knows
MOST = 1 << 17  # words that are remembered before all are forgotten
_A = ord("a") - 1
NOT_PLAIN = -1


@dataclass(slots=True)
class _Rows:
    """Words as rows: their letters, lengths, sounds and what each tells."""

    letters: Any
    lengths: Any
    sounds: Any
    told: Any


class LatinWords:
    """How alike plain Latin words are, many pairs at once."""

    def __init__(self, alike: Callable[..., None]) -> None:
        """Take the function over arrays, compiled or not."""
        import numpy as np  # noqa: PLC0415 - comes with numba

        self.np, self.alike = np, alike
        self.tables = _tables(np)
        self.room = (
            np.zeros((3, LONGEST + 1), np.int32),
            np.zeros((LONGEST_CHUNK * LONGEST, 3), np.int32),
            np.zeros(LONGEST + 1, np.int32),
            np.zeros(LONGEST),
            np.zeros((LONGEST + LONGEST_CHUNK, LONGEST + 1)),
        )
        self.rows = _Rows(
            np.zeros((MOST, LONGEST), np.int32), np.zeros(MOST, np.int32), np.zeros(MOST, np.int64), np.ones(MOST)
        )
        self.places: dict[Token, int] = {}
        self.count = 0

    def make_room(self, pairs: int) -> None:
        """Forget all words where those of so many pairs might not fit."""
        if self.count + 2 * pairs > MOST:
            self.places, self.count = {}, 0

    def place(self, token: Token) -> int:
        """The row of a word; none where it is more than plain letters."""
        found = self.places.get(token)
        if found is None:
            found = self.places[token] = self._added(token) if is_plain(token) else NOT_PLAIN
        return found

    def _added(self, token: Token) -> int:
        place, rows = self.count, self.rows
        rows.letters[place, : len(token.latin)] = [ord(letter) - _A for letter in token.latin]
        rows.lengths[place] = len(token.latin)
        rows.sounds[place] = packed(sound(token.latin))
        rows.told[place] = information(token.latin)
        self.count += 1
        return place

    def likenesses(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """How alike the words of pairs are, by their rows."""
        np, rows = self.np, self.rows
        values = np.zeros(len(pairs))
        words = rows.letters, rows.lengths, rows.sounds, rows.told
        self.alike(np.array(pairs, np.int32), len(pairs), words, self.tables, self.room, values)
        found: list[float] = values.tolist()
        return found


def is_plain(token: Token) -> bool:
    """Whether a word is nothing but a few Latin letters a to z, of no family of forms."""
    text = token.latin
    return (
        token.role is Role.NAME
        and token.script is Script.LATIN
        and not token.family
        and token.text == text
        and 0 < len(text) <= LONGEST
        and text.isascii()
        and text.isalpha()
        and len(sound(text)) <= MOST_SYMBOLS
    )


def _tables(np: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """The typical gain; for each chunk of letters where the pieces that it may stand for begin and end; the pieces."""
    latin = spelling(Script.LATIN)
    firsts, lasts = np.zeros(LETTERS * LETTERS, np.int32), np.zeros(LETTERS * LETTERS, np.int32)
    pieces: list[tuple[int, int]] = []
    letters: list[int] = []
    gains: list[float] = []
    for chunk, table in latin.gains.items():
        if not 0 < len(chunk) <= LONGEST_CHUNK:
            continue
        code = 0
        for letter in chunk:
            code = code * LETTERS + ord(letter) - _A
        firsts[code] = len(pieces)
        for text, each in table.items():
            pieces.append((len(letters), len(text)))
            letters.extend(ord(letter) - _A for letter in text)
            gains.append(each)
        lasts[code] = len(pieces)
    arrays = np.array(pieces, np.int32), np.array(letters, np.int32), np.array(gains, np.float64)
    return latin.typical, firsts, lasts, *arrays
