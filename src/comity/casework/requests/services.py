"""Taking steps with a request: the policy first, then the guard, then the change and its one leaf in the log."""

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction

from comity.casework.access import require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity
from comity.casework.lifecycle import LIFECYCLES, Step
from comity.casework.log.services import log_append
from comity.casework.requests.conditions import Occasion, unmet
from comity.casework.requests.models import Request, Signature, StoredFile, Version
from comity.casework.requests.preparing import Prepared, request_routes
from comity.casework.requests.selectors import permission_for, request_subject
from comity.common.errors import BadInputError, ComityError, Place


class GuardError(ComityError):
    """A step was asked for whose guard does not hold; each sentence is one condition."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


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
) -> Request:
    """Take one step. ``on`` is today, ``day`` the day on which it happened; ``revision`` the one that was looked at."""
    request = (
        Request.everything.select_for_update(of=("self",)).select_related("case", "wall", "version").get(pk=request.pk)
    )
    if request.revision != revision:
        raise BadInputError("somebody else took a step with this request meanwhile; look at it again")
    step = LIFECYCLES[request.direction].step(request.state, action)
    require(permission_for(action), who, request_subject(request, who))
    if action == "sign_safeguards":
        raise BadInputError("the safeguards are signed with their review")
    happened = _happened(day, on)
    occasion = Occasion(request, on, who.user, reason)
    hindrances = unmet(step.guard, occasion)
    if hindrances:
        raise GuardError(hindrances)
    details = _done(request, step, occasion, actor, {"basis": basis, "reference": reference, "reason": reason})
    request.state = step.to
    request.revision += 1
    request.save()
    _log(request, step.event, actor, happened, details)
    request.case.save(update_fields=["changed"])
    return request


def _log(request: Request, event: str, actor: User, day: dt.date, details: dict[str, Any]) -> None:
    log_append(
        event=event, actor=actor, case=request.case, subject="request", key=request.key, day=day, details=details
    )


def _happened(day: dt.date | None, on: dt.date) -> dt.date:
    if day is None:
        return on
    if day > on:
        raise BadInputError("the day cannot be still to come", Place(field="day"))
    return day


def _done(request: Request, step: Step, occasion: Occasion, actor: User, given: dict[str, str]) -> dict[str, Any]:
    """What a step does beyond moving the state; gives what the log says about it."""
    details: dict[str, Any] = {"action": step.action} | {name: text for name, text in given.items() if text}
    if given["reference"]:
        request.foreign_reference = given["reference"]
    if step.action == "choose_route":
        details |= _choose(request, occasion, given["basis"])
    elif step.action == "confirm_review":
        details |= _version(request, occasion.prepared, actor)
    elif step.action == "sign":
        details |= _sign(request, occasion.prepared, actor)
    elif step.action in {"start_drafting", "revise"}:
        request.drafted_by = sorted({*request.drafted_by, actor.pk})
    return details


def _choose(request: Request, occasion: Occasion, basis: str) -> dict[str, Any]:
    routes = request_routes(request, occasion.on)
    wanted = basis or request.data.get("basis") or routes[0].basis.id
    route = next((r for r in routes if r.basis.id == wanted), None)
    if route is None or route.verdict not in {"open", "conditional"}:
        raise BadInputError(f"'{wanted}' is no route that is open or conditional today", Place(field="basis"))
    request.basis = route.basis.id
    request.reasons = [route.ranked_because, *(f.because for f in route.findings)]
    return {"basis": route.basis.id, "verdict": str(route.verdict), "rank": route.rank}


def _version(request: Request, prepared: Prepared, actor: User) -> dict[str, Any]:
    number = request.versions.count() + 1
    request.version = Version.objects.create(request=request, number=number, digest=prepared.digest, made_by=actor)
    request.drafted_by = sorted({*request.drafted_by, actor.pk})
    return {"version": number, "digest": prepared.digest}


def _sign(request: Request, prepared: Prepared, actor: User) -> dict[str, Any]:
    version = request.version
    if version is None:
        raise BadInputError("there is no version to sign")
    Signature.objects.create(version=version, user=actor, digest=version.digest)
    version.files.all().delete()
    files = {name: _keep(version, name, *content) for name, content in _files(prepared).items()}
    return {"version": version.number, "digest": version.digest, "files": files}


def _files(prepared: Prepared) -> dict[str, tuple[str, bytes]]:
    from comity.drafting.draft import docx_of, json_text, pdf_of  # noqa: PLC0415 - documents are slow to import

    draft = prepared.draft
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {
        "REQUEST.pdf": ("application/pdf", pdf_of(draft.rendered, draft.date, as_draft=False)),
        "REQUEST.docx": (word, docx_of(draft.rendered, draft.date, as_draft=False)),
        "REQUEST.json": ("application/json", json_text(draft).encode()),
    }


def _keep(version: Version, name: str, media_type: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    StoredFile.objects.create(
        version=version, name=name, media_type=media_type, digest=digest, size=len(content), content=content
    )
    return digest
