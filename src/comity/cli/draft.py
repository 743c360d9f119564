"""``comity draft``: one request of a case as a letter to sign, to edit, and to compute with."""

import contextlib
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.route import On, read_on
from comity.common.errors import BadInputError, ComityError, Place
from comity.drafting.draft import Draft, docx_of, draft_request, json_text, pdf_of
from comity.drafting.review import Severity

CasePath = Annotated[Path, typer.Argument(help="The case file (YAML or JSON).", metavar="CASE.yaml")]
RequestId = Annotated[str, typer.Option("--request", help="The id of the request in the case file.")]
OutFolder = Annotated[Path, typer.Option("--out", help="The folder to write into; it is made if it is not there.")]
Language = Annotated[
    str | None, typer.Option("--lang", help="The language of the letter; the request's own otherwise.")
]
AsDraft = Annotated[bool, typer.Option("--as-draft", help="Write although findings are open; every page is marked.")]


class NotReadyError(ComityError):
    """The request may not be signed yet."""


def draft(
    case: CasePath,
    request: RequestId,
    out: OutFolder,
    lang: Language = None,
    as_draft: AsDraft = False,
    on: On = None,
    json: JsonFlag = False,
) -> None:
    """Write a request as REQUEST.docx, REQUEST.pdf and REQUEST.json; refuse while a blocking finding is open."""
    from comity.casefile.loader import read_case  # noqa: PLC0415 - YAML is slow to import

    written = draft_request(read_case(case), request, read_on(on), lang)
    if not written.ready and not as_draft:
        raise NotReadyError(_refusal(written))
    files = write_draft(out, written, as_draft=as_draft)
    if json:
        findings = [finding.as_data() for finding in written.findings]
        print_json({"request": request, "ready": written.ready, "files": [str(f) for f in files], "findings": findings})
        return
    _tell(written, files)


def _refusal(written: Draft) -> str:
    blocking = [finding for finding in written.findings if finding.severity is Severity.BLOCKING]
    first = blocking[0]
    more = f" ({len(blocking) - 1} more)" if len(blocking) > 1 else ""
    return (
        f"request '{written.request.id}' is not ready: {first.where}: {first.text} {first.cure} [{first.rule}]{more}; "
        "nothing was written; 'comity review' lists every finding, --as-draft writes a marked draft"
    )


def write_draft(out: Path, written: Draft, *, as_draft: bool) -> list[Path]:
    """Write the three files together: either all of them stand in the folder afterwards, or none was touched."""
    contents = {
        "REQUEST.docx": docx_of(written, as_draft=as_draft),
        "REQUEST.pdf": pdf_of(written, as_draft=as_draft),
        "REQUEST.json": json_text(written).encode(),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as folder:
            for name, content in contents.items():
                (Path(folder) / name).write_bytes(content)
            for name in contents:
                (Path(folder) / name).replace(out / name)
    except OSError as error:
        with contextlib.suppress(OSError):
            out.rmdir()
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None
    return [out / name for name in contents]


def _tell(written: Draft, files: list[Path]) -> None:
    route = written.route
    print_line(f"{written.request.id}: {route.basis.title}, art. {route.basis.article}", "bold")
    print_line(f"Route: {route.verdict.replace('_', ' ')}. {route.ranked_because}")
    if written.findings:
        rows = [(f.severity.value, f.where, f"{f.text} {f.cure}", f.rule) for f in written.findings]
        print_table("Review", ("Severity", "Where", "Finding and cure", "Rule"), rows)
    if written.rendered.missing:
        names = ", ".join(sorted({item.field for item in written.rendered.missing}))
        print_line(f"Left open in the letter: {names}", "yellow")
    for file in files:
        print_line(f"Written: {file}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("draft")(draft)
