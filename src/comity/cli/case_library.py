"""``comity library``: the summaries of concluded cases: searched, shown, brought in, given away."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.clock_now import now
from comity.cli.office_folder import Folder, open_office
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.knowledge.case_library.models import LibraryCase

app = typer.Typer(help="Summaries of concluded cases, by role and never by name.", no_args_is_help=True)

Words = Annotated[str, typer.Argument(help="Words that must all be there; none for the newest summaries.")]
Uid = Annotated[str, typer.Argument(help="The identifier of the summary, as the search gives it.")]
FileIn = Annotated[Path, typer.Argument(metavar="FILE", help="Summaries as JSON or CSV.")]
FileOut = Annotated[Path, typer.Option("--out", help="Write to this file: .json or .csv.")]
Giver = Annotated[str, typer.Option("--from", help="The state that gives the library.")]
State = Annotated[list[str], typer.Option("--state", help="Of this state; may be repeated, any of them.")]
Offence = Annotated[list[str], typer.Option("--offence", help="With this offence, such as uncac:17.")]
Measure = Annotated[list[str], typer.Option("--measure", help="With this measure.")]
OutcomeIs = Annotated[list[str], typer.Option("--outcome", help="With this outcome, such as assets_returned.")]
Least = Annotated[int | None, typer.Option("--at-least-months", min=0, help="That took at least so many months.")]
Most = Annotated[int | None, typer.Option("--at-most-months", min=0, help="That took at most so many months.")]
PageOf = Annotated[int, typer.Option("--page", min=1, help="Which page of twenty.")]
By = Annotated[str, typer.Option("--by", help="The name of sign-in of the person who brings it in.")]
Dry = Annotated[bool, typer.Option("--check", help="Only read it and tell what is in it; nothing is written.")]


@app.command("search")
def search(
    words: Words = "",
    state: State = [],  # noqa: B006 - typer reads the empty list as "may be left out"; it is never changed
    offence: Offence = [],  # noqa: B006
    measure: Measure = [],  # noqa: B006
    outcome: OutcomeIs = [],  # noqa: B006
    least: Least = None,
    most: Most = None,
    page: PageOf = 1,
    folder: Folder = None,
    json: JsonFlag = False,
) -> None:
    """Find summaries that have all the words and the chosen tags, the best first."""
    from comity.law.states import read_state  # noqa: PLC0415 - only to check the codes

    states = tuple(read_state(one) for one in state)
    open_office(folder)
    from comity.knowledge.case_library.search import Wanted, search_library  # noqa: PLC0415 - needs the office

    tags = {"state": states, "offence": tuple(offence), "measure": tuple(measure), "outcome": tuple(outcome)}
    answer = search_library(Wanted(words, tags, least, most), page)
    if json:
        rows = [{**_row(hit.case), "around": hit.before + hit.match + hit.after} for hit in answer.hits]
        print_json({"question": words, "page": page, "more": answer.more, "cases": rows})
        return
    shown = ((str(h.case.uid), h.case.title, _words(h.case, "outcome"), _months(h.case)) for h in answer.hits)
    print_table("", ("Identifier", "Title", "Outcome", "Months"), shown)
    if not answer.hits:
        print_line("No summary has all of this.")
    elif answer.more:
        print_line(f"There is more: --page {page + 1}.")


@app.command("show")
def show(uid: Uid, folder: Folder = None, json: JsonFlag = False) -> None:
    """Show one summary with its amounts and sources."""
    import uuid  # noqa: PLC0415

    open_office(folder)
    from comity.knowledge.case_library.models import LibraryCase  # noqa: PLC0415
    from comity.knowledge.contributions.selectors import confirmed  # noqa: PLC0415 - needs the office

    try:
        found = confirmed(LibraryCase).filter(uid=uuid.UUID(uid)).first()
    except ValueError:
        found = None
    if found is None:
        raise BadInputError(f"the library has no summary '{uid[:60]}'")
    data = found.summary.data()
    if json:
        print_json({**data, "months": [found.shortest, found.longest]})
        return
    print_line(found.title, style="bold")
    print_table("", ("Field", "What is known"), [*_lines(data), ("months", _months(found))])
    held = found.summary
    amounts = (
        (row["stage"], f"{row['amount']} {row['currency']}", row.get("on"), row.get("state")) for row in held.amounts
    )
    print_table("Amounts", ("Stage", "Amount", "On", "Where"), amounts)
    print_table("Sources", ("Source", "Address"), ((row["title"], row.get("address")) for row in held.sources))


def _lines(data: dict[str, Any]) -> list[tuple[str, str]]:
    shown = {name: value for name, value in data.items() if name not in {"amounts", "sources", "title"}}
    return [
        (name.replace("_", " "), "; ".join([value] if isinstance(value, str) else value))
        for name, value in shown.items()
    ]


@app.command("import")
def import_(file: FileIn, by: By = "", check: Dry = False, folder: Folder = None, json: JsonFlag = False) -> None:
    """Take over the summaries of a file as proposals; with one bad line nothing is taken over (exit 2)."""
    from comity.knowledge.case_library.files import read_library  # noqa: PLC0415

    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(file))) from None
    read = read_library(content, str(file))
    if read.slips:
        told = "\n".join(f"  {slip}" for slip in read.slips[:50])
        wrong = len(read.slips)
        counted = "one value cannot" if wrong == 1 else f"{wrong} values cannot"
        raise BadInputError(f"{counted} be used, so nothing is taken over\n{told}", Place(str(file)))
    taken = 0 if check else _take(file, content, by, folder)
    if json:
        print_json({"file": str(file), "summaries": len(read.summaries), "taken": taken, "slips": []})
        return
    print_line(f"{len(read.summaries)} summaries read, {taken} taken over; a second person decides about them.")


def _take(file: Path, content: bytes, by: str, folder: Path | None) -> int:
    if not by:
        raise BadInputError("--by says who brings it in; --check only reads it")
    open_office(folder)
    from comity.casework.accounts.models import User  # noqa: PLC0415 - needs the office
    from comity.knowledge.case_library.services import library_file_read, library_file_take  # noqa: PLC0415

    user = User.objects.filter(username=by, is_active=True).first()
    if user is None:
        raise BadInputError(f"there is no account '{by[:60]}'")
    who, on = user.identity(), now().date()
    kept, _ = library_file_read(name=file.name, content=content, on=on, actor=user, who=who)
    return library_file_take(file=kept, on=on, actor=user, who=who)


@app.command("export")
def export(out: FileOut, giver: Giver = "", folder: Folder = None, json: JsonFlag = False) -> None:
    """Write every confirmed summary to a file that comes back without loss; no cell of it begins a formula."""
    from comity.law.states import read_state  # noqa: PLC0415 - only to check the code

    suffix = out.suffix.lower()
    if suffix not in {".json", ".csv"}:
        raise BadInputError("the library is written as .json or .csv", Place(str(out)))
    if suffix == ".json" and not giver:
        raise BadInputError("--from says which state gives the library")
    state = read_state(giver) if giver else ""
    open_office(folder)
    from comity.knowledge.case_library.files import write_csv, write_json  # noqa: PLC0415 - needs the office
    from comity.knowledge.case_library.selectors import library_summaries  # noqa: PLC0415

    summaries = library_summaries()
    text = write_json(summaries, state) if suffix == ".json" else "\ufeff" + write_csv(summaries)
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None
    if json:
        print_json({"file": str(out), "summaries": len(summaries)})
        return
    print_line(f"{len(summaries)} summaries written to {out}.")


def _row(case: "LibraryCase") -> dict[str, Any]:
    names = ("origin_states", "asset_states", "offences", "measures", "outcome", "concluded")
    held = {name: case.data[name] for name in names if name in case.data}
    return {"uid": str(case.uid), "language": case.language, "title": case.title, **held, "months": _bounds(case)}


def _bounds(case: "LibraryCase") -> list[int] | None:
    return None if case.shortest is None or case.longest is None else [case.shortest, case.longest]


def _months(case: "LibraryCase") -> str:
    bounds = _bounds(case)
    return "–".join(map(str, dict.fromkeys(bounds))) if bounds else ""


def _words(case: "LibraryCase", name: str) -> str:
    return ", ".join(code.replace("_", " ") for code in case.data.get(name, ()))


def register(root: typer.Typer) -> None:
    """Add the command."""
    root.add_typer(app, name="library")
