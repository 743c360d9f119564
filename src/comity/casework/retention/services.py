"""Keeping and deleting: the office's rules, legal holds, and a deletion that two persons answer for."""

import datetime as dt
import hashlib
from pathlib import Path

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.evidence.kept import still_named
from comity.casework.evidence.store import path_of
from comity.casework.identity import Identity, Subject
from comity.casework.log.canonical import canonical
from comity.casework.log.services import log_append
from comity.casework.retention.erasing import case_erase
from comity.casework.retention.models import (
    CaseKind,
    DeletionCertificate,
    DeletionProposal,
    LegalHold,
    RetentionRule,
)
from comity.casework.retention.sealed import packages_forget
from comity.casework.retention.selectors import due_of
from comity.common.errors import BadInputError, Place


@transaction.atomic
def retention_rule_set(*, kind: str, months: int, source: str, actor: User, who: Identity) -> RetentionRule:
    """Say how long a kind of case is kept after its end, and on what authority."""
    require(Permission.RETENTION_SET, who)
    if kind not in set(CaseKind):
        raise BadInputError("choose a kind of case", Place(field="kind"))
    if not 0 < months <= 1200:
        raise BadInputError("give a number of months from 1 to 1200", Place(field="months"))
    if not source.strip():
        raise BadInputError("name the law or the decision that sets it", Place(field="source"))
    rule = RetentionRule.objects.create(kind=kind, months=months, source=source, set_by=actor)
    details = {"kind": kind, "months": months, "source": source}
    log_append(event="retention_rule_set", actor=actor, subject="retention", key=kind, details=details)
    return rule


@transaction.atomic
def legal_hold_set(*, case: Case, reason: str, on: dt.date, actor: User, who: Identity) -> LegalHold:
    """Hold a case: nothing of it is deleted while the hold is in force."""
    require(Permission.LEGAL_HOLD, who, subject_of(case, who))
    if not reason.strip():
        raise BadInputError("a reason must be given", Place(field="reason"))
    hold = LegalHold.objects.create(case=case, reason=reason, since=on, set_by=actor)
    _log(case, "legal_hold_set", actor, {"reason": reason})
    return hold


@transaction.atomic
def legal_hold_end(*, hold: LegalHold, on: dt.date, actor: User, who: Identity) -> None:
    """End a legal hold."""
    require(Permission.LEGAL_HOLD, who, subject_of(hold.case, who))
    hold.ended_on = on
    hold.save(update_fields=["ended_on"])
    _log(hold.case, "legal_hold_ended", actor, {})


@transaction.atomic
def deletion_propose(*, case: Case, on: dt.date, actor: User, who: Identity) -> DeletionProposal:
    """Propose that a case whose time is over be deleted; somebody else has to carry it out."""
    require(Permission.DELETION_PROPOSE, who)
    _check_due(case, on)
    proposal, _ = DeletionProposal.objects.update_or_create(
        case=case, defaults={"proposed_by": actor, "proposed_on": on}
    )
    _log(case, "deletion_proposed", actor, {})
    return proposal


def _check_due(case: Case, on: dt.date) -> None:
    due = due_of(case)
    if due is None or due.rule is None:
        raise BadInputError("the case is open, or the office has given no rule for its kind")
    if due.held:
        raise BadInputError("a legal hold is in force")
    if not due.is_due(on):
        raise BadInputError("the time for which it is kept is not over")


@transaction.atomic
def deletion_confirm(
    *, proposal: DeletionProposal, folder: Path, on: dt.date, actor: User, who: Identity
) -> DeletionCertificate:
    """Carry out a deletion that somebody else proposed: rows and details go, the leaves and a certificate stay."""
    require(Permission.DELETION_CONFIRM, who, Subject(author=proposal.proposed_by_id))
    case = Case.everything.select_for_update().get(pk=proposal.case_id)
    _check_due(case, on)
    due = due_of(case)
    rule = f"{due.rule.months} months: {due.rule.source}" if due and due.rule else ""
    erased = case_erase(case)
    sealed = packages_forget(digests=erased.packages, actor=actor)
    said = {
        "case": case.pk,
        "reference": case.reference,
        "rule": rule,
        "deleted_on": on.isoformat(),
        "proposed_by": proposal.proposed_by_id,
        "confirmed_by": actor.pk,
        "tables": erased.tables,
        "details": erased.details,
    }
    certificate = DeletionCertificate.objects.create(
        case=case,
        reference=case.reference,
        rule=rule,
        deleted_on=on,
        proposed_by=proposal.proposed_by,
        confirmed_by=actor,
        tables=erased.tables,
        details=erased.details,
        digest=hashlib.sha256(canonical(said).encode()).hexdigest(),
    )
    case.title, case.words = {"en": "deleted"}, case.reference.casefold()
    case.save(update_fields=["title", "words"])
    _log(case, "case_deleted", actor, {"certificate": certificate.digest})
    transaction.on_commit(lambda: _remove(folder, erased.files, sealed))
    return certificate


def _remove(folder: Path, digests: set[str], sealed: list[Path]) -> None:
    """Take the files from the disk, but for one that somebody brought in again meanwhile."""
    for path in [*(path_of(folder, digest) for digest in digests - still_named(digests)), *sealed]:
        path.unlink(missing_ok=True)


def _log(case: Case, event: str, actor: User, details: dict[str, str]) -> None:
    log_append(event=event, actor=actor, case=case, subject="retention", key=str(case.pk), details=details)
