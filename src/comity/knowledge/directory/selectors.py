"""Reading the directory: who is there for what in a state, and what has not been checked for long."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from comity.knowledge.directory.messages import NodeAnswer, node_answers
from comity.knowledge.directory.models import AddressCheck, Contact

OLD_AFTER_DAYS = 365
"""The office's own practice: an address is looked at once a year."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An authority as the directory shows it: when it was checked last, and the test that waits for an answer.

    ``by_node`` says that its own node attested the newest check; ``trouble`` what keeps the waiting test from arriving.
    """

    contact: Contact
    checked_on: dt.date
    overdue: bool
    waiting: AddressCheck | None
    by_node: bool = False
    trouble: str = ""


def contacts_of(state: str, on: dt.date) -> list[Listed]:
    """The authorities of a state that are in use."""
    return _listed(Contact.objects.filter(state=state, ended_on__isnull=True).prefetch_related("tests"), on)


def overdue_contacts(on: dt.date) -> list[Listed]:
    """The authorities whose address nobody has checked for a year, the oldest first."""
    before = on - dt.timedelta(days=OLD_AFTER_DAYS)
    found = Contact.objects.filter(checked_on__lt=before, ended_on__isnull=True).prefetch_related("tests")
    return [one for one in _listed(found.order_by("checked_on"), on) if one.overdue]


def _listed(contacts: Iterable[Contact], on: dt.date) -> list[Listed]:
    held = list(contacts)
    answers = node_answers(test.digest for contact in held for test in contact.tests.all())
    return [_one(contact, answers, on) for contact in held]


def _one(contact: Contact, answers: dict[str, NodeAnswer], on: dt.date) -> Listed:
    tests = list(contact.tests.all())
    came = [day for test in tests if test.digest and (day := answers[test.digest].answered_on)]
    checked = max([contact.checked_on, *came])
    open_ = (t for t in tests if t.answered_on is None and not (t.digest and answers[t.digest].answered_on))
    waiting = next(open_, None)
    trouble = answers[waiting.digest].trouble if waiting is not None and waiting.digest else ""
    overdue = (on - checked).days > OLD_AFTER_DAYS
    return Listed(contact, checked, overdue, waiting, by_node=checked in came, trouble=trouble)
