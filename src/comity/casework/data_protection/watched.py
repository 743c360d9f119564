"""What people asked, and the notices that follow, for the desk of deadlines of the teams concerned."""

import datetime as dt
from collections.abc import Iterator

from comity.casework.cases.models import Case
from comity.casework.data_protection.models import PersonRequest
from comity.casework.data_protection.practice import PRACTICE, answer_due, notice_due
from comity.casework.deadlines.watched import Dated, Watched
from comity.casework.identity import Identity
from comity.casework.lifecycle import PERSON_REQUEST


def person_requests_watched(who: Identity, _on: dt.date, case: Case | None = None) -> Iterator[Watched]:
    """The requests about people of a person's cases that are not answered, or whose notices are not sent."""
    found = PersonRequest.objects.visible_to(who).select_related("party__case").prefetch_related("notices")
    for request in found.filter(party__case=case) if case else found:
        dates = tuple(_dates(request))
        if dates and request.party is not None:
            yield Watched(
                subject="person-request",
                pk=request.pk,
                key=request.key,
                case=request.party.case,
                table=PERSON_REQUEST,
                state=request.state,
                owners=frozenset({"office"}),
                dated=dates,
            )


def _dates(request: PersonRequest) -> Iterator[Dated]:
    if request.state != "answered":
        yield Dated(
            "Answer to the person concerned", answer_due(request.received), "The person has a right to one.", PRACTICE
        )
    for notice in request.notices.all():
        if notice.sent_on is None and request.decided_on is not None:
            yield Dated(
                f"Notice to {notice.state}, which received the data",
                notice_due(request.decided_on),
                "It goes on using what was corrected, blocked or deleted here.",
                PRACTICE,
            )
