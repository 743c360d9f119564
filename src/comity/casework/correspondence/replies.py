"""What offices tell one another beside the steps of a request: comments on drafts, consents, deletions."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.asserted.models import AssertedRecord
from comity.casework.correspondence.exporting import package_of
from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.node import office_node
from comity.casework.correspondence.outgoing import communication_keep, communication_seal
from comity.casework.evidence.forgetting import files_forget
from comity.casework.exchange_store.models import ExchangedPackage
from comity.casework.exchange_store.store import About
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.requests.selectors import request_subject
from comity.common.errors import BadInputError, Place
from comity.exchange.documents.conditions import Use
from comity.exchange.documents.package import Package, PackageType, package_from
from comity.exchange.documents.trust import Counterpart
from comity.exchange.node.deletion import answer_deletion_request
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.sending import Letter

_LONGEST = 20_000
_BY_PACKAGE = "package"


def _may_send(communication: Communication, who: Identity) -> None:
    """Whoever may send on the request; where it belongs to none yet, whoever takes in what arrives."""
    if communication.request is None:
        require(Permission.REQUEST_RECEIVE, who)
    else:
        require(Permission.REQUEST_SEND, who, request_subject(communication.request, who))


def _counterpart(communication: Communication) -> Counterpart:
    found = office_node().counterpart(communication.peer) if communication.peer else None
    if found is None:
        raise BadInputError("the other office has no node that is trusted here; accept its card first")
    return found


def _send(
    communication: Communication, kind: PackageType, said: dict[str, object], actor: User, at: dt.datetime
) -> Communication:
    request = communication.request
    letter = Letter(
        type=kind,
        subject=communication.subject,
        reference=f"{request.case.reference}/{request.key}"[:200] if request else communication.reference,
        conversation=communication.conversation,
        your_reference=communication.reference if communication.incoming else None,
        in_reply_to=communication.digest if communication.incoming else None,
        details=said,
    )
    node = office_node(About(actor, request.case if request else None))
    return communication_seal(node, request, letter, _counterpart(communication), "", at)


@transaction.atomic
def comment_send(
    *, communication: Communication, text: str, at: dt.datetime, actor: User, who: Identity
) -> Communication:
    """Comment on a draft that another office has sent before its formal request; it binds nobody."""
    if not communication.incoming or communication.kind != PackageType.DRAFT:
        raise BadInputError("this is no draft that was sent for comment")
    _may_send(communication, who)
    if not text.strip() or len(text) > _LONGEST:
        raise BadInputError("say what should be different", Place(field="text"))
    sent = _send(communication, PackageType.COMMENT, {"step": "comment", "text": text.strip()}, actor, at)
    Communication.everything.filter(pk=communication.pk).update(unfiled="", seen=True)
    return sent


@transaction.atomic
def consent_give(
    *, communication: Communication, uses: Sequence[str], at: dt.datetime, actor: User, who: Identity
) -> Communication:
    """Consent to uses of what this office has sent under conditions; it holds for that conversation."""
    package = package_of(communication)
    if communication.incoming or package is None or not package.conditions:
        raise BadInputError("nothing was sent here under a condition")
    _may_send(communication, who)
    if not uses or not set(uses) <= set(Use):
        raise BadInputError("choose the uses", Place(field="uses"))
    said = {"step": "consent", "consent_to": sorted(set(uses)), "text": ""}
    return _send(communication, PackageType.NOTICE, {k: v for k, v in said.items() if v}, actor, at)


@transaction.atomic
def deletion_ask(
    *, communication: Communication, text: str, at: dt.datetime, actor: User, who: Identity
) -> Communication:
    """Ask the other office to delete what was sent to it; its node confirms under seal when it is gone."""
    if communication.incoming or communication.route != _BY_PACKAGE:
        raise BadInputError("only what this office has sent can be asked back")
    _may_send(communication, who)
    if asked_for(communication):
        raise BadInputError("this was asked for already")
    said = {"step": "deletion_request", "package": communication.digest, "text": text.strip()[:_LONGEST]}
    return _send(communication, PackageType.DELETION_REQUEST, {k: v for k, v in said.items() if v}, actor, at)


def asked_for(communication: Communication) -> bool:
    """Whether the deletion of a package was asked for already."""
    asked = Communication.everything.filter(
        conversation=communication.conversation, kind=str(PackageType.DELETION_REQUEST), incoming=False
    )
    return any(one.details.get("package") == communication.digest for one in asked)


def deletion_answer(*, communication: Communication, at: dt.datetime, actor: User, who: Identity) -> Communication:
    """Delete what the other office asks back, the sealed package and its files here, and confirm it under seal.

    In this order, each step again where it was cut off: files and register, package, confirmation.
    """
    if not communication.incoming or communication.kind != PackageType.DELETION_REQUEST:
        raise BadInputError("this is no request for deletion")
    _may_send(communication, who)
    target = str(communication.details.get("package") or "")
    meant = ExchangedPackage.objects.filter(digest=target, incoming=1, peer=communication.peer).first()
    if meant is None:
        raise BadInputError("it names no package of its sender")
    if confirmed(communication):
        raise BadInputError("this was confirmed already")
    _check_nothing_left(target)
    _files_go(communication, target, actor)
    fail_point("reply:files_gone")
    request = communication.request
    held = _confirmation(communication)
    if held is None:
        node = office_node(About(actor, request.case if request else None))
        sealed = answer_deletion_request(node, communication.digest, at)
        held = (sealed.package, sealed.digest)
        fail_point("reply:answered")
    with transaction.atomic():
        sent = communication_keep(request, *held, _counterpart(communication), "", at)
        Communication.everything.filter(pk=communication.pk).update(unfiled="", seen=True)
    return sent


def confirmed(communication: Communication) -> bool:
    """Whether a request for deletion was answered."""
    done = Communication.everything.filter(
        conversation=communication.conversation, kind=str(PackageType.DELETION_DONE), incoming=False
    )
    return any(one.details.get("package") == communication.details.get("package") for one in done)


def _confirmation(communication: Communication) -> tuple[Package, str] | None:
    """The confirmation that was sealed already, where the machine stopped before it was kept as a communication."""
    rows = ExchangedPackage.objects.filter(
        incoming=0, conversation=communication.conversation, type=str(PackageType.DELETION_DONE)
    )
    for row in rows:
        package = package_from(bytes(row.header))
        if package.details.get("package") == communication.details.get("package"):
            return package, row.digest
    return None


def _check_nothing_left(target: str) -> None:
    """What was taken over into records is not gone with the package, and a confirmation must be true."""
    left = AssertedRecord.objects.filter(package=target).count()
    if left:
        raise BadInputError(
            f"the case holds {left} records that were taken over from this package; they are deleted with the case, "
            "by the rules of retention, before it can be confirmed that nothing is left"
        )


@transaction.atomic
def _files_go(communication: Communication, target: str, actor: User) -> None:
    gone = files_forget(package=target, folder=settings.EVIDENCE_FOLDER)
    request = communication.request
    if gone and request is not None:
        details = {"package": target, "files": gone}
        log_append(
            event="files_deleted", actor=actor, case=request.case, subject="request", key=request.key, details=details
        )


@transaction.atomic
def communication_settle(*, communication: Communication, actor: User, who: Identity) -> None:
    """Say that a person has looked at what took no step by itself; it stays, and waits no longer."""
    communication = Communication.everything.select_for_update(of=("self",)).get(pk=communication.pk)
    if not communication.incoming or communication.seen:
        raise BadInputError("nobody has to look at this any more")
    request = communication.request
    if request is None:
        require(Permission.REQUEST_RECEIVE, who)
    else:
        require(Permission.REQUEST_FOLLOW, who, request_subject(request, who))
    Communication.everything.filter(pk=communication.pk).update(unfiled="", seen=True)
    log_append(
        event="arrival_looked_at",
        actor=actor,
        case=request.case if request else None,
        subject="request" if request else "exchange",
        key=request.key if request else communication.digest,
        details={"package": communication.digest, "why": communication.unfiled},
    )
