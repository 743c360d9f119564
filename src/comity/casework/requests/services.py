"""Taking steps with a request: the policy first, then the guard, then the change and its one leaf in the log."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from comity.casework.access import require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity
from comity.casework.lifecycle import LIFECYCLES, GuardError, Step
from comity.casework.log.services import log_append
from comity.casework.requests.attaching import files_attach, letters_keep
from comity.casework.requests.conditions import Occasion, unmet
from comity.casework.requests.forms import fields_of
from comity.casework.requests.letters import LETTERS, letter_write
from comity.casework.requests.models import Request, StepTaken
from comity.casework.requests.preparing import request_routes
from comity.casework.requests.selectors import permission_for, request_subject
from comity.casework.requests.step_fields import read_fields
from comity.casework.requests.versions import version_make, version_sign
from comity.common.errors import BadInputError, Place


@transaction.atomic
def request_act(
    *,
    request: Request,
    action: str,
    revision: int,
    on: dt.date,
    actor: User,
    who: Identity,
    day: dt.date | None = None,
    reason: str = "",
    reference: str = "",
    basis: str = "",
    given: Mapping[str, Any] | None = None,
) -> Request:
    """Take one step. ``on`` is today, ``day`` the day on which it happened; ``revision`` the one that was looked at.

    ``given`` is what the form of the step asks for (``fields_of``); ``reason``, ``reference``, ``basis`` are among it.
    """
    request = (
        Request.everything.select_for_update(of=("self",)).select_related("case", "wall", "version").get(pk=request.pk)
    )
    if request.revision != revision:
        raise BadInputError("somebody else took a step with this request meanwhile; look at it again")
    step = LIFECYCLES[request.direction].step(request.state, action)
    require(permission_for(action), who, request_subject(request, who))
    happened = _happened(day, on)
    shared = {"reason": reason, "reference": reference, "basis": basis}
    filled = {name: text for name, text in shared.items() if text} | dict(given or {})
    read = read_fields(fields_of(request.direction, action), filled, on)
    occasion = Occasion(request, on, who.user, read)
    if hindrances := unmet(step.guard, occasion):
        raise GuardError(hindrances)
    said = {name: value for name, value in read.items() if name != "files"}
    said |= _DONE.get(action, _nothing)(occasion, actor)
    taken = StepTaken.objects.create(request=request, action=action, to=step.to, day=happened, actor=actor)
    taken.given = said | _with_it(taken, read, actor, who)
    before = request.state
    _moved(request, step, taken)
    _sent(taken, before)
    return request


def _moved(request: Request, step: Step, taken: StepTaken) -> None:
    """Move the state, keep what was said with the step, and write its leaf."""
    taken.save(update_fields=["given"])
    if taken.given.get("reference"):
        request.foreign_reference = taken.given["reference"]
    request.state = step.to
    request.revision += 1
    request.save()
    log_append(
        event=step.event,
        actor=taken.actor,
        case=request.case,
        subject="request",
        key=request.key,
        day=taken.day,
        details={"action": step.action, **taken.given},
    )
    request.case.save(update_fields=["changed"])


def _sent(taken: StepTaken, before: str) -> None:
    """Send what the step says to the other state, in the same transaction."""
    from comity.casework.correspondence.outgoing import step_sent  # noqa: PLC0415 - it stands above requests

    step_sent(taken, before)


def _happened(day: dt.date | None, on: dt.date) -> dt.date:
    if day is None:
        return on
    if day > on:
        raise BadInputError("the day cannot be still to come", Place(field="day"))
    return day


def _with_it(taken: StepTaken, read: dict[str, Any], actor: User, who: Identity) -> dict[str, Any]:
    """Keep the files that were brought and the letter that the step writes; what is said then names them."""
    request = taken.request
    told: dict[str, Any] = {}
    if read.get("files"):
        subject = request_subject(request, who)
        told["files"] = files_attach(
            request=request, files=read["files"], actor=actor, who=who, subject=subject, step=taken
        )
    if request.direction == "incoming" and taken.action in LETTERS:
        letter = letter_write(request, taken.action, read, actor, taken.day)
        told["letters"] = letters_keep(step=taken, letters=[letter.pdf, letter.docx])
        told["wanting"] = list(letter.wanting)
    return told


def _safeguards(_occasion: Occasion, _actor: User) -> dict[str, Any]:
    raise BadInputError("the safeguards are signed with their review")


def _nothing(_occasion: Occasion, _actor: User) -> dict[str, Any]:
    return {}


def _choose(occasion: Occasion, _actor: User) -> dict[str, Any]:
    """Take a route that is open or conditional today, with the reasons for which it stands where it does."""
    request = occasion.request
    routes = request_routes(request, occasion.on)
    wanted = occasion.given.get("basis") or request.data.get("basis") or routes[0].basis.id
    route = next((r for r in routes if r.basis.id == wanted), None)
    if route is None or route.verdict not in {"open", "conditional"}:
        raise BadInputError(f"'{wanted}' is no route that is open or conditional today", Place(field="basis"))
    request.basis = route.basis.id
    request.reasons = [route.ranked_because, *(f.because for f in route.findings)]
    return {"basis": route.basis.id, "verdict": str(route.verdict), "rank": route.rank}


def _drafting(occasion: Occasion, actor: User) -> dict[str, Any]:
    occasion.request.drafted_by = sorted({*occasion.request.drafted_by, actor.pk})
    return {}


def _confirm(occasion: Occasion, actor: User) -> dict[str, Any]:
    return version_make(occasion.request, occasion.prepared, actor)


def _sign(occasion: Occasion, actor: User) -> dict[str, Any]:
    return version_sign(occasion.request, occasion.prepared, actor)


def _refuse(occasion: Occasion, _actor: User) -> dict[str, Any]:
    """Keep what the grounds are about, so that refusals under different treaties can be counted together."""
    grounds = occasion.checklist.named(occasion.grounds)
    return {"topics": list(dict.fromkeys(ground.topic for ground in grounds))}


def _triage(occasion: Occasion, _actor: User) -> dict[str, Any]:
    """Keep the priority with the request; beside it what the office's rule would have said."""
    from comity.casework.requests.triage import triage_suggested  # noqa: PLC0415 - needed at this step alone

    request = occasion.request
    suggested = triage_suggested(request, occasion.on)
    request.data = {**request.data, "priority": occasion.given["priority"]}
    return {"suggested": suggested.priority, "suggested_because": list(suggested.because)}


# What a step does beyond moving the state; gives what the log says about it.
_DONE: dict[str, Callable[[Occasion, User], dict[str, Any]]] = {
    "choose_route": _choose,
    "start_drafting": _drafting,
    "revise": _drafting,
    "confirm_review": _confirm,
    "sign": _sign,
    "sign_safeguards": _safeguards,
    "triage": _triage,
    "refuse": _refuse,
}
