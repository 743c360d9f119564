"""Searching the library: every word of the question must be there, the best first, within the chosen tags.

Whole words come first, then words that begin as the question's do, then words of the same stem (the same letters but
for the ending). The word that the fewest summaries have leads, so that no question reads the whole library.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from comity.casework.search.selectors import plain_by_letter
from comity.casework.search.words import LONGEST, is_unparted, plain
from comity.knowledge.case_library.models import LibraryCase, LibraryTag, LibraryToken
from comity.knowledge.case_library.postings import Limits, spread, with_words
from comity.knowledge.case_library.summary import COLUMNS, Kind
from comity.knowledge.case_library.words import asked_words
from comity.knowledge.contributions.selectors import confirmed

PAGE = 20
FILTERS = ("state", "offence", "measure", "outcome", "basis", "role", "year", "language")
_CANDIDATES = 120  # that are weighed against each other
_FORMS = 8  # words that begin as the question's word does
_READ = 200  # of those that begin so, to find the nearest
_SHORTEST = 3  # letters of which a beginning is enough
_ENDING = 2  # letters of an ending that other forms of a word may have instead
_AROUND = 90


class _Near(IntEnum):
    """How near a word of a summary must be to the question's: the same, beginning so, of the same stem."""

    SAME = 0
    BEGINS = 1
    STEM = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: words, tags (of one kind any, of several kinds all), and how many months it took."""

    question: str = ""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least_months: int | None = None
    most_months: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A summary that was found, and its text around the first word: before, the word itself, after."""

    case: LibraryCase
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of what was found; ``more`` where another follows."""

    hits: tuple[Hit, ...]
    more: bool
    page: int


def search_library(wanted: Wanted, page: int = 1) -> Answer:
    """The confirmed summaries that fit, the best first; without words the newest first."""
    words = asked_words(wanted.question)[:8]
    start = (max(1, page) - 1) * PAGE
    if wanted.question.strip():
        pks = _ranked(wanted, words) if words else []
        shown = pks[start : start + PAGE]
        held = LibraryCase.objects.in_bulk(shown)
        cases, more = [held[pk] for pk in shown], len(pks) > start + PAGE
    else:
        cases = list(_newest(wanted)[start : start + PAGE + 1])
        cases, more = cases[:PAGE], len(cases) > PAGE
    return Answer(tuple(_hit(case, words) for case in cases), more, max(1, page))


def _ranked(wanted: Wanted, words: list[str]) -> list[int]:
    """The summaries that have all the words, by the weight of the words in them, the nearest words first."""
    same = dict(LibraryToken.objects.filter(token__in=words).values_list("token", "pk"))
    found: dict[int, None] = {}
    asked: list[list[list[int]]] = []
    for near in _Near:
        if len(found) > PAGE:
            break
        forms = [_forms(word, near, same.get(word)) for word in words]
        if all(forms) and forms not in asked:
            found |= dict.fromkeys(_weighed(wanted, forms, set(found)))
        asked.append(forms)
    return list(found)


def _forms(word: str, near: _Near, same: int | None) -> list[int]:
    """The tokens that stand for a word of the question, at most so far away; the nearest in length first."""
    tokens = [] if same is None else [same]
    if near is _Near.SAME or is_unparted(word) or len(word) < _SHORTEST or any(char.isdigit() for char in word):
        return tokens
    beginning = word[: max(_SHORTEST, len(word) - _ENDING)] if near is _Near.STEM else word
    begins = LibraryToken.objects.filter(_begins(beginning)).order_by("token")
    nearest = sorted((len(token), pk) for pk, token in begins.values_list("pk", "token")[:_READ])
    longest = len(word) + _ENDING + 1 if near is _Near.STEM else LONGEST
    return list(dict.fromkeys([*tokens, *(pk for length, pk in nearest if length <= longest)]))[:_FORMS]


def _begins(word: str) -> Q:
    if connection.vendor == "sqlite":  # whose LIKE does not use an index
        return Q(token__gte=word, token__lt=word + "\U0010ffff")
    return Q(token__startswith=word)


def _weighed(wanted: Wanted, forms: list[list[int]], without: set[int]) -> list[int]:
    """Candidates under the rarest word, the weightiest by all words first; those already found are left out."""
    lead, *rest = sorted(forms, key=spread) if len(forms) > 1 else forms
    limits = Limits(
        tuple((kind, values) for kind, values in wanted.tags.items() if values),
        wanted.least_months,
        wanted.most_months,
    )
    candidates: dict[int, int] = {}
    for token in lead:
        for pk, weight in with_words(token, rest, limits, _CANDIDATES + len(without)).items():
            candidates[pk] = max(weight, candidates.get(pk, 0))
    left = (pk for pk in candidates if pk not in without)
    return sorted(left, key=lambda pk: (-candidates[pk], -pk))[:_CANDIDATES]


def _newest(wanted: Wanted) -> "QuerySet[LibraryCase]":
    query = confirmed(LibraryCase)
    for kind, values in wanted.tags.items():
        if values:
            query = query.filter(Exists(LibraryTag.objects.filter(entry=OuterRef("pk"), kind=kind, value__in=values)))
    if wanted.least_months is not None:
        query = query.filter(shortest__gte=wanted.least_months)
    return query.filter(longest__lte=wanted.most_months) if wanted.most_months is not None else query


def _hit(case: LibraryCase, words: list[str]) -> Hit:
    """The text around the first place where a word of the question, or its beginning, stands."""
    texts = list(_shown(case))
    sought = [
        form for word in sorted(words, key=len, reverse=True) for form in (word, word[:-_ENDING]) if len(form) > 1
    ]
    for place in (_plainly, _past_accents):
        for form in sought:
            for text in texts:
                at = place(text, form)
                if at >= 0:
                    return _around(case, text, at, at + len(form))
    return Hit(case, texts[0][: 2 * _AROUND] if texts else "", "", "")


def _around(case: LibraryCase, text: str, at: int, end: int) -> Hit:
    start = max(0, at - _AROUND)
    after = text[end : end + _AROUND] + ("…" if end + _AROUND < len(text) else "")
    return Hit(case, ("…" if start else "") + text[start:at], text[at:end], after)


def _shown(case: LibraryCase) -> Iterator[str]:
    for column in COLUMNS:
        if column.kind is Kind.TEXT and case.data.get(column.name):
            yield case.data[column.name]


def _plainly(text: str, sought: str) -> int:
    small = text.lower()
    return small.find(sought) if len(small) == len(text) else -1


def _past_accents(text: str, sought: str) -> int:
    """Where a word stands, letter for letter, whatever accents the text has."""
    return -1 if text.isascii() else plain_by_letter(text).find(plain(sought))
