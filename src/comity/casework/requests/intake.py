"""Taking in a request of another state, on paper or as a package: it gets a case of its own and the first state."""

import datetime as dt

from django.db import transaction

from comity.casefile.requests import Measure
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.services import case_open
from comity.casework.identity import Identity
from comity.casework.lifecycle import INCOMING
from comity.casework.log.services import log_append
from comity.casework.requests.models import Request
from comity.casework.requests.opening import opening_details
from comity.common.errors import BadInputError, Place
from comity.law.states import parse_state


@transaction.atomic
def request_receive(
    *,
    reference: str,
    sender: str,
    measure: str,
    foreign_reference: str,
    summary: str,
    received: dt.date,
    on: dt.date,
    actor: User,
    who: Identity,
) -> Request:
    """Key in a request that another state has made; ``reference`` is the one our office gives it."""
    require(Permission.REQUEST_RECEIVE, who)
    if not reference.strip():
        raise BadInputError("give the reference under which the office will find it", Place(field="reference"))
    if measure not in set(Measure):
        raise BadInputError("choose what is asked", Place(field="measure"))
    if received > on:
        raise BadInputError("the day of receipt cannot be still to come", Place(field="received"))
    state = parse_state(sender)
    if state == actor.agency.state:
        raise BadInputError("this office belongs to that state", Place(field="sender"))
    case = _case(reference, state, measure, actor, who, received)
    request = Request.everything.create(
        case=case,
        key="incoming",
        direction=INCOMING.name,
        state=INCOMING.first,
        counterpart=state,
        measure=measure,
        foreign_reference=foreign_reference.strip(),
        data={"from": state, "measure": measure, "summary": summary.strip(), "received": received.isoformat()},
    )
    said = opening_details(request)
    log_append(event="received", actor=actor, case=case, subject="request", key="incoming", day=received, details=said)
    return request


def _case(reference: str, state: str, measure: str, actor: User, who: Identity, received: dt.date) -> Case:
    title = f"{state}: {measure.replace('_', ' ')}"
    return case_open(
        reference=reference.strip(),
        title=title,
        state=actor.agency.state,
        languages=["en"],
        actor=actor,
        who=who,
        opened=received,
    )
