"""Lists of words and families of words: titles, particles, nicknames, legal forms, letters."""

from pathlib import Path
from typing import Any

from comity.screening.compilation.tsv import read_table
from comity.screening.folding import fold_word, split_words


def word_tables(folder: Path) -> dict[str, Any]:
    """The lists in words/ and letters/ as the program reads them."""
    out: dict[str, Any] = {}
    for name in ("titles", "particles", "small_words", "address_words"):
        out[name] = sorted({_folded(cells[0]) for _, cells in read_table(folder / "words" / f"{name}.tsv").rows})
    out["hangul_surnames"] = ["남궁", "독고", "사공", "선우", "제갈", "황보"]
    out["nicknames"] = _nicknames(folder)
    out["company_forms"] = _families(folder, "company_forms")
    out["company_words"] = _families(folder, "company_words")
    return out


def letter_tables(folder: Path) -> dict[str, Any]:
    """Plain spellings of letters and how often each Latin letter stands in names."""
    out: dict[str, Any] = {
        name: dict(read_table(folder / "letters" / f"{name}.tsv").two()) for name in ("latin", "lookalikes")
    }
    out["chance"] = {k: float(v) for k, v in read_table(folder / "letters" / "chance.tsv").two()}
    return out


def _folded(text: str) -> str:
    return " ".join(fold_word(word) for word in split_words(text))


def _nicknames(folder: Path) -> dict[str, str]:
    families: dict[str, str] = {}
    for _, cells in read_table(folder / "words" / "nicknames.tsv").rows:
        forms = cells[0].split()
        for form in forms:
            families.setdefault(form, forms[0])
    return dict(sorted(families.items()))


def _families(folder: Path, name: str) -> dict[str, str]:
    families: dict[str, str] = {}
    for family, forms in read_table(folder / "words" / f"{name}.tsv").two():
        for form in forms.split("|"):
            if _folded(form):
                families.setdefault(_folded(form), family)
    return dict(sorted(families.items()))
