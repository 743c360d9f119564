"""Files of received packages, on their way into the register of evidence: foreign, in quarantine, under limits.

That a package was received and that its files are in the register are two steps: the first must be quick, because the
whole log waits for it, and a file can be of many GB. The second is done again until it is done, and counts once.
"""

import contextlib
import datetime as dt
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comity.casework.correspondence.file_limits import limits_by
from comity.casework.correspondence.models import CONNECTOR, PACKAGE, Communication
from comity.casework.evidence.arrival import Arrival, evidence_arrive
from comity.casework.evidence.models import EvidenceItem
from comity.casework.identity import Identity, Subject
from comity.casework.log.services import log_append
from comity.casework.requests.models import AttachedFile, Request, StepTaken
from comity.exchange.documents.package import Package, Part, PartRole
from comity.exchange.formats.digest import Octets
from comity.exchange.node.examining import examine_file
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node

_log_of = logging.getLogger("comity.exchange")
_ASIDE = ".taking-"
_STALE = 24 * 3600
_NOT_EVIDENCE = frozenset({PartRole.READ_ME, PartRole.REPLY_FORM, PartRole.REQUEST})
_REFUSED = "Its files could not be taken over"


@dataclass(frozen=True, slots=True)
class _Waiting:
    part: Part
    path: Path


class _Aside:
    """Writes the files of a package where nobody reads them; only when all of it was checked do they count."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting: list[_Waiting] = []
        self._open: BinaryIO | None = None

    def small(self, path: str, content: bytes) -> None:
        """Forget the files of the container itself."""

    def file(self, part: Part) -> Callable[[Octets], object]:
        """Write a file of the sender; its forms and notes for readers stay in the package."""
        self.close()
        if part.role in _NOT_EVIDENCE:
            return len
        path = self.folder / str(len(self.waiting))
        self._open = path.open("xb")
        self.waiting.append(_Waiting(part, path))
        return self._open.write

    def close(self) -> None:
        """End the file that is being written; it is on the disk then."""
        if self._open is not None:
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
            self._open = None


def files_waiting() -> list[Communication]:
    """The packages on requests of this office whose files are not in the register yet, the oldest first."""
    sealed_here = {"incoming": True, "route__in": (PACKAGE, CONNECTOR)}
    found = Communication.everything.filter(**sealed_here, files_at=None, request__isnull=False)
    return list(found.select_related("request__case").order_by("pk"))


def files_take_all(node: Node, at: dt.datetime) -> int:
    """Take over the files of every package that waits; gives how many packages there were."""
    waiting = files_waiting()
    for communication in waiting:
        try:
            files_take(node=node, communication=communication, at=at)
        except OSError:  # no space, a disk that is away: the others go on, and this one is tried again
            _log_of.exception("the files of package %s could not be taken over", communication.digest)
    return len(waiting)


def files_take(*, node: Node, communication: Communication, at: dt.datetime) -> None:
    """Put the files of one received package into the register; a second time it changes nothing."""
    folder = Path(settings.EVIDENCE_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    fresh = Path(tempfile.mkdtemp(dir=folder, prefix=_ASIDE))
    try:
        aside, package = _Aside(fresh), None
        if node.package_path(communication.digest).exists():
            examination = examine_file(node, node.package_path(communication.digest), at, aside).examination
            aside.close()
            if examination.refusal or examination.package is None:
                _set_aside(communication, str(examination.refusal), at)
                return
            package = examination.package
        fail_point("files:before_taking")
        _take(communication, package, aside.waiting, at)
        fail_point("files:committed")
    finally:
        aside.close()
        shutil.rmtree(fresh, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a machine that stopped in between has left behind."""
    for old in folder.glob(f"{_ASIDE}*"):
        with contextlib.suppress(OSError):
            if time.time() - old.stat().st_mtime > _STALE:
                shutil.rmtree(old, ignore_errors=True)


@transaction.atomic
def _take(communication: Communication, package: Package | None, waiting: list[_Waiting], at: dt.datetime) -> None:
    held = Communication.everything.select_for_update(of=("self",)).get(pk=communication.pk)
    if held.files_at is not None:
        return
    Communication.everything.filter(pk=held.pk).update(files_at=at)
    request = held.request
    if package is None or request is None or not waiting:
        return
    taken = StepTaken.objects.filter(request=request, action=held.action).last() if held.action else None
    for one in waiting:
        item = evidence_arrive(
            case=request.case,
            arrival=_arrival(held, request, package, one, timezone.localdate(at)),
            who=Identity(user=0, agency="", roles=frozenset(), active=False, node=held.peer),
            subject=Subject(nodes=frozenset({held.peer})),
        )
        if item.file is not None:
            AttachedFile.objects.create(request=request, step=taken, file=item.file)
    _log(held, request, waiting)
    fail_point("files:in_transaction")


def _arrival(communication: Communication, request: Request, package: Package, one: _Waiting, on: dt.date) -> Arrival:
    conduct = [str(key) for key in request.data.get("conduct", ())]
    return Arrival(
        path=one.path,
        name=one.part.name,
        digest=one.part.sha256,
        size=one.part.size,
        state=communication.counterpart,
        request=request.key,
        package=communication.digest,
        day=on,
        holder=f"{request.case.state}: node of this office",
        limits=limits_by(package.conditions, one.part.path, conduct, package.retain_until, on),
        sealed=communication.route == PACKAGE,
    )


def _log(communication: Communication, request: Request, waiting: list[_Waiting]) -> None:
    files = [{"name": one.part.name, "digest": one.part.sha256} for one in waiting]
    details = {"package": communication.digest, "files": files}
    log_append(
        event="files_arrived", actor=None, case=request.case, subject="request", key=request.key, details=details
    )


@transaction.atomic
def _set_aside(communication: Communication, trouble: str, at: dt.datetime) -> None:
    """Say that the files could not be taken: the package was altered on the disk of this office."""
    request = communication.request
    done = Communication.everything.filter(pk=communication.pk, files_at=None).update(
        files_at=at, unfiled=f"{_REFUSED}\n{trouble}"
    )
    if done and request is not None:
        details = {"package": communication.digest, "reason": trouble}
        log_append(
            event="files_refused", actor=None, case=request.case, subject="request", key=request.key, details=details
        )
    fail_point("files:set_aside")


def items_of_package(digest: str) -> list[EvidenceItem]:
    """The items of the register that came in a package."""
    return list(EvidenceItem.everything.filter(file__package=digest).select_related("file"))
