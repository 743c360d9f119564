"""The register of assets, the page of one asset, its orders and its steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.assets.ledger import entries_for, pure, returnable_of
from comity.casework.assets.models import Agreement, Asset, AssetClaim, UseReport
from comity.casework.assets.registering import Ordered, asset_add, asset_change, order_record
from comity.casework.assets.selectors import (
    agreements_of,
    asset_for,
    open_actions,
    orders_on_file,
    possible_steps,
    where_is,
)
from comity.casework.assets.steps import Given, asset_act, pays_out, takes_money
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.ledger.accounts import STAGES
from comity.casework.ledger.sums import Sum, totals
from comity.casework.log.selectors import entries_of
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.records.selectors import fields_for, record_subject, records_for
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.web.asking import Asking, at_step, complaint, found, page
from comity.web.asset_fields import asset_data, asset_fields, asset_typed, order_fields, sealed
from comity.web.clock import today
from comity.web.fields import filled
from comity.web.labels import say, word
from comity.web.ledger_fields import day_if_given, sum_if_given
from comity.web.views.cases import case_of


@require_GET
@page
def asset_list(asking: Asking, pk: int) -> HttpResponse:
    """The register of a case: its assets, what the ledger has of each, the claims of the case file, the agreements."""
    case = case_of(asking, pk)
    rows = entries_for(asking.who, case)
    sums = totals(
        pure(rows),
        lambda entry, p: (entry.asset, p.currency) if p.account in STAGES else ("", p.currency),
    )
    assets = [
        (asset, fields_for(asset, asking.who), [total for (key, _), total in sums.items() if key == asset.key])
        for asset in records_for(asking.who, case, Asset)
    ]
    context = {
        "case": case,
        "tab": "assets",
        "part": "register",
        "assets": assets,
        "claims": [record for record in records_for(asking.who, case, Record) if record.kind == "claims"],
        "names": names_of(asking, case),
        "may_add": allows(Permission.RECORD_EDIT, asking.who, subject_of(case, asking.who)),
    }
    return render(asking.http, "assets.html", context)


def names_of(asking: Asking, case: Case) -> dict[str, str]:
    """The names of the people and companies that the person may see, by their id."""
    return {party.key: party.name for party in records_for(asking.who, case, Party)}


@require_http_methods(["GET", "POST"])
@page
def asset_new(asking: Asking, pk: int) -> HttpResponse:
    """Put an asset on the register."""
    case, errors = case_of(asking, pk), list[dict[str, str]]()
    require(Permission.RECORD_EDIT, asking.who, subject_of(case, asking.who))
    if asking.http.method == "POST":
        try:
            data = asset_data(asking.http.POST, case, {})
            asset = asset_add(case=case, data=data, actor=asking.user, who=asking.who, day=today())
            messages.success(asking.http, say("The asset is on the register."))
            return redirect("asset", asset.pk)
        except ComityError as error:
            errors = complaint(error)
    fields = filled(asset_fields(asking, case), asking.http.POST)
    context = {"case": case, "tab": "assets", "errors": errors, "fields": fields, "title": say("Add an asset")}
    return render(asking.http, "asset-form.html", context, status=422 if errors else 200)


def asset_of(asking: Asking, pk: int) -> Asset:
    """The asset, for somebody who may read it."""
    asset: Asset = found(asset_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(asset, asking.who))
    return asset


@require_http_methods(["GET", "POST"])
@page
def asset_edit(asking: Asking, pk: int) -> HttpResponse:
    """Change what an asset is."""
    asset, errors = asset_of(asking, pk), list[dict[str, str]]()
    require(Permission.RECORD_EDIT, asking.who, record_subject(asset, asking.who))
    if asking.http.method == "POST":
        try:
            hidden = sealed(asset, asking.who)
            data = asset_data(asking.http.POST, asset.case, asset.data, hidden)
            asset_change(asset=asset, data=data, revision=asking.number("revision"), actor=asking.user, who=asking.who)
            messages.success(asking.http, say("The asset is changed."))
            return redirect("asset", pk)
        except ComityError as error:
            errors = complaint(error)
            asset = asset_of(asking, pk)
    values: Any = asking.http.POST if errors else asset_typed(asset)
    fields = filled(asset_fields(asking, asset.case, asset), values)
    context = {"case": asset.case, "asset": asset, "errors": errors, "fields": fields, "title": say("Change the asset")}
    context["revision"] = asking.number("revision") if errors else asset.revision
    return render(asking.http, "asset-form.html", context, status=422 if errors else 200)


@require_GET
@page
def asset_page(asking: Asking, pk: int) -> HttpResponse:
    """One asset."""
    return show(asking, asset_of(asking, pk), [])


def show(asking: Asking, asset: Asset, errors: list[dict[str, str]], action: str = "") -> HttpResponse:
    """Show an asset, with the errors of a step that was refused."""
    rows = entries_for(asking.who, asset.case, asset)
    steps = [(s, takes_money(s.step.action), pays_out(s.step.action)) for s in possible_steps(asset, asking.who)]
    context = {
        "asset": asset,
        "case": asset.case,
        "errors": errors,
        "given": asking.http.POST,
        "refused_action": action,
        "data": fields_for(asset, asking.who),
        "names": names_of(asking, asset.case),
        "rows": rows,
        "standing": [line for line in places(pure(rows)) if line[0][0] in STAGES],
        "returnable": returnable_of(asset),
        "orders": orders_on_file(asset, asking.who),
        "file_claims": _file_claims(asking, asset),
        "reports": UseReport.objects.visible_to(asking.who).filter(asset=asset).select_related("entry"),
        "steps": steps,
        "history": entries_of(asset.case, "asset", asset.key).order_by("-index"),
        "today": today(),
    }
    context |= _around(asking, asset) | _allowed(asking, asset)
    return render(asking.http, "asset.html", context, status=422 if errors else 200)


def _around(asking: Asking, asset: Asset) -> dict[str, Any]:
    """The claims and agreements about an asset, and what is due for it and for them."""
    claims = list(AssetClaim.objects.visible_to(asking.who).filter(asset=asset))
    agreements = [a for a in agreements_of(asking.who, asset.case) if _is_about(a, asset)]
    about = {(record.subject, record.pk) for record in (asset, *claims, *agreements)}
    due = deadlines_for(asking.who, today(), asset.case)
    deadlines = [deadline for deadline in due if (deadline.about.subject, deadline.about.pk) in about]
    return {"claims": claims, "agreements": agreements, "deadlines": deadlines}


def _allowed(asking: Asking, asset: Asset) -> dict[str, bool]:
    """What the person may do with an asset beyond its steps."""
    subject, actions = record_subject(asset, asking.who), open_actions(asset)
    may_agree = allows(Permission.ASSET_AGREE, asking.who, subject)
    return {
        "may_edit": allows(Permission.RECORD_EDIT, asking.who, subject),
        "may_book": allows(Permission.ASSET_BOOK, asking.who, subject),
        "may_agree": may_agree,
        "may_claim": allows(Permission.ASSET_CLAIM, asking.who, subject) and "record_victim_claim" in actions,
        "may_report": may_agree and "report_end_use" in actions,
    }


def places(entries: Any) -> list[tuple[tuple[Any, str, str], Sum]]:  # noqa: ANN401 - entries of the pure ledger
    """What stands where, in the order of the stages, each sum with its proof; places at nothing are left out."""
    found_ = totals(entries, lambda _, p: (p.account, p.currency, p.holder))
    order = {account: at for at, account in enumerate(type(next(iter(STAGES))))}
    kept = [(at, total) for at, total in found_.items() if total.minor]
    return sorted(kept, key=lambda line: (line[0][1], order[line[0][0]], line[0][2]))


def _is_about(agreement: Agreement, asset: Asset) -> bool:
    return Asset.everything.filter(pk=asset.pk, agreements=agreement).exists()


def _file_claims(asking: Asking, asset: Asset) -> list[Record]:
    """The claims of the case file that are directed at an asset, as far as the person may see them."""
    records = records_for(asking.who, asset.case, Record).filter(kind="claims")
    return [record for record in records if asset.key in record.data.get("assets", ())]


@require_POST
@page
def asset_step(asking: Asking, pk: int) -> HttpResponse:
    """Take a step of the life cycle."""
    asset, action = asset_of(asking, pk), asking.text("action")
    try:
        done = asset_act(
            asset=asset,
            action=action,
            revision=asking.number("revision"),
            on=today(),
            day=parse_day(asking.text("day"), "day") if asking.text("day") else None,
            given=_given(asking, asset),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return show(asking, asset_of(asking, pk), at_step(complaint(error), action), action)
    messages.success(asking.http, f"{say('Done')}: {word(done.state)}")
    return redirect("asset", pk)


def _given(asking: Asking, asset: Asset) -> Given:
    chosen = next((a for a in agreements_of(asking.who, asset.case) if a.pk == asking.number("agreement")), None)
    return Given(sum_if_given(asking.http.POST), asking.text("source"), asking.text("reason"), chosen)


@require_http_methods(["GET", "POST"])
@page
def order_new(asking: Asking, pk: int) -> HttpResponse:
    """Record an order about an asset."""
    asset, errors = asset_of(asking, pk), list[dict[str, str]]()
    require(Permission.RECORD_EDIT, asking.who, record_subject(asset, asking.who))
    if asking.http.method == "POST":
        try:
            _record_order(asking, asset)
            messages.success(asking.http, say("The order is on record."))
            return redirect("asset", pk)
        except ComityError as error:
            errors = complaint(error)
    fields = filled(order_fields(where_is(asset)), asking.http.POST)
    context = {"case": asset.case, "asset": asset, "errors": errors, "fields": fields, "title": say("Record an order")}
    context["help"] = say("What holds or takes the asset: a step is possible only after the order that carries it.")
    return render(asking.http, "asset-form.html", context, status=422 if errors else 200)


def _record_order(asking: Asking, asset: Asset) -> None:
    form = asking.http.POST
    ordered = Ordered(
        kind=asking.text("kind"),
        state=asking.text("state"),
        court=asking.text("court"),
        made=parse_day(asking.text("made"), "made"),
        reference=asking.text("reference"),
        document=asking.text("document"),
        final={"yes": True, "no": False}.get(asking.text("final")),
        ends=day_if_given(form, "ends"),
        claims_by=day_if_given(form, "claims_by"),
        limit_source=asking.text("limit_source"),
    )
    order_record(assets=[asset], ordered=ordered, on=today(), actor=asking.user, who=asking.who)
