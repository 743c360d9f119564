"""The node that a folder names: one that stands alone, or the node of an office, on that office's store."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.exchange.node.node import Node

_SECRET = "secret-key"  # noqa: S105 - the name of a file that every office has


def is_office(folder: Path) -> bool:
    """Whether a folder is that of an office."""
    return (folder / _SECRET).is_file()


def holds_node(folder: Path) -> bool:
    """Whether a folder holds a node, its own or an office's."""
    from comity.exchange.node.node import DESCRIPTION, is_node  # noqa: PLC0415 - cryptography loads slowly

    return is_node(folder) or (is_office(folder) and (folder / "node" / DESCRIPTION).is_file())


def opener(folder: Path) -> "Callable[[], Node]":
    """Give what opens the node of a folder, as often as needed."""
    from comity.exchange.node.node import open_node  # noqa: PLC0415

    if not is_office(folder):
        return lambda: open_node(folder)
    open_office(folder)
    from comity.casework.correspondence.node import office_node  # noqa: PLC0415 - needs the office

    return office_node


def open_office(folder: Path) -> None:
    """Make the office of a folder ready to be asked."""
    from comity.web import starting  # noqa: PLC0415 - Django is slow to import

    starting.prepare_django(starting.Place(folder.resolve()))
    starting.make_tables()


@contextlib.contextmanager
def opened(folder: Path) -> "Iterator[Node]":
    """Open the node of a folder for a while."""
    node = opener(folder)()
    try:
        yield node
    finally:
        node.store.close()
