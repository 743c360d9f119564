"""``comity node``: this authority's node, whom it trusts, and what it exchanges."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.clock_now import now
from comity.cli.given_files import may_be_folder, must_be_files
from comity.cli.node_connector import connector
from comity.cli.node_content import delete, enter, export
from comity.cli.node_folder import is_office, open_office, opened, opener
from comity.cli.node_keys import escrow, restore_keys
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.seal import read_bytes
from comity.common.errors import BadInputError, Place
from comity.law.states import read_state

if TYPE_CHECKING:
    from comity.exchange.documents.card import Card

NodeFolder = Annotated[Path, typer.Option("--dir", help="The folder of this authority's node.")]
Endpoints = Annotated[list[str] | None, typer.Option("--endpoint", help="https://host:port of this node, repeatable.")]
Desks = Annotated[list[str] | None, typer.Option("--desk", help="A desk behind the node, repeatable.")]


def init(
    state: Annotated[str, typer.Option("--state", help="The state, ISO 3166-1 alpha-3.")],
    name: Annotated[str, typer.Option("--name", help="The name of the authority.")],
    folder: NodeFolder,
    endpoint: Endpoints = None,
    desk: Desks = None,
    json: JsonFlag = False,
) -> None:
    """Make a node: its keys, its first card, and an empty log."""
    from comity.exchange.node.ceremony import Reach, init_node, own_card  # noqa: PLC0415 - cryptography loads slowly

    state = read_state(state)
    may_be_folder(folder)
    if not 0 < len(name) <= 200:
        raise BadInputError("--name is a text of 1 to 200 characters")
    reach = _reach(endpoint, desk) or Reach()
    node = (
        _init_in_office(folder, state, name, reach)
        if is_office(folder)
        else init_node(folder, state, name, now(), reach)
    )
    card = own_card(node).card
    if json:
        print_json({"node": node.id, "state": state, "name": name, "dir": str(folder), "fingerprint": card.fingerprint})
        return
    print_line(f"Node of {name} ({state}) in {folder}", "bold")
    _tell_fingerprint(card)
    print_line("Its keys lie in keys/, readable by you alone. Lose them, and nobody can read what was sent to you.")


def _init_in_office(folder: Path, state: str, name: str, reach: Any) -> Any:  # noqa: ANN401 - imported lazily
    """The node of an office lies in the office's folder and database, its entries in the office's log."""
    open_office(folder)
    from comity.casework.correspondence.node import has_node, node_make_at_the_machine  # noqa: PLC0415

    if has_node():
        raise BadInputError("this office has a node already", Place(str(folder)))
    return node_make_at_the_machine(state=state, name=name, reach=reach, at=now())


def _reach(endpoints: list[str] | None, desks: list[str] | None) -> Any:  # noqa: ANN401 - Reach, imported lazily
    from comity.exchange.node.ceremony import Reach  # noqa: PLC0415

    for text in endpoints or []:
        if not text.startswith("https://"):
            raise BadInputError(f"--endpoint {text} is not https://host:port")
    return Reach(tuple(endpoints or ()), tuple(desks or ())) if endpoints or desks else None


def card(
    folder: NodeFolder,
    out: Annotated[Path, typer.Option("--out", help="The card to write.")],
    renew: Annotated[bool, typer.Option("--renew", help="Issue the next card, with new keys, first.")] = False,
    revoke: Annotated[
        str | None, typer.Option(help="Issue the next card and revoke the keys so far: the reason.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="With --revoke: since when (YYYY-MM-DD) the keys are out.")] = None,
    endpoint: Endpoints = None,
    desk: Desks = None,
    json: JsonFlag = False,
) -> None:
    """Write the node card that goes to a counterpart by diplomatic note, and print its fingerprint."""
    from comity.exchange.node.ceremony import own_card, renew_card  # noqa: PLC0415
    from comity.exchange.node.durable import write_durably  # noqa: PLC0415

    reach = _reach(endpoint, desk)
    with opened(folder) as node:
        if renew or revoke or reach:
            read = renew_card(node, now(), reach=reach, revoke=revoke, since=_since(since))
        else:
            read = own_card(node)
    try:
        write_durably(out, read.text.encode("ascii"))
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None
    if json:
        print_json(_card_data(read.card) | {"file": str(out)})
        return
    print_line(
        f"Card {read.card.serial} of {read.card.name} ({read.card.state}), in force to {read.card.until:%Y-%m-%d}"
    )
    _tell_fingerprint(read.card)


def _since(text: str | None) -> Any:  # noqa: ANN401 - a moment or nothing
    import datetime as dt  # noqa: PLC0415

    if text is None:
        return None
    try:
        return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), dt.UTC)
    except ValueError:
        raise BadInputError(f"--since {text} is not a date such as 2026-11-21") from None


def _card_data(found: "Card") -> dict[str, Any]:
    from comity.exchange.documents.fields import time_text  # noqa: PLC0415
    from comity.exchange.documents.fingerprint import spoken  # noqa: PLC0415
    from comity.exchange.formats.certificates import certificate_digest  # noqa: PLC0415

    return {
        "fingerprint": found.fingerprint,
        "words": spoken(found.fingerprint),
        "seal_certificate": certificate_digest(found.seal),
        "node": found.node,
        "state": found.state,
        "name": found.name,
        "serial": found.serial,
        "since": time_text(found.since),
        "until": time_text(found.until),
        "suites": list(found.recipients),
        "endpoints": list(found.endpoints),
    }


def _tell_fingerprint(found: "Card") -> None:
    from comity.exchange.documents.fingerprint import grouped, spoken  # noqa: PLC0415
    from comity.exchange.formats.certificates import certificate_digest  # noqa: PLC0415

    print_line("Fingerprint, to be read over another channel by two officers:")
    print_line(f"  {grouped(found.fingerprint)}")
    print_line(f"  {spoken(found.fingerprint)}")
    print_line(f"Certificate of the seal, for those who check with openssl: {certificate_digest(found.seal)}")


def trust(
    card: Annotated[Path, typer.Argument(help="The card of the counterpart.", metavar="CARD")],
    folder: NodeFolder,
    fingerprint: Annotated[
        str | None, typer.Option(help="Its fingerprint, digits or words, as it came over another channel.")
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Trust a counterpart: its first card by the fingerprint, later ones also because the card before signed them."""
    from comity.exchange.documents.fingerprint import fingerprint_from  # noqa: PLC0415
    from comity.exchange.node.ceremony import trust_card  # noqa: PLC0415

    typed = fingerprint_from(fingerprint) if fingerprint is not None else None
    with opened(folder) as node:
        read = trust_card(node, read_bytes(card), typed, now())
    if json:
        print_json(_card_data(read.card) | {"trusted": True})
        return
    print_line(f"Trusted: {read.card.name} ({read.card.state}), card {read.card.serial}", "bold")


def receive(
    folder: NodeFolder,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Sealed files and receipts, from a stick or a mail.")
    ] = None,
    receipts: Annotated[Path | None, typer.Option(help="A folder for the receipts that go back.")] = None,
    json: JsonFlag = False,
) -> int:
    """Receive what came by hand; without files, fetch what counterparts hold ready for this node."""
    from comity.exchange.node.hand import receive_by_hand, write_receipts  # noqa: PLC0415
    from comity.exchange.node.overdue import attest_overdue  # noqa: PLC0415

    must_be_files(files or [])
    with opened(folder) as node:
        if files:
            taken = [receive_by_hand(node, path, now()) for path in files]
        else:
            from comity.exchange.wire.client import fetch_all  # noqa: PLC0415

            taken = fetch_all(node, now)
        node.desk.look_after(node, now())
        attest_overdue(node, now())
        written = write_receipts(node, receipts, [item.digest for item in taken]) if receipts else []
    if json:
        items = [item.as_data() for item in taken]
        print_json({"received": items, "receipts": [str(path) for path in written]})
    else:
        print_table("Received", ("file", "what", "outcome"), ((item.file, item.kind, item.told) for item in taken))
    return 0 if all(item.accepted for item in taken) else 3


def send(
    folder: NodeFolder,
    json: JsonFlag = False,
) -> int:
    """Deliver what is in the outbox to counterparts that can be reached, and fetch their receipts."""
    from comity.exchange.node.overdue import attest_overdue  # noqa: PLC0415
    from comity.exchange.wire.client import send_all  # noqa: PLC0415

    with opened(folder) as node:
        attest_overdue(node, now())
        outcomes = send_all(node, now)
    if json:
        print_json({"sent": [outcome.as_data() for outcome in outcomes]})
    else:
        print_table("Sent", ("package", "to", "outcome"), ((o.digest[:16], o.state, o.told) for o in outcomes))
    return 0 if all(outcome.delivered for outcome in outcomes) else 3


def serve(
    folder: NodeFolder,
    listen: Annotated[str, typer.Option(help="Address and port to listen on.")] = "127.0.0.1:8443",
    seconds: Annotated[float | None, typer.Option(help="Stop by itself after so many seconds.")] = None,
    deliver: Annotated[bool, typer.Option("--deliver/--no-deliver", help="Also deliver the outbox.")] = True,
    connector: Annotated[
        Path | None,
        typer.Option(envvar="COMITY_CONNECTOR", help="Settings of a national e-CODEX connector to look after, too."),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Answer counterparts over mutual TLS 1.3, and deliver the outbox, until stopped."""
    from comity.exchange.node.connector_settings import connector_settings  # noqa: PLC0415 - cryptography loads slowly
    from comity.exchange.wire.serving import serve_node  # noqa: PLC0415

    host, _, port = listen.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise BadInputError(f"--listen {listen} is not address:port")

    said = connector_settings(connector) if connector else None

    def ready(address: str) -> None:
        if json:
            print_json({"listening": address})
        else:
            print_line(f"Listening on {address}; stop with Ctrl-C")

    serve_node(opener(folder), (host, int(port)), now, ready=ready, seconds=seconds, deliver=deliver, connector=said)


def status(folder: NodeFolder, json: JsonFlag = False) -> None:
    """Tell what was exchanged, how far each package came, and what a person must look at."""
    from comity.exchange.node.status import node_status  # noqa: PLC0415

    with opened(folder) as node:
        found = node_status(node, now())
    if json:
        print_json(found)
        return
    print_line(f"{found['name']} ({found['state']}), log of {found['log']['size']} entries", "bold")
    rows = ((c["state"], c["name"], c["card_until"], c["heads_waiting"] or "") for c in found["counterparts"])
    print_table("Counterparts", ("state", "name", "card in force to", "heads not proven yet"), rows)
    columns = ("", "state", "type", "reference", "reached", "next step", "expected")
    packages = (
        (
            "in" if p["incoming"] else "out",
            p["peer_state"],
            p["type"],
            p["reference"],
            p["state"],
            p["step"],
            p["expected"],
        )
        for p in found["packages"]
    )
    print_table("Packages", columns, packages)
    for alarm in found["alarms"]:
        print_line(f"{alarm['at']}  {alarm['code']}: {alarm['what']}", "red")


def log(
    folder: NodeFolder,
    check: Annotated[bool, typer.Option("--check", help="Compute the whole log again first.")] = False,
    leaf: Annotated[int | None, typer.Option(help="Prove that one entry is in the log.")] = None,
    json: JsonFlag = False,
) -> None:
    """Print the log: every event in order, and its head; an altered log is refused."""
    from comity.exchange.node.status import log_entries  # noqa: PLC0415

    with opened(folder) as node:
        head = node.store.check_log() if check else node.store.head()
        entries = log_entries(node)
        if leaf is not None and not 0 <= leaf < head.size:
            raise BadInputError(f"--leaf {leaf} is not in a log of {head.size} entries")
        proof = [step.hex() for step in node.store.inclusion(leaf, head.size)] if leaf is not None else None
    if json:
        data = {"size": head.size, "root": head.root.hex(), "checked": check, "entries": entries}
        print_json(data | ({"leaf": leaf, "proof": proof} if proof is not None else {}))
        return
    rows = ((e["seq"], e["at"], e["event"], " ".join(f"{k}={v}" for k, v in e["details"].items())) for e in entries)
    print_table("Log", ("", "at", "event", "details"), rows)
    print_line(f"Head: {head.size} entries, {head.root.hex()}{' (computed again)' if check else ''}")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        help="This authority's node, whom it trusts, and what it exchanges.",
    )
    content = (receive, enter, connector, export, delete)
    for command in (init, card, trust, serve, send, *content, status, log, escrow, restore_keys):
        group.command()(command)
    app.add_typer(group, name="node")
