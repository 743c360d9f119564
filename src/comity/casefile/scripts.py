"""The script a name is written in (ISO 15924), read off its letters."""

import unicodedata

_CODES = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Hang",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "THAI": "Thai",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "ETHIOPIC": "Ethi",
    "KHMER": "Khmr",
    "MYANMAR": "Mymr",
}


def script_of(name: str) -> str | None:
    """Return the script of the first letter that has one; Chinese characters are Hani, whichever form they take."""
    for sign in name:
        if sign.isalpha():
            code = _CODES.get(unicodedata.name(sign, "").partition(" ")[0])
            if code:
                return code
    return None
