"""Test messages to an authority with a node: really sent, sealed, and answered by the receipt of that node alone."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.node import node_make_at_the_machine, office_node
from comity.casework.exchange_store.models import NodeCard, Outbound
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.common.errors import BadInputError
from comity.exchange.documents.package import PackageType
from comity.exchange.node.ceremony import Reach, init_node, own_card, trust_card
from comity.exchange.node.hand import receive_by_hand, write_receipts
from comity.exchange.node.node import Node
from comity.exchange.node.opening import open_package
from comity.exchange.node.sending import Letter, seal_letter
from comity.knowledge.directory.models import Contact
from comity.knowledge.directory.selectors import Listed, contacts_of, overdue_contacts
from comity.knowledge.directory.services import ContactEntry, contact_add, contact_answered, contact_test
from comity.knowledge.lessons.bundle import read_lessons
from comity.knowledge.lessons.models import Lesson

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


def today() -> dt.date:
    return timezone.localdate()


def now() -> dt.datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def other(settings: Any, tmp_path: Path) -> Iterator[Node]:
    """A node in Switzerland that this office trusts, and that trusts it."""
    settings.DATA_FOLDER = tmp_path / "office"
    NodeCard.objects.all().delete()
    office = node_make_at_the_machine(state="NLD", name="Example Department", reach=Reach(), at=now())
    other = init_node(tmp_path / "other", "CHE", "Office B (invented)", now(), Reach())
    for node, card in ((office, own_card(other)), (other, own_card(office))):
        trust_card(node, card.text, card.card.fingerprint, now())
    yield other
    other.store.close()


@pytest.fixture
def contact(other: Node, person: Person) -> Contact:
    """An authority whose address nobody has checked for more than a year, with the node of the other office."""
    entry = ContactEntry("CHE", "liaison", "Office B (invented)", "A letter (synthetic)", today(), address="Bern")
    dirk = person("dirk")
    old = replace(entry, node=other.id, checked_on=today() - dt.timedelta(days=500))
    return contact_add(entry=old, on=today(), actor=dirk, who=dirk.identity())


def listed(contact: Contact) -> Listed:
    """The authority as the page of the state shows it."""
    return next(one for one in contacts_of(contact.state, today()) if one.contact == contact)


def by(user: Any) -> dict[str, Any]:
    return {"actor": user, "who": user.identity()}


def test_a_message_leaves_sealed_and_the_receipt_of_the_other_node_is_the_answer(
    contact: Contact, other: Node, person: Person, tmp_path: Path
) -> None:
    message = contact_test(contact=contact, on=today(), **by(person("dirk")))
    assert Outbound.objects.get().digest == message.digest
    waiting = listed(contact)
    assert (waiting.waiting, waiting.by_node, waiting.overdue) == (message, False, True)
    with pytest.raises(BadInputError, match="waiting for an answer already"):
        contact_test(contact=contact, on=today(), **by(person("dirk")))
    assert receive_by_hand(other, office_node().package_path(message.digest), now()).accepted
    assert listed(contact).waiting is not None, "our own receipts attest nothing of theirs"
    for path in write_receipts(other, tmp_path / "receipts", [message.digest]):
        receive_by_hand(office_node(), path, now())
    answered = listed(contact)
    assert (answered.waiting, answered.by_node, answered.checked_on) == (None, True, today())
    assert contact not in [one.contact for one in overdue_contacts(today())]
    with pytest.raises(BadInputError, match="no message is waiting"):
        contact_answered(contact=contact, on=today(), **by(person("dirk")))
    assert log_check().troubles == ()


def test_the_log_names_the_package_and_the_message_concerns_no_request(contact: Contact, person: Person) -> None:
    message = contact_test(contact=contact, on=today(), **by(person("dirk")))
    entry = LogEntry.objects.filter(event="contact_tested").latest("index")
    assert entry.detail.data == {"package": message.digest}
    sent = Communication.everything.get(digest=message.digest)
    assert (sent.request, sent.kind, sent.details["step"]) == (None, "notice", "test_message")


def test_a_node_of_another_state_or_none_that_is_trusted_is_no_node_of_the_authority(
    other: Node, person: Person
) -> None:
    entry = ContactEntry("CHE", "liaison", "Office", "A letter (synthetic)", today(), address="Bern", node="f" * 64)
    for wrong in (entry, replace(entry, state="PRY", node=other.id)):
        with pytest.raises(BadInputError, match="node of this state that is trusted"):
            contact_add(entry=wrong, on=today(), **by(person("dirk")))


def test_a_test_message_that_arrives_here_says_that_nothing_is_to_be_done(other: Node) -> None:
    details = {"step": "test_message", "text": "Does it work?"}
    letter = Letter(PackageType.NOTICE, subject="Test message", reference="D-1", details=details)
    sealed = seal_letter(other, letter, own_card(office_node()).card, now())
    assert receive_by_hand(office_node(), other.package_path(sealed.digest), now()).accepted
    arrived = Communication.everything.get(digest=sealed.digest)
    assert arrived.request is None
    assert arrived.unfiled.startswith("A test message")


def test_in_the_browser_the_button_sends_and_a_slip_is_told(contact: Contact, person: Person) -> None:
    client = Client()
    client.force_login(person("dirk"))
    assert "Send a sealed test message" in client.get("/knowledge/states/CHE").content.decode()
    page = client.post(f"/directory/{contact.pk}/act", {"action": "test"}, follow=True).content.decode()
    assert "sealed; the receipt of its node answers it" in page
    assert "It was answered" not in page
    again = client.post(f"/directory/{contact.pk}/act", {"action": "test"}, follow=True).content.decode()
    assert "A message is waiting for an answer already" in again
    assert "Office B (invented)" in client.get(f"/directory/{contact.pk}").content.decode()


def test_a_text_longer_than_its_column_and_a_revision_that_is_no_number_are_told(
    contact: Contact, person: Person
) -> None:
    client = Client()
    client.force_login(person("dirk"))
    given = {"role": "liaison", "authority": "x" * 400, "source": "s", "address": "a", "checked_on": "2026-01-01"}
    assert client.post(f"/directory/{contact.pk}", {**given, "revision": "1"}).status_code == 422
    assert client.post(f"/directory/{contact.pk}", {**given, "authority": "A", "revision": "one"}).status_code == 422
    assert client.post(f"/directory/{contact.pk}", {**given, "checked_on": "2026-02-31"}).status_code == 422


def test_our_own_lessons_go_sealed_to_another_office_and_come_out_there_as_they_are(
    other: Node, person: Person, tmp_path: Path
) -> None:
    client = Client()
    client.force_login(person("dirk"))
    assert "Office B (invented)" in client.get("/knowledge").content.decode()
    given = {"what": "lessons", "node": other.id}
    assert client.post("/knowledge/send", given).status_code == 302
    sent = Communication.everything.latest("pk")
    assert receive_by_hand(other, office_node().package_path(sent.digest), now()).accepted
    opened = open_package(other, office_node().package_path(sent.digest), tmp_path / "out", timezone.now())
    (file,) = [path for path in opened.files if path.name.endswith("lessons.json")]
    origin, lessons = read_lessons(file.read_bytes(), "lessons.json")
    assert origin == "NLD"
    assert {lesson.uid for lesson in lessons} == {str(one.uid) for one in Lesson.objects.filter(status="confirmed")}
    refused = client.post("/knowledge/send", {**given, "node": "nobody"}, follow=True).content.decode()
    assert "Choose a node that is trusted here" in refused
    client.force_login(person("pia"))
    assert client.post("/knowledge/send", given).status_code == 403
