"""The synthetic counterpart at work: it reads what came, and answers what its script says is due, each answer once.

How far it is stands in its store alone: as many answers were given as it has sent in the conversation.
"""

import datetime as dt
import io
import ipaddress
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from comity.exchange.documents.card import Card
from comity.exchange.documents.fields import time_from
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.formats import canonical
from comity.exchange.node.ceremony import Reach, init_node, trusted
from comity.exchange.node.node import Node, open_node
from comity.exchange.node.opening import attest_opened
from comity.exchange.node.sending import Letter, Sealed, seal_letter
from comity.exchange.packing import Source
from comity.exchange.refusal import Refusal, RefusedError
from comity.exchange.training.script import SENT_AS, Happened, Script, ScriptStep, next_step
from comity.exchange.wire.serving import serve_node

NAME = "Training counterpart (invented; answers by a script)"
MARK = "TRAINING"
_LOOK = 1.0


def make_partner(folder: Path, state: str, endpoint: str, at: dt.datetime) -> Node:
    """Make the node of a synthetic counterpart; its address must be this machine."""
    _check_here(endpoint)
    return init_node(folder, state, f"{NAME}, {state}", at, Reach((endpoint,)))


def check_training(card: Card) -> None:
    """A synthetic counterpart trusts nobody who could be reached on another machine."""
    for endpoint in card.endpoints:
        _check_here(endpoint)


def _check_here(endpoint: str) -> None:
    if not is_this_machine(urlsplit(endpoint).hostname or ""):
        raise RefusedError(Refusal.NOT_PERMITTED, f"a training counterpart speaks on this machine only, not {endpoint}")


def is_this_machine(host: str) -> bool:
    """Whether an address is that of this machine; names are not asked of anybody."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def only_this_machine() -> None:
    """From here on this process connects to nothing but this machine; nothing in it can take that back."""
    sys.addaudithook(_guard)


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    hosts: tuple[Any, ...] = ()
    if event in {"socket.connect", "socket.sendto", "socket.bind"} and isinstance(arguments[-1], tuple):
        hosts = arguments[-1][:1]
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        hosts = arguments[:1]
    for host in hosts:
        if host is not None and not is_this_machine(host.decode() if isinstance(host, bytes) else str(host)):
            raise RefusedError(Refusal.NOT_PERMITTED, "a training counterpart speaks on this machine only")


def answer_due(node: Node, script: Script, at: dt.datetime) -> list[Sealed]:
    """Give every answer that is due, at most one in each conversation."""
    for known in trusted(node):
        check_training(known.card)
    given = []
    rows = node.store.rows("SELECT DISTINCT peer, conversation FROM exchange_package WHERE incoming = 1")
    for row in rows:
        step = next_step(script, _history(node, row["conversation"]), at)
        counterpart = node.counterpart(row["peer"])
        if step is not None and counterpart is not None:
            letter = _letter(node, row["conversation"], step, at)
            given.append(seal_letter(node, letter, counterpart.card, at))
    return given


def _history(node: Node, conversation: str) -> list[Happened]:
    rows = node.store.rows(
        "SELECT incoming, type, recorded FROM exchange_package "
        "WHERE conversation = ? AND state <> 'held' ORDER BY leaf",
        conversation,
    )
    return [Happened(bool(r["incoming"]), PackageType(r["type"]), time_from(r["recorded"])) for r in rows]


def _letter(node: Node, conversation: str, step: ScriptStep, at: dt.datetime) -> Letter:
    """The answer as a letter, marked as training wherever a person or a program looks at it."""
    question = "SELECT digest, header FROM exchange_package WHERE conversation = ? AND incoming = 1 ORDER BY sequence"
    rows = node.store.rows(question, conversation)
    for row in rows:
        attest_opened(node, row["digest"], at, "training counterpart")
    theirs = canonical.decode(rows[-1]["header"])
    sources = [_source(name, text) for name, text in step.files]
    return Letter(
        type=SENT_AS[step.does][0],
        subject=f"{MARK}: {step.does.replace('_', ' ')}: {theirs['subject']}"[:300],
        reference=f"{MARK}-{conversation[-12:]}",
        sources=sources,
        conversation=conversation,
        your_reference=theirs["reference"],
        in_reply_to=rows[-1]["digest"],
        details=step.details(at.date()),
        conditions=step.conditions,
    )


def _source(name: str, text: str) -> Source:
    content = f"{MARK}: invented by a script, nothing in it is real.\n\n{text}\n".encode()
    return Source(name, PartRole.DOCUMENT, lambda: io.BytesIO(content))


def _ready(_address: str) -> None:
    """Who started it says where it is."""


def serve_partner(folder: Path, port: int, script: Script, stopped: threading.Event) -> None:
    """Answer counterparts on this machine, and work on the script, until told to stop; in threads of their own."""

    def clock() -> dt.datetime:
        return dt.datetime.now(dt.UTC).replace(microsecond=0)

    def listen() -> None:
        serve_node(lambda: open_node(folder), ("127.0.0.1", port), clock, ready=_ready)

    def work() -> None:
        while not stopped.wait(_LOOK):
            node = open_node(folder)
            try:
                answer_due(node, script, clock())
            finally:
                node.store.close()

    for target in (listen, work):
        threading.Thread(target=target, daemon=True).start()
