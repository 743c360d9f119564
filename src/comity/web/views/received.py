"""What the page of a received request shows beyond that of every request: what came, and how far the review is."""

from typing import Any

from comity.casework.access import Permission, allows
from comity.casework.asserted.selectors import AssertedShown, asserted_for
from comity.casework.cases.case_file import BehindWallError
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.records.selectors import fields_for, records_for
from comity.casework.requests.admissibility import REVIEWABLE
from comity.casework.requests.checklist import checklist_for
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import request_subject
from comity.web.asking import Asking
from comity.web.clock import today
from comity.web.labels import sentence

_HAS_CHECKLIST = REVIEWABLE | frozenset(
    "accepted accepted_with_conditions accepted_in_part refused allocated in_execution remedy_pending executed_in_full "
    "executed_in_part attempted_not_executed results_sent receipt_confirmed closed".split()
)
_HAS_RESULTS = frozenset(
    "in_execution remedy_pending executed_in_full executed_in_part attempted_not_executed results_sent "
    "receipt_confirmed closed".split()
)


def attached_context(request: Request, asking: Asking) -> dict[str, Any]:
    """The files that came with the request or its steps, and whether this person may release them."""
    return {
        "attachments": request.attachments.select_related("file", "file__decided_by", "file__brought_by"),
        "may_release": allows(Permission.EVIDENCE_RELEASE, asking.who, request_subject(request, asking.who)),
    }


def received_context(request: Request, asking: Asking) -> dict[str, Any]:
    """What came, whom it concerns, the checklist, the results."""
    context: dict[str, Any] = {
        "asserted": _asserted(request, asking),
        "facts": [(r.key, _fact(r)) for r in records_for(asking.who, request.case, Record).filter(kind="facts")],
        "people": [p for p in records_for(asking.who, request.case, Party) if p.key in request.data.get("people", ())],
        "conduct": _conduct(request, asking),
        "results": request.results.select_related("file", "added_by"),
        "has_results": request.state in _HAS_RESULTS,
    }
    if request.state in _HAS_CHECKLIST:
        try:
            context["checklist"] = checklist_for(request, today(), asking.who)
        except BehindWallError as error:
            context["hidden"] = sentence(str(error))
    return context


def _asserted(request: Request, asking: Asking) -> list[tuple[str, list[AssertedShown]]]:
    """What was taken over as the sender's word, by list of the case file, as far as this person may see it."""
    return asserted_for(asking.who, request.case)


def _fact(record: Record) -> str:
    said = record.data["value"]
    value = said.get("value") if isinstance(said, dict) else said
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _conduct(request: Request, asking: Asking) -> list[dict[str, Any]]:
    wanted = request.data.get("conduct", ())
    records = records_for(asking.who, request.case, Record).filter(kind="conduct", key__in=wanted)
    return [fields_for(record, asking.who) for record in records]
