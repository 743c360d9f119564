"""Drafting: one request of a case as a letter to sign (PDF), to edit (DOCX) and to compute with (JSON)."""

import datetime as dt
import json
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from comity import __version__
from comity.casefile.case import Case
from comity.casefile.loader import CaseFile
from comity.casefile.requests import Request
from comity.common.errors import BadInputError, Place
from comity.drafting.blocks import document_data
from comity.drafting.chosen_route import chosen_route, inquiry_of, routes_of
from comity.drafting.cited_basis import cited_basis
from comity.drafting.docx import to_docx
from comity.drafting.extract import case_extract
from comity.drafting.letter_catalogue import letter_for
from comity.drafting.letter_file import Letter, OptionalGroup
from comity.drafting.letter_render import Rendered, render
from comity.drafting.pdf import to_pdf
from comity.drafting.request_values import request_values, wanted_parts
from comity.drafting.review import ReviewFinding, Severity, review_request
from comity.drafting.values import is_given, lookup
from comity.law.routes import Route

FORMAT = "comity-request/1"


@dataclass(frozen=True, slots=True)
class Draft:
    """One request written out, with every route there was, the one taken, and the review."""

    request: Request
    route: Route
    routes: tuple[Route, ...]
    date: dt.date
    rendered: Rendered
    findings: tuple[ReviewFinding, ...]
    json: dict[str, Any]

    @property
    def ready(self) -> bool:
        """Whether the request may be signed."""
        return not any(finding.severity is Severity.BLOCKING for finding in self.findings)


def draft_request(file: CaseFile, request_id: str, date: dt.date, language: str | None = None) -> Draft:
    """Write one request of a case in a language, on the route it takes on that day."""
    case = file.case
    request = case.request(request_id)
    spoken = language or request.language or case.languages[0]
    found = routes_of(case, request, date)
    route = chosen_route(request, found)
    rendered = write_letter(case, request, route, date, spoken)
    findings = review_request(case, request, route, date, rendered)
    return Draft(
        request, route, found, date, rendered, findings, _request_json(file, request, route, rendered, findings, date)
    )


def write_letter(case: Case, request: Request, route: Route, date: dt.date, language: str) -> Rendered:
    """Fill the letter for the request's measure."""
    letter = letter_for(request.measure, language)
    basis = cited_basis(route, inquiry_of(case, request, date))
    values = request_values(case, request, basis, date, letter.groups)
    asked = wanted_parts(case, request, date)
    parts = {name for name, group in letter.groups.items() if name in asked or _stands(group, values)}
    return render(letter, values, chosen_parts(letter, parts, request))


def chosen_parts(letter: Letter, parts: Set[str], request: Request) -> Set[str]:
    """Add and leave out the parts the drafter chose; a part the letter does not have is an error that names them."""
    for name in (*request.letter.added, *request.letter.left_out):
        if name not in letter.groups:
            known = ", ".join(sorted(letter.groups))
            what = f"the letter for {letter.measure} has no optional part '{name}' (parts: {known})"
            raise BadInputError(what, Place(field=f"requests[{request.id}].letter"))
    return (parts | set(request.letter.added)) - set(request.letter.left_out)


def _stands(group: OptionalGroup, values: Mapping[str, Any]) -> bool:
    return group.on_by_default or bool(group.when and is_given(lookup(values, group.when)))


def pdf_of(letter: Rendered, date: dt.date, *, as_draft: bool) -> bytes:
    """Give a letter as PDF/UA; a draft is marked on every page."""
    return to_pdf(letter.document, draft_mark=_mark(letter, as_draft=as_draft), created=date)


def docx_of(letter: Rendered, date: dt.date, *, as_draft: bool) -> bytes:
    """Give a letter as a Word document; a draft is marked on every page."""
    return to_docx(letter.document, draft_mark=_mark(letter, as_draft=as_draft), created=date)


def json_text(draft: Draft) -> str:
    """Give the request for machines: everything needed to check it again."""
    return json.dumps(draft.json, ensure_ascii=False, indent=1, default=str) + "\n"


def _mark(letter: Rendered, *, as_draft: bool) -> str | None:
    return letter.document.word("draft") if as_draft else None


def _request_json(
    file: CaseFile,
    request: Request,
    route: Route,
    rendered: Rendered,
    findings: tuple[ReviewFinding, ...],
    date: dt.date,
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "software": f"comity {__version__}",
        "reference": rendered.document.reference,
        "request": request.id,
        "from": file.case.state,
        "to": request.to,
        "measure": str(request.measure),
        "basis": {"id": route.basis.id, "title": route.basis.title, "article": route.basis.article},
        "date": date.isoformat(),
        "language": rendered.document.language,
        "letter": document_data(rendered.document),
        "locked": [
            {"field": value.field, "kind": str(value.kind), "value": value.canonical} for value in rendered.locked
        ],
        "review": [finding.as_data() for finding in findings],
        "case": case_extract(file.file.data, file.case, request),
    }
