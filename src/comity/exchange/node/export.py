"""Export: files of a received package leave the node for a use, and the sender's conditions are asked first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.exchange.documents.conditions import Condition, Use, hindrances
from comity.exchange.documents.package import Package, PackageType, package_from
from comity.exchange.formats import canonical
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.opening import extract, stored_path
from comity.exchange.refusal import Refusal, RefusedError


@dataclass(frozen=True, slots=True)
class Exported:
    """What left for which use, and what stayed behind under which conditions."""

    digest: str
    files: tuple[Path, ...]
    withheld: tuple[tuple[str, Condition], ...]


def export_package(
    node: Node, digest: str, out: Path, use: Use, at: dt.datetime, consent: str | None = None
) -> Exported:
    """Write the files that may be put to a use; a file under a condition stays behind and is named with it.

    ``consent`` is the digest of a package of the same sender, in the same conversation, that gives consent to this use.
    """
    path = stored_path(node, digest)
    row = node.store.row("SELECT digest, peer, conversation, header FROM exchange_package WHERE digest = ?", path.stem)
    if row is None:
        raise RefusedError(Refusal.NOT_PERMITTED, f"this node has no package {digest}")
    package = package_from(row["header"])
    consents = [_checked_consent(node, consent, row["peer"], package, use)] if consent else []
    withheld = withheld_from(package, use, at.date(), consents)
    barred = {part for part, _ in withheld}
    if all(part.path in barred for part in package.parts):
        first = withheld[0][1]
        raise RefusedError(
            Refusal.NOT_PERMITTED, f"a condition of {package.sender.state} stands against it: {first.text}"
        )
    extract(node, path, out, at)
    for name in barred:
        (out / name).unlink()
    left = tuple(out / part.path for part in package.parts if part.path not in barred)
    with node.store.transaction() as transaction:
        transaction.append(
            "package_exported", at, package=row["digest"], use=str(use), consent=consent, withheld=sorted(barred)
        )
        fail_point("export:in_transaction")
    fail_point("export:committed")
    return Exported(row["digest"], left, tuple(withheld))


def withheld_from(package: Package, use: Use, on: dt.date, consents: Sequence[str]) -> list[tuple[str, Condition]]:
    """Give the files barred for a use, each with the condition; one on a field binds the files that may hold it."""
    found: list[tuple[str, Condition]] = []
    for part in package.parts:
        about = [part.path, *(c.applies_to for c in package.conditions if c.applies_to.startswith("/"))]
        against = [c for what in about for c in hindrances(package.conditions, what, use, on, consents)]
        if against:
            found.append((part.path, against[0]))
    return found


def _checked_consent(node: Node, digest: str, peer: str, package: Package, use: Use) -> str:
    row = node.store.row(
        "SELECT peer, incoming, conversation, type, header FROM exchange_package WHERE digest = ?", digest
    )
    details = canonical.decode(row["header"])["details"] if row else {}
    good = row is not None and row["incoming"] and row["peer"] == peer and row["conversation"] == package.conversation
    if not good or row is None or row["type"] != PackageType.NOTICE or str(use) not in details.get("consent_to", []):
        raise RefusedError(Refusal.NOT_PERMITTED, "this is no consent of the sender to this use")
    return digest
