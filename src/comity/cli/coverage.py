"""``comity coverage``: how much of the law is in the data, what is missing, and what to check again first."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.route import On, read_on
from comity.common.errors import BadInputError, Place
from comity.law.age import OLD_AFTER_YEARS
from comity.law.coverage import InstrumentCoverage, StateCoverage, instrument_coverage, state_coverage

PageOption = Annotated[Path | None, typer.Option("--page", help="Write the page of the documentation into this file.")]
Stale = Annotated[bool, typer.Option("--stale", help="List what is old or undated, by file: what to check first.")]
OlderThan = Annotated[str | None, typer.Option("--older-than", help="With --stale: years, 5y if not given.")]

_PAGE_HEAD = """\
Generated from the law data by `comity coverage --page docs/coverage.md --on {on}`; `comity coverage` shows the same.
*complete*: every provision that bears on a request is in the data; *partial*: the note says what is missing; *not yet*:
only named. *Gap*: the newest published total less the states evidenced on that day. Nothing here is ever read as "no
treaty": where the data is silent the solver answers *not evidenced*."""
_FIRST = 15
_INSTRUMENT_COLUMNS = ("Instrument", "Title", "Provisions", "Rules", "Parties evidenced", "Published", "Gap", "Checked")
_STATE_COLUMNS = ("State", "Name", "Own law", "Rules", "Profile topics", "Offences", "Bilateral treaties", "Checked")


def coverage(
    on: On = None, page: PageOption = None, stale: Stale = False, older_than: OlderThan = None, json: JsonFlag = False
) -> None:
    """Show the coverage of every instrument and state: complete, partial or not yet, and when it was checked."""
    day = read_on(on)
    if older_than is not None and not stale:
        raise BadInputError("--older-than belongs to --stale")
    if stale:
        _stale(day, _years(older_than), json=json)
        return
    instruments, states = instrument_coverage(day), tuple(state_coverage())
    if page is not None:
        _write(page, coverage_page(instruments, states, day))
        print_line(f"Written: {page}")
    elif json:
        print_json({"on": day, "instruments": instruments, "states": states})
    else:
        print_table(f"Instruments on {day}", _INSTRUMENT_COLUMNS, map(_instrument_row, instruments))
        print_line()
        print_table("States as requested states", _STATE_COLUMNS, map(_state_row, states))
        print_line(
            "Not yet: the solver answers 'not evidenced' where nothing is in the data; it never says 'no treaty'."
        )


def _years(text: str | None) -> int:
    if text is None:
        return OLD_AFTER_YEARS
    found = re.fullmatch(r"(\d{1,3})y?", text.strip())
    if found is None:
        raise BadInputError(f"'{text}' is not a number of years, such as 3y")
    return int(found[1])


def _stale(on: dt.date, old_after: int, *, json: bool) -> None:
    from comity.law.freshness import aged_files, aged_sources  # noqa: PLC0415 - reads every file of law data

    files, sources = aged_files(on, old_after), aged_sources(on, old_after)
    if json:
        print_json({"on": on, "older_than_years": old_after, "files": files, "sources": sources})
        return
    rows = [
        (item.file, item.facts, item.old, item.undated, item.oldest, item.checked)
        for item in files[:_FIRST]
        if item.weight
    ]
    print_table(
        f"Files to check first on {on} (old: more than {old_after} years)",
        ("File under lawdata", "Facts", "Old", "Undated", "Oldest", "Checked"),
        rows,
    )
    print_line()
    print_table(
        "Sources on which most of them hang",
        ("File under lawdata", "Source", "Facts", "Age"),
        ((item.file, item.title, item.facts, str(item.age)) for item in sources[:_FIRST]),
    )
    facts = sum(item.facts for item in files)
    old, undated = sum(item.old for item in files), sum(item.undated for item in files)
    print_line(f"{facts} facts in {len(files)} files: {old} old, {undated} undated. --json lists all of them.")


def coverage_page(instruments: tuple[InstrumentCoverage, ...], states: tuple[StateCoverage, ...], on: dt.date) -> str:
    """Give the coverage page of the documentation as Markdown."""
    lines = [
        "# Coverage",
        "",
        *_PAGE_HEAD.format(on=on).splitlines(),
        "",
        "## Instruments",
        "",
        *_markdown((*_INSTRUMENT_COLUMNS, "Note"), ((*_instrument_row(item), item.note) for item in instruments)),
        "",
        "## States as requested states",
        "",
        *_markdown(_STATE_COLUMNS, map(_state_row, states)),
        "",
    ]
    return "\n".join(lines)


def _instrument_row(item: InstrumentCoverage) -> tuple[object, ...]:
    published = f"{item.published} ({item.published_as_of})" if item.published is not None else "none at hand"
    gap = "" if item.gap is None else item.gap
    provisions = item.provisions.replace("_", " ")
    return item.id, item.title, provisions, item.rules, item.evidenced, published, gap, item.checked


def _state_row(item: StateCoverage) -> tuple[object, ...]:
    status = item.status.replace("_", " ")
    counts = (item.own_law_rules, item.profile_topics, item.offences, item.bilateral_treaties)
    return item.state, item.name, status, *counts, item.checked


def _markdown(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> list[str]:
    head = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    return head + ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def _write(page: Path, text: str) -> None:
    try:
        page.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(page))) from None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("coverage")(coverage)
