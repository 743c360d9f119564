"""Reading the directory: who is there for what in a state, and what has not been checked for long."""

import datetime as dt
from dataclasses import dataclass

from comity.knowledge.directory.models import AddressCheck, Contact

OLD_AFTER_DAYS = 365
"""The office's own practice: an address is looked at once a year."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An authority as the directory shows it: whether its check is overdue, and the test that waits for an answer."""

    contact: Contact
    overdue: bool
    waiting: AddressCheck | None


def contacts_of(state: str, on: dt.date) -> list[Listed]:
    """The authorities of a state that are in use."""
    found = Contact.objects.filter(state=state, ended_on__isnull=True).prefetch_related("tests")
    return [_listed(contact, on) for contact in found]


def overdue_contacts(on: dt.date) -> list[Listed]:
    """The authorities whose address nobody has checked for a year, the oldest first."""
    before = on - dt.timedelta(days=OLD_AFTER_DAYS)
    found = Contact.objects.filter(checked_on__lt=before, ended_on__isnull=True).prefetch_related("tests")
    return [_listed(contact, on) for contact in found.order_by("checked_on")]


def _listed(contact: Contact, on: dt.date) -> Listed:
    waiting = next((test for test in contact.tests.all() if test.answered_on is None), None)
    return Listed(contact, (on - contact.checked_on).days > OLD_AFTER_DAYS, waiting)
