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
    """The marks a heading explains, such as "Ratification, Accession(a), Succession(d)"; no mark is the unmarked word."""
    plain = heading.translate(_ACCENTS)
    found = {mark: how for words, mark in _ENTRY.findall(plain) if (how := _how(words))}
    unmarked = _ENTRY.sub(" ", plain)
    first = next((how for word in re.split(r"[,\s/]+", unmarked) if (how := _WORDS.get(word.lower()))), "")
    return {"": first, **found}


def _how(words: str) -> str:
    """The longest known ending of the words before a mark."""
    parts = words.lower().split()
    return next((how for i in range(len(parts)) if (how := _WORDS.get(" ".join(parts[i:])))), "")
