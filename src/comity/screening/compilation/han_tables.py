"""Tables of Han characters: readings of the Unicode Han database, and the spellings of names made from them."""

from itertools import product
from pathlib import Path

from comity.screening.compilation.tsv import read_table

MOST_KOREAN, MOST_UNUSUAL = (
    8,
    2,
)  # spellings of a Korean reading, and how far together its letters may be from the usual
Parts = dict[str, dict[str, list[str]]]


def han_tables(folder: Path, jamo_spelling: dict[str, str]) -> dict[str, dict[str, str]]:
    """Every table of Han characters, each from a (simplified) character to spellings separated by blanks."""
    wade = _parts(folder / "han" / "wade_giles.tsv")
    cantonese = _parts(folder / "han" / "cantonese.tsv")
    tables: dict[str, dict[str, str]] = {
        name: {} for name in ("simplified", "mandarin", "wade", "cantonese", "korean", "japanese", "vietnamese")
    }
    for _, (character, simplified, mandarin, jyutping, hangul, japanese, vietnamese) in read_table(
        folder / "han" / "readings.tsv"
    ).rows:
        if simplified:
            tables["simplified"][character] = simplified
            continue
        put = {
            "mandarin": mandarin,
            "cantonese": " ".join(_cantonese(jyutping, cantonese)),
            "korean": _korean(hangul, jamo_spelling),
            "japanese": japanese,
            "vietnamese": vietnamese,
        }
        for name, text in put.items():
            if text:
                tables[name][character] = text
        for syllable in mandarin.split():
            tables["wade"].setdefault(syllable, " ".join(_wade_giles(syllable, wade)))
    tables["wade"] = {syllable: text for syllable, text in tables["wade"].items() if text}
    tables["southern"] = dict(read_table(folder / "han" / "southern.tsv").two())
    tables["surnames"] = dict(read_table(folder / "han" / "surnames.tsv").two())
    return {name: dict(sorted(table.items())) for name, table in sorted(tables.items())}


def _parts(path: Path) -> Parts:
    parts: Parts = {}
    for _, (part, key, spellings) in read_table(path).rows:
        parts.setdefault(part, {})["" if key == "_" else key] = ["" if s == "_" else s for s in spellings.split()]
    return parts


def _cantonese(jyutping: str, parts: Parts) -> list[str]:
    out: list[str] = []
    for reading in jyutping.split():
        syllable = reading.rstrip("123456")
        size = next((n for n in (2, 1, 0) if syllable[:n] in parts["initial"] and syllable[n:] in parts["final"]), -1)
        if size < 0:
            continue
        initials, finals = parts["initial"][syllable[:size]], parts["final"][syllable[size:]]
        pairs = sorted((i + j, a + b) for i, a in enumerate(initials) for j, b in enumerate(finals))
        out.extend(text for rank, text in pairs[:8] if text not in out)
    return out


def _wade_giles(pinyin: str, parts: Parts) -> list[str]:
    if pinyin in parts["whole"]:
        return parts["whole"][pinyin]
    size = 2 if pinyin[:2] in {"zh", "ch", "sh"} else 1
    initials = parts["initial"].get(pinyin[:size], [pinyin[:size]])
    finals = parts["final"].get(pinyin[size:], [pinyin[size:]])
    return [a + b for a in initials for b in finals if a + b != pinyin]


def _korean(hangul: str, spelling: dict[str, str]) -> str:
    """The spellings of Korean readings: those of surnames, then what the letters allow, likeliest first."""
    import unicodedata  # noqa: PLC0415 - only the compilation needs it

    out: list[str] = []
    for syllable in hangul.split():
        out.extend(spelling.get(syllable, "").split())
        jamo = [spelling.get(part, "_").split() for part in unicodedata.normalize("NFD", syllable)]
        ways = product(*(enumerate("" if text == "_" else text for text in options) for options in jamo))
        ranked = sorted((sum(rank for rank, _ in way), "".join(text for _, text in way)) for way in ways)
        out.extend(text for rank, text in ranked if rank <= MOST_UNUSUAL)
    return " ".join(list(dict.fromkeys(out))[:MOST_KOREAN])
