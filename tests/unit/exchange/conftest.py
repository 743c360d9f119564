"""Two synthetic authorities with a node each, who have compared their fingerprints."""

import datetime as dt
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node.ceremony import Reach, init_node, own_card, trust_card
from comity.exchange.node.node import Node, open_node
from comity.exchange.node.sending import Letter, Sealed, seal_letter
from comity.exchange.packing import Source

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Pair:
    """Two nodes that trust one another, and one that nobody trusts."""

    asking: Node
    asked: Node
    stranger: Node
    folder: Path

    def seal(self, *files: bytes, sender: Node | None = None, **fields: object) -> Sealed:
        """Seal a letter from the asking node (or another) to the other one."""
        own = sender or self.asking
        other = self.asked if own.id == self.asking.id else self.asking
        letter = Letter(PackageType.REQUEST, "Bank records", "R-2026-1", sources=sources(*files))
        for name, value in fields.items():
            object.__setattr__(letter, name, value)
        return seal_letter(own, letter, own_card(other).card, NOW)

    def path(self, sealed: Sealed, sender: Node | None = None) -> Path:
        """Where the sealed file lies in its sender's store."""
        return (sender or self.asking).package_path(sealed.digest)


def sources(*files: bytes) -> list[Source]:
    """Some files to send."""
    held = files or (b"The request.",)
    return [Source(f"{n}.txt", PartRole.DOCUMENT, lambda data=data: io.BytesIO(data)) for n, data in enumerate(held)]


def trust_one_another(one: Node, other: Node) -> None:
    """Two officers compare the fingerprints."""
    for node, card in ((one, own_card(other)), (other, own_card(one))):
        trust_card(node, card.text, card.card.fingerprint, NOW)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nodes")
    asking = init_node(folder / "fra", "FRA", "Bureau A (invented)", NOW, Reach(("https://127.0.0.1:1",)))
    asked = init_node(folder / "che", "CHE", "Office B (invented)", NOW, Reach(("https://127.0.0.1:1",)))
    stranger = init_node(folder / "per", "PER", "Oficina C (invented)", NOW, Reach())
    trust_one_another(asking, asked)
    for node in (asking, asked, stranger):
        node.store.close()
    return folder


@pytest.fixture
def make_pair(template: Path, tmp_path: Path) -> Iterator[Callable[[str], Pair]]:
    made: list[Node] = []

    def make(name: str = "pair") -> Pair:
        folder = tmp_path / name
        shutil.copytree(template, folder)
        nodes = [open_node(folder / state) for state in ("fra", "che", "per")]
        made.extend(nodes)
        return Pair(nodes[0], nodes[1], nodes[2], folder)

    yield make
    for node in made:
        node.store.close()


@pytest.fixture
def pair(make_pair: Callable[[str], Pair]) -> Pair:
    return make_pair("pair")
