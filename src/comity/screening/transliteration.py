"""How well a word of any script is spelled by a word in Latin letters: the best way to read one as the other."""

from collections.abc import Callable
from functools import lru_cache

from comity.screening.han_names import character_gains, in_each_language
from comity.screening.scripts import Script
from comity.screening.tables import letter_chance, spelling

Row = dict[str, float]

# Costs where no table knows better: a source letter that is not written, a Latin letter that nothing stands for, a pair
# of letters nobody has seen together.
SKIP_SOURCE = -2.6
SKIP_VOWEL = -2.6
SKIP_CONSONANT = -4.2
UNSEEN = -4.0
SKIP_CHARACTER = -7.0
VOWELS = frozenset("aeiouy")
IMPOSSIBLE = -1e9
HOPELESS = -12.0


@lru_cache(maxsize=400_000)
def spelled(units: tuple[str, ...], script: Script, latin: str) -> float:
    """How much of a Latin word is explained by the source letters, from 0 (by chance) to about 1 (a usual spelling)."""
    if not units or not latin:
        return 0.0
    possible = information(latin)
    read = _readers[-1]
    gain = read(units, script, latin)
    if script is Script.HAN:
        # In one language from the first character to the last: that is more likely than each in another.
        gain = max([gain, *(chance + read(marked, script, latin) for marked, chance in in_each_language(units))])
    return max(0.0, gain / possible)


@lru_cache(maxsize=100_000)
def information(latin: str) -> float:
    """What a Latin word tells, in natural units: rare and many letters tell more."""
    chance = letter_chance()
    return -sum(chance.get(letter, -6.0) for letter in latin)


def best_gain(units: tuple[str, ...], script: Script, latin: str) -> float:
    """The gain of the best way to divide both words into chunks that stand for one another."""
    steps, longest = steps_of(units, script)
    columns = len(latin)
    skip, unseen = (SKIP_CHARACTER, SKIP_CHARACTER) if script is Script.HAN else (SKIP_SOURCE, UNSEEN)
    insertion = [SKIP_VOWEL if letter in VOWELS else SKIP_CONSONANT for letter in latin]
    places = _places(latin, longest)
    best = [[IMPOSSIBLE] * (columns + 1) for _ in range(len(units) + 1)]
    best[0][0] = 0.0
    for i, row in enumerate(best):
        for j, cost in enumerate(insertion):
            value = row[j] + cost
            if value > row[j + 1] and row[j] >= HOPELESS:
                row[j + 1] = value
        for size, table in steps[i] if i < len(units) else ():
            target = best[i + size]
            if size == 1:
                _without_table(row, target, skip, unseen)
            for chunk in places.keys() & table.keys():
                gain = table[chunk]
                for j, end in places[chunk]:
                    here = row[j]
                    if here >= HOPELESS and here + gain > target[end]:
                        target[end] = here + gain
    return best[len(units)][columns]


Reader = Callable[[tuple[str, ...], Script, str], float]
_readers: list[Reader] = [best_gain]


def read_with(reader: Reader) -> None:
    """Let another way of finding the same gains, a compiled one, be taken from now on."""
    _readers.append(reader)


def _without_table(row: list[float], target: list[float], skip: float, unseen: float) -> None:
    """A source letter that is not written, or that stands for a Latin letter with which nobody has seen it."""
    last = len(row) - 1
    for j, here in enumerate(row):
        if here >= HOPELESS:
            target[j] = max(target[j], here + skip)
            if j < last and here + unseen > target[j + 1]:
                target[j + 1] = here + unseen


@lru_cache(maxsize=100_000)
def _places(latin: str, longest: int) -> dict[str, tuple[tuple[int, int], ...]]:
    """Where each piece of a Latin word stands: its beginning and its end."""
    found: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(latin) + 1):
        for end in range(start, min(len(latin), start + longest) + 1):
            found.setdefault(latin[start:end], []).append((start, end))
    return {piece: tuple(where) for piece, where in found.items()}


def steps_of(units: tuple[str, ...], script: Script) -> tuple[list[tuple[tuple[int, Row], ...]], int]:
    """For each position of a word the pieces that begin there, with what they may stand for; the longest of these."""
    if script is Script.HAN:
        return [((1, character_gains(unit)),) for unit in units], 6
    table = spelling(script)
    return [_options(units[i : i + table.longest_source], script) for i in range(len(units))], table.longest_latin


@lru_cache(maxsize=100_000)
def _options(units: tuple[str, ...], script: Script) -> tuple[tuple[int, Row], ...]:
    """The tables of the pieces that some letters begin with: of the first letter, and of longer ones that are known."""
    gains = spelling(script).gains
    longer = ((size, "".join(units[:size])) for size in range(2, len(units) + 1))
    return (1, gains.get(units[0], {})), *((size, gains[chunk]) for size, chunk in longer if chunk in gains)
