"""Bringing the index up to the log: every case that the log has named since is read again, all of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Max

from comity.casefile.case import Handling
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case, Note
from comity.casework.evidence.models import EvidenceItem
from comity.casework.identity import rank
from comity.casework.log.models import LogEntry
from comity.casework.ownership.models import OwnershipRegister
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord, Record
from comity.casework.requests.models import Request
from comity.casework.search.models import SearchEntry, SearchMark, SearchWord
from comity.casework.search.words import words_of
from comity.casework.tasks.models import Task
from comity.casework.tracing.models import MoneyLedger, MoneyTrace

_MOST = 4000  # words of one entry; a longer text is found by its first ones
_BATCH = 200  # cases at a time
MODELS: tuple[type[CaseRecord], ...] = (
    Party,
    Record,
    Asset,
    Request,
    EvidenceItem,
    Task,
    MoneyLedger,
    MoneyTrace,
    OwnershipRegister,
)
# Fields of a record by whose words it is found first: names and numbers, then titles.
_NAMES = frozenset(
    "id names name number identifier identifiers registration reference foreign_reference claimant".split()
)
_TITLES = frozenset("title description kind bank".split())
# Of what the machine makes, only what a person asked and what it was asked of; the rest are figures.
_MADE: dict[type[CaseRecord], frozenset[str]] = {
    MoneyLedger: frozenset({"title", "items", "accounts"}),
    MoneyTrace: frozenset({"question"}),
}


@dataclass
class Found:
    """One entry to be: its place, its protection, and its texts with their weights."""

    case: int
    subject: str
    record: int
    title: str
    handling: str
    wall: int | None
    texts: list[tuple[int, str]] = field(default_factory=list)

    def entry(self) -> SearchEntry:
        """The entry itself."""
        return SearchEntry(
            case_id=self.case,
            subject=self.subject,
            record=self.record,
            title=self.title[:400],
            text="\n".join(text for _, text in self.texts),
            handling=self.handling,
            wall_id=self.wall,
        )

    def words(self) -> dict[str, int]:
        """Its words, each with the greatest weight it has."""
        weights: dict[str, int] = {}
        for weight, text in sorted(self.texts, reverse=True):
            for word in words_of(text, single=weight > 1):
                weights.setdefault(word, weight)
        return dict(islice(weights.items(), _MOST))


def catch_up() -> int:
    """Index every case that the log names since it was last read; gives how many."""
    last = LogEntry.objects.aggregate(last=Max("index"))["last"]
    mark = SearchMark.objects.filter(pk=1).first()
    if last is None or (mark is not None and mark.read_up_to >= last):
        return 0
    with transaction.atomic():
        mark, _ = SearchMark.objects.select_for_update().get_or_create(pk=1)
        since = LogEntry.objects.filter(index__gt=mark.read_up_to, index__lte=last, case__isnull=False)
        cases = sorted(set(since.values_list("case_id", flat=True)))
        for at in range(0, len(cases), _BATCH):
            _index(cases[at : at + _BATCH])
        SearchMark.objects.filter(pk=1).update(read_up_to=last)
    return len(cases)


def _index(cases: list[int]) -> None:
    old = SearchEntry.everything.filter(case__in=cases)
    SearchWord.objects.filter(entry__in=old).delete()
    old.delete()
    found = [*_heads(cases), *_notes(cases)]
    for model in MODELS:
        for record in model.everything.filter(case__in=cases):
            found += _records(record)
    entries = SearchEntry.everything.bulk_create([one.entry() for one in found], batch_size=500)
    words = (
        SearchWord(entry=entry, token=word, weight=weight)
        for entry, one in zip(entries, found, strict=True)
        for word, weight in one.words().items()
    )
    while piece := list(islice(words, 5000)):
        SearchWord.objects.bulk_create(piece)


def _heads(cases: list[int]) -> Iterator[Found]:
    for case in Case.everything.filter(pk__in=cases):
        titles = list(_texts(case.title))
        one = Found(case.pk, "case", case.pk, titles[0] if titles else case.reference, Handling.OPEN.value, None)
        one.texts = [(3, case.reference), *((2, title) for title in titles)]
        yield one


def _notes(cases: list[int]) -> Iterator[Found]:
    for note in Note.everything.filter(case__in=cases):
        one = Found(note.case_id, "note", note.pk, note.text[:80], Handling.OPEN.value, note.wall_id)
        one.texts = [(1, note.text)]
        yield one


def _records(record: CaseRecord) -> Iterable[Found]:
    """A record by the levels of its fields: what is sealed for somebody is no part of what they find."""
    levels: dict[str, Found] = {}
    title = _title(record)
    said = _MADE.get(type(record))
    rows: dict[str, Any] = {"id": record.key}
    rows |= {name: value for name, value in record.data.items() if said is None or name in said}
    for extra in ("foreign_reference", "basis"):
        rows |= {extra: getattr(record, extra)} if getattr(record, extra, "") else {}
    for name, value in rows.items():
        level = max(Handling(record.handling), Handling(record.marks.get(name, Handling.OPEN.value)), key=rank).value
        if level not in levels:
            shown = title if level == record.handling or "names" not in record.marks else record.key
            levels[level] = Found(record.case_id, record.subject, record.pk, shown, level, record.wall_id)
        weight = 3 if name in _NAMES else 2 if name in _TITLES else 1
        levels[level].texts += [(weight, text) for text in _texts(value)]
    return levels.values()


def _title(record: CaseRecord) -> str:
    """What a record is called in the list of what was found; nothing that one of its marks seals."""
    for name in ("names", "title", "description", "statement", "name"):
        if name in record.data and name not in record.marks:
            return next(iter(_texts(record.data[name])), record.key)
    return record.key


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any plain data of a case file
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value not in (None, "") and not isinstance(value, bool):
        yield str(value)
