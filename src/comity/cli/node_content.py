"""``comity node export`` and ``comity node delete``: received content leaves for a use, or goes for good."""

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.clock_now import now
from comity.cli.given_files import must_be_files
from comity.cli.node_folder import opened
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.errors import BadInputError
from comity.law.states import read_state

Digest = Annotated[str, typer.Argument(help="The digest of the package, or its beginning.", metavar="DIGEST")]
NodeFolder = Annotated[Path, typer.Option("--dir", help="The folder of this authority's node.")]


def export(
    package: Digest,
    folder: NodeFolder,
    use: Annotated[str, typer.Option(help="What for: execution, court, other_proceedings, other_state, defence, ...")],
    out: Annotated[Path, typer.Option("--out", help="The new folder to write into.")],
    consent: Annotated[str | None, typer.Option(help="The digest of the sender's notice of consent.")] = None,
    json: JsonFlag = False,
) -> None:
    """Write the files of a package that its sender's conditions allow for a use, and name those that stay."""
    from comity.exchange.documents.conditions import Use  # noqa: PLC0415 - cryptography loads slowly
    from comity.exchange.node.export import export_package  # noqa: PLC0415

    if use not in set(Use):
        raise BadInputError(f"--use {use} is none of: {', '.join(Use)}")
    if out.exists():
        raise BadInputError(f"{out} is there already")
    with opened(folder) as node:
        found = export_package(node, package, out, Use(use), now(), consent)
    withheld = [{"file": name, "condition": condition.as_data()} for name, condition in found.withheld]
    if json:
        print_json({"digest": found.digest, "files": [str(path) for path in found.files], "withheld": withheld})
        return
    print_table("Written", ("file",), ((str(path),) for path in found.files))
    for name, condition in found.withheld:
        print_line(f"Withheld: {name}: {condition.text}", "yellow")


def delete(
    package: Digest,
    folder: NodeFolder,
    request: Annotated[
        bool, typer.Option("--request", help="DIGEST is a deletion request: do it, and confirm.")
    ] = False,
    json: JsonFlag = False,
) -> None:
    """Delete the content of a package; its receipts and log entries stay."""
    from comity.exchange.node.deletion import answer_deletion_request, delete_content  # noqa: PLC0415
    from comity.exchange.node.opening import stored_path  # noqa: PLC0415

    with opened(folder) as node:
        digest = stored_path(node, package).stem
        confirmed = answer_deletion_request(node, digest, now()).digest if request else None
        deleted = request or delete_content(node, digest, now())
    if json:
        print_json({"digest": digest, "deleted": deleted, "confirmation": confirmed})
        return
    print_line("Deleted; the confirmation is in the outbox." if request else "Deleted.")


def enter(
    files: Annotated[list[Path], typer.Argument(help="Scans or texts of what came.", metavar="FILE...")],
    folder: NodeFolder,
    state: Annotated[str, typer.Option("--from", help="The state it came from, ISO 3166-1 alpha-3.")],
    clerk: Annotated[str, typer.Option("--by", help="Who enters it.")],
    reference: Annotated[str, typer.Option(help="The reference it bears.")],
    kind: Annotated[str, typer.Option("--type", help="What it is: clarification, status, result, ...")] = "notice",
    conversation: Annotated[str | None, typer.Option(help="The conversation it belongs to.")] = None,
    json: JsonFlag = False,
) -> None:
    """Enter what came on paper or by mail; it is kept, logged, and shown as unsigned, entered by a clerk."""
    from comity.exchange.documents.package import PackageType, PartRole  # noqa: PLC0415 - cryptography loads slowly
    from comity.exchange.node.paper import enter_paper  # noqa: PLC0415
    from comity.exchange.node.sending import Letter  # noqa: PLC0415
    from comity.exchange.packing import Source  # noqa: PLC0415

    if kind not in set(PackageType):
        raise BadInputError(f"--type {kind} is none of: {', '.join(PackageType)}")
    state = read_state(state)
    must_be_files(files)
    sources = [Source(path.name, PartRole.DOCUMENT, lambda path=path: path.open("rb")) for path in files]  # type: ignore[misc]
    letter = Letter(PackageType(kind), f"On paper: {reference}"[:300], reference, sources, conversation)
    with opened(folder) as node:
        sealed = enter_paper(node, letter, state, clerk, now())
    if json:
        print_json({"digest": sealed.digest, "state": state, "type": kind, "signed": False, "entered_by": clerk})
        return
    print_line(f"Entered as unsigned: {kind} of {state}, by {clerk} ({sealed.digest[:16]})")
