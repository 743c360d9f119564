"""What leaves with a step: a package to the counterpart's node, sealed and queued in the transaction of the step."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone

from comity.casework.correspondence.bound import conditions_of, kept_until
from comity.casework.correspondence.by_connector.sending import connector_send
from comity.casework.correspondence.meaning import OUTWARD, RESULT_TYPES, Outward
from comity.casework.correspondence.models import CONNECTOR, PACKAGE, Communication, communications_on
from comity.casework.correspondence.node import office_node
from comity.casework.correspondence.on_paper.sending import paper_make
from comity.casework.correspondence.request_bound import request_conditions, request_handling
from comity.casework.correspondence.ways import Way, counterpart_of, way_taken
from comity.casework.evidence.models import EvidenceItem, KeptFile
from comity.casework.evidence.store import open_kept
from comity.casework.exchange_store.store import About
from comity.casework.requests.models import Request, StepTaken
from comity.exchange.documents.conditions import Condition
from comity.exchange.documents.package import Package, PackageType, PartRole
from comity.exchange.documents.trust import Counterpart
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.sending import Letter, seal_letter
from comity.exchange.packing import Source
from comity.exchange.reader_pages import reader_pages

# What a step may say to the other state by the names of its form; notes and files of the office stay here.
_SAID = (
    "questions answer_by considered grounds conditions review_on accepted authority remedies lacking next_steps "
    "topics article comment_by execute_by use language expected by"
).split()
_LONGEST = 300
_RESULTS = frozenset({PackageType.RESULT, PackageType.PARTIAL_RESULT})


def step_sent(taken: StepTaken, state_before: str) -> Communication | None:
    """Send what a step says to the other state; gives nothing where it says nothing to it."""
    request = taken.request
    outward = OUTWARD.get((request.direction, taken.action))
    if outward is None:
        return None
    type_ = RESULT_TYPES.get(state_before, outward.type) if outward.type is PackageType.RESULT else outward.type
    letter = _letter(taken, type_, outward, state_before)
    way = way_taken(request, str(taken.given.get("way") or ""))
    if way is Way.CONNECTOR:
        return connector_send(taken, letter, timezone.now())
    counterpart = counterpart_of(request) if way is Way.NODE else None
    if counterpart is None:
        return paper_make(taken, letter, _posted(taken)) if letter.sources else None
    node = office_node(About(taken.actor, request.case))
    return communication_seal(node, request, letter, counterpart, taken.action, timezone.now())


def _posted(taken: StepTaken) -> dt.datetime:
    """When what goes on paper was posted: now, or on the day that the step names."""
    now = timezone.localtime()
    return now if taken.day >= now.date() else dt.datetime.combine(taken.day, dt.time(12), now.tzinfo)


def communication_seal(
    node: Node, request: Request | None, letter: Letter, counterpart: Counterpart, action: str, at: dt.datetime
) -> Communication:
    """Seal a letter to a counterpart's node, put it into the outbox, and keep it on the request it belongs to."""
    sealed = seal_letter(node, letter, counterpart.card, at)
    communication = communication_keep(request, sealed.package, sealed.digest, counterpart, action, at)
    fail_point("dispatch:in_transaction")
    return communication


def communication_keep(
    request: Request | None, package: Package, digest: str, counterpart: Counterpart, action: str, at: dt.datetime
) -> Communication:
    """Keep what was sealed as a communication, on the request it belongs to."""
    return Communication.everything.create(
        request=request,
        incoming=False,
        route=PACKAGE,
        digest=digest,
        conversation=package.conversation,
        peer=counterpart.card.node,
        counterpart=counterpart.card.state,
        kind=str(package.type),
        subject=package.subject,
        reference=package.reference,
        details=package.details,
        at=at,
        action=action,
    )


def _letter(taken: StepTaken, type_: PackageType, outward: Outward, state_before: str) -> Letter:
    request = taken.request
    before = communications_on(request).exclude(conversation="").order_by("pk").first()
    answered = communications_on(request).filter(incoming=True, route__in=(PACKAGE, CONNECTOR)).order_by("-pk").first()
    measure = request.measure.replace("_", " ")
    pages = reader_pages(reply=True) if outward.documents else []
    return Letter(
        type=type_,
        subject=f"{measure}: {request.case.reference}"[:_LONGEST],
        reference=f"{request.case.reference}/{request.key}"[:200],
        sources=[*pages, *_sources(taken, outward)],
        conversation=before.conversation if before else None,
        your_reference=request.foreign_reference or None,
        in_reply_to=answered.digest if answered else None,
        basis=request.basis[:_LONGEST] or None,
        details=_details(taken, type_, state_before) | (request_handling(request) if outward.documents else {}),
        conditions=_conditions(request, type_, outward),
        retain_until=kept_until(request) if type_ in _RESULTS else None,
    )


def _conditions(request: Request, type_: PackageType, outward: Outward) -> tuple[Condition, ...]:
    """Results go under the conditions of their register, our own request under the marks of its records."""
    if type_ in _RESULTS:
        return conditions_of(request)
    return request_conditions(request) if outward.documents else ()


def _details(taken: StepTaken, type_: PackageType, state_before: str) -> dict[str, Any]:
    """What stands in the header: the step, its words, and what the type must say."""
    given = taken.given
    said = {name: given[name] for name in _SAID if given.get(name)}
    step = state_before if type_ in _RESULTS else taken.action
    details: dict[str, Any] = {"step": step, "measure": taken.request.measure, **said}
    if given.get("reason"):
        details["text"] = given["reason"]
    if type_ is PackageType.REFUSAL:
        grounds = [str(ground) for ground in given.get("grounds", ())]
        details |= {"ground": ", ".join(grounds) or "not given", "article": given.get("article") or None}
    return details


def _sources(taken: StepTaken, outward: Outward) -> Iterator[Source]:
    """The files that leave: the signed version where the step carries it, the step's letters, files and results."""
    request = taken.request
    if outward.documents and request.version is not None:
        for stored in request.version.files.order_by("name"):
            role = PartRole.REQUEST if stored.name == "REQUEST.json" else PartRole.DOCUMENT
            yield _held(stored.name, bytes(stored.content), role)
    if outward.documents:
        for annex in _annexes(request):
            yield _on_disk(annex.name, annex.digest)
    for letter in taken.letters.all():
        yield _held(letter.name, bytes(letter.content))
    for attached in taken.attachments.select_related("file").exclude(file__state="refused"):
        yield _on_disk(attached.file.name, attached.file.digest)
    if outward.type is PackageType.RESULT:
        for item in request.results.select_related("file").filter(file__isnull=False):
            if item.file is not None:
                yield _on_disk(item.file.name, item.file.digest)


def _annexes(request: Request) -> list[KeptFile]:
    """The released files of the register behind the annexes that the request names."""
    annexes = set(request.data.get("annexes", ()))
    items = EvidenceItem.everything.filter(case=request.case, file__state="released").select_related("file")
    return [item.file for item in items if item.file is not None and item.data.get("document") in annexes]


def _held(name: str, content: bytes, role: PartRole = PartRole.DOCUMENT) -> Source:
    return Source(name, role, lambda: io.BytesIO(content))


def _on_disk(name: str, digest: str) -> Source:
    return Source(name, PartRole.DOCUMENT, lambda: open_kept(settings.EVIDENCE_FOLDER, digest))
