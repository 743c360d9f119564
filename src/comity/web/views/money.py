"""Money in a case: ledgers from statements, traces with their pictures, and figures that go into an asset."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import case_for, subject_of
from comity.casework.evidence.selectors import items_for
from comity.casework.evidence.store import open_kept
from comity.casework.log.services import log_append
from comity.casework.records.selectors import record_subject, records_for
from comity.casework.tracing.applying import Applied, applied
from comity.casework.tracing.asking_next import next_steps
from comity.casework.tracing.deciding import ledger_decide
from comity.casework.tracing.figures import figure_take, proposed_statement
from comity.casework.tracing.freezing import freezing_rows
from comity.casework.tracing.ledgers import ledger_begin
from comity.casework.tracing.models import MoneyLedger, MoneyTrace
from comity.casework.tracing.selectors import ledger_for, ledgers_for, statements_for, trace_for, traces_for
from comity.casework.tracing.signing import finding_sign
from comity.casework.tracing.traces import rules_shown, trace_begin
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.fields import filled
from comity.web.flow_shown import flow_shown
from comity.web.labels import letter_language, say
from comity.web.money_fields import (
    asked_of,
    decisions_of,
    figure_fields,
    finding_fields,
    ledger_fields,
    making_of,
    mapping_remembered,
    trace_fields,
)
from comity.web.waiting import begun_again

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _case(asking: Asking, pk: int) -> Case:
    case: Case = found(case_for(asking.who, pk))
    require(Permission.CASE_READ, asking.who, subject_of(case, asking.who))
    return case


@require_GET
@page
def case_money(asking: Asking, pk: int) -> HttpResponse:
    """The ledgers and traces of a case."""
    case = _case(asking, pk)
    context = {
        "case": case,
        "tab": "money",
        "ledgers": ledgers_for(asking.who, case),
        "traces": traces_for(asking.who, case),
        "may_trace": allows(Permission.MONEY_TRACE, asking.who, subject_of(case, asking.who)),
    }
    return render(asking.http, "money.html", context)


@require_http_methods(["GET", "POST"])
@page
def ledger_new(asking: Asking, pk: int) -> HttpResponse:
    """Make a ledger from statements of the register."""
    case = _case(asking, pk)
    require(Permission.MONEY_TRACE, asking.who, subject_of(case, asking.who))
    errors: list[dict[str, str]] = []
    items = statements_for(asking.who, case)
    if asking.http.method == "POST":
        chosen = {int(text) for text in asking.http.POST.getlist("items") if text.isdecimal()}
        try:
            ledger = ledger_begin(
                case=case,
                items=[item for item in items if item.pk in chosen],
                making=making_of(asking.http.POST),
                on=today(),
                actor=asking.user,
                who=asking.who,
            )
        except ComityError as error:
            errors = complaint(error)
        else:
            return redirect("money-ledger", ledger.pk)
    given = asking.http.POST or mapping_remembered(ledgers_for(asking.who, case))
    context = {"case": case, "errors": errors, "fields": filled(ledger_fields(items), given), "items": items}
    return render(asking.http, "money-new.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@page
def ledger_page(asking: Asking, pk: int) -> HttpResponse:
    """A ledger: how far it has come, what it holds, and the question that can be put to it."""
    ledger: MoneyLedger = found(ledger_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(ledger, asking.who))
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            asked = asked_of(asking.http.POST)
            trace = trace_begin(ledger=ledger, asked=asked, actor=asking.user, who=asking.who)
        except ComityError as error:
            errors = complaint(error)
        else:
            return redirect("money-trace", trace.pk)
    return _show_ledger(asking, ledger, errors)


def _show_ledger(asking: Asking, ledger: MoneyLedger, errors: list[dict[str, str]]) -> HttpResponse:
    context = {
        "case": ledger.case,
        "record": ledger,
        "errors": errors,
        "fields": filled(trace_fields(ledger), asking.http.POST or {"language": letter_language()}),
        "traces": [trace for trace in traces_for(asking.who, ledger.case) if trace.ledger_id == ledger.pk],
        "may_trace": allows(Permission.MONEY_TRACE, asking.who, record_subject(ledger, asking.who)),
        "waiting": ledger.status == "begun",
    }
    return render(asking.http, "money-ledger.html", context, status=422 if errors else 200)


@require_POST
@page
def ledger_pairs(asking: Asking, pk: int) -> HttpResponse:
    """Make a ledger again with what a person decided about its pairs."""
    ledger: MoneyLedger = found(ledger_for(asking.who, pk))
    decisions = decisions_of(asking.http.POST, ledger)
    try:
        made = ledger_decide(ledger=ledger, decisions=decisions, on=today(), actor=asking.user, who=asking.who)
    except ComityError as error:
        return _show_ledger(asking, ledger, complaint(error))
    return redirect("money-ledger", made.pk)


@require_GET
@page
def trace_page(asking: Asking, pk: int) -> HttpResponse:
    """A trace: every rule side by side, one of them in full with its picture, and what to ask for next."""
    return _show(asking, found(trace_for(asking.who, pk)), [])


def _show(asking: Asking, trace: MoneyTrace, errors: list[dict[str, str]]) -> HttpResponse:
    require(Permission.RECORD_READ, asking.who, record_subject(trace, asking.who))
    rules = rules_shown(trace.data["question"]["rules"])
    wanted = asking.http.GET.get("rule") or asking.http.POST.get("rule") or rules[0].value
    rule = next((known for known in rules if known.value == wanted), rules[0]).value
    may = allows(Permission.MONEY_TRACE, asking.who, record_subject(trace, asking.who))
    shown = flow_shown(rule, trace.data.get("pages", {}).get(rule))
    context: dict[str, Any] = {
        "case": trace.case,
        "record": trace,
        "errors": errors,
        "rules": [known.value for known in rules],
        "rule": rule,
        "shown": shown,
        "freezing": freezing_rows(trace, (shown or {}).get("holdings", ()), asking.who, today()),
        "next_steps": next_steps(trace, asking.who),
        "may_draft": allows(Permission.REQUEST_DRAFT, asking.who, subject_of(trace.case, asking.who)),
        "answer": trace.data.get("answer"),
        "rows": _side_by_side(trace.data.get("answer") or {}),
        "may_trace": may,
        "waiting": trace.status == "begun",
    }
    candidates = (trace.data.get("answer") or {}).get("candidates", [])
    if candidates and allows(Permission.MONEY_FIND, asking.who, record_subject(trace, asking.who)):
        form = finding_fields(candidates, items_for(asking.who, trace.case))
        context["finding_fields"] = filled(form, asking.http.POST)
    account = asking.text("account") or _account_at(asking.http.GET.get("holding", ""), shown)
    if may and account and trace.status == "ready":
        context |= {"account": account, "fields": _figure_form(asking, trace, rule, account)}
    return render(asking.http, "money-trace.html", context, status=422 if errors else 200)


def _account_at(line: str, shown: dict[str, Any] | None) -> str:
    """The account in a line of the table: an address names the line, never the account."""
    holdings = (shown or {}).get("holdings", ())
    known = line.isascii() and line.isdigit() and 0 < int(line[:6]) <= len(holdings)
    return str(holdings[int(line[:6]) - 1]["account"]) if known else ""


def _side_by_side(answer: dict[str, Any]) -> list[tuple[str, Any, list[Applied]]]:
    """Every rule of the trace with its outcome and what is known of it in the requested state."""
    law = applied(answer)
    return [(rule, found_rule, law.get(rule, [])) for rule, found_rule in answer.get("rules", {}).items()]


def _figure_form(asking: Asking, trace: MoneyTrace, rule: str, account: str) -> Any:  # noqa: ANN401 - fields
    assets = list(records_for(asking.who, trace.case, Asset))
    form = figure_fields(assets, list(trace.case.languages) or ["en"])
    try:
        given = {"statement": proposed_statement(trace, rule, account)}
    except ComityError:
        return None
    return filled(form, asking.http.POST if asking.http.method == "POST" else given)


@require_POST
@page
def trace_figure(asking: Asking, pk: int) -> HttpResponse:
    """Take a traced figure over into the statement of an asset."""
    trace: MoneyTrace = found(trace_for(asking.who, pk))
    wanted = asking.text("asset")
    asset = found(
        records_for(asking.who, trace.case, Asset).filter(pk=int(wanted) if wanted.isdecimal() else 0).first()
    )
    try:
        figure_take(
            trace=trace,
            rule=asking.text("rule"),
            account=asking.text("account"),
            asset=asset,
            statement=asking.text("statement"),
            language=asking.text("language") or "en",
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return _show(asking, trace, complaint(error))
    messages.success(asking.http, f"{say('The figure stands in the statement of')} {asset.key}.")
    return redirect("money-trace", pk)


@require_POST
@page
def trace_finding(asking: Asking, pk: int) -> HttpResponse:
    """Sign a link that the trace offers; it is traced again with it."""
    trace: MoneyTrace = found(trace_for(asking.who, pk))
    try:
        made = finding_sign(
            trace=trace,
            number=asking.number("number"),
            reason=asking.text("reason"),
            evidence=asking.text("evidence"),
            taking=asking.text("taking"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return _show(asking, trace, complaint(error))
    return redirect("money-trace", made.pk)


@require_GET
@page
def trace_exhibit(asking: Asking, pk: int) -> HttpResponseBase:
    """The exhibit of a trace as PDF, or as Word."""
    trace: MoneyTrace = found(trace_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(trace, asking.who))
    word = asking.http.GET.get("form") == "word"
    digest: str = found((trace.word if word else trace.exhibit) or None)
    log_append(
        event="exhibit_downloaded",
        actor=asking.user,
        case=trace.case,
        subject="trace",
        key=trace.key,
        details={"digest": digest},
    )
    file = open_kept(settings.EVIDENCE_FOLDER, digest)
    name, kind = (f"{trace.key}.docx", _WORD) if word else (f"{trace.key}.pdf", "application/pdf")
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


@require_POST
@page
def money_again(asking: Asking, pk: int) -> HttpResponse:
    """Begin work again that failed or was cut off."""
    ledger = ledger_for(asking.who, pk) if asking.text("kind") == "ledger" else None
    trace = trace_for(asking.who, pk) if asking.text("kind") == "trace" else None
    record: MoneyLedger | MoneyTrace = found(ledger or trace)
    require(Permission.MONEY_TRACE, asking.who, record_subject(record, asking.who))
    name = "money-ledger" if isinstance(record, MoneyLedger) else "money-trace"
    return begun_again(asking, record, name, pk)
