"""Signing a link that the rules do not make: a named person, with reason and evidence, and a new trace."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.background.queue import in_background
from comity.casework.evidence.selectors import items_for
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.records.selectors import record_subject
from comity.casework.tracing.models import MoneyTrace
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.tracing.findings import Finding

LIEN, SHARE = "lien", "share"


@transaction.atomic
def finding_sign(
    *,
    trace: MoneyTrace,
    number: int,
    reason: str,
    evidence: str,
    taking: str,
    on: dt.date,
    actor: User,
    who: Identity,
) -> MoneyTrace:
    """Sign one of the links that a trace offers; the same question is traced again with it, the first trace stays."""
    require(Permission.MONEY_FIND, who, record_subject(trace, who))
    offered = _offered(trace, number)
    _check(trace, reason, evidence, taking, who)
    link = {name: offered[name] for name in ("kind", "first", "then")}
    signed = {"signed_by": actor.name, "signed_on": on.isoformat(), "reason": reason.strip(), "evidence": evidence}
    finding = {**link, **signed, "as": taking}
    before = trace.data["question"].get("findings", [])
    if any(all(one[name] == link[name] for name in link) for one in before):
        raise BadInputError("somebody has signed this link already", Place(field="number"))
    key = f"T-{MoneyTrace.everything.filter(case=trace.case).count() + 1}"
    made = MoneyTrace.everything.create(
        case=trace.case,
        ledger=trace.ledger,
        key=key,
        wall=trace.wall,
        handling=trace.handling,
        data={"question": {**trace.data["question"], "findings": [*before, finding]}},
        made_by=actor,
    )
    details = {**finding, "of": trace.key}
    log_append(event="finding_signed", actor=actor, case=trace.case, subject="trace", key=key, details=details)
    in_background(made)
    return made


def _offered(trace: MoneyTrace, number: int) -> dict[str, Any]:
    offered: list[dict[str, Any]] = (trace.data.get("answer") or {}).get("candidates", [])
    if trace.status != "ready" or not 0 <= number < len(offered):
        raise BadInputError("the trace offers no such link", Place(field="number"))
    return offered[number]


def _check(trace: MoneyTrace, reason: str, evidence: str, taking: str, who: Identity) -> None:
    if not reason.strip():
        raise BadInputError("say why the two belong together", Place(field="reason"))
    if evidence not in {item.key for item in items_for(who, trace.case)}:
        raise BadInputError("choose the evidence that proves it", Place(field="evidence"))
    if taking not in (LIEN, SHARE):
        raise BadInputError("choose one", Place(field="taking"))


def findings_of(question: dict[str, Any]) -> "list[Finding]":
    """The signed links of a question as the tracing room takes them."""
    from comity.tracing.candidates import LinkKind  # noqa: PLC0415 - a room that only this work needs
    from comity.tracing.findings import Finding, Taking  # noqa: PLC0415

    return [
        Finding(
            LinkKind(one["kind"]),
            one["first"],
            one["then"],
            one["signed_by"],
            dt.date.fromisoformat(one["signed_on"]),
            one["reason"],
            one["evidence"],
            Taking(one["as"]),
        )
        for one in question.get("findings", ())
    ]
