"""Which letters there are, and in which languages."""

import functools
from pathlib import Path

from comity.common.errors import BadInputError
from comity.drafting.letter_file import Letter, load_letter

_TABLES = ("fields.yaml", "terms.yaml", "titles.yaml")
_HERE = Path(__file__).resolve().parent


def letters_folder() -> Path:
    """The folder of the letters: that of the checkout, or the one installed with the package."""
    checkout = _HERE.parents[2] / "lawdata" / "letters"
    return checkout if checkout.is_dir() else _HERE / "letters"


def letters(folder: Path | None = None) -> tuple[Letter, ...]:
    """Every letter of a folder, by measure and language."""
    return tuple(load_letter(path) for path in sorted((folder or letters_folder()).glob("*.*.md")))


def languages_of(measure: str, folder: Path | None = None) -> tuple[str, ...]:
    """The languages a measure's letter is at hand in."""
    return tuple(sorted(path.name.split(".")[1] for path in (folder or letters_folder()).glob(f"{measure}.*.md")))


def letter_for(measure: str, language: str, folder: Path | None = None) -> Letter:
    """The letter for a measure in a language."""
    languages = languages_of(measure, folder)
    if language not in languages:
        there = f"; it is at hand in {', '.join(languages)}" if languages else ""
        raise BadInputError(f"there is no letter '{measure}' in '{language}'{there}")
    path = (folder or letters_folder()) / f"{measure}.{language}.md"
    return _letter(path, tuple(_changed(path.parent / name) for name in (path.name, *_TABLES)))


@functools.lru_cache(maxsize=64)
def _letter(path: Path, _changed: tuple[int, ...]) -> Letter:
    """A letter is read again only when its file, or a table beside it, has changed."""
    return load_letter(path)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0
