"""Retention: the office's rules, the cases whose time is over, deletion by two persons, and what proves it."""

import json

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Subject
from comity.casework.retention.models import (
    CaseKind,
    DeletionCertificate,
    DeletionProposal,
    LegalHold,
)
from comity.casework.retention.selectors import closed_cases, rule_for
from comity.casework.retention.services import (
    deletion_confirm,
    deletion_propose,
    legal_hold_end,
    legal_hold_set,
    retention_rule_set,
)
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.choosing import step_chosen
from comity.web.clock import today
from comity.web.fields import Field, options
from comity.web.forms import Form, form_page, number_of
from comity.web.labels import say
from comity.web.views.extradition import case_of


@require_GET
@page
def retention_page(asking: Asking) -> HttpResponse:
    """The rules, the closed cases with their time, and the certificates of what was deleted."""
    require(Permission.RETENTION_READ, asking.who)
    context = {
        "rules": [(kind, rule_for(kind)) for kind in CaseKind],
        "due": [(row, row.is_due(today()), _may_confirm(asking, row.case)) for row in closed_cases(asking.who)],
        "certificates": DeletionCertificate.objects.select_related("proposed_by", "confirmed_by"),
        "may_set": allows(Permission.RETENTION_SET, asking.who),
        "may_propose": allows(Permission.DELETION_PROPOSE, asking.who),
        "today": today(),
    }
    return render(asking.http, "retention.html", context)


def _may_confirm(asking: Asking, case: Case) -> bool:
    proposal: DeletionProposal | None = getattr(case, "deletion", None)
    who = asking.who
    return proposal is not None and allows(Permission.DELETION_CONFIRM, who, Subject(author=proposal.proposed_by_id))


@require_http_methods(["GET", "POST"])
@page
def retention_rule(asking: Asking) -> HttpResponse:
    """Set how long a kind of case is kept."""
    require(Permission.RETENTION_SET, asking.who)
    back = reverse("retention")

    def save() -> str:
        retention_rule_set(
            kind=asking.text("kind"),
            months=number_of(asking, "months"),
            source=asking.text("source"),
            actor=asking.user,
            who=asking.who,
        )
        return back

    fields = (
        Field("kind", say("Kind of case"), "choice", options=options(CaseKind)),
        Field("months", say("Months after its end"), "number"),
        Field("source", say("Law or decision that sets it")),
    )
    return form_page(asking, Form(say("Set a rule of retention"), fields, back), save)


@require_POST
@page
def deletion_act(asking: Asking, pk: int) -> HttpResponse:
    """Propose a deletion, or carry out one that somebody else proposed."""
    require(Permission.DELETION_PROPOSE, asking.who)
    case: Case = found(Case.everything.filter(pk=pk, is_open=False).first())
    try:
        if step_chosen(asking, "confirm", "propose") == "confirm":
            proposal = found(DeletionProposal.objects.filter(case=case).first())
            folder = settings.EVIDENCE_FOLDER
            deletion_confirm(proposal=proposal, folder=folder, on=today(), actor=asking.user, who=asking.who)
        else:
            deletion_propose(case=case, on=today(), actor=asking.user, who=asking.who)
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("retention")


@require_GET
@page
def certificate(asking: Asking, pk: int) -> HttpResponse:
    """The certificate of a deletion as a file, with its digests."""
    require(Permission.RETENTION_READ, asking.who)
    kept: DeletionCertificate = found(DeletionCertificate.objects.filter(pk=pk).first())
    data = {
        "case": kept.case_id,
        "reference": kept.reference,
        "rule": kept.rule,
        "deleted_on": kept.deleted_on.isoformat(),
        "proposed_by": kept.proposed_by_id,
        "confirmed_by": kept.confirmed_by_id,
        "tables": kept.tables,
        "details": kept.details,
        "digest": kept.digest,
    }
    response = HttpResponse(json.dumps(data, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="deletion-{kept.case_id}.json"'
    return response


@require_http_methods(["GET", "POST"])
@page
def hold_new(asking: Asking, pk: int) -> HttpResponse:
    """Set a legal hold on a case."""
    case = case_of(asking, pk)
    require(Permission.LEGAL_HOLD, asking.who, subject_of(case, asking.who))
    back = reverse("case-rights", args=(pk,))

    def save() -> str:
        legal_hold_set(case=case, reason=asking.text("reason"), on=today(), actor=asking.user, who=asking.who)
        return back

    hint = say("The proceedings or the order for which the case has to be kept")
    form = Form(say("Set a legal hold"), (Field("reason", say("Reason"), "area", hint),), back, case.reference)
    return form_page(asking, form, save)


@require_POST
@page
def hold_end(asking: Asking, pk: int) -> HttpResponse:
    """End a legal hold."""
    hold: LegalHold = found(LegalHold.objects.filter(pk=pk, ended_on__isnull=True).first())
    case = case_of(asking, hold.case_id)
    legal_hold_end(hold=hold, on=today(), actor=asking.user, who=asking.who)
    return redirect("case-rights", case.pk)
