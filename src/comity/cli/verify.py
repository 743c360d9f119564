"""``comity verify``: every check of a sealed file, a receipt or a node card, one by one."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.clock_now import now
from comity.cli.given_files import must_be_files
from comity.cli.node_folder import holds_node, opened
from comity.cli.output import JsonFlag, print_json, print_line, print_table

if TYPE_CHECKING:
    from comity.exchange.node.node import Node


def verify(
    file: Annotated[Path, typer.Argument(help="A sealed file, a receipt, or a node card.")],
    key: Annotated[Path | None, typer.Option("--key", help="The folder of this authority's node.")] = None,
    json: JsonFlag = False,
) -> int:
    """Check every signature, digest and addressee; exit 0 only where all hold, else 3.

    A sealed file can be read only by its addressee or its sender: without --key, COMITY_NODE names the node, or the
    node lies beside the file or in the folder where you stand.
    """
    must_be_files([file])
    report = _report(file, key)
    if json:
        print_json(report)
    else:
        _tell(report)
    return 0 if report["holds"] else 3


def _report(file: Path, key: Path | None) -> dict[str, Any]:
    with file.open("rb") as stream:
        start = stream.read(64)
    if start.startswith(b"-----BEGIN CMS"):
        return _document(file, key)
    reports = []
    for folder in _nodes(file, key):
        report = _package(file, folder)
        if report["holds"] or report["checks"][0]["holds"]:
            return report
        reports.append(report)
    if reports:
        return reports[0]
    detail = "no node was named that could open it (--key, or COMITY_NODE), so nothing inside could be checked"
    return _as_report(file, "package", [("encryption", None, detail)])


def _nodes(file: Path, key: Path | None) -> list[Path]:

    if key:
        return [key]
    if os.environ.get("COMITY_NODE"):
        return [Path(os.environ["COMITY_NODE"])]
    near: list[Path] = []
    for place in (file.parent, Path.cwd()):
        near += [place, *sorted(child for child in place.iterdir() if child.is_dir())]
    return [folder for folder in dict.fromkeys(near) if holds_node(folder)]


def _package(file: Path, folder: Path) -> dict[str, Any]:
    from comity.exchange.node.examining import examine_file  # noqa: PLC0415

    with opened(folder) as node:
        found = examine_file(node, file, now())
        examination, digest, size = found.examination, found.digest, found.size
    checks = [(check.name, check.holds, check.detail) for check in examination.checks]
    report = _as_report(file, "package", checks) | {"digest": digest, "size": size, "node": str(folder)}
    if examination.package and examination.sealed:
        report |= {"sealed": f"{examination.sealed:%Y-%m-%dT%H:%M:%SZ}", "package": examination.package.as_data()}
    return report


def _as_report(file: Path, kind: str, checks: list[tuple[str, bool | None, str]]) -> dict[str, Any]:
    told = [{"name": name, "holds": holds, "detail": detail} for name, holds, detail in checks]
    return {"file": str(file), "kind": kind, "holds": all(holds for _, holds, _ in checks), "checks": told}


def _document(file: Path, key: Path | None) -> dict[str, Any]:
    from comity.exchange.documents.card import read_card  # noqa: PLC0415
    from comity.exchange.documents.receipt import read_receipt  # noqa: PLC0415
    from comity.exchange.refusal import Refusal, RefusedError  # noqa: PLC0415

    text = file.read_bytes()
    nodes = _nodes(file, key)
    try:
        receipt, seal = read_receipt(text)
    except RefusedError as error:
        if error.code is Refusal.SIGNATURE_INVALID:
            return _as_report(file, "sealed document", [("signature", False, str(error))])
        try:
            card = read_card(text).card
        except RefusedError as refusal:
            return _as_report(file, "sealed document", [("signature", False, str(refusal))])
        checks: list[tuple[str, bool | None, str]] = [("signature", True, "the seal of the card holds")]
        checks.append(("validity", card.in_force(now()), f"in force from {card.since} to {card.until}"))
        return _as_report(file, "card", checks) | {"fingerprint": card.fingerprint, "state": card.state}
    issuer: tuple[bool | None, str] = (None, "no node was named that knows the issuer's card (--key)")
    for folder in nodes:
        with opened(folder) as node:
            issuer = _issued(node, receipt.issuer, seal)
        if issuer[0]:
            break
    checks = [("signature", True, "the seal over the receipt holds"), ("issuer", *issuer)]
    return _as_report(file, "receipt", checks) | {"receipt": receipt.as_data()}


def _issued(node: "Node", issuer: str, seal: Any) -> tuple[bool | None, str]:  # noqa: ANN401 - cades.Seal, imported lazily
    counterpart = node.counterpart(issuer)
    if counterpart is None:
        return False, f"the issuer (node {issuer}) is not trusted here"
    refused = counterpart.seal_refused(seal.certificate, seal.at, seal.at)
    return (False, refused) if refused else (True, f"the receipt is that of {counterpart.card.name}")


def _tell(report: dict[str, Any]) -> None:
    words = {True: "holds", False: "DOES NOT HOLD", None: "not examined"}
    print_line(f"{report['kind']}: {'everything holds' if report['holds'] else 'refused'}", "bold")
    rows = ((check["name"], words[check["holds"]], check["detail"]) for check in report["checks"])
    print_table("", ("check", "", "detail"), rows)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify)
