"""Agreements on sharing and return: making and changing one, its page with parts worked out, reports on the use."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, missing, require
from comity.casework.assets.agreements import (
    Costs,
    Report,
    Terms,
    UseLine,
    agreement_act,
    agreement_change,
    agreement_make,
    use_report,
)
from comity.casework.assets.bases import known_bases, return_basis
from comity.casework.assets.models import Agreement, Asset, UseReport
from comity.casework.assets.selectors import agreement_for, agreements_of
from comity.casework.assets.terms import due_to
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.ledger.sharing import ShareRole
from comity.casework.lifecycle import AGREEMENT
from comity.casework.log.selectors import entries_of
from comity.casework.records.selectors import fields_for, record_subject, records_for
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, at_step, complaint, found, page
from comity.web.asset_fields import NARROW, states
from comity.web.clock import today
from comity.web.fields import Field, filled, options
from comity.web.labels import say, word
from comity.web.ledger_fields import day_if_given, sum_given, text_of
from comity.web.templatetags.comity import text
from comity.web.views.assets import asset_of
from comity.web.views.cases import case_of

_PARTIES, _LINES = 4, 4
_PART_HINT = "A fraction such as 3/5, or per cent such as 60 %"


@require_GET
@page
def agreement_list(asking: Asking, pk: int) -> HttpResponse:
    """The agreements of a case."""
    case = case_of(asking, pk)
    context = {
        "case": case,
        "tab": "assets",
        "part": "agreements",
        "agreements": agreements_of(asking.who, case),
        "may_add": allows(Permission.ASSET_AGREE, asking.who, subject_of(case, asking.who)),
    }
    return render(asking.http, "agreements.html", context)


@require_http_methods(["GET", "POST"])
@page
def agreement_new(asking: Asking, pk: int) -> HttpResponse:
    """Put an agreement on record while it is negotiated."""
    case, errors = case_of(asking, pk), list[dict[str, str]]()
    require(Permission.ASSET_AGREE, asking.who, subject_of(case, asking.who))
    if asking.http.method == "POST":
        try:
            chosen = set(asking.http.POST.getlist("assets"))
            assets = [asset for asset in records_for(asking.who, case, Asset) if asset.key in chosen]
            terms = _terms(asking.http.POST)
            made = agreement_make(assets=assets, terms=terms, on=today(), actor=asking.user, who=asking.who)
            messages.success(asking.http, say("The agreement is on record. Money moves under it once it is signed."))
            return redirect("agreement", made.pk)
        except ComityError as error:
            errors = complaint(error)
    assets_field = Field("assets", "About these assets", "several", options=_assets(asking, case))
    fields = filled([assets_field, *_term_fields()], asking.http.POST)
    context = {"case": case, "errors": errors, "fields": fields, "title": say("Add an agreement")}
    return render(asking.http, "asset-form.html", context, status=422 if errors else 200)


def _assets(asking: Asking, case: Case) -> tuple[tuple[str, str], ...]:
    shown = [(asset, fields_for(asset, asking.who)) for asset in records_for(asking.who, case, Asset)]
    return tuple((asset.key, f"{asset.key}: {text(data.get('description'))}"[:120]) for asset, data in shown)


def _term_fields() -> list[Field]:
    roles = options(ShareRole)
    fields = [Field("title", "Title"), Field("shares", "The parts must come to exactly one whole", "heading")]
    for n in range(1, _PARTIES + 1):
        fields += [
            Field(f"state-{n}", f"{say('Party')} {n}", "choice", options=states()),
            Field(f"part-{n}", f"{say('Part')} {n}", hint=_PART_HINT if n == 1 else "", width=NARROW),
            Field(f"role-{n}", f"{say('What the part is')} {n}", "choice", options=roles),
        ]
    bases = tuple((key, f"{key}: {title}"[:110]) for key, title in known_bases(()).items())
    return [
        *fields,
        Field("costs", "Costs", "choice", options=options(Costs)),
        Field("basis", "Legal basis", "choice", "Only instruments of the law data", (("", "–"), *bases)),
        Field("conditions", "Conditions on the use", "area"),
        Field("report_months", "Report on the use every", "number", "In months, from the payment on", width=NARROW),
        Field("report_source", "Clause that asks for the reports"),
    ]


def _terms(form: QueryDict) -> Terms:
    rows = [{name: text_of(form, f"{name}-{n}") for name in ("state", "part", "role")} for n in range(1, _PARTIES + 1)]
    months = text_of(form, "report_months")
    if months and not (months.isascii() and months.isdigit() and len(months) < 4):
        raise BadInputError("give a number of months from 1 to 120", Place(field="report_months"))
    return Terms(
        title=text_of(form, "title"),
        shares=tuple(_share(row) for row in rows if row["state"] or row["part"]),
        costs=text_of(form, "costs"),
        basis=text_of(form, "basis"),
        conditions=text_of(form, "conditions"),
        report_months=int(months) if months else None,
        report_source=text_of(form, "report_source"),
    )


def _share(row: dict[str, str]) -> dict[str, str]:
    if not row["state"] or row["role"] not in set(ShareRole):
        raise BadInputError("name the state of each part", Place(field="shares"))
    return row


def _typed(agreement: Agreement) -> dict[str, Any]:
    """An agreement as the form shows it."""
    names = ("title", "costs", "basis", "conditions", "report_source")
    shown: dict[str, Any] = {name: getattr(agreement, name) for name in names}
    shown["report_months"] = agreement.report_months or ""
    for n, row in enumerate(agreement.shares, 1):
        shown |= {f"{name}-{n}": value for name, value in row.items()}
    return shown


def agreement_of(asking: Asking, pk: int) -> Agreement:
    """The agreement, for somebody who may read it and one of its assets."""
    agreement: Agreement = found(agreement_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(agreement, asking.who))
    return agreement


@require_http_methods(["GET", "POST"])
@page
def agreement_edit(asking: Asking, pk: int) -> HttpResponse:
    """Change the terms while they are negotiated."""
    agreement, errors = agreement_of(asking, pk), list[dict[str, str]]()
    require(Permission.ASSET_AGREE, asking.who, record_subject(agreement, asking.who))
    if asking.http.method == "POST":
        try:
            agreement_change(
                agreement=agreement,
                terms=_terms(asking.http.POST),
                revision=asking.number("revision"),
                on=today(),
                actor=asking.user,
                who=asking.who,
            )
            messages.success(asking.http, say("The terms are changed."))
            return redirect("agreement", pk)
        except ComityError as error:
            errors = complaint(error)
    values: Any = asking.http.POST if errors else _typed(agreement)
    context = {"case": agreement.case, "errors": errors, "fields": filled(_term_fields(), values)}
    context |= {"title": say("Change the terms"), "revision": asking.number("revision") or agreement.revision}
    return render(asking.http, "asset-form.html", context, status=422 if errors else 200)


@require_GET
@page
def agreement_page(asking: Asking, pk: int) -> HttpResponse:
    """One agreement."""
    return _show(asking, agreement_of(asking, pk), [])


def _show(asking: Asking, agreement: Agreement, errors: list[dict[str, str]], action: str = "") -> HttpResponse:
    subject = record_subject(agreement, asking.who)
    may = allows(Permission.ASSET_AGREE, asking.who, subject)
    assets = Asset.objects.visible_to(asking.who).filter(agreements=agreement.pk)
    parties = [row["state"] for row in agreement.shares]
    context = {
        "agreement": agreement,
        "case": agreement.case,
        "errors": errors,
        "given": asking.http.POST,
        "refused_action": action,
        "parts": [(asset, part) for asset in assets for parts in due_to(agreement, asset).values() for part in parts],
        "assets": assets,
        "basis": return_basis(agreement.basis, parties, agreement.signed or today()) if agreement.basis else None,
        "reports": UseReport.objects.visible_to(asking.who).filter(agreement=agreement).select_related("entry"),
        "steps": AGREEMENT.open_to(agreement.state),
        "hindered": "" if may else missing(Permission.ASSET_AGREE, asking.who, subject),
        "may_change": may and agreement.state == AGREEMENT.first,
        "history": entries_of(agreement.case, "agreement", agreement.key).order_by("-index"),
        "deadlines": [
            d
            for d in deadlines_for(asking.who, today(), agreement.case)
            if (d.about.subject, d.about.pk) == (agreement.subject, agreement.pk)
        ],
        "today": today(),
    }
    return render(asking.http, "agreement.html", context, status=422 if errors else 200)


@require_POST
@page
def agreement_step(asking: Asking, pk: int) -> HttpResponse:
    """Take a step with an agreement."""
    agreement, action = agreement_of(asking, pk), asking.text("action")
    try:
        done = agreement_act(
            agreement=agreement,
            action=action,
            revision=asking.number("revision"),
            on=today(),
            day=day_if_given(asking.http.POST, "day"),
            reference=asking.text("reference"),
            reason=asking.text("reason"),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return _show(asking, agreement_of(asking, pk), at_step(complaint(error), action), action)
    messages.success(asking.http, f"{say('Done')}: {word(done.state)}")
    return redirect("agreement", pk)


@require_http_methods(["GET", "POST"])
@page
def report_new(asking: Asking, pk: int) -> HttpResponse:
    """Record a report on what returned money was used for."""
    asset, errors = asset_of(asking, pk), list[dict[str, str]]()
    require(Permission.ASSET_AGREE, asking.who, record_subject(asset, asking.who))
    about = [a for a in agreements_of(asking.who, asset.case) if a.signed and _covers(a, asset)]
    if asking.http.method == "POST":
        try:
            _report(asking, asset, about)
            messages.success(asking.http, say("The report is on record and booked on the ledger."))
            return redirect("asset", pk)
        except ComityError as error:
            errors = complaint(error)
    fields = filled(_report_fields(about), asking.http.POST if errors else {"received": today().isoformat()})
    context = {"case": asset.case, "asset": asset, "errors": errors, "fields": fields, "revision": asset.revision}
    context |= {
        "title": say("Record a report on the use"),
        "help": say("It can account for no more than was returned."),
    }
    return render(asking.http, "asset-form.html", context, status=422 if errors else 200)


def _covers(agreement: Agreement, asset: Asset) -> bool:
    return Asset.everything.filter(pk=asset.pk, agreements=agreement).exists()


def _report_fields(about: list[Agreement]) -> list[Field]:
    fields = [
        Field("agreement", "Agreement", "choice", options=tuple((str(a.pk), a.title) for a in about)),
        Field("reporter", "Who reports"),
        Field("received", "Received on", "day"),
        Field("reference", "Reference of the report"),
    ]
    for n in range(1, _LINES + 1):
        fields += [
            Field(f"purpose-{n}", f"{say('Spent on')} {n}"),
            Field(f"amount-{n}", f"{say('Amount')} {n}", width=NARROW),
            Field(f"currency-{n}", f"{say('Currency')} {n}", width="govuk-input--width-5"),
        ]
    return fields


def _report(asking: Asking, asset: Asset, about: list[Agreement]) -> None:
    form = asking.http.POST
    agreement = next((a for a in about if a.pk == asking.number("agreement")), None)
    if agreement is None:
        raise BadInputError("choose the agreement", Place(field="agreement"))
    lines = tuple(
        UseLine(_purpose(form, n), sum_given(form, f"amount-{n}", f"currency-{n}"))
        for n in range(1, _LINES + 1)
        if text_of(form, f"purpose-{n}") or text_of(form, f"amount-{n}")
    )
    received = parse_day(asking.text("received"), "received")
    use_report(
        asset=asset,
        agreement=agreement,
        report=Report(received, asking.text("reporter"), asking.text("reference"), lines),
        revision=asking.number("revision"),
        on=today(),
        actor=asking.user,
        who=asking.who,
    )


def _purpose(form: QueryDict, n: int) -> str:
    if not text_of(form, f"purpose-{n}"):
        raise BadInputError("say what it was spent on", Place(field=f"purpose-{n}"))
    return text_of(form, f"purpose-{n}")
