"""Countries as files write them: codes of two or three letters, or names in six languages."""

from functools import lru_cache

from comity.screening.folding import fold_word, split_words, visible
from comity.screening.tables import countries


@lru_cache(maxsize=20_000)
def country_code(text: str) -> str:
    """The three-letter code (ISO 3166-1) of a country; empty where nobody knows what was meant."""
    return countries().get(folded_country(text), "")


def folded_country(text: str) -> str:
    """A country's name as it is looked up."""
    return " ".join(fold_word(word) for word in split_words(visible(text).replace("_", " ")) if word.lower() != "the")
