"""The ledger of a case: totals with a picture, the entries behind each sum, one entry, booking and taking back, CSV."""

import csv
from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.assets.ledger import entries_for, entry_for, ledger_troubles, pure
from comity.casework.assets.ledger_models import LedgerEntry, LedgerPosting
from comity.casework.assets.posting import entry_book, entry_reverse
from comity.casework.assets.selectors import agreement_for, claim_for
from comity.casework.cases.selectors import subject_of
from comity.casework.ledger.accounts import MEANING, STAGES, Account
from comity.casework.ledger.currency import of_minor
from comity.casework.ledger.entries import Entry
from comity.casework.ledger.sums import Sum, totals
from comity.casework.log.services import log_append
from comity.casework.records.selectors import record_subject
from comity.common.bar_chart import BarChart, Bars, bar_chart
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.fields import filled
from comity.web.labels import RIGHT_TO_LEFT, say, word
from comity.web.ledger_fields import BY_HAND, booking_fields, booking_of
from comity.web.templatetags.money import written
from comity.web.views.assets import asset_of, places
from comity.web.views.cases import case_of

# Characters with which a spreadsheet begins a formula; a cell of text that begins so gets an apostrophe before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_COLUMNS = (
    "entry day asset kind account currency holder debit credit text source rate rate_source rate_day reverses".split()
)


@require_GET
@page
def ledger_page(asking: Asking, pk: int) -> HttpResponse:
    """What stands where in a case, by stage, currency and holder, with a picture; every sum opens its entries."""
    case = case_of(asking, pk)
    rows = entries_for(asking.who, case)
    entries = pure(rows)
    lines = places(entries)
    context = {
        "case": case,
        "tab": "assets",
        "part": "ledger",
        "rows": rows,
        "stages": [line for line in lines if line[0][0] in STAGES],
        "beside": [(*line, MEANING[line[0][0]]) for line in lines if line[0][0] not in STAGES],
        "pictures": [_picture(c, entries) for c in sorted({at[1] for at, _ in lines if at[0] in STAGES})],
        "troubles": ledger_troubles(rows),
        "may_export": allows(Permission.ASSET_EXPORT, asking.who, subject_of(case, asking.who)),
    }
    return render(asking.http, "ledger.html", context)


def _picture(currency: str, entries: Iterable[Entry]) -> str:
    """One picture per currency: sums of two currencies cannot be compared without a dated rate."""
    sums = totals(entries, lambda _, p: (p.account, p.currency))
    nothing = Sum(currency, 0, ())
    stages = [(stage, sums.get((stage, currency), nothing).minor) for stage in STAGES]
    return bar_chart(
        BarChart(
            name=f"stages-{currency.lower()}",
            title=f"{say('What stands at each stage')}: {currency}",
            description=say("The table below has the same sums."),
            series=(currency,),
            rows=tuple(
                Bars(word(str(stage)), (minor,), (f"\u2066{written(minor, currency)}\u2069",))
                for stage, minor in stages
            ),
            right_to_left=(translation.get_language() or "en") in RIGHT_TO_LEFT,
        )
    )


@require_GET
@page
def ledger_entries(asking: Asking, pk: int) -> HttpResponse:
    """The entries that prove a sum: those that touch an account, a currency, a holder or an asset."""
    case, asked = case_of(asking, pk), asking.http.GET
    wanted = {name: asked[name] for name in ("account", "currency", "holder", "asset") if name in asked}
    rows = [row for row in entries_for(asking.who, case) if _is_asked(row, asked)]
    lines = [(row, p) for row in rows for p in row.postings.all() if _is_touched(p, wanted, held="held" in asked)]
    currencies = {posting.currency for _, posting in lines}
    total = sum(posting.minor for _, posting in lines)
    context = {
        "case": case,
        "tab": "assets",
        "part": "ledger",
        "lines": lines,
        "wanted": wanted,
        "total": (total, currencies.pop()) if len(currencies) == 1 else None,
        "meaning": MEANING[Account(wanted["account"])] if wanted.get("account") in set(Account) else "",
    }
    return render(asking.http, "ledger-entries.html", context)


def _is_asked(row: LedgerEntry, asked: QueryDict) -> bool:
    """Whether an entry is of the asset, agreement and kind asked for; a reversal is of the kind it reverses."""
    kind = row.reverses.kind if row.reverses else row.kind
    own = {"asset": row.asset.key, "agreement": str(row.agreement_id or ""), "kind": kind}
    return all(asked[name] == value for name, value in own.items() if name in asked)


def _is_touched(posting: LedgerPosting, wanted: dict[str, str], *, held: bool) -> bool:
    """Whether a posting is of the account, currency and holder asked for; ``held`` asks for every stage."""
    names = ("account", "currency", "holder")
    alike = all(getattr(posting, name) == wanted[name] for name in names if name in wanted)
    return alike and (not held or posting.account in set(STAGES))


@require_GET
@page
def ledger_csv(asking: Asking, pk: int) -> HttpResponse:
    """The ledger as CSV, a line per posting; debit and credit stand in columns of their own, so no cell is negative."""
    case = case_of(asking, pk)
    require(Permission.ASSET_EXPORT, asking.who, subject_of(case, asking.who))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ledger-{case.pk}.csv"'
    lines = csv.writer(response)
    lines.writerow(_COLUMNS)
    rows = entries_for(asking.who, case)
    lines.writerows(line for row in rows for line in _csv_lines(row))
    details = {"entries": len(rows)}
    log_append(
        event="ledger_exported",
        actor=asking.user,
        case=case,
        subject="case",
        key=case.reference,
        details=details,
    )
    return response


def _csv_lines(row: LedgerEntry) -> Iterator[list[str]]:
    rate = row.rate or {}
    for p in row.postings.all():
        amount = str(of_minor(abs(p.minor), p.currency).amount)
        cells = [row.number, row.day.isoformat(), row.asset.key, row.kind, p.account, p.currency, p.holder]
        cells += [amount if p.minor > 0 else "", amount if p.minor < 0 else "", row.text, row.source]
        cells += [rate.get("value", ""), rate.get("source", ""), rate.get("on", "")]
        yield [harmless(cell) for cell in (*cells, row.reverses.number if row.reverses else "")]


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def entry_of(asking: Asking, pk: int) -> LedgerEntry:
    """The entry, for somebody who may read its asset."""
    entry: LedgerEntry = found(entry_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(entry.asset, asking.who))
    return entry


@require_GET
@page
def entry_page(asking: Asking, pk: int) -> HttpResponse:
    """One entry: its postings, its source, its rate, and the leaf of the log that seals it."""
    return _show(asking, entry_of(asking, pk), [])


def _show(asking: Asking, entry: LedgerEntry, errors: list[dict[str, str]]) -> HttpResponse:
    context = {
        "entry": entry,
        "case": entry.case,
        "asset": entry.asset,
        "errors": errors,
        "given": asking.http.POST,
        "postings": entry.postings.all(),
        "claim": claim_for(asking.who, entry.claim_id) if entry.claim_id else None,
        "agreement": agreement_for(asking.who, entry.agreement_id) if entry.agreement_id else None,
        "taken_back": LedgerEntry.objects.visible_to(asking.who).filter(reverses=entry).first(),
        "troubles": ledger_troubles([entry]),
        "may_book": allows(Permission.ASSET_BOOK, asking.who, record_subject(entry.asset, asking.who)),
    }
    return render(asking.http, "ledger-entry.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@page
def entry_new(asking: Asking, pk: int) -> HttpResponse:
    """Book an entry on an asset."""
    asset, errors = asset_of(asking, pk), list[dict[str, str]]()
    require(Permission.ASSET_BOOK, asking.who, record_subject(asset, asking.who))
    asked = asking.http.GET.get("kind", "")
    kind = next((kind for kind in BY_HAND if kind == asked), BY_HAND[0])
    if asking.http.method == "POST":
        try:
            booking = booking_of(asking.http.POST, kind, asset)
            day = parse_day(asking.text("day"), "day")
            entry_book(asset=asset, booking=booking, day=day, on=today(), actor=asking.user, who=asking.who)
            messages.success(asking.http, say("The entry is booked."))
            return redirect("asset", pk)
        except ComityError as error:
            errors = complaint(error)
    value = asset.data.get("value") or {}
    begun = {"day": today().isoformat(), "currency": value.get("currency", "")}
    begun |= {"amount": value.get("amount", "")} if kind == BY_HAND[0] else {}
    fields = filled(booking_fields(kind, asset), asking.http.POST if errors else begun)
    context = {"case": asset.case, "asset": asset, "errors": errors, "fields": fields, "kind": kind, "kinds": BY_HAND}
    return render(asking.http, "ledger-new.html", context, status=422 if errors else 200)


@require_POST
@page
def entry_back(asking: Asking, pk: int) -> HttpResponse:
    """Take an entry back with one that books the opposite."""
    entry = entry_of(asking, pk)
    try:
        back = entry_reverse(entry=entry, reason=asking.text("reason"), on=today(), actor=asking.user, who=asking.who)
    except ComityError as error:
        told = complaint(error)
        return _show(asking, entry, [{**line, "field": "reason" if line["field"] == "text" else ""} for line in told])
    messages.success(asking.http, say("The entry is taken back; both stay on the ledger."))
    return redirect("ledger-entry", back.pk)
