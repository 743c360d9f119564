"""Taking a file of holdings from the register of evidence into a case, after it was read as a whole."""

import datetime as dt
import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from comity import __version__
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.evidence.limits import Purpose, Use, UseNotAllowedError
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.selectors import use_hindrances
from comity.casework.evidence.store import open_kept
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.ownership.models import OwnershipRegister
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.tracing.ownership.holdings import Register

MOST_BYTES = 20_000_000
"""Of one file of holdings; larger ones are asked on the command line (``comity own``)."""


@transaction.atomic
def ownership_import(
    *, case: Case, item: EvidenceItem, title: str, on: dt.date, actor: User, who: Identity
) -> OwnershipRegister:
    """Take the holdings of a released file (CSV, BODS 0.4, FollowTheMoney) into the case."""
    require(Permission.MONEY_TRACE, who, subject_of(case, who))
    require(Permission.RECORD_READ, who, record_subject(item, who))
    if item.case_id != case.pk or item.file is None or not item.file.is_released:
        raise BadInputError(f"the file of {item.key} has not been released", Place(field="item"))
    if item.file.size > MOST_BYTES:
        raise BadInputError(f"the file is larger than {MOST_BYTES // 1_000_000} MB", Place(field="item"))
    sentences = use_hindrances([item], Use(on=on, purpose=Purpose.INVESTIGATION))
    if sentences:
        raise UseNotAllowedError(sentences)
    read = read_kept(item.file.digest, item.file.name)
    if not read.holdings:
        raise BadInputError("the file tells of no holding", Place(field="item"))
    key = f"O-{OwnershipRegister.everything.filter(case=case).count() + 1}"
    names = {name for holding in read.holdings for name in (holding.owner, holding.owned)}
    data = {
        "title": title.strip() or item.file.name,
        "item": item.key,
        "name": item.file.name,
        "sha256": read.digest,
        "holdings": len(read.holdings),
        "names": len(names),
    }
    register = OwnershipRegister.everything.create(
        case=case, key=key, data=data, wall=item.wall, handling=item.handling
    )
    log_append(event="ownership_imported", actor=actor, case=case, subject="ownership", key=key, details=data)
    return register


@transaction.atomic
def ownership_written(*, register: OwnershipRegister, form: str, on: dt.date, actor: User, who: Identity) -> str:
    """The holdings of a case in a format that others read; that they were taken out stands in the log."""
    from comity.tracing.ownership.write import Form, written  # noqa: PLC0415 - a room that only this work needs

    require(Permission.RECORD_READ, who, record_subject(register, who))
    if form not in set(Form):
        raise BadInputError(f"'{form}' is not a format ({', '.join(Form)})", Place(field="as"))
    read = read_kept(register.data["sha256"], register.data["name"])
    text = written(read, Form(form), on=on, publisher=f"Comity {__version__}").text
    details = {"form": form, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    log_append(
        event="ownership_exported",
        actor=actor,
        case=register.case,
        subject="ownership",
        key=register.key,
        details=details,
    )
    return text


def read_kept(digest: str, name: str) -> "Register":
    """Read the holdings of a kept file; its own name tells nothing but stands in the sentences about it."""
    from comity.tracing.ownership.read import read_holdings  # noqa: PLC0415 - a room that only this work needs

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "holdings")
        with open_kept(settings.EVIDENCE_FOLDER, digest) as kept, path.open("wb") as copy:
            shutil.copyfileobj(kept, copy)
        return read_holdings(path)
