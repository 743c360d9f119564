"""The record of an office for its figures: read from the log, without names, in one pass."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from comity.casework.log.models import LogEntry
from comity.casework.requests.models import Request
from comity.casework.requests.opening import opening_details
from comity.statistics.office_persons import EVENTS, PersonsOfLog
from comity.statistics.record import Event, Head

# What an event may say to the figures; everything else in its details stays in the office.
SAID = ("direction", "counterpart", "measure", "urgency", "basis", "grounds", "topics", "route", "host_state")
_SUBJECTS = ("request", "return", "asset", "party", "extradition")
_LEDGER = ("kind", "postings")  # of an entry of the ledger: what moved between which accounts, and no word of it
_OPENING = {"needed", "received"}


def record_head() -> Head:
    """The head of the log as it stands."""
    last = LogEntry.objects.order_by("-index").first()
    return Head(last.index + 1, last.root.hex()) if last else Head(0, "")


def record_events(head: Head) -> Iterator[Event]:
    """The events below a head, oldest first, cases and records under numbers of their own."""
    numbers, persons = _Numbers(), PersonsOfLog()
    kinds = _kinds()
    wanted = Q(subject__in=_SUBJECTS) | Q(subject="case", event__in=EVENTS)
    rows = LogEntry.objects.filter(wanted, index__lt=head.size).order_by("index")
    columns = ("index", "day", "case_id", "subject", "key", "event", "detail__data")
    for index, day, case, subject, key, event, details in rows.values_list(*columns).iterator(chunk_size=5000):
        if subject in {"party", "case"}:
            for person, happened, told in persons.told(case, key, event, details or {}):
                number = numbers.of_record(case, "party", person)
                yield Event(index, day, numbers.of_case(case), "party", number, happened, told)
            continue
        known = kinds.get((case, key), {}) if event in _OPENING else {}
        said = _said({**known, **(details or {})})
        if subject == "extradition" and (details or {}).get("request"):
            said["request"] = numbers.of_record(case, "request", str((details or {})["request"]))
        if subject == "return":
            said["person"] = numbers.of_record(case, "party", key.rpartition(".")[0])
        yield Event(index, day, numbers.of_case(case), subject, numbers.of_record(case, subject, key), event, said)


def _said(details: Mapping[str, Any]) -> dict[str, Any]:
    entry = details.get("ledger") or {}
    said = {name: details[name] for name in SAID if details.get(name)}
    return said | {name: entry[name] for name in _LEDGER if entry.get(name)}


def _kinds() -> dict[tuple[int, str], dict[str, str]]:
    """The kind of each request as it stands, for entries of the log that did not say it or no longer do."""
    silent = LogEntry.objects.filter(subject="request", event__in=_OPENING).exclude(detail__data__has_key="measure")
    wanted = set(silent.values_list("case_id", "key"))
    if not wanted:
        return {}
    requests = Request.everything.filter(case__in={case for case, _ in wanted})
    return {(request.case_id, request.key): opening_details(request) for request in requests}


class _Numbers:
    """Numbers in the place of references and keys, given in the order in which they appear in the log."""

    def __init__(self) -> None:
        self._cases: dict[int | None, int] = {}
        self._records: dict[tuple[int | None, str, str], str] = {}

    def of_case(self, case: int | None) -> int:
        return self._cases.setdefault(case, len(self._cases) + 1)

    def of_record(self, case: int | None, subject: str, key: str) -> str:
        return self._records.setdefault((case, subject, key), str(len(self._records) + 1))
