"""Reading what people asked about their data: for the desk that answers them, and for the teams concerned."""

from django.db.models import QuerySet

from comity.casework.access import Permission, require
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.data_protection.models import Block, PersonRequest, StateNotice
from comity.casework.identity import Identity, Subject
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.requests.models import Request

_GIVEN_AWAY = ("sent", "sent_again", "send_results")  # events after which another state has what a request says


def person_requests(who: Identity) -> QuerySet[PersonRequest]:
    """Every request, for the desk that answers people; it does not show what any case says."""
    require(Permission.PERSON_REQUEST_HANDLE, who)
    return PersonRequest.everything.select_related("party__case")


def person_requests_for(who: Identity, case: Case) -> QuerySet[PersonRequest]:
    """What was asked about the people of a case, for its team."""
    return PersonRequest.objects.visible_to(who).filter(party__case=case).select_related("party", "decided_by")


def person_request_for(who: Identity, pk: int) -> PersonRequest | None:
    """One request, for the team of the case it was found to be about."""
    return PersonRequest.objects.visible_to(who).select_related("party__case").filter(pk=pk).first()


def person_request_subject(request: PersonRequest, who: Identity) -> Subject:
    """What the policy has to know about a request and this person."""
    return Subject() if request.party is None else subject_of(request.party.case, who)


def blocks_of(case: Case) -> QuerySet[Block]:
    """The blocks of a case that are in force."""
    return Block.objects.filter(case=case, lifted_on__isnull=True)


def blocked_records(case: Case) -> frozenset[str]:
    """The keys of the records of a case that may not be used in requests."""
    return frozenset(blocks_of(case).values_list("record", flat=True))


def notices_of(case: Case) -> QuerySet[StateNotice]:
    """The notices that other states are owed or were sent about people of a case."""
    return StateNotice.objects.filter(case=case).select_related("request")


def receiving_states(party: Party) -> dict[str, str]:
    """Which states received a request or results that were about a person, and with which request."""
    gone = set(
        LogEntry.objects.filter(case=party.case_id, subject="request", event__in=_GIVEN_AWAY).values_list(
            "key", flat=True
        )
    )
    requests = Request.everything.filter(case=party.case_id, key__in=gone)
    return {request.counterpart: request.key for request in requests if _is_about(request, party)}


def _is_about(request: Request, party: Party) -> bool:
    """Whether a request named the person; one received from another state names nobody in our records."""
    named = (*request.data.get("people", ()), *request.data.get("companies", ()))
    return request.direction == "incoming" or not named or party.key in named
