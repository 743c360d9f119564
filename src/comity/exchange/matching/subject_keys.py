"""Keys of a subject: what two holders compare in private: identifiers, and names by sound with the birth date."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from itertools import combinations

from comity.screening.reading import alternatives, read_name
from comity.screening.tokens import Role

IDENTIFIERS = ("passport", "national_id", "tax_id", "company_number", "account", "wallet", "vehicle")
MOST_TOKENS = 6
# Spellings of one sound, longest first; what is left then loses its vowels.
_SOUNDS = (
    ("sch", "s"), ("tch", "k"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ch", "k"),
    ("sh", "s"), ("zh", "j"), ("ts", "s"), ("tz", "s"), ("cz", "s"), ("dj", "j"), ("dzh", "j"), ("ck", "k"),
    ("x", "ks"), ("q", "k"), ("c", "k"), ("z", "s"), ("w", "v"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]")


def skeleton(latin: str) -> str:
    """Give the consonants of a word, spellings of one sound merged and doubles dropped; a word of vowels stays."""
    sounded = latin
    for spelled, sound in _SOUNDS:
        sounded = sounded.replace(spelled, sound)
    bare = re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", sounded))
    return bare or latin


def name_keys(name: str, born: dt.date, *, wide: bool = False) -> set[str]:
    """Give the keys of a person: every pair of words of the name by sound, with the birth date.

    ``wide`` adds every single word; it finds more and gives far more false hits, and needs a mandate of its own.
    """
    keys: set[str] = set()
    for shown in alternatives(name):
        tokens = [token.latin for token in read_name(shown).tokens if token.role is Role.NAME and token.latin]
        sounds = sorted({skeleton(token) for token in tokens})[:MOST_TOKENS]
        keys |= {f"n2|{one}|{other}|{born.isoformat()}" for one, other in combinations(sounds, 2)}
        if wide:
            keys |= {f"n1|{sound}|{born.isoformat()}" for sound in sounds}
    return keys


def birth_variants(born: dt.date) -> list[dt.date]:
    """Give the birth date and its usual slips: day and month exchanged, a day or a year off."""
    found = [born, born - dt.timedelta(days=1), born + dt.timedelta(days=1)]
    for year, month, day in ((born.year, born.day, born.month), (born.year - 1, born.month, born.day),
                             (born.year + 1, born.month, born.day)):  # fmt: skip
        try:
            found.append(dt.date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def identifier_key(kind: str, value: str) -> str | None:
    """Give the key of an identifier: its letters and digits, capital; nothing where too little is left to identify."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", value).upper() if c.isalnum())
    return f"id|{kind}|{plain}" if len(plain) >= 4 else None


def subject_keys(row: Mapping[str, str], *, variants: bool = False, wide: bool = False) -> set[str]:
    """Give the keys of one row: name and birth_date, and any identifiers it has; an empty field gives no key."""
    keys = {key for kind in IDENTIFIERS if row.get(kind) and (key := identifier_key(kind, row[kind]))}
    if row.get("name") and row.get("birth_date"):
        born = dt.date.fromisoformat(row["birth_date"])
        for day in birth_variants(born) if variants else [born]:
            keys |= name_keys(row["name"], day, wide=wide)
    return keys
