"""A node opened: its folder, its store, its keys, and whom it trusts."""

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.exchange.documents.card import ReadCard, read_card
from comity.exchange.documents.trust import Counterpart
from comity.exchange.node.keys import FORMAT, KeyRing, read_keys
from comity.exchange.node.store import Store
from comity.exchange.unpacking import Reader

DESCRIPTION, DATABASE, KEYS, PACKAGES, INCOMING = "node.json", "node.sqlite", "keys", "packages", "incoming"


@lru_cache(maxsize=1024)
def held_card(text: str) -> ReadCard:
    """Read a card that this node holds; its seal was checked when it came, and reading it again is not free."""
    return read_card(text)


@dataclass(frozen=True, slots=True)
class Node:
    """A node and what it needs at hand."""

    folder: Path
    id: str
    state: str
    name: str
    store: Store
    keys: KeyRing

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
        for row in self.store.rows("SELECT node, text, fingerprint FROM card ORDER BY node, serial"):
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


def open_node(folder: Path) -> Node:
    """Open the node in a folder."""
    place = Place(str(folder))
    try:
        described = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        known = (described["format"], described["node"], described["state"], described["name"])
    except FileNotFoundError:
        raise BadInputError("there is no node here; `comity node init` makes one", place) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInputError("node.json cannot be read", place) from None
    if known[0] != FORMAT or not (folder / DATABASE).exists():
        raise BadInputError("the node is incomplete or of a format that is not known here", place)
    store = Store(folder / DATABASE)
    row = store.row("SELECT max(serial) AS serial FROM card WHERE own = 1")
    if row is None or row["serial"] is None:
        raise BadInputError("the node has no card", place)
    return Node(folder, known[1], known[2], known[3], store, read_keys(folder / KEYS, row["serial"]))


def is_node(folder: Path) -> bool:
    """Whether a folder holds a node."""
    return (folder / DESCRIPTION).is_file() and (folder / DATABASE).is_file()
