"""Taking a file out of a package: for a use, within the conditions of its sender, attested and logged."""

import datetime as dt
import tempfile
from dataclasses import dataclass
from typing import BinaryIO, cast

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.node import office_node
from comity.casework.exchange_store.consents import consents_in
from comity.casework.exchange_store.models import ExchangedPackage
from comity.casework.exchange_store.store import About
from comity.casework.identity import OFFICE, Identity, Role
from comity.casework.requests.selectors import request_subject
from comity.common.errors import ComityError
from comity.exchange.documents.conditions import Condition, Use
from comity.exchange.documents.package import Package, Part, package_from
from comity.exchange.node.content import part_into
from comity.exchange.node.export import withheld_from
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.opening import attest_opened

_IN_MEMORY = 8 << 20


class ConditionError(ComityError):
    """A condition of the sender stands against the use that was asked for."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A file of a package, open for reading, and how the package lists it."""

    part: Part
    file: BinaryIO


def package_of(communication: Communication) -> Package | None:
    """The sealed header of a communication; nothing where it went on paper."""
    row = ExchangedPackage.objects.filter(digest=communication.digest).first()
    return package_from(bytes(row.header)) if row else None


def conditions_against(
    communication: Communication, package: Package, path: str, use: Use, on: dt.date
) -> list[Condition]:
    """The conditions that stand against putting one file of a received package to a use."""
    if not communication.incoming:
        return []
    barred = withheld_from(package, use, on, consents_in(communication.peer, communication.conversation, use))
    return [condition for name, condition in barred if name == path]


def part_take_out(
    *, communication: Communication, path: str, use: Use, at: dt.datetime, actor: User, who: Identity
) -> TakenOut:
    """Give a file of a package for a use; the first one out of a package attests to its sender that it was opened."""
    request = communication.request
    if request is not None:
        require(Permission.PACKAGE_OPEN, who, request_subject(request, who))
    else:
        require(Permission.REQUEST_RECEIVE, who, OFFICE)
    package = package_of(communication)
    part = next((p for p in package.parts if p.path == path), None) if package else None
    if package is None or part is None:
        raise ComityError("there is no such file in this package")
    against = conditions_against(communication, package, path, use, at.date())
    if against:
        raise ConditionError(f"A condition of {package.sender.state} stands against it: {against[0].text}")
    node = office_node(About(actor, request.case if request else None))
    out = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - the answer closes it
    part_into(node, communication.digest, at, path, out)
    out.seek(0)
    with node.store.transaction() as transaction:
        transaction.append("package_exported", at, package=communication.digest, use=str(use), file=path)
        fail_point("export:in_transaction")
    if communication.incoming:
        attest_opened(node, communication.digest, at, _pseudonym(actor))
    fail_point("export:committed")
    return TakenOut(part, out)


def _pseudonym(actor: User) -> str:
    """Who opened it, as the receipt says it: a role and a number, never a name."""
    role = next((role for role in Role if role.value in actor.roles), None)
    return f"{role or 'official'} {actor.pk}"
