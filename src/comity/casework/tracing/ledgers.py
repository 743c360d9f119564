"""Ledgers of a case: bank statements of the evidence register, read into one file of transfers."""

import csv
import datetime as dt
import io
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from comity.casefile.case import Handling
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.background.queue import in_background
from comity.casework.background.working import Told
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.evidence.limits import Purpose, Use, UseNotAllowedError
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.selectors import use_hindrances
from comity.casework.evidence.store import arrived, open_kept
from comity.casework.identity import Identity, rank
from comity.casework.log.services import log_append
from comity.casework.tracing.models import MoneyLedger
from comity.casework.tracing.pairs import pairs_offered
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.tracing.statements.assemble import Assembled

MOST_BYTES = 200_000_000
"""Of all statements of one ledger; larger ones are read on the command line (``comity statements``)."""


@dataclass(frozen=True, slots=True)
class Making:
    """How a ledger is made: the columns of its tables, the rates between its currencies, and what a person decided."""

    title: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    rates: str = ""
    decisions: tuple[tuple[str, str, bool], ...] = ()


@transaction.atomic
def ledger_begin(
    *,
    case: Case,
    items: Sequence[EvidenceItem],
    making: Making,
    on: dt.date,
    actor: User,
    who: Identity,
) -> MoneyLedger:
    """Begin a ledger from released statements; a statement whose limits forbid an investigation is refused."""
    from comity.tracing.statements.rates import rates_of_lines  # noqa: PLC0415 - a room that only this work needs

    require(Permission.MONEY_TRACE, who, subject_of(case, who))
    _usable(items, on)
    rates_of_lines(making.rates, "rates")
    walls = {item.wall for item in items if item.wall is not None}
    if len(walls) > 1:
        raise BadInputError(
            "the statements stand behind different walls; choose statements behind one wall", Place(field="items")
        )
    key = f"L-{MoneyLedger.everything.filter(case=case).count() + 1}"
    data = {
        "title": making.title.strip() or key,
        "items": [item.key for item in items],
        "mapping": making.mapping,
        "rates": making.rates,
        "decisions": [list(decision) for decision in making.decisions],
    }
    ledger = MoneyLedger.everything.create(
        case=case,
        key=key,
        data=data,
        total=len(items) + 2,
        made_by=actor,
        wall=next(iter(walls), None),
        handling=max((Handling(item.handling) for item in items), key=rank).value,
    )
    log_append(event="ledger_begun", actor=actor, case=case, subject="ledger", key=key, details=data)
    in_background(ledger)
    return ledger


def _usable(items: Sequence[EvidenceItem], on: dt.date) -> None:
    """Refuse statements that nobody released, that are too large, or that may not be used for this."""
    if not items:
        raise BadInputError("choose at least one statement", Place(field="items"))
    for item in items:
        if item.file is None or not item.file.is_released:
            raise BadInputError(f"the file of {item.key} has not been released", Place(field="items"))
    if sum(item.file.size for item in items if item.file) > MOST_BYTES:
        raise BadInputError(f"the statements are larger than {MOST_BYTES // 1_000_000} MB", Place(field="items"))
    sentences = use_hindrances(items, Use(on=on, purpose=Purpose.INVESTIGATION))
    if sentences:
        raise UseNotAllowedError(sentences)


def ledger_read(ledger: MoneyLedger, told: Told) -> dict[str, Any]:
    """Read the statements of a ledger, match debits to credits, and keep the whole as one file."""
    from comity.tracing.statements.assemble import assemble  # noqa: PLC0415 - a room that only this work needs
    from comity.tracing.statements.rates import rates_of_lines  # noqa: PLC0415
    from comity.tracing.statements.read import read_statement_file  # noqa: PLC0415

    items = list(EvidenceItem.everything.filter(case=ledger.case, key__in=ledger.data["items"]).select_related("file"))
    read = []
    with tempfile.TemporaryDirectory() as folder:
        for number, item in enumerate(items, start=1):
            read.append(read_statement_file(_copy(item, Path(folder)), ledger.data["mapping"]))
            told(number, len(items) + 2)
    decisions = {(debit, credit): yes for debit, credit, yes in ledger.data.get("decisions", ())}
    result = assemble(read, decisions, rates_of_lines(ledger.data.get("rates", ""), "rates"))
    if not result.rows:
        raise BadInputError("the statements hold no entry")
    told(len(items) + 1, len(items) + 2)
    coming = arrived([_text(result)], settings.EVIDENCE_FOLDER, MOST_BYTES * 4)
    files = [
        {"item": item.key, "name": file.name, "kind": file.kind, "sha256": file.digest, "mapping": dict(file.mapping)}
        for item, file in zip(items, read, strict=True)
    ]
    told_of = {"files": files, "pairs": pairs_offered(result), **_told(result)}
    return {"digest": coming.keep(), "data": {**ledger.data, **told_of}}


def _copy(item: EvidenceItem, folder: Path) -> Path:
    """A passing copy under the file's own name, which tells what kind of file it is."""
    file = item.file
    if file is None:
        raise BadInputError(f"{item.key} has no file")
    inside = folder / item.key.replace("/", "-")
    inside.mkdir()
    path = inside / (Path(file.name).name or "statement")
    with open_kept(settings.EVIDENCE_FOLDER, file.digest) as kept, path.open("wb") as copy:
        shutil.copyfileobj(kept, copy)
    return path


def _text(result: "Assembled") -> bytes:
    from comity.tracing.statements.assemble import LEDGER_COLUMNS  # noqa: PLC0415

    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(LEDGER_COLUMNS)
    table.writerows(row.cells() for row in result.rows)
    return text.getvalue().encode()


def _told(result: "Assembled") -> dict[str, Any]:
    names = {name for row in result.rows for name in (row.sender, row.receiver)}
    return {
        "transfers": len(result.rows),
        "entries": result.entries,
        "matched": len(result.matches),
        "accounts": sorted(name for name in names if name and name != "OUTSIDE"),
        "currencies": sorted({row.currency for row in result.rows}),
        "first": min(row.day for row in result.rows).isoformat(),
        "last": max(row.day for row in result.rows).isoformat(),
        "caveats": [{"text": caveat.text, "where": list(caveat.where)} for caveat in result.caveats],
    }
