"""``comity prepare``: from a case file to ranked lawful routes with reasons, and to requests ready for signature."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.digest import digest_files, digest_review, digest_routes
from comity.cli.output import JsonFlag, console, print_json, print_line
from comity.cli.route import On, read_on
from comity.common.errors import BadInputError
from comity.drafting.draft import Draft, draft_request
from comity.law.answers import route_data
from comity.law.vocabulary import MEASURES

if TYPE_CHECKING:
    from comity.casefile.loader import CaseFile

CaseFiles = Annotated[list[Path], typer.Argument(help="One or more case files (YAML or JSON).", metavar="CASE.yaml…")]
Chosen = Annotated[list[str] | None, typer.Option("--request", help="Only these requests, by id; all otherwise.")]
OutFolder = Annotated[Path, typer.Option("--out", help="The folder to write into, one folder a request.")]
AsDraft = Annotated[bool, typer.Option("--as-draft", help="Write requests that are not ready too, marked as drafts.")]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One request with its letters, or without them while a blocking finding is open."""

    case: Path
    draft: Draft
    files: tuple[Path, ...]


def prepare(
    cases: CaseFiles,
    out: OutFolder = Path("out"),
    request: Chosen = None,
    as_draft: AsDraft = False,
    on: On = None,
    json: JsonFlag = False,
) -> None:
    """Find the route of every request of a case, review it, and write the letters of those that are ready."""
    from comity.casefile.loader import read_case  # noqa: PLC0415 - YAML is slow to import

    files = {path: read_case(path) for path in cases}
    chosen = [(path, name) for path, file in files.items() for name in _requests(file, request)]
    done = prepared(files, chosen, out, as_draft=as_draft, on=on)
    if json:
        print_json([_answer(item) for item in done])
        return
    written = 0
    for item in _with_progress(done, len(chosen)):
        _tell(item, out)
        written += bool(item.files)
    print_line(f"\n{written} of {len(chosen)} requests are written to {out}.", "bold")


def prepared(
    files: "dict[Path, CaseFile]", chosen: Iterable[tuple[Path, str]], out: Path, *, as_draft: bool, on: str | None
) -> Iterator[Prepared]:
    """Draft every chosen request, then write them; what is written is whole before the next begins."""
    from comity.cli.draft import write_draft  # noqa: PLC0415 - documents are slow to import

    drafts = [(path, name, _drafted(files[path], name, read_on(on))) for path, name in chosen]
    for path, name, draft in drafts:
        folder = out / path.stem / name
        wanted = draft.ready or as_draft
        yield Prepared(path, draft, tuple(write_draft(folder, draft, as_draft=as_draft)) if wanted else ())


def _drafted(file: "CaseFile", name: str, day: dt.date) -> Draft:
    """Draft one request; what cannot be drafted is told with its place, before anything is written."""
    try:
        return draft_request(file, name, day)
    except BadInputError as error:
        if str(error.place):
            raise
        index = [request.id for request in file.case.requests].index(name)
        raise file.file.error(error.what, ("requests", index)) from None


def _requests(file: "CaseFile", wanted: list[str] | None) -> list[str]:
    return [file.case.request(name).id for name in wanted] if wanted else [item.id for item in file.case.requests]


def _with_progress(items: Iterable[Prepared], total: int) -> Iterable[Prepared]:
    if not sys.stdout.isatty():
        return items
    from rich.progress import track  # noqa: PLC0415 - only for a person at a terminal

    return track(items, "Preparing requests", total=total, console=console(), transient=True)


def _tell(item: Prepared, out: Path) -> None:
    draft = item.draft
    asked = MEASURES[draft.request.measure]
    print_line(f"\n{item.case.stem}, request {draft.request.id}: {asked} from {draft.request.to}", "bold")
    print_line(
        f"$ comity draft {item.case} --request {draft.request.id} --out {out / item.case.stem / draft.request.id}",
        "dim",
    )
    digest_routes(draft.routes, draft.route)
    digest_review(draft.findings, ready=draft.ready)
    digest_files(item.files)


def _answer(item: Prepared) -> dict[str, Any]:
    return {
        "case": str(item.case),
        "request": item.draft.request.id,
        "ready": item.draft.ready,
        "basis": item.draft.route.basis.id,
        "routes": [route_data(route) for route in item.draft.routes],
        "findings": [finding.as_data() for finding in item.draft.findings],
        "files": [str(file) for file in item.files],
    }


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("prepare")(prepare)
