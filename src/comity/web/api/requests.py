"""Requests between states, their possible steps, and taking one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Header

from comity.casework.access import Permission, require
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import possible_steps, request_for, request_subject, requests_for
from comity.casework.requests.services import request_act
from comity.web.api import shapes
from comity.web.api.auth import asking_of
from comity.web.api.cases import case_of
from comity.web.api.errors import RevisionError
from comity.web.asking import Asking, found
from comity.web.clock import today
from comity.web.labels import say, sentence

router = Router(tags=["requests"])


def request_of(asking: Asking, pk: int) -> Request:
    """The request, for somebody who may read it."""
    request: Request = found(request_for(asking.who, pk))
    require(Permission.REQUEST_READ, asking.who, request_subject(request, asking.who))
    return request


def request_shape(request: Request) -> dict[str, Any]:
    """A request as it is given."""
    names = ("key", "direction", "state", "counterpart", "measure", "basis", "foreign_reference", "handling")
    told = {name: getattr(request, name) for name in names}
    return {"id": request.pk, "case": request.case_id, **told, "revision": request.revision}


def etag(request: Request) -> str:
    """The revision of a request as an HTTP entity tag."""
    return f'"{request.revision}"'


@router.get("/cases/{int:pk}/requests", response=list[shapes.RequestShape])
def list_requests(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The requests of a case."""
    asking = asking_of(request)
    return [request_shape(one) for one in requests_for(asking.who, case_of(asking, pk))]


@router.get("/requests/{int:pk}", response=shapes.RequestShape)
def read_request(request: HttpRequest, response: HttpResponse, pk: int) -> dict[str, Any]:
    """One request; the ETag is its revision."""
    one = request_of(asking_of(request), pk)
    response["ETag"] = etag(one)
    return request_shape(one)


@router.get("/requests/{int:pk}/steps", response=list[shapes.StepShape])
def list_steps(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The steps that the life cycle has now, and which of them are this person's."""
    asking = asking_of(request)
    return [
        {
            "action": possible.step.action,
            "to": possible.step.to,
            "event": possible.step.event,
            "guard": possible.step.guard,
            "clock": possible.step.clock,
            "may": possible.may,
            "hindered": sentence(possible.hindered) if possible.hindered else "",
        }
        for possible in possible_steps(request_of(asking, pk), asking.who)
    ]


@router.post("/requests/{int:pk}/steps", response=shapes.RequestShape)
def take_step(
    request: HttpRequest,
    response: HttpResponse,
    pk: int,
    body: shapes.TakeStep,
    if_match: str = Header("", alias="If-Match", description="The ETag of the request that was looked at."),
) -> dict[str, Any]:
    """Take a step of the life cycle; the policy and the guard are asked, and one leaf is written."""
    asking = asking_of(request)
    one = request_of(asking, pk)
    _check_revision(one, if_match)
    done = request_act(
        request=one,
        action=body.action,
        revision=one.revision,
        on=today(),
        day=body.day,
        reason=body.reason,
        reference=body.reference,
        basis=body.basis,
        given=body.given,
        actor=asking.user,
        who=asking.who,
    )
    response["ETag"] = etag(done)
    return request_shape(done)


def _check_revision(one: Request, if_match: str) -> None:
    if not if_match:
        raise RevisionError(say("Send the ETag of the request that you have looked at as If-Match"), 428)
    if etag(one) not in {tag.strip() for tag in if_match.split(",")}:
        raise RevisionError(say("Somebody else took a step with this request meanwhile; look at it again"), 412)
