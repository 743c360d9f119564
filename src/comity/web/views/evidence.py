"""The register of evidence: its items, the page of one, its file, its custody, its limits and its uses."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.cases.selectors import subject_of
from comity.casework.evidence.files import file_decide, file_open, file_verify
from comity.casework.evidence.models import EvidenceItem, KeptFile
from comity.casework.evidence.selectors import (
    custody_of,
    is_to_be_returned,
    item_for,
    item_limits,
    items_for,
    last_link,
)
from comity.casework.evidence.services import custody_add, evidence_register, evidence_use, limits_change
from comity.casework.log.selectors import entries_of
from comity.casework.records.selectors import record_subject
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.choosing import step_chosen, wall_chosen
from comity.web.clock import today
from comity.web.evidence_fields import (
    custody_fields,
    entry_of,
    limit_fields,
    limits_from,
    limits_typed,
    receipt_of,
    register_fields,
    use_fields,
    use_of,
)
from comity.web.fields import filled
from comity.web.labels import say
from comity.web.uploads import arrived_file, attachment
from comity.web.views.cases import case_of


@require_GET
@page
def evidence_list(asking: Asking, pk: int) -> HttpResponse:
    """The register of a case: what there is, who holds it, what is closed, what must go back."""
    case = case_of(asking, pk)
    items = [(item, last_link(item), is_to_be_returned(item)) for item in items_for(asking.who, case)]
    may = allows(Permission.EVIDENCE_REGISTER, asking.who, subject_of(case, asking.who))
    return render(asking.http, "evidence.html", {"case": case, "tab": "evidence", "items": items, "may": may})


@require_http_methods(["GET", "POST"])
@page
def evidence_new(asking: Asking, pk: int) -> HttpResponse:
    """Register an item with its file, its first hand and its limits."""
    case = case_of(asking, pk)
    require(Permission.EVIDENCE_REGISTER, asking.who, subject_of(case, asking.who))
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            wall = wall_chosen(asking, case)
            coming, name = arrived_file(asking.http.FILES) or (None, "")
            entry = entry_of(asking.http.POST)
            item = evidence_register(
                case=case,
                entry=entry,
                on=today(),
                actor=asking.user,
                who=asking.who,
                wall=wall,
                coming=coming,
                name=name,
            )
            messages.success(asking.http, say("The item is in the register."))
            return redirect("evidence-item", item.pk)
        except ComityError as error:
            errors = complaint(error)
    values = asking.http.POST if errors else {"day": today().isoformat()}
    context = {"case": case, "tab": "evidence", "errors": errors}
    context["fields"] = filled(register_fields(asking, case), values)
    return render(asking.http, "evidence-new.html", context, status=422 if errors else 200)


def item_of(asking: Asking, pk: int) -> EvidenceItem:
    """The item, for somebody who may read it."""
    item: EvidenceItem = found(item_for(asking.who, pk))
    require(Permission.EVIDENCE_READ, asking.who, record_subject(item, asking.who))
    return item


@require_GET
@page
def evidence_page(asking: Asking, pk: int) -> HttpResponse:
    """One item."""
    return show(asking, item_of(asking, pk), [])


def show(asking: Asking, item: EvidenceItem, errors: list[dict[str, str]], form: str = "") -> HttpResponse:
    """Show an item, with the errors of a step that was refused."""
    subject = record_subject(item, asking.who)
    typed: Any = asking.http.POST
    log = entries_of(item.case, "evidence", item.key).order_by("-index")
    context = {
        "item": item,
        "case": item.case,
        "tab": "evidence",
        "errors": errors,
        "limits": item_limits(item),
        "custody": custody_of(item),
        "to_be_returned": is_to_be_returned(item),
        "uses": [entry for entry in log if entry.event == "evidence_used"],
        "log": log,
        "refused_form": form,
        "may_hand": allows(Permission.EVIDENCE_HAND, asking.who, subject),
        "may_limit": allows(Permission.EVIDENCE_LIMIT, asking.who, subject),
        "scanned": bool(settings.SCANNER),
        "may_release": allows(Permission.EVIDENCE_RELEASE, asking.who, subject),
        "custody_form": filled(custody_fields(), typed if form == "custody" else {"day": today().isoformat()}),
        "use_form": filled(use_fields(asking, item.case), typed if form == "use" else {}),
        "limit_form": filled(limit_fields(asking, item.case), typed if form == "limits" else limits_typed(item)),
    }
    return render(asking.http, "evidence-item.html", context, status=422 if errors else 200)


@require_POST
@page
def evidence_act(asking: Asking, pk: int, form: str) -> HttpResponse:
    """Take a step with an item: a hand, a use, other limits, a decision about its file, a check of its digest."""
    item = item_of(asking, pk)
    try:
        _STEPS[form](asking, item)
    except ComityError as error:
        return show(asking, item, complaint(error), form)
    return redirect("evidence-item", pk)


def _custody(asking: Asking, item: EvidenceItem) -> None:
    receipt = receipt_of(asking.http.POST)
    kind = asking.text("happened")
    custody_add(item=item, kind=kind, receipt=receipt, on=today(), actor=asking.user, who=asking.who)
    messages.success(asking.http, say("The chain of custody has one link more."))


def _use(asking: Asking, item: EvidenceItem) -> None:
    use = use_of(asking.http.POST, today())
    evidence_use(item=item, use=use, what=asking.text("what"), actor=asking.user, who=asking.who)
    messages.success(asking.http, say("The use keeps within the limits and is recorded."))


def _limits(asking: Asking, item: EvidenceItem) -> None:
    limits_change(
        item=item,
        limits=limits_from(asking.http.POST),
        consent=asking.text("consent"),
        revision=asking.number("revision"),
        actor=asking.user,
        who=asking.who,
    )
    messages.success(asking.http, say("The limits are changed."))


def _decide(asking: Asking, item: EvidenceItem) -> None:
    file_decide(
        file=_file(item),
        release=step_chosen(asking, "release", "refuse", name="decision") == "release",
        reason=asking.text("reason"),
        subject=record_subject(item, asking.who),
        on=("evidence", item.key),
        actor=asking.user,
        who=asking.who,
    )
    messages.success(asking.http, say("The decision about the file is recorded."))


def _verify(asking: Asking, item: EvidenceItem) -> None:
    subject, on = record_subject(item, asking.who), ("evidence", item.key)
    if file_verify(file=_file(item), subject=subject, on=on, actor=asking.user, who=asking.who):
        messages.success(asking.http, say("The file is whole: its digest is the one in the register."))
    else:
        messages.error(asking.http, say("The file was changed: its digest is not the one in the register."))


_STEPS = {"custody": _custody, "use": _use, "limits": _limits, "decide": _decide, "verify": _verify}


def _file(item: EvidenceItem) -> KeptFile:
    file: KeptFile = found(item.file)
    return file


@require_GET
@page
def evidence_file(asking: Asking, pk: int) -> HttpResponseBase:
    """Download a released file; never shown in a page."""
    item = item_of(asking, pk)
    file, subject = _file(item), record_subject(item, asking.who)
    try:
        opened = file_open(file=file, subject=subject, on=("evidence", item.key), actor=asking.user, who=asking.who)
    except ComityError as error:
        return show(asking, item, complaint(error))
    return attachment(file, opened)
