"""The files of a package: read from the sealed file, checked again from its first byte to its last as they are."""

import datetime as dt
import io
from collections.abc import Callable
from typing import BinaryIO

from comity.exchange.documents.package import Part
from comity.exchange.formats.digest import Octets
from comity.exchange.node.examining import examine_file
from comity.exchange.node.node import Node


class OneFile:
    """Keeps one file of a package and forgets the others."""

    def __init__(self, path: str, out: BinaryIO) -> None:
        self._path = path
        self._out = out

    def small(self, path: str, content: bytes) -> None:
        """Forget the files of the container itself."""

    def file(self, part: Part) -> Callable[[Octets], object]:
        """Keep the one that is wanted."""
        return self._out.write if part.path == self._path else len


def part_into(node: Node, digest: str, at: dt.datetime, path: str, out: BinaryIO) -> None:
    """Write one file of a package somewhere; where anything of the package does not hold, what was written is void."""
    found = examine_file(node, node.package_path(digest), at, OneFile(path, out))
    if found.examination.refusal:
        raise found.examination.refusal


def part_bytes(node: Node, digest: str, at: dt.datetime, path: str) -> bytes:
    """Give one file of a package that is small enough to be held."""
    out = io.BytesIO()
    part_into(node, digest, at, path, out)
    return out.getvalue()
