"""Writing the register of evidence: items, the chain of custody, limits of use, and every use that was made."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case, Wall
from comity.casework.cases.selectors import subject_of
from comity.casework.evidence.files import file_keep
from comity.casework.evidence.limits import Limits, Use, UseNotAllowedError
from comity.casework.evidence.models import CustodyEvent, EvidenceItem
from comity.casework.evidence.selectors import last_link, use_hindrances
from comity.casework.evidence.store import Arriving
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.records.selectors import record_subject
from comity.casework.records.services import ChangedMeanwhileError
from comity.common.errors import BadInputError, Place

# What can happen to an item, beside receiving it first. After an end nothing follows.
CUSTODY_KINDS = ("handed_over", "sealed", "unsealed", "copied", "examined", "stored", "returned", "destroyed")
CUSTODY_ENDS = frozenset({"returned", "destroyed"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """How an item came: from whom, to whom, on which day, why, under which seal."""

    day: dt.date
    giver: str
    holder: str
    why: str
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where evidence from abroad comes from: the state, and our request that it answers."""

    state: str = ""
    request: str = ""
    return_original: bool = False


FROM_HERE: Final = Origin()
NO_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written into the register about a new item; ``document`` is the annex of the case file that it is."""

    key: str
    title: str
    kind: str
    receipt: Receipt
    origin: Origin = FROM_HERE
    limits: Limits = NO_LIMITS
    document: str = ""

    def data(self) -> dict[str, Any]:
        """As the register keeps it."""
        return {
            "title": self.title.strip(),
            "kind": self.kind,
            "document": self.document,
            "origin": self.origin.state,
            "request": self.origin.request,
            "return_original": self.origin.return_original,
            "limits": self.limits.data(),
        }


@transaction.atomic
def evidence_register(
    *,
    case: Case,
    entry: Entry,
    on: dt.date,
    actor: User,
    who: Identity,
    wall: Wall | None = None,
    coming: Arriving | None = None,
    name: str = "",
) -> EvidenceItem:
    """Register an item of evidence with its file, its first hand and its limits, in one step."""
    subject = subject_of(case, who)
    require(Permission.EVIDENCE_REGISTER, who, subject)
    _check(case, entry, on)
    if wall is not None and not wall.members.filter(pk=who.user).exists():
        raise BadInputError("you stand outside this wall; ask somebody within it", Place(field="wall"))
    file = file_keep(case=case, coming=coming, name=name, actor=actor, who=who, subject=subject) if coming else None
    item = EvidenceItem.everything.create(
        case=case,
        key=entry.key.strip(),
        position=EvidenceItem.everything.filter(case=case).count(),
        data=entry.data(),
        file=file,
        wall=wall,
        registered_by=actor,
    )
    _link(item, "received", entry.receipt, actor)
    details = {"data": item.data, "digest": file.digest if file else "", "receipt": _said(entry.receipt)}
    _log(item, "evidence_registered", actor, entry.receipt.day, details)
    case.save(update_fields=["changed"])
    return item


def _check(case: Case, entry: Entry, on: dt.date) -> None:
    receipt, key = entry.receipt, entry.key.strip()
    needed = {"key": key, "title": entry.title, "giver": receipt.giver, "holder": receipt.holder}
    for field, value in needed.items():
        if not value.strip():
            raise BadInputError("this is needed", Place(field=field))
    if receipt.day > on:
        raise BadInputError("the day cannot be still to come", Place(field="day"))
    if EvidenceItem.everything.filter(case=case, key=key).exists():
        raise BadInputError(f"the number '{key}' is in use; give another one", Place(field="key"))


@transaction.atomic
def custody_add(
    *, item: EvidenceItem, kind: str, receipt: Receipt, on: dt.date, actor: User, who: Identity
) -> CustodyEvent:
    """Add a link to the chain of custody; who gives is always who held it, so the chain has no gap."""
    require(Permission.EVIDENCE_HAND, who, record_subject(item, who))
    EvidenceItem.everything.select_for_update().get(pk=item.pk)
    last = last_link(item)
    if kind not in CUSTODY_KINDS:
        raise BadInputError("choose what happened", Place(field="happened"))
    if last is not None and last.kind in CUSTODY_ENDS:
        raise BadInputError(f"the item was {last.kind} on {last.day.isoformat()}; nothing follows after that")
    if receipt.day > on or (last is not None and receipt.day < last.day):
        raise BadInputError("the day lies before the last hand or is still to come", Place(field="day"))
    if not receipt.why.strip():
        raise BadInputError("say why", Place(field="why"))
    moved = kind in {"handed_over", "returned"}
    if moved and not receipt.holder.strip():
        raise BadInputError("say who received it", Place(field="holder"))
    held = last.holder if last else ""
    holder = receipt.holder if moved else held
    told = Receipt(receipt.day, held, holder, receipt.why, receipt.seal)
    link = _link(item, kind, told, actor)
    _log(item, f"custody_{kind}", actor, receipt.day, _said(told))
    return link


def _link(item: EvidenceItem, kind: str, receipt: Receipt, actor: User) -> CustodyEvent:
    return CustodyEvent.objects.create(
        item=item,
        number=item.custody.count() + 1,
        kind=kind,
        day=receipt.day,
        giver=receipt.giver.strip()[:300],
        holder=receipt.holder.strip()[:300],
        why=receipt.why.strip()[:500],
        seal=receipt.seal.strip()[:120],
        by=actor,
    )


@transaction.atomic
def limits_change(
    *, item: EvidenceItem, limits: Limits, consent: str, revision: int, actor: User, who: Identity
) -> None:
    """Change the limits of use; ``consent`` is the letter of the giving state on which the change rests."""
    require(Permission.EVIDENCE_LIMIT, who, record_subject(item, who))
    if not consent.strip():
        raise BadInputError("name the letter in which the giving state said so", Place(field="consent"))
    before = item.data.get("limits")
    data = {**item.data, "limits": limits.data()}
    done = EvidenceItem.everything.filter(pk=item.pk, revision=revision).update(data=data, revision=revision + 1)
    if not done:
        raise ChangedMeanwhileError("somebody else changed the limits meanwhile; look at them and save again")
    details = {"before": before, "after": limits.data(), "consent": consent.strip()}
    _log(item, "use_limits_changed", actor, None, details)
    item.refresh_from_db()


@transaction.atomic
def evidence_use(*, item: EvidenceItem, use: Use, what: str, actor: User, who: Identity) -> None:
    """Record that an item is used for something; a use that its limits do not allow is refused with the sentence."""
    require(Permission.EVIDENCE_HAND, who, record_subject(item, who))
    if not what.strip():
        raise BadInputError("say what it is used for", Place(field="what"))
    sentences = use_hindrances([item], use)
    if sentences:
        raise UseNotAllowedError(sentences)
    details = {"what": what.strip(), "purpose": str(use.purpose or ""), "state": use.state, "conduct": use.conduct}
    _log(item, "evidence_used", actor, use.on, details)


def _said(receipt: Receipt) -> dict[str, Any]:
    return {"from": receipt.giver, "to": receipt.holder, "why": receipt.why, "seal": receipt.seal}


def _log(item: EvidenceItem, event: str, actor: User, day: dt.date | None, details: dict[str, Any]) -> None:
    log_append(event=event, actor=actor, case=item.case, subject="evidence", key=item.key, day=day, details=details)
