"""A request leaves through the e-CODEX connector where two officers have confirmed it, and its evidences move it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from comity.casework.access import NotAllowedError
from comity.casework.correspondence.by_connector.partners import (
    partner_confirm,
    partner_end,
    partner_in_force,
    partner_propose,
    partners_shown,
)
from comity.casework.correspondence.models import Communication, ConnectorPartner
from comity.casework.correspondence.ways import Way, ways_of
from comity.casework.exchange_store.models import ExchangedPackage
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.people.models import Party
from comity.casework.requests.models import Request
from comity.casework.requests.step_fields import WAY
from comity.common.errors import BadInputError
from comity.exchange.documents.conditions import Use
from comity.exchange.documents.package import package_from
from comity.exchange.documents.receipt import Evidence
from comity.exchange.formats.properties import read_properties
from comity.exchange.node.connector_loop import look_into
from comity.exchange.node.connector_settings import connector_settings

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
Act = Callable[..., Request]
URUGUAY = {"party": "URY-AP", "role": "GW", "address": "oficina-u.example"}


@pytest.fixture
def drop(tmp_path: Path, settings: Any) -> Path:
    """A connector that reaches an authority in Uruguay, where no node is trusted."""
    write_settings(tmp_path, URUGUAY)
    settings.CONNECTOR = str(tmp_path / "connector.json")
    return tmp_path


def write_settings(folder: Path, partner: dict[str, str], **more: Any) -> None:
    said = {
        "outgoing": str(folder / "out"),
        "incoming": str(folder / "in"),
        "from": {"party": "NLD-AP", "role": "GW", "address": "bureau-n.example"},
        "states": {"URY": partner},
        "service": "Example",
        "action": "Form_A",
    }
    (folder / "connector.json").write_text(json.dumps(said | more), "utf-8")


@pytest.fixture
def confirmed(drop: Path, person: Get) -> ConnectorPartner:
    """Two officers have confirmed that Uruguay is reached through the connector."""
    proposed = partner_propose(state="URY", actor=person("dirk"), who=person("dirk").identity(strong=True))
    max_ = person("bram")
    partner_confirm(proposed=proposed, party="URY-AP", actor=max_, who=max_.identity(strong=True))
    return ConnectorPartner.objects.get(pk=proposed.pk)


@pytest.fixture
def to_uruguay(ready: Request) -> Request:
    """A signed request to Uruguay."""
    Request.everything.filter(pk=ready.pk).update(counterpart="URY")
    return Request.everything.get(pk=ready.pk)


def messages(drop: Path) -> list[Path]:
    return sorted((drop / "out").iterdir()) if (drop / "out").is_dir() else []


def attest(line: Any, drop: Path, *evidences: Evidence) -> None:
    """The connectors lay evidences beside the message, and the node takes them."""
    for folder in messages(drop):
        for evidence in evidences:
            (folder / f"{evidence}.xml").write_bytes(b"<evidence/>")
    look_into(line.office, connector_settings(drop / "connector.json"), timezone.now())


def test_the_request_lies_ready_for_the_connector_once_when_the_step_is_kept(
    line: Any,
    drop: Path,
    confirmed: Any,
    to_uruguay: Request,
    act: Act,
    person: Get,
    django_capture_on_commit_callbacks: Any,
) -> None:
    before = LogEntry.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        act(to_uruguay, "send", person("dirk"))
        assert [path.name.startswith(".writing-") for path in messages(drop)] == [True]
    (folder,) = messages(drop)
    sent = Communication.everything.latest("pk")
    assert (sent.route, sent.counterpart, sent.peer) == ("connector", "URY", "e-codex-URY")
    said = read_properties((folder / "message.properties").read_bytes())
    assert (said["to.party.id"], said["conversation.id"]) == ("URY-AP", sent.conversation)
    signed = bytes(to_uruguay.version.files.get(name="REQUEST.pdf").content)
    assert (folder / "content.pdf").read_bytes() == signed
    assert sent.digest in (folder / "content.xml").read_text("utf-8")
    assert [e.event for e in LogEntry.objects.order_by("index")[before:]] == ["sent", "connector_handed_over"]
    assert log_check().troubles == ()


def test_the_conditions_of_use_have_to_be_understood_through_the_connector_as_through_a_node(
    line: Any, drop: Path, confirmed: Any, to_uruguay: Request, act: Act, person: Get
) -> None:
    Party.everything.filter(case=to_uruguay.case, key="beat").update(marks={"birth_date": "confidential"})
    act(to_uruguay, "send", person("dirk"))
    package = package_from(bytes(ExchangedPackage.objects.get().header))
    assert any(Use.PUBLICATION in condition.uses for condition in package.conditions)
    assert package.requires == ("use_conditions",)


def test_a_step_that_breaks_leaves_nothing_for_the_connector(
    line: Any, drop: Path, confirmed: Any, to_uruguay: Request, act: Act, person: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        if name == "connector:in_transaction":
            raise OSError(name)

    monkeypatch.setattr("comity.exchange.node.connector_handing.fail_point", broken)
    with pytest.raises(OSError, match="connector"):
        act(to_uruguay, "send", person("dirk"))
    assert messages(drop) == []
    assert Request.everything.get(pk=to_uruguay.pk).state == "signed"


@pytest.fixture
def handed(
    line: Any,
    drop: Path,
    confirmed: Any,
    to_uruguay: Request,
    act: Act,
    person: Get,
    django_capture_on_commit_callbacks: Any,
) -> Request:
    """The request, handed to the connector."""
    with django_capture_on_commit_callbacks(execute=True):
        act(to_uruguay, "send", person("dirk"))
    return Request.everything.get(pk=to_uruguay.pk)


@pytest.mark.parametrize(
    ("evidences", "state"),
    [
        ((Evidence.SUBMISSION_ACCEPTANCE,), "sent"),
        ((Evidence.SUBMISSION_REJECTION,), "undelivered"),
        ((Evidence.RELAY_ACCEPTANCE,), "sent"),
        ((Evidence.RELAY_REJECTION,), "undelivered"),
        ((Evidence.RELAY_FAILURE,), "undelivered"),
        ((Evidence.DELIVERY,), "delivered"),
        ((Evidence.RELAY_ACCEPTANCE, Evidence.NON_DELIVERY), "undelivered"),
        ((Evidence.RETRIEVAL,), "delivered"),
        ((Evidence.DELIVERY, Evidence.NON_RETRIEVAL), "delivered"),
    ],
)
def test_the_evidences_of_the_connectors_move_the_request_by_the_life_cycle(
    line: Any, drop: Path, handed: Request, evidences: tuple[Evidence, ...], state: str
) -> None:
    attest(line, drop, *evidences)
    assert Request.everything.get(pk=handed.pk).state == state


def test_a_delivery_that_is_attested_late_corrects_the_failure_before_it(
    line: Any, drop: Path, handed: Request
) -> None:
    attest(line, drop, Evidence.RELAY_FAILURE)
    attest(line, drop, Evidence.DELIVERY)
    assert Request.everything.get(pk=handed.pk).state == "delivered"
    entry = LogEntry.objects.filter(case=handed.case, event="delivered").latest("index")
    assert (entry.actor, entry.detail.data["by"]) == (None, "e-CODEX connector")


def test_what_the_connector_could_not_deliver_goes_again_on_paper(
    line: Any, drop: Path, handed: Request, act: Act, person: Get
) -> None:
    attest(line, drop, Evidence.RELAY_FAILURE)
    act(handed, "send_again", person("dirk"), way="on_paper")
    assert Communication.everything.latest("pk").route == "paper"


def test_an_answer_to_a_question_goes_by_the_way_of_the_conversation_with_its_words_in_the_document(
    line: Any, drop: Path, handed: Request, act: Act, person: Get, django_capture_on_commit_callbacks: Any
) -> None:
    first = {folder.name for folder in messages(drop)}
    Request.everything.filter(pk=handed.pk).update(state="queried")
    with django_capture_on_commit_callbacks(execute=True):
        act(handed, "answer_question", person("dirk"), reason="The one that ends in 22.")
    (folder,) = [folder for folder in messages(drop) if folder.name not in first]
    sent = Communication.everything.latest("pk")
    assert (sent.kind, sent.route) == ("clarification", "connector")
    assert read_properties((folder / "message.properties").read_bytes())["conversation.id"] == sent.conversation
    assert Communication.everything.filter(conversation=sent.conversation, route="connector").count() == 2
    assert "The one that ends in 22." in PdfReader(folder / "content.pdf").pages[0].extract_text()


def test_a_message_that_is_too_large_is_told_and_the_request_stays_signed(
    line: Any, drop: Path, confirmed: Any, to_uruguay: Request, act: Act, person: Get
) -> None:
    large = to_uruguay.version.files.get(name="REQUEST.docx")
    large.content = bytes(1_000_000)
    type(large).objects.filter(pk=large.pk).update(content=large.content)
    write_settings(drop, URUGUAY, largest_mb=1)
    with pytest.raises(BadInputError, match="the connector takes at most 1 MB"):
        act(to_uruguay, "send", person("dirk"))
    assert Request.everything.get(pk=to_uruguay.pk).state == "signed"
    assert messages(drop) == []


def test_nothing_goes_through_the_connector_on_the_word_of_one_officer(
    line: Any, drop: Path, to_uruguay: Request, person: Get
) -> None:
    dirk = person("dirk")
    proposed = partner_propose(state="URY", actor=dirk, who=dirk.identity(strong=True))
    assert ways_of(to_uruguay) == (Way.PAPER,)
    with pytest.raises(NotAllowedError):
        partner_confirm(proposed=proposed, party="URY-AP", actor=dirk, who=dirk.identity(strong=True))
    with pytest.raises(BadInputError, match="waits for a second officer"):
        partner_propose(state="URY", actor=dirk, who=dirk.identity(strong=True))
    bram = person("bram")
    with pytest.raises(BadInputError, match="not the party"):
        partner_confirm(proposed=proposed, party="URY-XX", actor=bram, who=bram.identity(strong=True))
    assert partner_in_force("URY") is None


def test_where_the_settings_name_another_access_point_later_two_officers_are_asked_again(
    line: Any, drop: Path, confirmed: Any, to_uruguay: Request
) -> None:
    assert ways_of(to_uruguay) == (Way.CONNECTOR, Way.PAPER)
    write_settings(drop, URUGUAY | {"address": "elsewhere.example"})
    assert ways_of(to_uruguay) == (Way.PAPER,)
    assert [(p.state, p.in_force, p.changed) for p in partners_shown()] == [("URY", False, True)]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (None, "Такого файла нет"),
        ("{", "Не является JSON"),
        ("[]", "В настройках должны быть"),
        ('{"actions": 1}', "В настройках должны быть"),
    ],
)
def test_settings_that_cannot_be_used_are_told_on_the_page_of_counterparts_and_nothing_goes(
    line: Any, drop: Path, confirmed: Any, to_uruguay: Request, person: Get, file: str | None, told: str
) -> None:
    path = drop / "connector.json"
    path.unlink()
    if file is not None:
        path.write_text(file, "utf-8")
    assert ways_of(to_uruguay) == (Way.PAPER,)
    client = Client()
    client.force_login(person("dirk"))
    session = client.session
    session["language"] = "ru"
    session.save()
    page = client.get("/counterparts").content.decode()
    assert "Настройки коннектора непригодны" in page
    assert told in page
    assert "Настройки изменились" not in page


def test_an_officer_ends_the_way_through_the_connector_at_once(
    line: Any, drop: Path, confirmed: ConnectorPartner, to_uruguay: Request, person: Get
) -> None:
    dirk = person("dirk")
    partner_end(partner=confirmed, actor=dirk, who=dirk.identity(strong=True))
    assert ways_of(to_uruguay) == (Way.PAPER,)
    events = LogEntry.objects.filter(event__startswith="connector_partner").values_list("event", flat=True)
    assert sorted(events) == [f"connector_partner_{what}" for what in ("confirmed", "ended", "proposed")]


def test_of_two_officers_who_propose_the_same_partner_the_table_lets_one_wait(drop: Path, person: Get) -> None:
    dirk, bram = person("dirk"), person("bram")
    first = partner_propose(state="URY", actor=dirk, who=dirk.identity(strong=True))
    with pytest.raises(IntegrityError), transaction.atomic():
        ConnectorPartner.objects.create(state="URY", **URUGUAY, proposed_by=bram)
    with pytest.raises(BadInputError, match="waits for a second officer already") as told:
        partner_propose(state="URY", actor=dirk, who=dirk.identity(strong=True))
    assert told.value.place.field == "state"
    assert ConnectorPartner.objects.get() == first
    assert LogEntry.objects.filter(event="connector_partner_proposed").count() == 1


def test_the_table_lets_one_partner_of_a_state_be_in_force(confirmed: ConnectorPartner, person: Get) -> None:
    again = ConnectorPartner(state="URY", **URUGUAY, proposed_by=person("dirk"), decided_at=timezone.now())
    again.confirmed = True
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_ways_that_a_step_offers_are_the_ways_there_are() -> None:
    assert WAY.choices == tuple(way.value for way in Way)


def test_a_way_that_is_not_open_is_told_at_its_field(line: Any, ready: Request, act: Act, person: Get) -> None:
    with pytest.raises(BadInputError, match="not open") as told:
        act(ready, "send", person("dirk"), way="national_connector")
    assert told.value.place.field == "way"


def test_the_pages_say_by_which_way_it_goes_and_how_far_it_came(
    line: Any, drop: Path, confirmed: Any, to_uruguay: Request, person: Get, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client()
    client.force_login(person("dirk"))
    session = client.session
    session["strong"] = True
    session.save()
    shown = client.get(f"/requests/{to_uruguay.pk}/steps/send").content.decode()
    assert 'value="national_connector" checked' in shown
    assert 'value="sealed_to_their_node"' not in shown
    given = {"action": "send", "revision": to_uruguay.revision, "way": "national_connector"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/requests/{to_uruguay.pk}/act", given).status_code == 302
    attest(line, drop, Evidence.DELIVERY)
    assert "Delivered to their authority" in client.get(f"/requests/{to_uruguay.pk}").content.decode()
    table = client.get(f"/requests/{to_uruguay.pk}/correspondence.csv").content.decode()
    assert "e-CODEX connector,Sealed" in table
    sent = Communication.everything.latest("pk")
    page = client.get(f"/communications/{sent.pk}").content.decode()
    assert "Delivered to their authority" in page
    assert "until the connector has taken them" in page
