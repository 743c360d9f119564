"""The office's own figures of a period: tables with pictures, as CSV, as a report, and the record behind them."""

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, allows, require
from comity.casework.log.services import log_append
from comity.common.bar_chart import BarChart, Bars, bar_chart
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.statistics.counted import count
from comity.statistics.definitions import Definition, definitions
from comity.statistics.frameworks import (
    NOT_COUNTED,
    Answered,
    answers_csv,
    answers_to,
    framework_keys,
    table_lines,
)
from comity.statistics.office import record_events, record_head
from comity.statistics.period import Period
from comity.statistics.record import Head, record_lines
from comity.statistics.report import Section, report_document, report_pdf
from comity.statistics.suppression import DEFAULT_LEAST
from comity.statistics.table import Row, Table, publishable
from comity.web.asking import Asking, complaint, page
from comity.web.clock import today
from comity.web.labels import RIGHT_TO_LEFT, current_language, say, word
from comity.web.templatetags.comity import state

KEEP_SECONDS = 600  # how long figures that were counted are shown again; the page says up to which entry they count
_MOST_BARS = 20
# Which columns of a figure are drawn.
_DRAWN = {
    "requests-by-measure": ("made_or_received", "granted", "refused", "pending"),
    "requests-by-counterpart": ("made_or_received", "granted", "refused", "pending"),
    "requests-by-ground": ("refused",),
    "returns-by-route": ("persons",),
    "surrenders": ("arrested", "surrender_granted", "surrender_refused", "surrendered"),
    "surrender-time": ("median_days", "median_age"),
    "persons-by-status": ("persons",),
    "persons-by-place": ("persons",),
    "persons-reaching-status": ("persons",),
    "returns-by-status": ("persons",),
    "value-per-case": ("cases",),
    "cases-by-value": ("cases",),
    "planned-returns": ("planned", "arrived", "consent_revoked"),
    "time-per-step": ("median_days", "median_age"),
}
_KEPT_BACK = "*"


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of a period as they were counted: from how much of the log, and when."""

    head: Head
    at: dt.datetime
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as the page shows it."""

    definition: Definition
    heads: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    picture: str


@require_GET
@page
def figures_page(asking: Asking) -> HttpResponse:
    """The figures of a period, each with its definition, its table and its picture."""
    require(Permission.FIGURES_READ, asking.who)
    errors: list[dict[str, str]] = []
    try:
        period = _period(asking)
    except ComityError as error:
        errors, period = complaint(error), _year()
    counted = figures_of(period)
    exact = _exact(asking)
    tables = _tables(counted, exact=exact)
    answers = _answers(asking, tables)
    context = {
        "errors": errors,
        "period": period,
        "counted": counted,
        "figures": [_shown(table) for table in _answering(answers, tables)],
        "answers": [(answer.question, [_defined(table) for table in answer.tables]) for answer in answers],
        "framework": _framework(asking),
        "frameworks": tuple(framework_keys().items()),
        "exact": exact,
        "may_be_exact": allows(Permission.FIGURES_EXACT, asking.who),
        "least": DEFAULT_LEAST - 1,
        "today": today(),
    }
    return render(asking.http, "figures.html", context, status=422 if errors else 200)


@require_GET
@page
def figures_csv(asking: Asking) -> HttpResponse:
    """The same figures as one CSV: a line per value, with codes, so that machines read it in every language alike."""
    require(Permission.FIGURES_READ, asking.who)
    period = _period_or_none(asking)
    if period is None:
        return _back(asking)
    counted = figures_of(period)
    tables = _tables(counted, exact=_exact(asking))
    answers = _answers(asking, tables)
    if answers:
        response = _attached("text/csv; charset=utf-8", f"{_framework(asking)}.csv")
        response.write(answers_csv(answers))
        return response
    response = _attached("text/csv; charset=utf-8", "figures.csv")
    lines = csv.writer(response)
    lines.writerow(("figure", "heading_1", "heading_2", "heading_3", "column", "value", "kept_back"))
    for table in tables:
        lines.writerows(table_lines(table))
    return response


@require_GET
@page
def figures_report(asking: Asking) -> HttpResponse:
    """The printed report of a period: method, tables, pictures; the small counts kept back, whoever asks."""
    require(Permission.FIGURES_READ, asking.who)
    period = _period_or_none(asking)
    if period is None:
        return _back(asking)
    counted = figures_of(period)
    document = report_document(
        period=period,
        head=counted.head,
        office=asking.user.agency.state,
        language=current_language(),
        sections=_sections(asking, _tables(counted, exact=False)),
        say=say,
    )
    response = _attached("application/pdf", f"figures-{period.start}-{period.end}.pdf")
    response.write(report_pdf(document, period))
    return response


@require_GET
@page
def figures_record(asking: Asking) -> HttpResponse:
    """The record behind the figures, without names, for whoever is to count again."""
    require(Permission.FIGURES_EXACT, asking.who)
    head = record_head()
    log_append(event="record_given_out", actor=asking.user, subject="figures", key=str(head.size))
    response = _attached("application/x-ndjson", "record.jsonl")
    response.writelines(record_lines(record_events(head), head))
    return response


def _attached(media_type: str, name: str) -> HttpResponse:
    return HttpResponse(content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _year() -> Period:
    return Period(dt.date(today().year, 1, 1), today())


def _period(asking: Asking) -> Period:
    given = {name: asking.http.GET.get(name, "").strip() for name in ("from", "to")}
    year = _year()
    start = parse_day(given["from"], "from") if given["from"] else year.start
    end = parse_day(given["to"], "to") if given["to"] else year.end
    return Period(start, max(start, min(end, today())) if start <= end else end)


def _period_or_none(asking: Asking) -> Period | None:
    try:
        return _period(asking)
    except ComityError:
        return None


def _back(asking: Asking) -> HttpResponse:
    """To the page, which says what is wrong with the period."""
    return redirect(f"{reverse('figures')}?{asking.http.GET.urlencode()}")


def _exact(asking: Asking) -> bool:
    wanted = bool(asking.http.GET.get("exact"))
    if wanted:
        require(Permission.FIGURES_EXACT, asking.who)
    return wanted


def figures_of(period: Period) -> Counted:
    """The figures of a period, counted now or within the last minutes."""
    key = f"figures-{period.start}-{period.end}"
    found: Counted | None = cache.get(key)
    if found is None:
        head = record_head()
        found = Counted(head, dt.datetime.now(dt.UTC), count(record_events(head), period))
        cache.set(key, found, KEEP_SECONDS)
    return found


def _tables(counted: Counted, *, exact: bool) -> tuple[Table, ...]:
    return counted.tables if exact else publishable(counted.tables)


def _framework(asking: Asking) -> str:
    wanted = asking.http.GET.get("framework", "")
    return wanted if wanted in framework_keys() else ""


def _answers(asking: Asking, tables: tuple[Table, ...]) -> tuple[Answered, ...]:
    """What the chosen framework asks, with our answers; nothing where none is chosen."""
    chosen = _framework(asking)
    return answers_to(chosen, tables) if chosen else ()


def _answering(answers: tuple[Answered, ...], tables: tuple[Table, ...]) -> list[Table]:
    """The tables that answer a framework, each once; all of them where none is chosen."""
    wanted = {table.figure for answer in answers for table in answer.tables}
    return [table for table in tables if not answers or table.figure in wanted]


def _sections(asking: Asking, tables: tuple[Table, ...]) -> list[Section]:
    """The sections of the printed report: our own figures, or question by question what a framework asks."""
    answers = _answers(asking, tables)
    if not answers:
        return [_section(_shown(table)) for table in tables]
    sections = []
    for answer in answers:
        asked = answer.question
        title, counts = f"{asked.framework}: {asked.title}", f"{asked.counts} {asked.leaves_open}"
        sections += [] if answer.tables else [Section(title, counts, (), (), "", NOT_COUNTED)]
        for table in answer.tables:
            own = _section(_shown(table))
            sections.append(replace(own, title=f"{title} – {own.title}", counts=f"{counts} {own.counts}"))
    return sections


def _defined(table: Table) -> Definition:
    return next(item for item in definitions() if item.id == table.figure)


def _shown(table: Table) -> Shown:
    known = _defined(table)
    rows = tuple((_heads(table, row), _cells(table, row)) for row in table.rows)
    return Shown(known, tuple(map(word, table.under)), tuple(map(_column, table.columns)), rows, _picture(table, known))


def _column(name: str) -> str:
    """A column in words; what is open here still waits, and is no open route."""
    return say("Still open") if name == "open" else word(name)


def _state_or_none(code: str) -> str:
    return state(code) if code else "–"


_HEADS: dict[str, Callable[[str], str]] = {
    "counterpart": state,
    "host_state": state,
    "holder": _state_or_none,
    "currency": str,
}


def _heads(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(_HEADS.get(name, word)(code) for name, code in zip(table.under, row.under, strict=True))


def _cells(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(
        (_KEPT_BACK if name in row.kept_back else "–") if value is None else str(value)
        for name, value in zip(table.columns, row.values, strict=True)
    )


def _picture(table: Table, known: Definition) -> str:
    drawn = [name for name in _DRAWN.get(table.figure, ()) if name in table.columns]
    rows = tuple(
        Bars(" · ".join(_heads(table, row)), tuple(_bar(row, table.columns.index(name)) for name in drawn))
        for row in table.rows[:_MOST_BARS]
    )
    if not drawn or not rows:
        return ""
    return bar_chart(
        BarChart(
            name=table.figure,
            title=say(known.title),
            description=f"{_largest(drawn, rows)}{say('The table beside this picture holds the same figures.')}",
            series=tuple(word(name) for name in drawn),
            rows=rows,
            absent=_KEPT_BACK if any(row.kept_back for row in table.rows) else "–",
            right_to_left=current_language() in RIGHT_TO_LEFT,
        )
    )


def _largest(drawn: list[str], rows: tuple[Bars, ...]) -> str:
    """What a picture shows at a glance, in words: the largest bar of each series, where there is one."""
    told = []
    for place, name in enumerate(drawn):
        value, label = max((bar.values[place] or 0, bar.label) for bar in rows)
        told += [f"{word(name)}: {label}, {value}"] if value else []
    return f"{say('Largest')}. {'; '.join(told)}. " if told else ""


def _bar(row: Row, at: int) -> int | None:
    value: Any = row.values[at]
    return None if value is None else int(value)


def _section(shown: Shown) -> Section:
    rows = tuple((*heads, *cells) for heads, cells in shown.rows)
    return Section(
        say(shown.definition.title), shown.definition.counts, (*shown.heads, *shown.columns), rows, shown.picture
    )
