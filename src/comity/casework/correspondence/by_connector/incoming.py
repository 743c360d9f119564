"""What comes through a national e-CODEX connector, in the office: each message waits for a person, unsigned."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from comity.casework.asserted.reading import Told
from comity.casework.correspondence.models import CONNECTOR, Communication
from comity.casework.correspondence.opening import request_open
from comity.casework.exchange_store.models import ExchangedPackage, ExchangeReceipt
from comity.casework.log.services import log_alone, log_append
from comity.casework.requests.models import Request
from comity.exchange.documents.fields import time_from
from comity.exchange.documents.package import Package, PackageType, Party, package_from
from comity.exchange.node.connector_handing import NAME, peer_of
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.paper import FROM

TO_RECORD = "A message without a seal came through the e-CODEX connector: read it, and record the step that it means."
TO_KEY_IN = "A request without a seal came through the e-CODEX connector: read it, and key in what it asks."


@dataclass(frozen=True, slots=True)
class ConnectorShown:
    """One state that is reached through the connector, as the page of counterparts shows it."""

    state: str
    sent: int
    attested: int
    came: int
    last: dt.datetime | None


def messages_tell() -> int:
    """Put every message that the node has entered, and that no page shows yet, before the dispatchers; each once."""
    entered = ExchangedPackage.objects.filter(state="entered", conversation__startswith=f"{NAME}-")
    fresh = entered.exclude(digest__in=Communication.everything.filter(route=CONNECTOR).values("digest"))
    return sum(_tell(row) for row in fresh.order_by("recorded"))


@transaction.atomic
def _tell(row: ExchangedPackage) -> bool:
    log_alone()
    package, at = package_from(bytes(row.header)), time_from(row.recorded)
    state = str(package.details.get(FROM) or "")[:3]
    answers = str(package.details.get("answers") or "")
    if Communication.everything.filter(digest=row.digest).exists():
        return False
    request, why = _request_of(package, row.digest, state, answers, at)
    Communication.everything.create(
        request=request,
        incoming=True,
        route=CONNECTOR,
        digest=row.digest,
        conversation=answers or row.conversation,
        peer=peer_of(state),
        counterpart=state,
        kind=str(package.type),
        subject=package.subject,
        reference=package.reference,
        details=package.details,
        at=at,
        unfiled=why,
    )
    log_append(
        event="connector_message_came",
        actor=None,
        case=request.case if request else None,
        subject="request",
        key=request.key if request else "",
        at=timezone.now(),
        details={"package": row.digest, "answers": answers},
    )
    fail_point("connector:told")
    return True


def _request_of(package: Package, digest: str, state: str, answers: str, at: dt.datetime) -> tuple[Request | None, str]:
    """The request that a message is about, opened where it is a new one of theirs, and why somebody has to look.

    Only what stands in conversation with that very state counts: a message of a third one lands on no request.
    """
    known = Communication.everything.filter(conversation=answers, counterpart=state, request__isnull=False)
    first = known.select_related("request__case").first() if answers else None
    if first is not None:
        return first.request, TO_RECORD
    if package.type is not PackageType.REQUEST:
        return None, TO_RECORD
    theirs = replace(package, sender=Party(state, peer_of(state)), addressee=package.sender)
    return request_open(theirs, digest, Told(), at), TO_KEY_IN


def connector_states() -> list[ConnectorShown]:
    """Every state with which something went through the connector: how much, how much of it is attested, how lately."""
    rows = ExchangedPackage.objects.filter(peer__startswith=f"{NAME}-", incoming=0).values_list("digest", "peer")
    sent = {digest: peer.removeprefix(f"{NAME}-") for digest, peer in rows}
    receipts = ExchangeReceipt.objects.filter(issuer=NAME).order_by("number").values_list("package", "at")
    attested: dict[str, str] = {digest: at for digest, at in receipts if digest in sent}
    lately: dict[str, str] = {}
    for digest, at in attested.items():
        lately[sent[digest]] = max(at, lately.get(sent[digest], ""))
    came = Counter(Communication.everything.filter(route=CONNECTOR).values_list("counterpart", flat=True))
    out, proven = Counter(sent.values()), Counter(sent[digest] for digest in attested)
    return [
        ConnectorShown(
            state, out[state], proven[state], came[state], time_from(lately[state]) if state in lately else None
        )
        for state in sorted({*out, *came})
    ]
