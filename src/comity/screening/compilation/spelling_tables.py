"""Spellings of one script: what people wrote down and what was learned from pairs, in one table of gains."""

import math
from pathlib import Path
from typing import Any

from comity.screening.compilation.tsv import Table, read_table

Gains = dict[str, dict[str, float]]

# Which tables make up a script; the first one with a spelling says how a letter is usually written.
SCRIPTS: dict[str, tuple[str, ...]] = {
    "latin": ("learned/latin",),
    "arabic": ("arabic_more", "persian", "learned/arabic"),
    "hebrew": ("hebrew_more", "learned/hebrew"),
    "kana": ("katakana_more", "learned/katakana"),
    "hangul": ("hangul_native", "learned/hangul"),
    "han": ("learned/han",),
    "cyrillic": ("cyrillic_more", "learned/cyrillic"),
    "greek": ("greek",),
    "georgian": ("georgian",),
    "armenian": ("armenian",),
    "devanagari": ("devanagari",),
    "tamil": ("tamil",),
    "thai": ("thai",),
}
FIRST_SHARE = 0.55
OTHER_VOWEL = 0.03
VOWELS = frozenset("aeiouy")


def spelling_table(folder: Path, script: str, chance: dict[str, float]) -> dict[str, Any]:
    """The data of one script: gains, usual spellings, the typical share of a true pair, the longest chunk."""
    import unicodedata  # noqa: PLC0415 - only the compilation of Hangul needs it

    gains: Gains = {}
    usual: dict[str, str] = {}
    typical = "0.8"
    for name in SCRIPTS[script]:
        table = read_table(folder / "spellings" / f"{name}.tsv")
        typical = table.head.get("typical", typical)
        fresh = _learned(table) if name.startswith("learned/") else _written(table, chance, usual)
        for unit, row in fresh.items():
            key = unicodedata.normalize("NFD", unit) if script in {"hangul", "devanagari", "tamil"} else unit
            into = gains.setdefault(key, {})
            for text, gain in row.items():
                into[text] = max(gain, into.get(text, -99.0))
    if script in {"hangul", "devanagari", "tamil"}:
        usual = {unicodedata.normalize("NFD", unit): text for unit, text in usual.items()}
    for unit, row in gains.items():
        usual.setdefault(unit, max(row, key=lambda text: row[text] + _chance(text, chance)))
    longest = 1 if script in {"kana", "han"} else max(len(unit) for unit in gains)
    return {
        "gains": {unit: {text: round(gain, 2) for text, gain in row.items()} for unit, row in sorted(gains.items())},
        "usual": {} if script == "latin" else dict(sorted(usual.items())),
        "typical": float(typical),
        "longest_source": longest,
    }


def _written(table: Table, chance: dict[str, float], usual: dict[str, str]) -> Gains:
    gains: Gains = {}
    for unit, cell in table.two():
        spellings = ["" if text == "_" else text for text in cell.split()]
        if not spellings:
            continue
        usual.setdefault(unit, spellings[0])
        rest = (1 - FIRST_SHARE) / max(1, len(spellings) - 1)
        for rank, text in enumerate(spellings):
            share = FIRST_SHARE if rank == 0 else rest
            row = gains.setdefault(unit, {})
            row[text] = max(row.get(text, -99.0), math.log(share) - _chance(text, chance))
        if all(set(text) <= VOWELS for text in spellings):  # foreign names are heard differently by every language
            for vowel in sorted(VOWELS):
                row.setdefault(vowel, math.log(OTHER_VOWEL) - _chance(vowel, chance))
    return gains


def _learned(table: Table) -> Gains:
    gains: Gains = {}
    for unit, cell in table.two():
        row = gains.setdefault("" if unit == "_" else unit, {})
        for pair in cell.split():
            text, _, gain = pair.rpartition(":")
            row["" if text == "_" else text] = float(gain)
    return gains


def _chance(text: str, chance: dict[str, float]) -> float:
    return sum(chance.get(letter, -6.0) for letter in text)
