"""What goes with a request or a step of it: files that were brought, in quarantine, and letters of the office."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.casework.accounts.models import User
from comity.casework.evidence.files import file_keep
from comity.casework.evidence.store import Arriving
from comity.casework.identity import Identity, Subject
from comity.casework.requests.models import AttachedFile, Request, StepLetter, StepTaken

Kept = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that has arrived under a name."""

    name: str
    coming: Arriving


@dataclass(frozen=True, slots=True)
class Written:
    """A letter of the office as a file."""

    name: str
    media_type: str
    content: bytes


def files_attach(
    *,
    request: Request,
    files: Sequence[Brought],
    actor: User,
    who: Identity,
    subject: Subject,
    step: StepTaken | None = None,
) -> list[Kept]:
    """Keep files with a request, in quarantine; part of a step, whose leaf names them by their digests."""
    told = []
    for brought in files:
        kept = file_keep(
            case=request.case, coming=brought.coming, name=brought.name, actor=actor, who=who, subject=subject
        )
        AttachedFile.objects.create(request=request, step=step, file=kept)
        told.append({"name": kept.name, "digest": kept.digest})
    return told


def letters_keep(*, step: StepTaken, letters: Sequence[Written]) -> list[Kept]:
    """Keep the letters of a step as they were written."""
    told = []
    for letter in letters:
        digest = hashlib.sha256(letter.content).hexdigest()
        StepLetter.objects.create(
            step=step, name=letter.name, media_type=letter.media_type, digest=digest, content=letter.content
        )
        told.append({"name": letter.name, "digest": digest})
    return told
