"""Writing the directory: an address kept with its source, checked again, tested, ended."""

import datetime as dt
import re
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.utils import timezone

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.assets.registering import check_lengths
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place
from comity.knowledge.directory.messages import message_seal, node_answers, nodes_in
from comity.knowledge.directory.models import AddressCheck, Contact
from comity.knowledge.directory.roles import ContactRole
from comity.law.states import parse_state

_MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TELEPHONE = re.compile(r"\+?[0-9 ()./-]{5,}")


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """What the directory says of an authority: office, not person."""

    state: str
    role: str
    authority: str
    source: str
    checked_on: dt.date
    unit: str = ""
    address: str = ""
    mailbox: str = ""
    telephone: str = ""
    languages: list[str] = field(default_factory=list)
    hours: str = ""
    node: str = ""


@transaction.atomic
def contact_add(*, entry: ContactEntry, on: dt.date, actor: User, who: Identity) -> Contact:
    """Add an authority; it needs a source and at least one way to reach it."""
    require(Permission.DIRECTORY_KEEP, who)
    _check(entry, on)
    contact = Contact.objects.create(**asdict(entry))
    _log("contact_added", contact, actor, asdict(entry))
    return contact


@transaction.atomic
def contact_change(
    *, contact: Contact, entry: ContactEntry, revision: int, on: dt.date, actor: User, who: Identity
) -> Contact:
    """Change an address that was read at a revision; what it said before stays in the log."""
    require(Permission.DIRECTORY_KEEP, who)
    _check(entry, on)
    before = {name: getattr(contact, name) for name in asdict(entry)}
    values = asdict(entry)
    done = Contact.objects.filter(pk=contact.pk, revision=revision).update(**values, revision=revision + 1)
    if not done:
        raise BadInputError("somebody else has changed this address meanwhile; look at it again")
    contact.refresh_from_db()
    _log("contact_changed", contact, actor, {"before": before, "after": values})
    return contact


def _check(entry: ContactEntry, on: dt.date) -> None:
    parse_state(entry.state)
    if entry.role not in set(ContactRole):
        raise BadInputError("choose what one turns to it for", Place(field="role"))
    for name, asked in (("authority", "name the authority"), ("source", "say where the address comes from")):
        if not getattr(entry, name).strip():
            raise BadInputError(asked, Place(field=name))
    if not (entry.address.strip() or entry.mailbox.strip() or entry.telephone.strip()):
        raise BadInputError("give at least one way to reach it", Place(field="address"))
    if entry.mailbox and not _MAILBOX.fullmatch(entry.mailbox):
        raise BadInputError("this is no address of a mailbox", Place(field="mailbox"))
    if entry.telephone and not _TELEPHONE.fullmatch(entry.telephone):
        raise BadInputError("a telephone number has digits, blanks and a plus sign", Place(field="telephone"))
    if entry.node and entry.node not in dict(nodes_in(entry.state)):
        raise BadInputError("choose a node of this state that is trusted here", Place(field="node"))
    check_lengths(Contact, {name: value for name, value in asdict(entry).items() if isinstance(value, str)})
    if entry.checked_on > on:
        raise BadInputError("it cannot have been checked on a day to come", Place(field="checked_on"))


@transaction.atomic
def contact_end(*, contact: Contact, on: dt.date, actor: User, who: Identity) -> None:
    """Take an authority out of use; it stays on record."""
    require(Permission.DIRECTORY_KEEP, who)
    Contact.objects.filter(pk=contact.pk).update(ended_on=on)
    _log("contact_ended", contact, actor, {})


@transaction.atomic
def contact_test(*, contact: Contact, on: dt.date, actor: User, who: Identity) -> AddressCheck:
    """Send a sealed test message to the authority's node; where it has none, note that one was sent otherwise."""
    require(Permission.DIRECTORY_KEEP, who)
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.ended_on is not None:
        raise BadInputError("this address is out of use")
    if _waiting(contact) is not None:
        raise BadInputError("a message is waiting for an answer already")
    digest = ""
    if contact.node:
        reference = f"DIRECTORY-{contact.pk}-{contact.tests.count() + 1}"
        digest = message_seal(node=contact.node, reference=reference, at=timezone.now(), actor=actor)
    message = AddressCheck.objects.create(contact=contact, sent_on=on, sent_by=actor, digest=digest)
    _log("contact_tested", contact, actor, {"package": digest})
    return message


@transaction.atomic
def contact_answered(*, contact: Contact, on: dt.date, actor: User, who: Identity) -> None:
    """Note that the newest message was answered: the address works, so it is checked as of that day."""
    require(Permission.DIRECTORY_KEEP, who)
    message = _waiting(contact)
    if message is None:
        raise BadInputError("no message is waiting for an answer")
    AddressCheck.objects.filter(pk=message.pk).update(answered_on=on)
    Contact.objects.filter(pk=contact.pk).update(checked_on=on)
    _log("contact_answered", contact, actor, {})


def _waiting(contact: Contact) -> AddressCheck | None:
    """The newest message that nobody has answered, neither a person nor the other node."""
    tests = list(contact.tests.filter(answered_on__isnull=True))
    answers = node_answers(test.digest for test in tests)
    return next((t for t in tests if not (t.digest and answers[t.digest].answered_on)), None)


def _log(event: str, contact: Contact, actor: User, details: dict[str, object]) -> None:
    plain = {name: value for name, value in details.items() if value not in ("", [])}
    log_append(event=event, actor=actor, subject="contact", key=str(contact.pk), details=_dated(plain))


def _dated(details: dict[str, object]) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else _dated(value) if isinstance(value, dict) else value
        for name, value in details.items()
    }
