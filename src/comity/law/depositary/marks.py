"""How a state joined, as depositaries mark it: read from the legend that the column's own heading prints."""

import re

_WORDS = {
    "ratification": "ratification",
    "ratificatie": "ratification",
    "bekrachtiging": "ratification",
    "acceptance": "acceptance",
    "acceptation": "acceptance",
    "aanvaarding": "acceptance",
    "approval": "approval",
    "approbation": "approval",
    "goedkeuring": "approval",
    "accession": "accession",
    "adhesion": "accession",
    "toetreding": "accession",
    "succession": "succession",
    "declaration de succession": "succession",
    "voortgezette gebondenheid": "succession",
    "formal confirmation": "formal confirmation",
    "confirmation formelle": "formal confirmation",
    "definitive signature": "definitive signature",
    "signature definitive": "definitive signature",
    "signature sans reserve de ratification": "definitive signature",
}
_ACCENTS = str.maketrans("éèêÉ", "eeeE")
_ENTRY = re.compile(r"([A-Za-z][A-Za-z ]+?)\s*\(\s*([A-Za-z]{1,2})\s*\)")
# One column of some depositaries covers these three alike; a difference among them is then no difference.
CONSENTS = frozenset(("ratification", "acceptance", "approval"))


def legend(heading: str) -> dict[str, str]:
    """The marks a heading explains, as in "Ratification, Accession(a)"; no mark means the unmarked word."""
    known: dict[str, str] = {}

    def explained(entry: re.Match[str]) -> str:
        before, how = _how(entry.group(1))
        if how:
            known[entry.group(2)] = how
        return f"{before} " if how else entry.group(0)

    unmarked = _ENTRY.sub(explained, heading[:500].translate(_ACCENTS))
    plain_words = (_WORDS.get(word.lower(), "") for word in re.split(r"[,\s/]+", unmarked))
    return {"": next((how for how in plain_words if how), ""), **known}


def _how(words: str) -> tuple[str, str]:
    """The longest known ending of the words before a mark, and what stands before that."""
    parts = words.split()
    for index in range(len(parts)):
        how = _WORDS.get(" ".join(parts[index:]).lower())
        if how:
            return " ".join(parts[:index]), how
    return words, ""
