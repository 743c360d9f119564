"""Reading extraditions: for whom, what can be done next, and when specialty may have ended."""

import datetime as dt

from comity.casework.access import Permission, allows, missing
from comity.casework.cases.models import Case
from comity.casework.deadlines.selectors import rules_for
from comity.casework.extradition.models import Extradition
from comity.casework.extradition.watched import RELATED, extradition_watched
from comity.casework.identity import Identity, Subject
from comity.casework.lifecycle import EXTRADITION, INCOMING
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.records.scope import ScopedQuerySet
from comity.casework.records.selectors import record_subject, records_for
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import Possible

MEASURES = ("extradition", "provisional_arrest")
_DECIDING = frozenset({"grant_surrender", "refuse_surrender", "defer_surrender", "surrender_for_a_time"})


def extraditions_for(who: Identity, case: Case) -> ScopedQuerySet[Extradition]:
    """The extraditions of a case that a person may see."""
    return records_for(who, case, Extradition).select_related("case", "request", "person", "wall")


def extradition_for(who: Identity, pk: int) -> Extradition | None:
    """One extradition that a person may see."""
    found = Extradition.objects.visible_to(who).select_related("case", "request__version", "person", "wall")
    return found.prefetch_related(*RELATED).filter(pk=pk).first()


def extradition_subject(extradition: Extradition, who: Identity) -> Subject:
    """What the policy has to know about an extradition and this person, with who drafted its request."""
    plain = record_subject(extradition, who)
    return Subject(
        relation=plain.relation,
        agency_joined=plain.agency_joined,
        handling=plain.handling,
        walled=plain.walled,
        within_walls=plain.within_walls,
        open_case=plain.open_case,
        drafted_by=frozenset(extradition.request.drafted_by),
    )


def permission_for(extradition: Extradition, action: str) -> Permission:
    """Which permission an action needs: where this state decides, deciding is the signatory's."""
    ours = extradition.request.direction == INCOMING.name
    return Permission.SURRENDER_DECIDE if ours and action in _DECIDING else Permission.EXTRADITION_FOLLOW


def extradition_steps(extradition: Extradition, who: Identity) -> list[Possible]:
    """The steps that the life cycle has for the proceeding's state, and which of them are this person's."""
    subject = extradition_subject(extradition, who)
    found = []
    for step in EXTRADITION.open_to(extradition.state):
        permission = permission_for(extradition, step.action)
        found.append(Possible(step, "" if allows(permission, who, subject) else missing(permission, who, subject)))
    return found


def openable(who: Identity, case: Case) -> list[tuple[Request, Party]]:
    """The requests for a person's surrender, each with a person for whom no proceeding is open yet."""
    people = {p.key: p for p in records_for(who, case, Party) if p.kind == "person"}
    taken = set(extraditions_for(who, case).values_list("request_id", "person_id"))
    return [
        (request, people[key])
        for request in records_for(who, case, Request)
        if request.measure in MEASURES
        for key in _wanted(request, people)
        if (request.pk, people[key].pk) not in taken
    ]


def _wanted(request: Request, people: dict[str, Party]) -> list[str]:
    """Whom a request is about: those it names; a request received names nobody in our records, so anybody."""
    if request.direction == INCOMING.name:
        return list(people)
    return [key for key in request.data.get("people", ()) if key in people]


def conducts_for(who: Identity, case: Case) -> list[Record]:
    """The conduct on record in a case, as far as a person may see it."""
    return [record for record in records_for(who, case, Record) if record.kind == "conduct"]


def protection_ended(extradition: Extradition, on: dt.date) -> dt.date | None:
    """The first day on which the protection of specialty may have ended, if the person was discharged that long ago."""
    from comity.law.due_dates import due_for  # noqa: PLC0415 - calendars are slow to import

    discharged = LogEntry.objects.filter(
        case=extradition.case_id, subject="extradition", key=extradition.key, event="discharged"
    ).order_by("-day", "-index")
    entry = discharged.first()
    if entry is None:
        return None
    rules = rules_for(extradition_watched(extradition), "specialty-ends")
    days = (due_for(rule, entry.day).due for rule in rules)
    ended = max((day for day in days if day is not None), default=None)
    return ended if ended is not None and ended < on else None
