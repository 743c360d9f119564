"""The words of a summary and of a question: as the office cuts them, and Arabic words without their article."""

from collections.abc import Iterator

from comity.casework.search import words as office

_ARTICLES = ("وبال", "وال", "بال", "كال", "فال", "لل", "ال")
_LEAST = 3  # letters of an Arabic word that remain
_ARABIC = ("\u0600", "\u06ff")


def words_of(text: str) -> Iterator[str]:
    """The words under which a text is found."""
    return map(_bare, office.words_of(text))


def asked_words(question: str) -> list[str]:
    """What a question asks for: every one of these words must be there."""
    return list(dict.fromkeys(map(_bare, office.asked_words(question))))


def _bare(word: str) -> str:
    """An Arabic word without the article and the small words that are written together with it."""
    if not word or not _ARABIC[0] <= word[0] <= _ARABIC[1]:
        return word
    article = next((one for one in _ARTICLES if word.startswith(one) and len(word) - len(one) >= _LEAST), "")
    return word[len(article) :]
