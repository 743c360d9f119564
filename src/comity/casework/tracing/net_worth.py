"""Net worth and expenditure of somebody, from a released table of the register of evidence."""

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from comity.casework.access import Permission, require
from comity.casework.evidence.limits import Purpose, Use, UseNotAllowedError
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.selectors import use_hindrances
from comity.casework.evidence.store import open_kept
from comity.casework.identity import Identity
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.tracing.net_worth import NetWorth

MOST_BYTES = 5_000_000


def net_worth_of(item: EvidenceItem, who: Identity, on: dt.date) -> "NetWorth":
    """The schedule of a file, year by year; refused where its limits forbid an investigation."""
    from comity.tracing.net_worth import read_net_worth  # noqa: PLC0415 - a room that only this page needs

    require(Permission.RECORD_READ, who, record_subject(item, who))
    if item.file is None or not item.file.is_released:
        raise BadInputError(f"the file of {item.key} has not been released", Place(field="item"))
    if item.file.size > MOST_BYTES:
        raise BadInputError(f"the file is larger than {MOST_BYTES // 1_000_000} MB", Place(field="item"))
    sentences = use_hindrances([item], Use(on=on, purpose=Purpose.INVESTIGATION))
    if sentences:
        raise UseNotAllowedError(sentences)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(item.file.name).name or "net-worth.csv")
        with open_kept(settings.EVIDENCE_FOLDER, item.file.digest) as kept, path.open("wb") as copy:
            shutil.copyfileobj(kept, copy)
        try:
            return read_net_worth(path)
        except BadInputError as error:
            raise BadInputError(str(error), Place(field="item")) from None
