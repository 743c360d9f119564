"""Countries as files write them: codes of two or three letters, or names in six languages."""

from functools import lru_cache

from comity.screening.folding import fold_word, split_words, visible
from comity.screening.tables import countries


@lru_cache(maxsize=20_000)
def country_code(text: str) -> str:
    """The three-letter code (ISO 3166-1) of a country; empty where nobody knows which was meant."""
    code = countries().get(folded_country(text), "")
    return "" if " " in code else code


def countries_sharing(text: str) -> tuple[str, ...]:
    """The codes of the countries that share this name; none where it means one of them, or nobody knows it."""
    codes = countries().get(folded_country(text), "").split()
    return tuple(codes) if len(codes) > 1 else ()


def folded_country(text: str) -> str:
    """A country's name as it is looked up."""
    return " ".join(fold_word(word) for word in split_words(visible(text).replace("_", " ")) if word.lower() != "the")
