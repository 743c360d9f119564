"""``comity draft``: one request of a case as a letter to sign, to edit, and to compute with."""

import contextlib
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.digest import digest_review
from comity.cli.output import JsonFlag, print_json, print_line
from comity.cli.route import On, read_on
from comity.common.errors import BadInputError, ComityError, Place
from comity.drafting.draft import Draft, docx_of, draft_request, json_text, pdf_of
from comity.drafting.language_versions import language_versions
from comity.drafting.letter_render import Rendered
from comity.drafting.review import Severity

CasePath = Annotated[Path, typer.Argument(help="The case file (YAML or JSON).", metavar="CASE.yaml")]
RequestId = Annotated[str, typer.Option("--request", help="The id of the request in the case file.")]
OutFolder = Annotated[Path, typer.Option("--out", help="The folder to write into; it is made if it is not there.")]
Language = Annotated[
    str | None, typer.Option("--lang", help="The language of the letter; the request's own otherwise.")
]
Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also", help="A further language to write it in, held against the first; repeatable.", metavar="LANG"
    ),
]
AsDraft = Annotated[bool, typer.Option("--as-draft", help="Write although findings are open; every page is marked.")]


class NotReadyError(ComityError):
    """The request may not be signed yet."""


def draft(
    case: CasePath,
    request: RequestId,
    out: OutFolder,
    lang: Language = None,
    also: Also = None,
    as_draft: AsDraft = False,
    on: On = None,
    json: JsonFlag = False,
) -> None:
    """Write a request as REQUEST.docx, REQUEST.pdf and REQUEST.json; refuse while a blocking finding is open."""
    from comity.casefile.loader import read_case  # noqa: PLC0415 - YAML is slow to import

    file = read_case(case)
    written = draft_request(file, request, read_on(on), lang)
    if not written.ready and not as_draft:
        raise NotReadyError(_refusal(written))
    versions = language_versions(file.case, written, also or (), as_draft=as_draft)
    files = write_draft(out, written, as_draft=as_draft, versions=versions)
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


def write_draft(out: Path, written: Draft, *, as_draft: bool, versions: Iterable[Rendered] = ()) -> list[Path]:
    """Write the three files of a request, and two more for every other language version."""
    contents = {
        "REQUEST.docx": docx_of(written.rendered, written.date, as_draft=as_draft),
        "REQUEST.pdf": pdf_of(written.rendered, written.date, as_draft=as_draft),
        "REQUEST.json": json_text(written).encode(),
    }
    for version in versions:
        language = version.document.language
        contents[f"REQUEST.{language}.docx"] = docx_of(version, written.date, as_draft=as_draft)
        contents[f"REQUEST.{language}.pdf"] = pdf_of(version, written.date, as_draft=as_draft)
    return write_files(out, contents)


def write_files(out: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write files together: either all of them stand in the folder afterwards, or none was touched."""
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
    article = f", art. {route.basis.article}" if route.basis.article else ""
    print_line(f"{written.request.id}: {route.basis.title}{article}", "bold")
    print_line(f"Route: {route.verdict.replace('_', ' ')}. {route.ranked_because}")
    digest_review(written.findings, ready=written.ready)
    if written.rendered.missing:
        names = ", ".join(sorted({item.field for item in written.rendered.missing}))
        print_line(f"Left open in the letter: {names}", "yellow")
    for file in files:
        print_line(f"Written: {file}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("draft")(draft)
