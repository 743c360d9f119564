"""The desk behind the office's node: what arrives lands on its request, in the transaction that enters it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from comity.casework.correspondence.arriving_files import files_take_all
from comity.casework.correspondence.by_connector.incoming import messages_tell
from comity.casework.correspondence.meaning import ONLY_READ, TEST_MESSAGE, step_attested, steps_for
from comity.casework.correspondence.models import CONNECTOR, Communication, communications_on
from comity.casework.correspondence.opening import request_open, request_told_again, told_by
from comity.casework.correspondence.told import node_identity, request_told
from comity.casework.requests.models import Request
from comity.casework.requests.refusing import grounds_told
from comity.exchange.documents.package import Package, PackageType
from comity.exchange.documents.receipt import Evidence
from comity.exchange.node.connector_drop import CLERK_HERE
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node, ReadPart

PACKAGE = "package"
KEY_IN = "What it asks has to be keyed in."
DIFFERS = "It says something else than before, and nothing was written over."
SENT_AGAIN = "The request was sent again; what it adds stands in the case."
TESTED = "A test message: it is about no request, and the receipt of this office's node has answered it."
NO_STEP = "It takes no step by itself in the state in which the request is; somebody has to look at it."
# What a counterpart says in fields of the same names as ours.
_KEPT = ("answer_by", "review_on", "article")


class OfficeDesk:
    """What the office does with what its node tells it."""

    def package_delivered(self, digest: str, package: Package, read: ReadPart, at: dt.datetime) -> None:
        """Enter a package as a communication, on the request it belongs to, and take the step it means there."""
        if Communication.everything.filter(digest=digest).exists():
            return
        request, unfiled = self._request(digest, package, read, at)
        communication = Communication.everything.create(
            request=request,
            incoming=True,
            route=PACKAGE,
            digest=digest,
            conversation=package.conversation,
            peer=package.sender.node,
            counterpart=package.sender.state,
            kind=str(package.type),
            subject=package.subject,
            reference=package.reference,
            details=package.details,
            at=at,
            unfiled=unfiled,
        )
        if request is not None and package.type is not PackageType.REQUEST:
            _file(communication, request, timezone.localdate(at))
        fail_point("desk:entered")

    def _request(self, digest: str, package: Package, read: ReadPart, at: dt.datetime) -> tuple[Request | None, str]:
        """The request that a package belongs to, opened where it is the first of it, and why somebody has to look."""
        request = request_in(package.sender.node, package.conversation)
        if package.type is not PackageType.REQUEST:
            return request, TESTED if request is None and _is_test(package) else ""
        told = told_by(package, digest, read, timezone.localdate(at))
        if request is None:
            request = request_open(package, digest, told, at)
            earlier = Communication.everything.filter(peer=package.sender.node, conversation=package.conversation)
            earlier.update(request=request)
            fail_point("desk:opened")
            return request, f"{KEY_IN}\n{told.refused}" if told.refused else ""
        taken = request_told_again(request, package, digest, told, at) if told.head else None
        fail_point("desk:told_again")
        return request, f"{DIFFERS}\n{', '.join(taken.differing)}" if taken and taken.differing else SENT_AGAIN

    def evidence_taken(self, digest: str, evidence: Evidence, reason: str | None, at: dt.datetime) -> None:
        """Move a request of ours as far as the counterpart attests that it came."""
        _reached(digest, evidence, {"package": digest, "evidence": str(evidence), "reason": reason or ""}, at)

    def look_after(self, node: Node, at: dt.datetime) -> None:
        """Put the files of what has arrived into the register of evidence, and show what came through a connector."""
        files_take_all(node, at)
        messages_tell()

    def package_stopped(self, digest: str, trouble: str, at: dt.datetime) -> None:
        """Say on the request that its package was refused for good."""
        _reached(digest, Evidence.NON_DELIVERY, {"package": digest, "reason": trouble}, at)


def _is_test(package: Package) -> bool:
    return package.type is PackageType.NOTICE and package.details.get("step") == TEST_MESSAGE


def request_in(peer: str, conversation: str) -> Request | None:
    """The request that a conversation with a node is about."""
    known = Communication.everything.filter(peer=peer, conversation=conversation, request__isnull=False)
    found = known.select_related("request__case").first()
    return found.request if found else None


def nodes_of(request: Request) -> set[str]:
    """The nodes with which a request is in conversation."""
    return set(communications_on(request).exclude(peer="").values_list("peer", flat=True))


def _file(communication: Communication, request: Request, day: dt.date) -> None:
    kind, details = PackageType(communication.kind), communication.details
    actions = steps_for(request.direction, kind, str(details.get("step") or ""))
    given: dict[str, Any] = {name: details[name] for name in _KEPT if details.get(name)}
    given |= {"package": communication.digest, "reason": _words(details)}
    if kind is PackageType.REFUSAL:
        given["grounds"] = grounds_told(details)
    given["reference"] = communication.reference if communication.reference != request.foreign_reference else ""
    communication.action = _told(request, actions, day, given, communication.peer)
    if not communication.action and (actions or kind not in ONLY_READ):
        communication.unfiled = NO_STEP
    communication.save(update_fields=["action", "unfiled"])


def _words(details: dict[str, Any]) -> str:
    """What they say, as the form for this step would have it: their words, their questions, their conditions."""
    lines = [str(details.get("text") or "")]
    for name in ("questions", "conditions", "next_steps"):
        found = details.get(name)
        lines += [str(line) for line in found] if isinstance(found, list) else []
    return "\n".join(line for line in lines if line)[:20_000]


def _reached(digest: str, evidence: Evidence, given: dict[str, Any], at: dt.datetime) -> None:
    """Move a request of ours as far as was attested, by the counterpart's node or by the connectors."""
    sent = Communication.everything.filter(digest=digest, incoming=False, request__isnull=False).first()
    if sent is None or sent.request is None or sent.kind != PackageType.REQUEST:
        return
    through_connector = sent.route == CONNECTOR
    action = step_attested(evidence, through_connector=through_connector)
    if action:
        attested = given | ({"by": CLERK_HERE} if through_connector else {})
        _told(sent.request, (action,), timezone.localdate(at), attested, sent.peer)


def _told(request: Request, actions: tuple[str, ...], day: dt.date, given: dict[str, Any], peer: str) -> str:
    said = {name: value for name, value in given.items() if value}
    return request_told(
        request=request, actions=actions, day=day, given=said, who=node_identity(peer), nodes=nodes_of(request)
    )
