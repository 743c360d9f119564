"""The directory: offices by role, each with a source and the day on which somebody checked it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from comity.casework.access import NotAllowedError
from comity.casework.log.models import LogEntry
from comity.common.errors import BadInputError
from comity.knowledge.directory.models import Contact
from comity.knowledge.directory.selectors import contacts_of, overdue_contacts
from comity.knowledge.directory.services import (
    ContactEntry,
    contact_add,
    contact_answered,
    contact_change,
    contact_end,
    contact_test,
)

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
ENTRY = ContactEntry("PRY", "liaison", "Synthetic Authority", "A letter (synthetic)", ON, mailbox="office@example.org")


@pytest.fixture
def contact(person: Callable[[str], Any]) -> Contact:
    """An authority that the dispatcher has added."""
    dirk = person("dirk")
    return contact_add(entry=ENTRY, on=ON, actor=dirk, who=dirk.identity())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"mailbox": ""}, "address: give at least one way to reach it"),
        ({"mailbox": "office at example"}, "mailbox: this is no address"),
        ({"telephone": "ask for Anna"}, "telephone: a telephone number has digits"),
        ({"role": "friend"}, "role: choose what one turns to it for"),
        ({"source": ""}, "source: say where the address comes from"),
        ({"checked_on": dt.date(2027, 1, 1)}, "checked_on: it cannot have been checked"),
    ],
)
def test_an_address_that_helps_nobody_is_refused_at_its_field(
    person: Callable[[str], Any], change: dict[str, Any], told: str
) -> None:
    dirk = person("dirk")
    with pytest.raises(BadInputError, match=told):
        contact_add(entry=replace(ENTRY, **change), on=ON, actor=dirk, who=dirk.identity())


def test_only_those_who_keep_it_change_the_directory(person: Callable[[str], Any]) -> None:
    ida = person("ida")
    with pytest.raises(NotAllowedError):
        contact_add(entry=ENTRY, on=ON, actor=ida, who=ida.identity())


def test_a_change_made_meanwhile_is_not_overwritten(person: Callable[[str], Any], contact: Contact) -> None:
    dirk = person("dirk")
    changed = replace(ENTRY, unit="Second unit (synthetic)")
    contact_change(contact=contact, entry=changed, revision=1, on=ON, actor=dirk, who=dirk.identity())
    with pytest.raises(BadInputError, match="somebody else has changed"):
        contact_change(contact=contact, entry=ENTRY, revision=1, on=ON, actor=dirk, who=dirk.identity())
    assert LogEntry.objects.latest("index").detail.data["before"]["authority"] == "Synthetic Authority"


def test_an_address_is_overdue_after_a_year_until_a_message_is_answered(
    person: Callable[[str], Any], contact: Contact
) -> None:
    dirk, later = person("dirk"), ON + dt.timedelta(days=400)
    assert contact in [one.contact for one in overdue_contacts(later)]
    contact_test(contact=contact, on=later, actor=dirk, who=dirk.identity())
    waiting = contacts_of("PRY", later)[0].waiting
    assert waiting is not None
    assert waiting.sent_on == later
    contact_answered(contact=contact, on=later, actor=dirk, who=dirk.identity())
    assert contact not in [one.contact for one in overdue_contacts(later)]
    with pytest.raises(BadInputError, match="no message is waiting"):
        contact_answered(contact=contact, on=later, actor=dirk, who=dirk.identity())


def test_an_address_out_of_use_is_listed_no_more_and_stays_on_record(
    person: Callable[[str], Any], contact: Contact
) -> None:
    dirk = person("dirk")
    contact_end(contact=contact, on=ON, actor=dirk, who=dirk.identity())
    assert contacts_of("PRY", ON) == []
    assert Contact.objects.filter(pk=contact.pk).exists()
