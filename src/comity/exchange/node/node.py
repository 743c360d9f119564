"""A node opened: its folder, its store, its keys, whom it trusts, and the desk behind it.

Whoever works with what arrives, the desk, is told of it in the transaction that enters it.
"""

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from comity.common.errors import BadInputError, Place
from comity.exchange.documents.card import ReadCard, read_card
from comity.exchange.documents.package import Package
from comity.exchange.documents.receipt import Evidence
from comity.exchange.documents.trust import Counterpart
from comity.exchange.node.keys import FORMAT, KeyRing, read_keys
from comity.exchange.node.sqlite_store import SqliteStore
from comity.exchange.node.store import Store
from comity.exchange.unpacking import Reader

DESCRIPTION, DATABASE, KEYS, PACKAGES, INCOMING = "node.json", "node.sqlite", "keys", "packages", "incoming"
ReadPart = Callable[[str], bytes]


@lru_cache(maxsize=1024)
def held_card(text: str) -> ReadCard:
    """Read a card that this node holds; its seal was checked when it came, and reading it again is not free."""
    return read_card(text)


class Desk(Protocol):
    """What a node tells the office it belongs to; what the office does with it and what the node enters are one."""

    def package_delivered(self, digest: str, package: Package, read: ReadPart, at: dt.datetime) -> None:
        """A package is next in its conversation and lies in the work list; `read` gives one of its files."""
        ...

    def evidence_taken(self, digest: str, evidence: Evidence, reason: str | None, at: dt.datetime) -> None:
        """The counterpart attested how far a package of ours came."""
        ...

    def package_stopped(self, digest: str, trouble: str, at: dt.datetime) -> None:
        """A package of ours was refused for good."""
        ...

    def look_after(self, node: "Node", at: dt.datetime) -> None:
        """Do what takes long and for which nobody should wait: called again and again, beside the line."""
        ...


class NoDesk:
    """A node that belongs to no office: its work list is all there is."""

    def package_delivered(self, digest: str, package: Package, read: ReadPart, at: dt.datetime) -> None:
        """Tell nobody."""

    def evidence_taken(self, digest: str, evidence: Evidence, reason: str | None, at: dt.datetime) -> None:
        """Tell nobody."""

    def package_stopped(self, digest: str, trouble: str, at: dt.datetime) -> None:
        """Tell nobody."""

    def look_after(self, node: "Node", at: dt.datetime) -> None:
        """Nothing waits here."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node and what it needs at hand."""

    folder: Path
    id: str
    state: str
    name: str
    store: Store
    keys: KeyRing
    desk: Desk = field(default_factory=NoDesk)

    @property
    def incoming(self) -> Path:
        """Where files lie that are not yet whole or not yet checked."""
        return self.folder / INCOMING

    def package_path(self, digest: str) -> Path:
        """Where the sealed file with a digest lies."""
        return self.folder / PACKAGES / f"{digest}.cx"

    def counterparts(self) -> dict[str, Counterpart]:
        """Give every node that is trusted here, this one among them, with all its cards."""
        found: dict[str, Counterpart] = {}
        for row in self.store.rows("SELECT node, text, fingerprint FROM exchange_card ORDER BY node, serial"):
            card = held_card(row["text"]).card
            held = found[row["node"]].cards if row["node"] in found else ()
            found[row["node"]] = Counterpart((*held, card))
        return found

    def counterpart(self, node: str) -> Counterpart | None:
        """Give one node that is trusted here."""
        return self.counterparts().get(node)

    def reader(self, at: dt.datetime, known_since: dt.datetime | None = None) -> Reader:
        """Give what is needed to check what comes in."""
        return Reader(self.id, self.keys.identities, self.counterparts(), at, known_since)


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Node]:
    """Open a node for a while."""
    node = open_node(folder)
    try:
        yield node
    finally:
        node.store.close()


def open_node(folder: Path, store: Store | None = None, desk: Desk | None = None) -> Node:
    """Open the node in a folder; where it belongs to an office, on that office's store and with its desk."""
    place = Place(str(folder))
    known = _described(folder)
    if store is None:
        if not (folder / DATABASE).exists():
            raise BadInputError("the node is incomplete, or it belongs to an office and is named by that", place)
        store = SqliteStore(folder / DATABASE)
    row = store.row("SELECT max(serial) AS serial FROM exchange_card WHERE own = 1")
    if row is None or row["serial"] is None:
        raise BadInputError("the node was never finished; remove its folder and make it again", place)
    keys = read_keys(folder / KEYS, row["serial"])
    return Node(folder, known["node"], known["state"], known["name"], store, keys, desk or NoDesk())


def _described(folder: Path) -> dict[str, str]:
    place = Place(str(folder))
    try:
        described = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        known = {name: str(described[name]) for name in ("format", "node", "state", "name")}
    except FileNotFoundError:
        raise BadInputError("there is no node here; `comity node init` makes one", place) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInputError("node.json cannot be read", place) from None
    if known["format"] != FORMAT:
        raise BadInputError("the node is of a format that is not known here", place)
    return known


def is_node(folder: Path) -> bool:
    """Whether a folder holds a node."""
    return (folder / DESCRIPTION).is_file() and (folder / DATABASE).is_file()
