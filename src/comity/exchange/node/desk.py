"""The desk behind a node: whoever works with what arrives is told of it in the transaction that enters it."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from comity.exchange.documents.package import Package
from comity.exchange.documents.receipt import Evidence

if TYPE_CHECKING:
    from comity.exchange.node.node import Node

ReadPart = Callable[[str], bytes]


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
