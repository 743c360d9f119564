"""``comity depositary``: rows proposed from a depositary's saved page, for review; no law data is changed."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place
from comity.law.depositary.proposal import Finding, Proposal, Proposed, propose
from comity.law.depositary.recognise import FORMATS, read_page
from comity.law.depositary.snippet import as_yaml
from comity.law.register import register as party_register
from comity.law.states import state_name

File = Annotated[Path, typer.Argument(help="The saved page (HTML or XML).", show_default=False)]
Instrument = Annotated[str, typer.Option("--instrument", help="The instrument it is about, such as UNCAC or ETS173.")]
Wanted = Annotated[
    str, typer.Option("--format", help=f"One of {', '.join(entry.name for entry in FORMATS)}; else it is recognised.")
]
AsOf = Annotated[str, typer.Option("--as-of", help="The day the page was saved, where it prints no date (YYYY-MM-DD).")]
Checked = Annotated[str, typer.Option("--checked", help="The day of review (YYYY-MM-DD); today where not given.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the rows as YAML to paste into the party list.")]
Texts = Annotated[bool, typer.Option("--texts", help="Show the statements' texts as well.")]


def depositary(
    file: File,
    instrument: Instrument,
    wanted: Wanted = "",
    as_of: AsOf = "",
    checked: Checked = "",
    out: Out = None,
    texts: Texts = False,
    json: JsonFlag = False,
) -> None:
    """Propose dated, sourced rows from a depositary's saved page, beside the party list; nothing is changed."""
    day = parse_day(checked, "--checked") if checked else dt.date.today()  # noqa: DTZ011 - the day at the desk
    if as_of:
        parse_day(as_of, "--as-of")
    known = party_register()
    known.instrument(instrument)
    page = read_page(file, day, wanted)
    try:
        proposal = propose(page, instrument, known, checked=day, as_of=as_of)
    except BadInputError as error:
        raise BadInputError(error.what, Place(file.name)) from None
    if out is not None:
        _write(out, as_yaml(proposal, file.name))
    if json:
        print_json(answer(proposal))
    else:
        _print(proposal, out, texts=texts)


def _write(out: Path, text: str) -> None:
    try:
        with out.open("x", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except FileExistsError:
        raise BadInputError("exists already; choose another name", Place(str(out))) from None
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None


def answer(proposal: Proposal) -> dict[str, Any]:
    """The proposal as JSON; the statements' texts are not in it."""
    page = proposal.page
    return {
        "instrument": proposal.instrument,
        "title": proposal.title,
        "page": {"format": page.format, "title": page.title, "reference": page.reference, "as_of": page.as_of},
        "source": proposal.source,
        "published": [{"what": what, "total": total} for what, total in page.totals],
        "rows": [_row(row) for row in proposal.rows],
        "statements": [
            {
                "state": spoken.state,
                "section": spoken.statement.section,
                "on": spoken.statement.on,
                "paragraphs": spoken.statement.paragraphs,
                "characters": spoken.statement.length,
            }
            for spoken in proposal.statements
        ],
        "missing_here": proposal.missing,
        "undated": proposal.undated,
        "unknown_names": proposal.unknown,
        "former_states": proposal.former,
        "unread": page.unread,
        "footnotes": [{"mark": mark, "text": text} for mark, text in page.footnotes],
        "cautions": proposal.cautions,
    }


def _row(row: Proposed) -> dict[str, Any]:
    entry = row.entry
    fields = ("signed", "deposited", "how", "in_force", "left", "under")
    return {
        "state": row.state,
        "printed_name": entry.name,
        "finding": row.finding,
        **{name: value for name in fields if (value := getattr(entry, name))},
        "reservation": "unread" if entry.reservation else "",
        "marks": entry.marks,
        "remarks": entry.remarks,
        "adds": row.adds,
        "differences": [
            {
                "field": difference.field,
                "ours": [{"value": value, "source": source} for value, source in difference.ours],
                "theirs": difference.theirs,
            }
            for difference in row.differences
        ],
        "fill_in": row.unfinished,
    }


def _print(proposal: Proposal, out: Path | None, *, texts: bool) -> None:
    page = proposal.page
    print_line(f"{proposal.instrument}: {proposal.title}", "bold")
    print_line(f"Page: {proposal.source}")
    for caution in proposal.cautions:
        print_line(f"Caution: {caution}.")
    shown = [row for row in proposal.rows if row.finding is not Finding.SAME]
    print_table(
        "",
        ("Finding", "State", "Signed", "Deposited", "How", "In force", "Left", "Note"),
        [_shown(row) for row in shown],
    )
    counts = ", ".join(f"{len(proposal.found(finding))} {finding}" for finding in Finding)
    print_line(f"{len(proposal.rows)} rows: {counts}.")
    _print_rest(proposal)
    for mark, text in page.footnotes:
        print_line(f"Footnote {mark}: {text}")
    if texts:
        for spoken in proposal.statements:
            print_line(f"{state_name(spoken.state)}, {spoken.statement.section} {spoken.statement.on}".rstrip(), "bold")
            print_line(spoken.statement.text)
    print_line(
        f"Written for review: {out}" if out else "Nothing was written; --out FILE.yaml writes the rows for review."
    )


def _shown(row: Proposed) -> tuple[str, ...]:
    entry = row.entry
    notes = [
        f"{difference.field}: held {', '.join(value for value, _ in difference.ours)}" for difference in row.differences
    ]
    notes += [f"adds {', '.join(row.adds)}"] if row.adds else []
    notes += [f"fill in {row.unfinished}"] if row.unfinished else []
    notes += [*entry.marks, *entry.remarks]
    name = f"{row.state} {state_name(row.state)}"
    return (row.finding, name, entry.signed, entry.deposited, entry.how, entry.in_force, entry.left, "; ".join(notes))


def _print_rest(proposal: Proposal) -> None:
    for words, names in (
        ("Names not known here (nothing was guessed)", proposal.unknown),
        ("Former states", proposal.former),
        ("Named without a date", proposal.undated),
        ("Cells that could not be read", proposal.page.unread),
        ("Held here and not on the page (absence is no proof)", proposal.missing),
    ):
        if names:
            print_line(f"{words}: {', '.join(names)}")
    if proposal.statements:
        states = sorted({spoken.state for spoken in proposal.statements})
        print_line(f"Statements to put in your own words: {len(proposal.statements)} by {', '.join(states)}.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("depositary")(depositary)
