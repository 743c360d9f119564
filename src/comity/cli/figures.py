"""``comity figures``: what each figure counts, series that others have published, and the office's own figures."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.figures_framework import framework_figures
from comity.cli.figures_own import own_figures, write_record
from comity.cli.office_folder import Folder
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place
from comity.statistics.definitions import Definition, definitions
from comity.statistics.period import Period
from comity.statistics.published import AMOUNT, Observation, Series, as_csv, series, until
from comity.statistics.reading import Between, YearGap, between_totals, year_gaps

From = Annotated[str | None, typer.Option("--from", help="First day of the period (YYYY-MM-DD).")]
To = Annotated[str | None, typer.Option("--to", help="Last day of the period, or of the published series.")]
Figure = Annotated[list[str] | None, typer.Option("--figure", help="Only these figures.")]
Framework = Annotated[
    str | None,
    typer.Option("--framework", help="What a framework asks, with our answers: fatf-io-2, eaw-questionnaire."),
]
Published = Annotated[str | None, typer.Option("--published", help="A series that others have published: skynet.")]
Definitions = Annotated[bool, typer.Option("--definitions", help="What each figure counts, and on what source.")]
Out = Annotated[Path | None, typer.Option("--out", help="With --published: rows as .csv, or a .svg beside a .csv.")]
Record = Annotated[Path | None, typer.Option("--record", help="Count from a record that an office has given out.")]
RecordOut = Annotated[Path | None, typer.Option("--record-out", help="Write the record the figures are counted from.")]
Exact = Annotated[bool, typer.Option("--exact", help="Show small counts too; for use inside the office only.")]
_SHOWN = ("persons", "officials", AMOUNT)


def figures(
    since: From = None,
    to: To = None,
    figure: Figure = None,
    framework: Framework = None,
    published: Published = None,
    definitions_: Definitions = False,
    out: Out = None,
    record: Record = None,
    record_out: RecordOut = None,
    exact: Exact = False,
    folder: Folder = None,
    json: JsonFlag = False,
) -> None:
    """Count an office's own figures from its log, say what each figure counts, or show a published series."""
    if out is not None and not published and not framework:
        raise BadInputError("--out belongs to --published or --framework", Place(str(out)))
    if definitions_ and published:
        raise BadInputError("--definitions and --published are two questions; ask one")
    if definitions_:
        _definitions(figure or [], json=json)
    elif published:
        if since or (figure and out is None):
            raise BadInputError("a published series is shown whole or up to --to; --figure is for --out")
        if len(figure or []) > 1:
            raise BadInputError("--out draws one figure; name one with --figure")
        _published(published, to, out, (figure or ["persons"])[0], json=json)
    elif record_out is not None:
        write_record(record_out, folder)
    elif framework:
        framework_figures(_period(since, to), framework, record, folder, out, exact=exact, json=json)
    else:
        own_figures(_period(since, to), figure or [], record, folder, exact=exact, json=json)


def _period(since: str | None, to: str | None) -> Period:
    if not since or not to:
        raise BadInputError(
            "give the period with --from and --to; --definitions says what is counted, --published skynet shows a "
            "published series"
        )
    start, end, today = parse_day(since, "--from"), parse_day(to, "--to"), dt.datetime.now(dt.UTC).date()
    if start > today:
        raise BadInputError("the period has not begun", Place(field="--from"))
    return Period(start, min(end, today))  # the age of what is open is counted to today at most


def _definitions(wanted: list[str], *, json: bool) -> None:
    known = {item.id: item for item in definitions()}
    for name in wanted:
        if name not in known:
            raise BadInputError(f"there is no figure '{name}' (there are: {', '.join(known)})")
    held = [item for item in known.values() if not wanted or item.id in wanted]
    if json:
        print_json({"definitions": held})
        return
    print_table("What each figure counts", ("Figure", "Unit", "Counts", "Leaves open", "Text"), map(_defined, held))
    print_line("Text: how much of the source was read for the entry. Read it in full before a report rests on it.")


def _defined(item: Definition) -> tuple[str, ...]:
    return f"{item.framework}: {item.id}", item.unit, item.counts, item.leaves_open, item.reading.replace("_", " ")


def _published(name: str, to: str | None, out: Path | None, figure: str, *, json: bool) -> None:
    found = series(name)
    day = parse_day(to, "--to") if to else None
    held = until(found.observations, day)
    if out is not None:
        _write(out, held, figure, found.title)
    ids = {item.id for item in held}
    disagreements = [item for item in found.disagreements if ids.issuperset(item.rows)]
    gaps = {figure: year_gaps(held, figure) for figure in _SHOWN}
    steps = between_totals(held)
    if json:
        fled = {year: n for year, n in found.newly_fled.items() if day is None or year <= day.year}
        document = {"series": found.id, "title": found.title, "says": found.says, "to": day, "observations": held}
        read = {"year_gaps": gaps, "between_totals": steps, "disagreements": disagreements}
        more = {"newly_fled": {"years": fled, "source": found.newly_fled_source}, "not_published": found.not_published}
        print_json({**document, **read, **more})
        return
    _print(found, held, gaps, steps)
    for item in disagreements:
        print_line(f"Does not fit (rows {', '.join(item.rows)}): {item.says}")


def _write(out: Path, held: tuple[Observation, ...], figure: str, title: str) -> None:
    if not any(figure in item.values for item in held):
        raise BadInputError(f"no row of the series has the figure '{figure}'")
    texts = {out.with_suffix(".csv"): as_csv(held)}
    if out.suffix.lower() == ".svg":
        from comity.statistics.period_chart import period_chart  # noqa: PLC0415 - only for a picture

        texts[out] = period_chart(held, figure, f"{title}: {figure.replace('_', ' ')}")
    elif out.suffix.lower() != ".csv":
        raise BadInputError("the rows are written as .csv and the picture as .svg", Place(str(out)))
    try:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None


def _print(
    found: Series, held: tuple[Observation, ...], gaps: dict[str, tuple[YearGap, ...]], steps: tuple[Between, ...]
) -> None:
    columns = ("Row", "Campaign, scope", "Period", "Kind", "Persons", "Officials", "CNY bn", "Publisher")
    print_table(found.title, columns, map(_row, held))
    print_line()
    print_table(
        "Between two totals of the same start (a difference, published by nobody)",
        ("Rows", "After", "To", "Persons", "CNY bn"),
        map(_step, steps),
    )
    print_line()
    for figure, years in gaps.items():
        named = ", ".join(f"{gap.year}{' (part only)' if gap.partial else ''}" for gap in years)
        print_line(f"No national figure for the whole year, {figure.replace('_', ' ')}: {named or 'none missing'}")
    for item in found.not_published:
        print_line(f"Not published, {item.what}: {item.says}")


def _row(item: Observation) -> tuple[str, ...]:
    scope = item.area or item.scope
    shown = (_value(item, figure) for figure in _SHOWN)
    period = f"{item.start} to {item.end}" if item.start != item.end else str(item.end)
    return item.id, f"{item.programme}, {scope}", period, item.measure.value, *shown, item.source.title


def _value(item: Observation, figure: str) -> str:
    value: Decimal | None = item.values.get(figure)
    if value is None:
        return ""
    return f"> {value:,f}" if figure in item.at_least else f"{value:,f}"


def _step(step: Between) -> tuple[object, ...]:
    told = (("persons", step.persons), (AMOUNT, step.amount_cny_bn))
    shown = (_about(value, exact=figure not in step.inexact) for figure, value in told)
    return ", ".join(step.rows), step.after, step.to, *shown


def _about(value: Decimal | None, *, exact: bool) -> str:
    if value is None:
        return ""
    return f"{value:,f}" if exact else f"about {value:,f}"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("figures")(figures)
