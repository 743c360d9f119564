"""``comity node connector``: messages through the folders of a national e-CODEX connector."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.clock_now import now
from comity.cli.given_files import must_be_files
from comity.cli.node_folder import opened
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.errors import BadInputError

if TYPE_CHECKING:
    from comity.exchange.documents.connector import Settings

NodeFolder = Annotated[Path, typer.Option("--dir", help="The folder of this authority's node.")]
SettingsFile = Annotated[
    Path, typer.Option("--settings", help="A JSON file: folders, own party, partners by state, service, action.")
]


def connector(
    folder: NodeFolder,
    settings: SettingsFile,
    pdf: Annotated[Path | None, typer.Argument(help="The main document, a PDF, to hand over.", metavar="[PDF]")] = None,
    files: Annotated[list[Path] | None, typer.Argument(help="Files that go with it.", metavar="[FILE]...")] = None,
    to: Annotated[str | None, typer.Option("--to", help="The state, ISO 3166-1 alpha-3.")] = None,
    reference: Annotated[str, typer.Option(help="Your own reference.")] = "",
    kind: Annotated[str, typer.Option("--type", help="What it is: request, clarification, result, ...")] = "request",
    conversation: Annotated[str | None, typer.Option(help="The conversation that this continues.")] = None,
    json: JsonFlag = False,
) -> None:
    """Hand a PDF and its files to the national e-CODEX connector; without one, take its evidences and messages."""
    from comity.exchange.node.connector_drop import take_evidences, take_messages  # noqa: PLC0415
    from comity.exchange.node.connector_settings import connector_settings  # noqa: PLC0415

    read = connector_settings(settings)
    if pdf is not None:
        _hand_over(folder, read, pdf, files or [], to or "", reference, kind, conversation, json=json)
        return
    with opened(folder) as node:
        evidences = take_evidences(node, read, now())
        messages = take_messages(node, read, now())
    if json:
        print_json(
            {
                "evidences": [{"package": one.digest, "evidence": str(one.evidence)} for one in evidences],
                "messages": [{"package": m.digest, "type": str(m.package.type), "signed": False} for m in messages],
            }
        )
        return
    print_table("Evidences", ("package", "evidence"), ((one.digest[:16], str(one.evidence)) for one in evidences))
    print_table("Messages, unsigned", ("package", "type"), ((m.digest[:16], str(m.package.type)) for m in messages))


def _hand_over(
    folder: Path,
    settings: "Settings",
    pdf: Path,
    files: list[Path],
    to: str,
    reference: str,
    kind: str,
    conversation: str | None,
    *,
    json: bool,
) -> None:
    from comity.exchange.documents.package import PackageType, PartRole  # noqa: PLC0415 - cryptography loads slowly
    from comity.exchange.node.connector_handing import hand_over  # noqa: PLC0415
    from comity.exchange.node.sending import Letter  # noqa: PLC0415
    from comity.exchange.packing import Source  # noqa: PLC0415

    if kind not in set(PackageType):
        raise BadInputError(f"--type {kind} is none of: {', '.join(PackageType)}")
    if not reference:
        raise BadInputError("--reference is needed: the answer will quote it")
    must_be_files((pdf, *files))
    sources = [Source(path.name, PartRole.DOCUMENT, lambda path=path: path.open("rb")) for path in (pdf, *files)]  # type: ignore[misc]
    letter = Letter(PackageType(kind), f"{kind.replace('_', ' ')}: {reference}"[:300], reference, sources, conversation)
    with opened(folder) as node:
        done = hand_over(node, letter, pdf.read_bytes(), to, settings, now())
    if json:
        print_json({"digest": done.digest, "id": done.package.id, "conversation": done.package.conversation,
                    "to": to, "folder": str(done.folder)})  # fmt: skip
        return
    print_line(f"Handed to the connector: {done.folder} (container {done.digest[:16]})")
