"""Files brought into the office: kept by digest, in quarantine until a named person releases or refuses them.

A file hangs on something that has its own leaf in the log (an item of evidence, an attachment), so bringing it in
is part of that step; releasing, refusing, checking and giving it out are steps of their own.
"""

import datetime as dt
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.evidence.file_types import file_type
from comity.casework.evidence.models import KeptFile
from comity.casework.evidence.scanning import file_scan
from comity.casework.evidence.store import Arriving, is_whole, open_kept, path_of
from comity.casework.identity import Identity, Subject
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, ComityError, Place

_DAY = dt.timedelta(days=1)


class QuarantineError(ComityError):
    """A file was asked for that nobody has released."""


def file_keep(*, case: Case, coming: Arriving, name: str, actor: User, who: Identity, subject: Subject) -> KeptFile:
    """Keep a file that has arrived, in quarantine; called within the step that writes the leaf about it."""
    require(Permission.EVIDENCE_REGISTER, who, subject)
    if not coming.size:
        raise BadInputError("the file is empty", Place(field="file"))
    _room_for(coming, case, actor)
    digest = coming.keep()
    found = file_type(path_of(settings.EVIDENCE_FOLDER, digest), name)
    return KeptFile.objects.create(
        case=case,
        name=name[-200:],
        found=found.code,
        doubtful=found.doubtful,
        digest=digest,
        size=coming.size,
        brought_by=actor,
    )


def file_keep_unsigned(*, case: Case, coming: Arriving, name: str, who: Identity, subject: Subject) -> KeptFile:
    """Keep a file that no person of this office brought, in quarantine; within the step that writes the leaf."""
    require(Permission.REQUEST_TELL, who, subject)
    if not coming.size:
        raise BadInputError("the file is empty", Place(field="file"))
    _room_for(coming, case, None)
    digest = coming.keep()
    found = file_type(path_of(settings.EVIDENCE_FOLDER, digest), name)
    return KeptFile.objects.create(
        case=case, name=name[-200:], found=found.code, doubtful=found.doubtful, digest=digest, size=coming.size
    )


def _room_for(coming: Arriving, case: Case, actor: User | None) -> None:
    """Refuse what goes over what one case may hold, or one person may bring in a day."""
    kept = case.kept_files.aggregate(sum=Sum("size"))["sum"] or 0
    if kept + coming.size > settings.CASE_LIMIT:
        most = settings.CASE_LIMIT // 1_000_000
        raise BadInputError(f"the files of this case would be more than {most} MB", Place(field="file"))
    lately = KeptFile.objects.filter(brought_by=actor, at__gt=timezone.now() - _DAY)
    if actor is not None and (lately.aggregate(sum=Sum("size"))["sum"] or 0) + coming.size > settings.PERSON_LIMIT:
        most = settings.PERSON_LIMIT // 1_000_000
        raise BadInputError(f"you may bring {most} MB in a day; go on tomorrow", Place(field="file"))


@transaction.atomic
def file_decide(
    *, file: KeptFile, release: bool, reason: str, subject: Subject, on: tuple[str, str], actor: User, who: Identity
) -> KeptFile:
    """Release a file from quarantine, or refuse it; ``on`` is the kind and key of the record on which it hangs.

    A file that can act on its reader, or that is not what its name says, is released only with a reason.
    """
    require(Permission.EVIDENCE_RELEASE, who, subject)
    file = KeptFile.objects.select_for_update().get(pk=file.pk)
    if file.state != "quarantined":
        raise BadInputError("somebody has decided about this file meanwhile")
    if not reason.strip() and (file.doubtful or not release):
        raise BadInputError("say why", Place(field="reason"))
    scanned = file_scan(path_of(settings.EVIDENCE_FOLDER, file.digest), settings.SCANNER) if _to_scan(release) else ""
    file.state = "released" if release else "refused"
    file.decided_by, file.decided_at, file.reason = actor, timezone.now(), reason.strip()
    file.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    _log(f"file_{file.state}", file, on, actor, scanned)
    return file


def _to_scan(release: bool) -> bool:
    return release and bool(settings.SCANNER)


def file_open(*, file: KeptFile, subject: Subject, on: tuple[str, str], actor: User, who: Identity) -> BinaryIO:
    """Give a released file out; that it was given out is logged."""
    require(Permission.EVIDENCE_READ, who, subject)
    if not file.is_released:
        raise QuarantineError("This file is in quarantine: nobody has released it yet.")
    opened = open_kept(settings.EVIDENCE_FOLDER, file.digest)
    _log("file_downloaded", file, on, actor)
    return opened


def file_verify(*, file: KeptFile, subject: Subject, on: tuple[str, str], actor: User, who: Identity) -> bool:
    """Hash a kept file again and compare it with the register; the outcome is logged, whichever it is."""
    require(Permission.EVIDENCE_READ, who, subject)
    whole = is_whole(settings.EVIDENCE_FOLDER, file.digest)
    _log("file_verified" if whole else "file_differs", file, on, actor)
    return whole


def _log(event: str, file: KeptFile, on: tuple[str, str], actor: User, scanned: str = "") -> None:
    kind, key = on
    details = {"name": file.name, "digest": file.digest, "found": file.found}
    details |= {"reason": file.reason} if file.reason else {}
    details |= {"scanned": scanned} if scanned else {}
    log_append(event=event, actor=actor, case=file.case, subject=kind, key=key, details=details)
