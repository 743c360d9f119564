"""What comes through a national e-CODEX connector, in the office: each message waits for a person, unsigned."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from comity.casework.correspondence.models import CONNECTOR, Communication
from comity.casework.exchange_store.models import ExchangedPackage, ExchangeReceipt
from comity.casework.log.services import log_append
from comity.exchange.documents.fields import time_from
from comity.exchange.documents.package import package_from
from comity.exchange.node.connector_drop import NAME
from comity.exchange.node.fail_points import fail_point

TO_RECORD = "A message without a seal came through the e-CODEX connector: read it, and record the step that it means."


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
    package = package_from(bytes(row.header))
    answers = str(package.details.get("answers") or "")
    known = Communication.everything.filter(conversation=answers, request__isnull=False) if answers else None
    first = known.select_related("request__case").first() if known is not None else None
    request = first.request if first else None
    _, made = Communication.everything.get_or_create(
        digest=row.digest,
        defaults={
            "request": request,
            "incoming": True,
            "route": CONNECTOR,
            "conversation": answers or row.conversation,
            "counterpart": str(package.details.get("paper_from") or "")[:3],
            "kind": str(package.type),
            "subject": package.subject,
            "reference": package.reference,
            "details": package.details,
            "at": time_from(row.recorded),
            "unfiled": TO_RECORD,
        },
    )
    if made:
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
    return made


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
