"""``comity seal``, ``comity open``: what travels between states, as one file."""

import contextlib
import datetime as dt
import json as json_module
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.clock_now import now
from comity.cli.given_files import must_be_files
from comity.cli.node_folder import opened
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.exchange.documents.card import Card
    from comity.exchange.documents.conditions import Condition
    from comity.exchange.node.node import Node
    from comity.exchange.node.sending import Letter, Sealed

KeyFolder = Annotated[Path, typer.Option("--key", help="The folder of this authority's node.")]
REQUEST_FORMAT = "comity-request/1"


def seal(
    request: Annotated[Path, typer.Argument(help="REQUEST.json as `comity draft` writes it, or the main file.")],
    to: Annotated[Path, typer.Option("--to", help="The node card of the addressee.")],
    key: KeyFolder,
    out: Annotated[Path, typer.Option("--out", help="The sealed file to write.", metavar="FILE.cx")],
    files: Annotated[list[Path] | None, typer.Argument(help="Documents that go with it.", metavar="[FILE]...")] = None,
    kind: Annotated[str, typer.Option("--type", help="What it is: request, clarification, result, ...")] = "request",
    subject: Annotated[str | None, typer.Option(help="One line that says what it is about.")] = None,
    reference: Annotated[str | None, typer.Option(help="Your own reference.")] = None,
    reply_to: Annotated[str | None, typer.Option(help="The digest of the package that this answers.")] = None,
    conversation: Annotated[str | None, typer.Option(help="The conversation that this continues.")] = None,
    details: Annotated[Path | None, typer.Option(help="A JSON file with details, e.g. step and expected date.")] = None,
    conditions: Annotated[Path | None, typer.Option(help="A JSON file with a list of use conditions.")] = None,
    retain_until: Annotated[str | None, typer.Option(help="The day by which the addressee must delete it.")] = None,
    suite: Annotated[
        str | None, typer.Option(help="age-mlkem768x25519 or age-x25519; the strongest otherwise.")
    ] = None,
    read_me: Annotated[bool, typer.Option("--read-me/--no-read-me", help="Put in the page for a reader.")] = True,
    json: JsonFlag = False,
) -> None:
    """Seal a request or an answer for one addressee: signed, encrypted, logged, and queued for delivery."""
    from comity.exchange.node.sending import reply_to as placed  # noqa: PLC0415
    from comity.exchange.node.sending import seal_letter  # noqa: PLC0415

    if out.exists():
        raise BadInputError("is there already", Place(str(out)))
    with opened(key) as node:
        card, trusted = _addressee(node, to)
        letter = _letter(request, files or [], kind, card, subject=subject, reference=reference, read_me=read_me)
        letter = _bound(letter, conversation, details, conditions, retain_until)
        letter = placed(node, reply_to, letter) if reply_to else letter
        sealed = seal_letter(node, letter, card, now(), _suite(suite))
        _hand_out(node.package_path(sealed.digest), out)
    _tell_sealed(sealed, out, trusted=trusted, json=json)


def _addressee(node: "Node", to: Path) -> tuple["Card", bool]:
    """The card named, and whether it is one that two officers have compared."""
    from comity.exchange.documents.card import read_card  # noqa: PLC0415

    card = read_card(read_bytes(to)).card
    known = node.counterpart(card.node)
    if known is None:
        return card, False
    if all(held.fingerprint != card.fingerprint for held in known.cards):
        raise BadInputError(
            "is not a card of this node that is trusted here; `comity node trust` it first", Place(str(to))
        )
    return known.card, True


def _letter(
    request: Path,
    files: list[Path],
    kind: str,
    card: "Card",
    *,
    subject: str | None,
    reference: str | None,
    read_me: bool,
) -> "Letter":
    from comity.exchange.documents.package import PackageType, PartRole  # noqa: PLC0415
    from comity.exchange.node.sending import Letter  # noqa: PLC0415
    from comity.exchange.packing import Source  # noqa: PLC0415
    from comity.exchange.reader_pages import reader_pages  # noqa: PLC0415

    if kind not in set(PackageType):
        raise BadInputError(f"--type {kind} is none of: {', '.join(PackageType)}")
    drafted = _request(request, card.state) if kind == PackageType.REQUEST else {}
    must_be_files((request, *files))
    own = [Source(request.name, PartRole.REQUEST, lambda: request.open("rb"))]
    own += [Source(path.name, PartRole.DOCUMENT, lambda path=path: path.open("rb")) for path in files]  # type: ignore[misc]
    basis = drafted.get("basis", {})
    cited = f"{basis.get('title', '')}, art. {basis.get('article', '')}"[:300] if basis else None
    measure = str(drafted.get("measure", kind)).replace("_", " ")
    return Letter(
        type=PackageType(kind),
        subject=subject or f"{measure}: {drafted.get('reference', request.name)}"[:300],
        reference=reference or str(drafted.get("reference", request.name))[:200],
        sources=[*(reader_pages(reply=kind == PackageType.REQUEST) if read_me else []), *own],
        basis=cited,
        details={"measure": str(drafted["measure"])} if "measure" in drafted else {},
    )


def _request(path: Path, state: str) -> dict[str, Any]:
    try:
        data = json_module.loads(read_bytes(path))
    except ValueError as error:
        raise BadInputError(f"is not JSON: {error}", Place(str(path))) from None
    if not isinstance(data, dict) or data.get("format") != REQUEST_FORMAT:
        raise BadInputError(
            f"is not a request as `comity draft` writes it ({REQUEST_FORMAT})", Place(str(path), None, "format")
        )
    if data.get("to") != state:
        raise BadInputError(
            f"the request is to {data.get('to') or 'no state'}, the card is that of {state}",
            Place(str(path), None, "to"),
        )
    return data


def _bound(
    letter: "Letter", conversation: str | None, details: Path | None, conditions: Path | None, retain_until: str | None
) -> "Letter":
    from dataclasses import replace  # noqa: PLC0415

    try:
        until = dt.date.fromisoformat(retain_until) if retain_until else None
        given = json_module.loads(read_bytes(details)) if details else {}
    except ValueError as error:
        raise BadInputError(str(error), Place(str(details) if details else "--retain-until")) from None
    if not isinstance(given, dict):
        raise BadInputError("details are a JSON object", Place(str(details)))
    held = _conditions(conditions) if conditions else ()
    merged = letter.details | given
    return replace(letter, conversation=conversation, details=merged, conditions=held, retain_until=until)


def _conditions(path: Path) -> tuple["Condition", ...]:
    from comity.exchange.documents.conditions import conditions_from  # noqa: PLC0415
    from comity.exchange.documents.fields import Fields  # noqa: PLC0415
    from comity.exchange.refusal import RefusedError  # noqa: PLC0415

    try:
        items = json_module.loads(read_bytes(path))
        return conditions_from(Fields(item, str(path)) for item in items)
    except (ValueError, TypeError, RefusedError) as error:
        raise BadInputError(f"is not a list of use conditions: {error}", Place(str(path))) from None


def _suite(text: str | None) -> Any:  # noqa: ANN401 - AgeSuite is imported lazily
    from comity.exchange.age.recipients import AgeSuite  # noqa: PLC0415

    if text is not None and text not in set(AgeSuite):
        raise BadInputError(f"--suite {text} is none of: {', '.join(AgeSuite)}")
    return AgeSuite(text) if text else None


def _hand_out(stored: Path, out: Path) -> None:
    """Give the person the same bytes as a copy: whatever happens to it, the one in the store stays as it is."""
    fresh = out.with_name(f".{out.name}.writing")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(stored, fresh)
        fresh.replace(out)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        what = f"cannot be written: {error.strerror}; the package itself is sealed and in the outbox"
        raise BadInputError(what, Place(str(out))) from None


def _tell_sealed(sealed: "Sealed", out: Path, *, trusted: bool, json: bool) -> None:
    package = sealed.package
    data = {
        "file": str(out),
        "digest": sealed.digest,
        "size": sealed.size,
        "id": package.id,
        "type": package.type,
        "to": package.addressee.state,
        "conversation": package.conversation,
        "sequence": package.sequence,
        "suite": sealed.suite,
        "addressee_trusted": trusted,
        "parts": [{"path": part.path, "sha256": part.sha256, "size": part.size} for part in package.parts],
    }
    if json:
        print_json(data)
        return
    print_line(f"Sealed for {package.addressee.state}: {out} ({sealed.size:,} bytes, {sealed.suite})", "bold")
    print_line(f"SHA-256 {sealed.digest}")
    if not trusted:
        print_line(
            "The card is not trusted here yet: compare its fingerprint before the file leaves the house.", "yellow"
        )


def open_(
    file: Annotated[Path, typer.Argument(help="The sealed file.", metavar="FILE.cx")],
    key: KeyFolder,
    out: Annotated[Path, typer.Option("--out", help="The folder to write into; it must not be there yet.")],
    by: Annotated[str | None, typer.Option(help="Who opens it, as a role or pseudonym for the receipt.")] = None,
    json: JsonFlag = False,
) -> None:
    """Open a sealed file from a trusted sender to this node; anything else is refused and nothing is written."""
    from comity.exchange.node.opening import open_package  # noqa: PLC0415

    if not file.is_file():
        raise BadInputError("is not a file", Place(str(file)))
    with opened(key) as node:
        found = open_package(node, file, out, now(), by)
    if json:
        package = found.package.as_data()
        print_json({"digest": found.digest, "package": package, "files": [str(path) for path in found.files]})
        return
    package = found.package.as_data()
    print_line(f"{found.package.sender.state}, {found.package.type}: {found.package.subject}", "bold")
    for condition in found.package.conditions:
        print_line(f"Condition on {condition.applies_to}: {condition.text}", "yellow")
    print_table("Files", ("file", "bytes"), ((str(path), path.stat().st_size) for path in found.files))


def read_bytes(path: Path) -> bytes:
    """Read a small file that a person named."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(path))) from None


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("seal")(seal)
    app.command("open")(open_)
