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
from comity.exchange.documents.fingerprint import grouped

if TYPE_CHECKING:
    from comity.drafting.blocks import Block, Runs
    from comity.drafting.papers import Paper

FORMAT = "comity-negative-certificate-1"
FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
_LIMITS = ("one_day", "may_miss", "no_conduct")


@transaction.atomic
def certificate_issue(
    *, run: ScreeningRun, form: str, on: dt.date, actor: User, who: Identity, language: str = "en"
) -> bytes:
    """Give the certificate of a screening as PDF, Word or JSON; the same screening gives the same bytes."""
    require(Permission.SCREENING_RUN, who, subject_of(run.case, who))
    if form not in FORMS:
        raise BadInputError("choose PDF, Word or JSON")
    cleared = cleared_by(run, who, on)
    if not cleared:
        raise BadInputError("nobody of this screening is without an open hit, so there is nothing to certify")
    data = certificate_data(run, cleared, who)
    content = _printed(data, form, run.on, language)
    log_append(
        event="certificate_issued",
        actor=actor,
        case=run.case,
        subject="screening",
        key=str(run.pk),
        day=on,
        details={"form": form, "language": language, "people": [row["record"] for row in data["cleared"]]},
    )
    return content


def certificate_data(run: ScreeningRun, cleared: list[Cleared], who: Identity) -> dict[str, Any]:
    """The certificate for machines: the screening, its lists, and those it cleared; its sentences are English."""
    from comity.drafting.papers import paper  # noqa: PLC0415 - documents are slow to import

    english = paper("certificate", "en")
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
        "limits": [english.says(limit) for limit in _LIMITS],
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


def _printed(data: dict[str, Any], form: str, created: dt.date, language: str) -> bytes:
    if form == "json":
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    from comity.drafting.docx import to_docx  # noqa: PLC0415 - documents are slow to import
    from comity.drafting.papers import paper  # noqa: PLC0415
    from comity.drafting.pdf import to_pdf  # noqa: PLC0415

    spoken = paper("certificate", language)
    reference = spoken.says("reference", case=data["case"], number=str(data["screening"]))
    document = spoken.document(reference, _blocks(data, spoken))
    if form == "pdf":
        return to_pdf(document, draft_mark=None, created=created)
    return to_docx(document, draft_mark=None, created=created)


def _blocks(data: dict[str, Any], spoken: "Paper") -> "list[Block]":
    from comity.drafting.blocks import Heading, ListBlock, Table  # noqa: PLC0415 - as above

    method = data["method"]
    compared = {kind: str(data["thresholds"][kind]) for kind in ("person", "company")}
    lists = [
        spoken.row((o["name"], o["version"], spoken.number(o["entities"]), spoken.day(o["retrieved"])))
        for o in data["lists"]
    ]
    digests = [spoken.paragraph("digest", list=o["name"], digest=grouped(o["digest"])) for o in data["lists"]]
    people = [
        (spoken.names(one["names"]), *spoken.row((spoken.day(one["birth_date"]), _others(one, spoken))))
        for one in data["cleared"]
    ]
    return [
        spoken.paragraph("compared", day=spoken.day(data["screened_on"]), **compared),
        spoken.paragraph("purpose", purpose=spoken.says(data["purpose"])),
        Heading(2, spoken.runs("lists")),
        Table(_headings(spoken, "list", "version", "entries", "retrieved"), tuple(lists)),
        ListBlock(ordered=False, items=tuple((told,) for told in digests)),
        Heading(2, spoken.runs("cleared")),
        Table(_headings(spoken, "names", "born", "others"), tuple(people)),
        Heading(2, spoken.runs("method")),
        spoken.paragraph("scorer", method=f"{method['name']} {method['version']}", scorer=str(method["scorer"])),
        Heading(2, spoken.runs("limits")),
        ListBlock(ordered=False, items=tuple((spoken.paragraph(limit),) for limit in _LIMITS)),
    ]


def _headings(spoken: "Paper", *words: str) -> "tuple[Runs, ...]":
    return tuple(spoken.runs(word) for word in words)


def _others(row: dict[str, Any], spoken: "Paper") -> str:
    told = [
        spoken.says("other", list=o["list"], entry=o["entry"], day=spoken.day(o["decided_on"]))
        for o in row["found_to_be_others"]
    ]
    return "; ".join(told) or spoken.says("none")
