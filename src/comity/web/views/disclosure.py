"""Disclosure to the defence: marking what speaks for the person, making a bundle, releasing it and giving it out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.cases.selectors import subject_of
from comity.casework.disclosure.models import DisclosureBundle
from comity.casework.disclosure.selectors import Disclosable, bundle_for, disclosable
from comity.casework.disclosure.services import (
    bundle_download,
    bundle_make,
    bundle_release,
    exculpatory_mark,
    item_leave_out,
)
from comity.casework.records.selectors import record_subject
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.choosing import step_chosen
from comity.web.clock import today
from comity.web.fields import Field
from comity.web.forms import Form, form_page
from comity.web.labels import say, word
from comity.web.views.extradition import case_of

_FORM = require_http_methods(["GET", "POST"])


def _choices(records: list[Disclosable]) -> tuple[tuple[str, str], ...]:
    mark = say("Speaks for the person")
    return tuple(
        (one.code, f"{word(one.subject)} {one.key}: {one.title}" + (f" [{mark}]" if one.exculpatory else ""))
        for one in records
    )


@_FORM
@page
def exculpatory(asking: Asking, pk: int) -> HttpResponse:
    """Mark a record that speaks for the person."""
    case = case_of(asking, pk)
    require(Permission.EXCULPATORY_MARK, asking.who, subject_of(case, asking.who))
    back = reverse("case-rights", args=(pk,))

    def save() -> str:
        exculpatory_mark(
            case=case, code=asking.text("record"), reason=asking.text("reason"), actor=asking.user, who=asking.who
        )
        return back

    fields = (
        Field("record", say("Record"), "choice", options=_choices(disclosable(asking.who, case))),
        Field("reason", say("Why it speaks for the person"), "area"),
    )
    intro = say("From then on it is in every bundle for the defence; only a lawyer may leave it out, with a reason.")
    return form_page(asking, Form(say("Mark what speaks for the person"), fields, back, case.reference, intro), save)


@_FORM
@page
def disclosure_new(asking: Asking, pk: int) -> HttpResponse:
    """Make a bundle: what speaks for the person is in it, chosen or not."""
    case = case_of(asking, pk)
    require(Permission.DISCLOSURE_MAKE, asking.who, subject_of(case, asking.who))

    def save() -> str:
        bundle = bundle_make(
            case=case,
            recipient=asking.text("recipient"),
            legal_basis=asking.text("legal_basis"),
            codes=asking.http.POST.getlist("records"),
            actor=asking.user,
            who=asking.who,
        )
        return reverse("disclosure", args=(bundle.pk,))

    fields = (
        Field("recipient", say("For whom"), hint=say("The person and their counsel")),
        Field("legal_basis", say("Legal basis"), hint=say("The provision or the order under which it is disclosed")),
        Field("records", say("Records"), "several", options=_choices(disclosable(asking.who, case))),
    )
    back = reverse("case-rights", args=(pk,))
    intro = say("What speaks for the person goes in whether it is ticked or not.")
    form = Form(say("Make a bundle for the defence"), fields, back, case.reference, intro)
    return form_page(asking, form, save)


def _bundle(asking: Asking, pk: int) -> DisclosureBundle:
    bundle: DisclosureBundle = found(bundle_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(bundle, asking.who))
    return bundle


@require_GET
@page
def disclosure_page(asking: Asking, pk: int) -> HttpResponse:
    """One bundle with what is in it and what was left out, and why."""
    return _show(asking, _bundle(asking, pk), [])


def _show(asking: Asking, bundle: DisclosureBundle, errors: list[dict[str, str]]) -> HttpResponse:
    subject = record_subject(bundle, asking.who)
    known = {(one.subject, one.key): one for one in disclosable(asking.who, bundle.case)}
    context = {
        "bundle": bundle,
        "case": bundle.case,
        "errors": errors,
        "items": [(item, known.get((item.subject, item.key))) for item in bundle.items.all()],
        "may_leave_out": allows(Permission.DISCLOSURE_MAKE, asking.who, subject),
        "may_leave_out_marked": allows(Permission.EXCULPATORY_LEAVE_OUT, asking.who, subject),
        "may_release": allows(Permission.DISCLOSURE_RELEASE, asking.who, subject),
    }
    return render(asking.http, "disclosure.html", context, status=422 if errors else 200)


@_FORM
@page
def disclosure_leave_out(asking: Asking, pk: int, item: int) -> HttpResponse:
    """Leave a record out with a reason."""
    bundle = _bundle(asking, pk)
    wanted = found(bundle.items.filter(pk=item).first())
    back = reverse("disclosure", args=(pk,))

    def save() -> str:
        item_leave_out(item=wanted, because=asking.text("because"), actor=asking.user, who=asking.who)
        return back

    form = Form(say("Leave a record out"), (Field("because", say("Reason"), "area"),), back, wanted.key)
    return form_page(asking, form, save)


@require_POST
@page
def disclosure_act(asking: Asking, pk: int) -> HttpResponse:
    """Release a bundle, or give a released one out as a file."""
    bundle = _bundle(asking, pk)
    try:
        if step_chosen(asking, "release", "download") == "release":
            bundle_release(bundle=bundle, on=today(), actor=asking.user, who=asking.who)
            messages.success(asking.http, say("The bundle is released."))
            return redirect("disclosure", pk)
        content = bundle_download(bundle=bundle, actor=asking.user, who=asking.who)
    except ComityError as error:
        return _show(asking, bundle, complaint(error))
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{bundle.case_id}-{bundle.key}.zip"'
    return response
