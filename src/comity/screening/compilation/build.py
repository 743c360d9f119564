"""Reads every table of screeningdata/ and writes the JSON that the room reads at start-up."""

import json
from pathlib import Path
from typing import Any

from comity.screening.compilation.country_table import country_table
from comity.screening.compilation.han_tables import han_tables
from comity.screening.compilation.spelling_tables import SCRIPTS, spelling_table
from comity.screening.compilation.tsv import read_table
from comity.screening.compilation.word_tables import letter_tables, word_tables
from comity.screening.tables import FOLDER


def build(source: Path) -> dict[str, str]:
    """The text of every data file, by its name."""
    letters = letter_tables(source)
    _put("letters", _text(letters))  # the other tables are folded by these letters
    chance = letters["chance"]
    data: dict[str, Any] = {
        "letters": letters,
        "rarity": {
            "person": _rarity(source / "words" / "rarity_person.tsv"),
            "company": _rarity(source / "words" / "rarity_company.tsv"),
        },
        "words": word_tables(source),
        "countries": country_table(),
        "scorer": json.loads((source / "scorer.json").read_text(encoding="utf-8")),
    }
    for script in SCRIPTS:
        data[f"spelling_{script}"] = spelling_table(source, script, chance)
    jamo = dict(read_table(source / "spellings" / "hangul_native.tsv").two())
    data["han"] = han_tables(source, jamo)
    return {name: _text(value) for name, value in data.items()}


def _text(value: Any) -> str:  # noqa: ANN401 - any table becomes text here
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _put(name: str, text: str) -> bool:
    path = FOLDER / f"{name}.json"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    FOLDER.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def _rarity(path: Path) -> dict[str, float]:
    return {word: float(weight) for word, weight in read_table(path).two()}


def outdated(source: Path) -> list[str]:
    """The data files that differ from what the tables give."""
    texts = build(source)
    found = {path.stem for path in FOLDER.glob("*.json")}
    return sorted(
        {n for n, t in texts.items() if n not in found or (FOLDER / f"{n}.json").read_text(encoding="utf-8") != t}
        | (found - texts.keys())
    )


def write(source: Path) -> list[str]:
    """Write the data files that changed; returns their names."""
    return [name for name, text in build(source).items() if _put(name, text)]
