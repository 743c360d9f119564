"""What goes between this office and others: communications with their receipts and files, and what arrived by hand."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.correspondence.exporting import part_take_out
from comity.casework.correspondence.models import (
    CONNECTOR,
    ENTERED,
    GUEST,
    PACKAGE,
    PAPER,
    Communication,
    PaperFile,
)
from comity.casework.correspondence.node import has_node, office_node, take_what_arrived
from comity.casework.correspondence.on_paper.answers import ANSWERS, WAYS
from comity.casework.correspondence.replies import asked_for, confirmed
from comity.casework.correspondence.selectors import (
    communication_for,
    communication_shown,
    communications_for,
    standing_of,
    waiting_for,
)
from comity.casework.exchange_store.models import ExchangeReceipt
from comity.casework.exchange_store.store import About
from comity.casework.guests.models import GuestMailbox
from comity.casework.requests.models import Request
from comity.casework.requests.resting import versions_visible
from comity.casework.requests.selectors import request_subject
from comity.common.errors import BadInputError, ComityError, Place
from comity.exchange.documents.conditions import Limit, Use
from comity.exchange.documents.package import Package
from comity.exchange.node.connector_handing import NAME as CONNECTOR_NAME
from comity.exchange.node.hand import receive_by_hand
from comity.web.asking import Asking, complaint, found, page
from comity.web.labels import say, word
from comity.web.uploads import arrived_file

_REACHED = {
    "SUBMISSION_ACCEPTANCE": "Sealed and in our outbox",
    "RELAY_REMMD_ACCEPTANCE": "On disk at their node, verified",
    "RELAY_REMMD_REJECTION": "Refused by their node",
    "RELAY_REMMD_FAILURE": "Their node could not be reached",
    "DELIVERY": "In their work list",
    "NON_DELIVERY": "Cannot be put into their work list",
    "RETRIEVAL": "Opened by their desk",
    "NON_RETRIEVAL": "Not opened in the time agreed",
    "paper": "On paper: for the bag",
    "package": "Here",
    "guest": "Here, unsigned",
    "entered": "Here, unsigned",
    "connector": "Here, unsigned",
}
_THROUGH_CONNECTORS = {
    "connector": "Laid ready for the connector",
    "SUBMISSION_ACCEPTANCE": "Taken by our connector",
    "SUBMISSION_REJECTION": "Refused by our connector",
    "RELAY_REMMD_ACCEPTANCE": "Taken by their connector",
    "RELAY_REMMD_REJECTION": "Refused by their connector",
    "RELAY_REMMD_FAILURE": "Their connector could not be reached",
    "DELIVERY": "Delivered to their authority",
    "NON_DELIVERY": "Not delivered to their authority",
    "RETRIEVAL": "Opened by their authority",
}
_WAYS = {
    PACKAGE: "Node to node",
    CONNECTOR: "e-CODEX connector",
    PAPER: "On paper",
    ENTERED: "On paper",
    GUEST: "Guest mailbox",
}
_OURS = {
    "RELAY_REMMD_ACCEPTANCE": "On disk at our node, verified",
    "DELIVERY": "In our work list",
    "RETRIEVAL": "Opened by our desk",
}


def reached(evidence: str, communication: Communication) -> str:
    """How far a communication came, in the words of the page."""
    words = _REACHED
    if communication.incoming:
        entered = {"SUBMISSION_ACCEPTANCE": "Here, unsigned"} if communication.route == CONNECTOR else {}
        words = {**_REACHED, **_OURS, **entered}
    elif communication.route == CONNECTOR:
        words = {**_REACHED, **_THROUGH_CONNECTORS}
    return say(words.get(evidence, evidence))


def way_gone(communication: Communication) -> str:
    """By which way a communication went, in the words of the page."""
    return say(_WAYS.get(communication.route, communication.route))


def correspondence_of(asking: Asking, request: Request) -> dict[str, Any]:
    """What the page of a request shows of its correspondence."""
    shown = communications_for(asking.who, request)
    rows = [(one, reached(one.reached, one.communication), way_gone(one.communication)) for one in shown]
    return {"correspondence": rows, "standing": standing_of(request)}


@require_GET
@page
def incoming_list(asking: Asking) -> HttpResponse:
    """What arrived and waits for a person, and a form for what came on a stick or in a mail."""
    require(Permission.REQUEST_RECEIVE, asking.who)
    return _incoming(asking, [])


def _incoming(asking: Asking, errors: list[dict[str, str]]) -> HttpResponse:
    context = {"waiting": waiting_for(asking.who), "errors": errors, "has_node": has_node()}
    return render(asking.http, "arrived.html", context, status=422 if errors else 200)


@require_POST
@page
def incoming_package(asking: Asking) -> HttpResponse:
    """Receive a sealed file or a receipt that was carried by hand; it counts exactly as if it had come by wire."""
    require(Permission.REQUEST_RECEIVE, asking.who)
    try:
        coming, name = arrived_file(asking.http.FILES) or (None, "")
        if coming is None:
            raise BadInputError("choose a file", Place(field="file"))
        if not has_node():
            raise BadInputError("this office has no node yet; the administrator makes one with `comity node init`")
        taken = receive_by_hand(office_node(About(asking.user)), coming.path, timezone.now())
        coming.discard()
        if not taken.accepted:
            raise BadInputError(taken.told, Place(field="file"))
    except ComityError as error:
        return _incoming(asking, complaint(error))
    take_what_arrived.enqueue()
    messages.success(asking.http, f"{name}: {say('accepted') if taken.new else say('was here before')}")
    return redirect("arrived")


def communication_of(asking: Asking, pk: int) -> Communication:
    """A communication that this person may see, for the pages about it."""
    communication: Communication = found(communication_for(asking.who, pk))
    if communication.request is not None:
        require(Permission.REQUEST_READ, asking.who, request_subject(communication.request, asking.who))
    return communication


@require_GET
@page
def communication_page(asking: Asking, pk: int) -> HttpResponse:
    """One communication: what it says, its files and conditions, and every receipt about it."""
    return show_communication(asking, communication_of(asking, pk), [])


def show_communication(asking: Asking, communication: Communication, errors: list[dict[str, str]]) -> HttpResponse:
    """The page of a communication, with what was wrong where something was."""
    shown = communication_shown(communication)
    context = {
        "shown": shown,
        "communication": communication,
        "request_": communication.request,
        "case": communication.request.case if communication.request else None,
        "reached": reached(shown.reached, communication),
        "way": way_gone(communication),
        "receipts": [(r, reached(r.evidence, communication)) for r in shown.receipts],
        "uses": list(Use),
        "limited": _limited(shown.package),
        "asked_back": not communication.incoming and asked_for(communication),
        "confirmed": communication.incoming and confirmed(communication),
        "said": _said(communication.details),
        "errors": errors,
        "given": asking.http.POST,
        **_paper_answer(asking, communication, errors),
        "may_lend": communication.request is not None
        and allows(Permission.REQUEST_SEND, asking.who, request_subject(communication.request, asking.who)),
        "mailboxes": GuestMailbox.objects.filter(communication=communication).select_related("opened_by"),
    }
    return render(asking.http, "communication.html", context, status=422 if errors else 200)


def _paper_answer(asking: Asking, communication: Communication, errors: list[dict[str, str]]) -> dict[str, Any]:
    """The form for an answer on paper, where it can come and this person may enter it."""
    request = communication.request
    if request is None or communication.incoming or communication.route != "paper":
        return {}
    may = allows(Permission.REQUEST_FOLLOW, asking.who, request_subject(request, asking.who))
    return {
        "may_enter": may,
        "answers": ANSWERS,
        "ways": WAYS,
        "entering": bool(errors and "came_by" in asking.http.POST),
    }


def _limited(package: Package | None) -> list[Use]:
    """The uses that need a consent of whoever sent a package."""
    limits = package.conditions if package else ()
    return [use for use in Use if any(use in c.uses and c.limit is Limit.CONSENT for c in limits)]


def _said(details: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What the header says beside its words, one line a thing."""
    hidden = {"text", "measure", "step", "handling", "training"}
    words = {"came_by"}  # told by a code, not in somebody's words
    return [
        (
            name,
            [str(line) for line in value]
            if isinstance(value, list)
            else [word(value) if name in words else str(value)],
        )
        for name, value in details.items()
        if name not in hidden and value
    ]


@require_POST
@page
def communication_part(asking: Asking, pk: int, number: int) -> HttpResponseBase:
    """Take a file out of a package for a use; a condition against the use is told instead."""
    communication = communication_of(asking, pk)
    package = communication_shown(communication).package
    use = asking.text("use")
    if package is None or not 0 < number <= len(package.parts):
        raise Http404
    try:
        if use not in set(Use):
            raise BadInputError("choose a use", Place(field="use"))
        path = package.parts[number - 1].path
        at = timezone.now()
        taken = part_take_out(
            communication=communication, path=path, use=Use(use), at=at, actor=asking.user, who=asking.who
        )
    except ComityError as error:
        return show_communication(asking, communication, complaint(error))
    return _attachment(taken.file, taken.part.name)


def _attachment(content: Any, name: str) -> FileResponse:  # noqa: ANN401 - an open file
    """A file of another state as a download: never shown in a page, and its type never guessed."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_GET
@page
def communication_receipt(asking: Asking, pk: int, number: int) -> HttpResponse:
    """Download a sealed receipt, as a court would get it."""
    communication = communication_of(asking, pk)
    receipt = found(ExchangeReceipt.objects.filter(package=communication.digest, number=number).first())
    of_connector = receipt.issuer == CONNECTOR_NAME
    kind, ending = ("application/xml", "xml") if of_connector else ("application/pkcs7-mime", "p7m")
    response = HttpResponse(receipt.text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{communication.digest[:16]}-{receipt.evidence}.{ending}"'
    return response


@require_GET
@page
def communication_sealed(asking: Asking, pk: int) -> HttpResponseBase:
    """Download the sealed file, to be carried by hand: the same bytes as by wire."""
    communication = communication_of(asking, pk)
    path = office_node().package_path(communication.digest) if has_node() else None
    if path is None or not path.exists():
        raise Http404
    return _attachment(path.open("rb"), f"{communication.digest[:16]}.cx")


@require_GET
@page
def communication_paper(asking: Asking, pk: int, number: int) -> HttpResponse:
    """Download a file that goes into the bag."""
    communication = communication_of(asking, pk)
    paper: PaperFile = found(communication.paper_files.filter(pk=number).first())
    found(communication.request is None or versions_visible(communication.request, asking.who) or None)
    response = HttpResponse(bytes(paper.content), content_type=paper.media_type)
    response["Content-Disposition"] = f'attachment; filename="{paper.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
