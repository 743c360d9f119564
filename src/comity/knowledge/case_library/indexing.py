"""Making a summary findable: its words with their weight, its tags, and how long the case took."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from comity.knowledge.case_library.duration import months_of
from comity.knowledge.case_library.models import LibraryCase, LibraryPosting, LibraryTag, LibraryToken
from comity.knowledge.case_library.summary import COLUMNS, TITLES, Kind, Summary
from comity.knowledge.case_library.words import words_of
from comity.law.states import state_name

TAGS: dict[str, str] = {
    "origin_states": "state",
    "asset_states": "state",
    "transit_states": "state",
    "payer_states": "state",
    "offences": "offence",
    "measures": "measure",
    "outcome": "outcome",
    "basis": "basis",
    "roles": "role",
}
"""Which field of a summary makes which kind of tag."""

_TITLE, _TAG, _TEXT = 30, 20, 10  # what a word weighs by its place; each repetition adds one
_REPEATED = 9
_MOST = 4000  # words of one summary; a longer one is found by its first ones
_PIECE = 2000


@transaction.atomic
def index_cases(cases: Sequence[LibraryCase]) -> None:
    """Write the words and tags of summaries anew."""
    LibraryPosting.objects.filter(entry__in=cases).delete()
    LibraryTag.objects.filter(entry__in=cases).delete()
    for at in range(0, len(cases), _PIECE):
        _index(cases[at : at + _PIECE])


def measured(case: LibraryCase, summary: Summary) -> None:
    """Set the columns that follow from the summary."""
    case.title, case.data = summary.line("title"), summary.data()
    case.state, case.measure = summary.several("origin_states")[0], summary.several("measures")[0]
    case.language = summary.line("language")
    case.shortest, case.longest = months_of(summary) or (None, None)


def _index(cases: Sequence[LibraryCase]) -> None:
    words = {case.pk: _words(case.summary) for case in cases}
    tokens = {word for found in words.values() for word in found}
    known = _tokens(tokens)
    postings = (
        LibraryPosting(token_id=known[word], entry_id=pk, weight=weight)
        for pk, found in words.items()
        for word, weight in found.items()
    )
    while piece := list(islice(postings, 5000)):
        LibraryPosting.objects.bulk_create(piece)
    LibraryTag.objects.bulk_create([tag for case in cases for tag in _tags(case)], batch_size=5000)


def _tokens(words: Iterable[str]) -> dict[str, int]:
    """The numbers of words; those that are new get one."""
    wanted = sorted(words)
    LibraryToken.objects.bulk_create([LibraryToken(token=word) for word in wanted], _PIECE, ignore_conflicts=True)
    known: dict[str, int] = {}
    for at in range(0, len(wanted), _PIECE):
        rows = LibraryToken.objects.filter(token__in=wanted[at : at + _PIECE])
        known |= dict(rows.values_list("token", "pk"))
    return known


def _words(summary: Summary) -> dict[str, int]:
    """Each word with what it weighs: where it stands best, and a little more each time it is said again."""
    places: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for weight, text in _texts(summary):
        for word in words_of(text):
            places[word] = max(weight, places.get(word, 0))
            counts[word] += 1
    weighed = ((word, place + min(counts[word] - 1, _REPEATED)) for word, place in places.items())
    return dict(islice(weighed, _MOST))


def _texts(summary: Summary) -> Iterator[tuple[int, str]]:
    yield _TITLE, summary.line("title")
    for code in summary.states:
        yield _TAG, f"{code} {state_name(code)}"
    for column in COLUMNS:
        if column.kind in {Kind.CODES, Kind.IDS}:
            for code in summary.several(column.name):
                yield _TAG, TITLES.get(code, code.replace("_", " "))
        elif column.kind in {Kind.TEXT, Kind.LINE} and column.name not in {"title", "language"}:
            yield (_TAG if column.weight > 1 else _TEXT), summary.line(column.name)
    for row in (*summary.amounts, *summary.sources):
        yield _TEXT, " ".join(row.get(name, "") for name in ("title", "publisher", "note"))


def _tags(case: LibraryCase) -> list[LibraryTag]:
    summary = case.summary
    found = [(kind, code) for name, kind in TAGS.items() for code in summary.several(name)]
    found += [("language", case.language)]
    found += [("year", summary.line("concluded")[:4])] if summary.line("concluded") else []
    return [LibraryTag(entry=case, kind=kind, value=value[:60]) for kind, value in dict.fromkeys(found)]
