"""The negative certificate: who was found on no list, on which day, in which versions of which lists; nothing more."""

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.people.selectors import seen_data
from comity.casework.screening.models import ScreeningRun
from comity.casework.screening.selectors import Cleared, cleared_by
from comity.common.errors import BadInputError

if TYPE_CHECKING:
    from comity.drafting.blocks import Block, Document, Run

FORMAT = "comity-negative-certificate-1"
FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
_LIMITS = (
    "It says what was compared on that day and nothing about any other day, list or version.",
    "A list can hold somebody under names and dates that are not those compared; a method can miss a spelling.",
    "It is no statement about the conduct of anybody.",
)
_WORDS = (("page", "{n} / {m}"), ("reference", "{reference}"), ("draft", "DRAFT"))


@transaction.atomic
def certificate_issue(*, run: ScreeningRun, form: str, on: dt.date, actor: User, who: Identity) -> bytes:
    """Give the certificate of a screening as PDF, Word or JSON; the same screening gives the same bytes."""
    require(Permission.SCREENING_RUN, who, subject_of(run.case, who))
    if form not in FORMS:
        raise BadInputError("choose PDF, Word or JSON")
    cleared = cleared_by(run, who, on)
    if not cleared:
        raise BadInputError("nobody of this screening is without an open hit, so there is nothing to certify")
    data = certificate_data(run, cleared, who)
    content = _printed(data, form, run.on)
    log_append(
        event="certificate_issued",
        actor=actor,
        case=run.case,
        subject="screening",
        key=str(run.pk),
        day=on,
        details={"form": form, "people": [row["record"] for row in data["cleared"]]},
    )
    return content


def certificate_data(run: ScreeningRun, cleared: list[Cleared], who: Identity) -> dict[str, Any]:
    """The certificate for machines: the screening, its lists, and those it cleared."""
    return {
        "format": FORMAT,
        "case": run.case.reference,
        "screening": run.pk,
        "screened_on": run.on.isoformat(),
        "purpose": run.purpose,
        "lists": run.lists,
        "method": run.algorithm,
        "thresholds": run.thresholds,
        "cleared": [_cleared(one, who) for one in cleared],
        "limits": list(_LIMITS),
    }


def _cleared(one: Cleared, who: Identity) -> dict[str, Any]:
    data = seen_data(one.party, who)
    return {
        "record": one.party.key,
        "names": [name["full"] for name in data.get("names", ())],
        "birth_date": str(data.get("birth_date") or ""),
        "found_to_be_others": [
            {
                "list": other.hit.list_name,
                "entry": other.hit.entry_id,
                "decided_on": other.standing.confirmed.on.isoformat() if other.standing.confirmed else "",
                "relied_on_until": other.standing.until.isoformat() if other.standing.until else "",
            }
            for other in one.others
        ],
    }


def _printed(data: dict[str, Any], form: str, created: dt.date) -> bytes:
    if form == "json":
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    from comity.drafting.docx import to_docx  # noqa: PLC0415 - documents are slow to import
    from comity.drafting.pdf import to_pdf  # noqa: PLC0415

    document = _document(data)
    if form == "pdf":
        return to_pdf(document, draft_mark=None, created=created)
    return to_docx(document, draft_mark=None, created=created)


def _document(data: dict[str, Any]) -> "Document":
    from comity.drafting.blocks import Document  # noqa: PLC0415 - as above

    return Document(
        title="Certificate of a screening without a finding",
        language="en",
        direction="ltr",
        reference=f"{data['case']}, screening {data['screening']}",
        blocks=tuple(_blocks(data)),
        words=_WORDS,
    )


def _blocks(data: dict[str, Any]) -> "list[Block]":
    from comity.drafting.blocks import Heading, ListBlock, Paragraph, Table  # noqa: PLC0415 - as above

    day, thresholds, method = data["screened_on"], data["thresholds"], data["method"]
    lists = [
        tuple(_run(str(row[key])) for key in ("name", "version", "entities", "retrieved", "digest"))
        for row in data["lists"]
    ]
    people = [(_run(", ".join(p["names"])), _run(p["birth_date"]), _run(_others(p))) for p in data["cleared"]]
    return [
        Paragraph(
            _run(
                f"On {day} those named below were compared with every entry of the lists below. For none of them an "
                f"entry reached the threshold ({thresholds['person']} for people, {thresholds['company']} for "
                f"companies), or two reviewers found each such entry to be somebody else."
            )
        ),
        Paragraph(_run(f"Purpose: {data['purpose'].replace('_', ' ')}.")),
        Heading(2, _run("Lists")),
        Table(tuple(_run(h) for h in ("List", "Version", "Entries", "Retrieved", "SHA-256")), tuple(lists)),
        Heading(2, _run("Screened, and not found")),
        Table(tuple(_run(h) for h in ("Names compared", "Born", "Entries found to be others")), tuple(people)),
        Heading(2, _run("Method")),
        Paragraph(_run(f"{method['name']} {method['version']}, scorer {method['scorer']}.")),
        Heading(2, _run("What this certificate does not say")),
        ListBlock(ordered=False, items=tuple((Paragraph(_run(text)),) for text in data["limits"])),
    ]


def _others(row: dict[str, Any]) -> str:
    told = [f"{o['list']} {o['entry']} (decided {o['decided_on']})" for o in row["found_to_be_others"]]
    return "; ".join(told) or "none"


def _run(text: str) -> "tuple[Run, ...]":
    from comity.drafting.blocks import Run  # noqa: PLC0415 - as above

    return (Run(text),)
