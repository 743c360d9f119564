"""Making a bundle for the defence: marking, choosing, leaving out with a lawyer's reason, releasing it."""

import datetime as dt
import hashlib

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.asserted.selectors import asserted_hindrances, file_hindrances
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.disclosure.models import DisclosureBundle, DisclosureItem, ExculpatoryMark
from comity.casework.disclosure.packing import bundle_zip
from comity.casework.disclosure.selectors import disclosable
from comity.casework.evidence.limits import UseNotAllowedError
from comity.casework.evidence.models import EvidenceItem
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.records.carrying import protection_of
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError, Place
from comity.exchange.documents.conditions import Use


@transaction.atomic
def exculpatory_mark(*, case: Case, code: str, reason: str, actor: User, who: Identity) -> ExculpatoryMark:
    """Mark a record as speaking for the person; a mark is never taken away, only answered in a bundle."""
    require(Permission.EXCULPATORY_MARK, who, subject_of(case, who))
    subject, _, key = code.partition(":")
    if code not in {one.code for one in disclosable(who, case)}:
        raise BadInputError("choose a record of this case", Place(field="record"))
    if not reason.strip():
        raise BadInputError("a reason must be given", Place(field="reason"))
    mark, _ = ExculpatoryMark.objects.update_or_create(
        case=case, subject=subject, key=key, defaults={"reason": reason, "marked_by": actor}
    )
    log_append(
        event="exculpatory_marked",
        actor=actor,
        case=case,
        subject="disclosure",
        key=code[:200],
        details={"reason": reason},
    )
    return mark


@transaction.atomic
def bundle_make(
    *, case: Case, recipient: str, legal_basis: str, codes: list[str], actor: User, who: Identity
) -> DisclosureBundle:
    """Put a bundle together; what speaks for the person is in it from the start, chosen or not."""
    require(Permission.DISCLOSURE_MAKE, who, subject_of(case, who))
    for field, text in {"recipient": recipient, "legal_basis": legal_basis}.items():
        if not text.strip():
            raise BadInputError("this is needed", Place(field=field))
    found = disclosable(who, case)
    chosen = [one for one in found if one.code in set(codes) or one.exculpatory]
    if set(codes) - {one.code for one in found}:
        raise BadInputError("choose a record of this case", Place(field="records"))
    if not chosen:
        raise BadInputError("choose at least one record", Place(field="records"))
    needed = protection_of([one.record for one in chosen], "records")
    bundle = DisclosureBundle.everything.create(
        case=case,
        key=f"disclosure-{DisclosureBundle.everything.filter(case=case).count() + 1}",
        recipient=recipient,
        legal_basis=legal_basis,
        made_by=actor,
        wall=needed.wall,
        handling=needed.handling,
    )
    for one in chosen:
        DisclosureItem.objects.create(bundle=bundle, subject=one.subject, key=one.key)
    _log(bundle, "disclosure_made", actor, {"records": len(chosen)})
    return bundle


@transaction.atomic
def item_leave_out(*, item: DisclosureItem, because: str, actor: User, who: Identity) -> None:
    """Leave a record out of a bundle with a reason; only a lawyer may leave out what speaks for the person."""
    bundle = item.bundle
    _check_open(bundle)
    marked = ExculpatoryMark.objects.filter(case=bundle.case_id, subject=item.subject, key=item.key).exists()
    needed = Permission.EXCULPATORY_LEAVE_OUT if marked else Permission.DISCLOSURE_MAKE
    require(needed, who, record_subject(bundle, who))
    if not because.strip():
        raise BadInputError("a reason must be given", Place(field="because"))
    item.left_out_because, item.left_out_by = because, actor
    item.save(update_fields=["left_out_because", "left_out_by"])
    details = {"record": f"{item.subject}:{item.key}", "exculpatory": marked, "because": because}
    _log(bundle, "disclosure_item_left_out", actor, details)


@transaction.atomic
def bundle_release(*, bundle: DisclosureBundle, on: dt.date, actor: User, who: Identity) -> bytes:
    """Release a bundle to the defence: a lawyer answers for it, and its digest is kept."""
    require(Permission.DISCLOSURE_RELEASE, who, record_subject(bundle, who))
    _check_open(bundle)
    _check_nothing_forgotten(bundle, who)
    _check_conditions(bundle, on)
    content = bundle_zip(bundle, who, on)
    bundle.digest = hashlib.sha256(content).hexdigest()
    bundle.released_by, bundle.released_on = actor, on
    bundle.save(update_fields=["digest", "released_by", "released_on"])
    _log(bundle, "disclosure_released", actor, {"digest": bundle.digest})
    return content


@transaction.atomic
def bundle_download(*, bundle: DisclosureBundle, actor: User, who: Identity) -> bytes:
    """Give a released bundle out again, if it is still what was released; that it was given out is logged."""
    require(Permission.RECORD_READ, who, record_subject(bundle, who))
    if bundle.released_on is None:
        raise BadInputError("the bundle is not released yet")
    content = bundle_zip(bundle, who, bundle.released_on)
    if hashlib.sha256(content).hexdigest() != bundle.digest:
        raise BadInputError("a record was changed since the release, or you do not see all of it: make a new bundle")
    _log(bundle, "disclosure_downloaded", actor, {"digest": bundle.digest})
    return content


def _check_open(bundle: DisclosureBundle) -> None:
    if bundle.released_on is not None:
        raise BadInputError("the bundle is released; make another one")


def _check_nothing_forgotten(bundle: DisclosureBundle, who: Identity) -> None:
    """What was marked after the bundle was put together is neither in it nor left out with a reason."""
    in_it = set(bundle.items.values_list("subject", "key"))
    marked = set(ExculpatoryMark.objects.filter(case=bundle.case_id).values_list("subject", "key"))
    if marked - in_it:
        raise BadInputError("something that speaks for the person was marked since: make the bundle again")
    seen = {(one.subject, one.key) for one in disclosable(who, bundle.case)}
    if in_it - seen:
        raise BadInputError("part of the bundle is not yours to see")


def _check_conditions(bundle: DisclosureBundle, on: dt.date) -> None:
    """What another state has bound goes to the defence with its consent only; it can be left out with a reason."""
    inside = bundle.items.filter(left_out_because="")
    keys = {key for subject, key in inside.values_list("subject", "key") if subject != "evidence"}
    against = [one.sentence for one in asserted_hindrances(bundle.case, (Use.DEFENCE,), on, only=keys)]
    items = EvidenceItem.everything.filter(
        case=bundle.case, key__in=inside.filter(subject="evidence").values("key"), file__isnull=False
    )
    for item in items.select_related("file"):
        against += file_hindrances(item.file.digest, item.file.package, Use.DEFENCE, on) if item.file else []
    if against:
        raise UseNotAllowedError(list(dict.fromkeys(against)))


def _log(bundle: DisclosureBundle, event: str, actor: User, details: dict[str, object]) -> None:
    log_append(event=event, actor=actor, case=bundle.case, subject="disclosure", key=bundle.key, details=details)
