"""How well a word of any script is spelled by a word in Latin letters: the best way to read one as the other."""

from functools import lru_cache

from comity.screening.han_names import character_gains
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
_VOWELS = frozenset("aeiouy")
_IMPOSSIBLE = -1e9
_HOPELESS = -12.0


@lru_cache(maxsize=400_000)
def spelled(units: tuple[str, ...], script: Script, latin: str) -> float:
    """How much of a Latin word is explained by the source letters, from 0 (by chance) to about 1 (a usual spelling)."""
    if not units or not latin:
        return 0.0
    possible = information(latin)
    share = best_gain(units, script, latin) / possible
    return max(0.0, share)


@lru_cache(maxsize=100_000)
def information(latin: str) -> float:
    """What a Latin word tells, in natural units: rare and many letters tell more."""
    chance = letter_chance()
    return -sum(chance.get(letter, -6.0) for letter in latin)


def best_gain(units: tuple[str, ...], script: Script, latin: str) -> float:
    """The gain of the best way to divide both words into chunks that stand for one another."""
    steps, longest = _steps(units, script)
    columns = len(latin)
    skip, unseen = (SKIP_CHARACTER, SKIP_CHARACTER) if script is Script.HAN else (SKIP_SOURCE, UNSEEN)
    insertion = [SKIP_VOWEL if letter in _VOWELS else SKIP_CONSONANT for letter in latin]
    chunks = [[latin[j:end] for end in range(j, min(columns, j + longest) + 1)] for j in range(columns + 1)]
    best = [[_IMPOSSIBLE] * (columns + 1) for _ in range(len(units) + 1)]
    best[0][0] = 0.0
    for i, row in enumerate(best):
        options = steps[i] if i < len(units) else ()
        for j in range(columns + 1):
            here = row[j]
            if here < _HOPELESS:
                continue
            if j < columns:
                value = here + insertion[j]
                row[j + 1] = max(row[j + 1], value)
            for size, table in options:
                target = best[i + size]
                if size == 1:
                    value = here + skip
                    target[j] = max(target[j], value)
                    value = here + unseen
                    if j < columns and value > target[j + 1]:
                        target[j + 1] = value
                end = j
                for chunk in chunks[j]:
                    gain = table.get(chunk)
                    if gain is not None and here + gain > target[end]:
                        target[end] = here + gain
                    end += 1
    return best[len(units)][columns]


def _steps(units: tuple[str, ...], script: Script) -> tuple[list[tuple[tuple[int, Row], ...]], int]:
    if script is Script.HAN:
        return [((1, character_gains(unit)),) for unit in units], 6
    table = spelling(script)
    steps: list[tuple[tuple[int, Row], ...]] = []
    for start in range(len(units)):
        options: list[tuple[int, Row]] = [(1, table.gains.get(units[start], {}))]
        for size in range(2, min(table.longest_source, len(units) - start) + 1):
            chunk = "".join(units[start : start + size])
            if chunk in table.gains:
                options.append((size, table.gains[chunk]))
        steps.append(tuple(options))
    return steps, table.longest_latin
