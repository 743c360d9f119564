"""The files of a package: read from the sealed file, checked again from its first byte to its last as they are."""

import datetime as dt
import io
from collections.abc import Callable

from comity.exchange.documents.package import Part
from comity.exchange.node.examining import examine_file
from comity.exchange.node.node import Node


class OneFile:
    """Keeps one file of a package and forgets the others."""

    def __init__(self, path: str, out: io.BytesIO) -> None:
        self._path = path
        self._out = out

    def small(self, path: str, content: bytes) -> None:
        """Forget the files of the container itself."""

    def file(self, part: Part) -> Callable[[bytes], object]:
        """Keep the one that is wanted."""
        return self._out.write if part.path == self._path else len


def part_bytes(node: Node, digest: str, at: dt.datetime, path: str) -> bytes:
    """Give one file of a package; refused where anything of the package does not hold."""
    out = io.BytesIO()
    examination, _, _ = examine_file(node, node.package_path(digest), at, OneFile(path, out))
    if examination.refusal:
        raise examination.refusal
    return out.getvalue()
