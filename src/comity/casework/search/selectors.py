"""Asking the index: only for somebody, and ranked by nothing but what they may see.

No figure about other people's records goes into the order: it is made of the weight of the words in the entry
itself, and of how new it is.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from comity.casework.identity import Identity
from comity.casework.search.models import SearchEntry, SearchWord
from comity.casework.search.words import asked_words, is_unparted, plain

MOST = 50  # shown; that there are more is said, not how many
_AROUND = 70  # characters shown on either side of what was found
_SHORTEST = 3  # letters of a word whose beginning is enough


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: the entry, and its text around the first word: before, the word itself, after."""

    entry: SearchEntry
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, the best first; ``more`` where there is more than is shown."""

    hits: tuple[Hit, ...]
    more: bool
    words: tuple[str, ...]


def search(who: Identity, question: str) -> Answer:
    """What a person may see that has all words of a question: whole words first, then beginnings of words."""
    words = asked_words(question)[:8]
    found: dict[int, SearchEntry] = {}
    for begins in (False, True):
        if words and len(found) <= MOST and not (found and _is_number(words)):
            _collect(who, words, begins, found)
    entries = list(found.values())[: MOST + 1]
    return Answer(tuple(_hit(e, question, words) for e in entries[:MOST]), len(entries) > MOST, tuple(words))


def _collect(who: Identity, words: list[str], begins: bool, found: dict[int, SearchEntry]) -> None:
    """Add what was found, the weightiest first; the longest word leads, for it is in the fewest entries."""
    first, *rest = sorted(words, key=len, reverse=True)
    if begins and not any(_may_begin(word) for word in words):
        return
    query = SearchEntry.objects.visible_to(who).filter(_word(first, begins, "words__"))
    for word in rest:
        query = query.filter(Exists(SearchWord.objects.filter(_word(word, begins), entry=OuterRef("pk"))))
    query = query.exclude(pk__in=list(found)) if found else query
    best = query.select_related("case").order_by("-words__weight", "-words__entry_id")
    for entry in best[: (MOST + 1) * (3 if begins else 1)]:  # an entry has several words with one beginning
        found.setdefault(entry.pk, entry)


def _is_number(words: list[str]) -> bool:
    """A number that was found as it is need not be looked for as the beginning of another one."""
    return len(words) == 1 and any(char.isdigit() for char in words[0])


def _may_begin(word: str) -> bool:
    return len(word) >= _SHORTEST and not is_unparted(word)


def _word(word: str, begins: bool, path: str = "") -> Q:
    if not begins or not _may_begin(word):
        return Q(**{f"{path}token": word})
    if connection.vendor == "sqlite":  # whose LIKE does not use an index
        return Q(**{f"{path}token__gte": word, f"{path}token__lt": word + "\U0010ffff"})
    return Q(**{f"{path}token__startswith": word})


def _hit(entry: SearchEntry, question: str, words: list[str]) -> Hit:
    """The text around the place; what is shown is only what this entry says, so nothing that is sealed."""
    text = entry.text
    folded = plain_by_letter(text)
    for sought in (plain(question.strip()), *sorted(words, key=len, reverse=True)):
        at = folded.find(sought)
        if sought and at >= 0:
            start, end = max(0, at - _AROUND), at + len(sought)
            before = ("…" if start else "") + text[start:at]
            return Hit(
                entry, before, text[at:end], text[end : end + _AROUND] + ("…" if end + _AROUND < len(text) else "")
            )
    return Hit(entry, text[: 2 * _AROUND], "", "")


def plain_by_letter(text: str) -> str:
    """The text as it is compared, letter for letter, so that places in it are places in the text."""
    return "".join(p if len(p := plain(letter)) == 1 else letter for letter in text)
