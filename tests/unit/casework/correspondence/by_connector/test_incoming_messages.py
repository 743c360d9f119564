"""A message of the national connector waits for a person, unsigned, once; evidences count; the page tells of both."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from comity.casework.correspondence.arriving_files import items_of_package
from comity.casework.correspondence.by_connector.incoming import TO_KEY_IN, TO_RECORD, connector_states
from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.selectors import waiting_for
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.requests.models import Request
from comity.exchange.documents.connector import Settings, settings_from
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.formats.properties import properties_text
from comity.exchange.node.connector_handing import hand_over
from comity.exchange.node.connector_loop import look_into
from comity.exchange.node.sending import Letter
from comity.exchange.packing import Source

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)  # the cards of the two nodes are in force from now on
GERMANY = {"party": "DEU-AP", "role": "GW", "address": "stelle-d.example"}
SWITZERLAND = {"party": "CHE-AP", "role": "GW", "address": "amt-c.example"}
FRANCE = {"party": "FRA-AP", "role": "GW", "address": "bureau-a.example"}


@pytest.fixture
def through(tmp_path: Path) -> Settings:
    folders = {"outgoing": str(tmp_path / "out"), "incoming": str(tmp_path / "in")}
    said = {
        "actions": {"Form_R": "request"},
        "from": FRANCE,
        "states": {"DEU": GERMANY, "CHE": SWITZERLAND},
        "service": "Example",
        "action": "Form_A",
    }
    return settings_from({**folders, **said}, "settings")


def lay(through: Settings, name: str, **said: str) -> None:
    """Lay a message into the folder as the connector's client does."""
    folder = Path(through.incoming) / name
    folder.mkdir(parents=True)
    (folder / "content.pdf").write_bytes(b"%PDF-1.7 (invented)")
    properties = {"ebms.message.id": name, "from.party.id": "DEU-AP", "action": "Form_A"} | said
    (folder / "message.properties").write_bytes(properties_text(properties))


def looked_after(line: Any, through: Settings) -> None:
    look_into(line.office, through, NOW)
    line.office.desk.look_after(line.office, NOW)


def test_a_message_lands_on_its_request_unsigned_and_only_once(
    line: Any, sent: Communication, through: Settings, person: Get
) -> None:
    lay(through, "one", **{"conversation.id": sent.conversation, "from.party.id": "CHE-AP"})
    for _ in range(3):
        looked_after(line, through)
    came = Communication.everything.get(route="connector")
    assert (came.request_id, came.counterpart, came.unsigned, came.unfiled) == (sent.request_id, "CHE", True, TO_RECORD)
    assert came in waiting_for(person("dirk").identity(strong=True))
    assert LogEntry.objects.filter(event="connector_message_came").count() == 1
    assert log_check().troubles == ()


def test_the_files_of_a_message_come_into_the_register_in_quarantine_and_say_that_no_seal_vouches_for_them(
    line: Any, sent: Communication, through: Settings
) -> None:
    lay(through, "one", **{"conversation.id": sent.conversation, "from.party.id": "CHE-AP"})
    for _ in range(2):
        looked_after(line, through)
    came = Communication.everything.get(route="connector")
    (item,) = items_of_package(came.digest)
    assert (item.data["title"], item.data["origin"], item.file.state) == ("content.pdf", "CHE", "quarantined")
    assert "without a seal of its sender" in item.custody.get().why


def test_a_message_of_a_third_state_lands_on_no_request_by_naming_its_conversation(
    line: Any, sent: Communication, through: Settings
) -> None:
    lay(through, "one", **{"conversation.id": sent.conversation})
    looked_after(line, through)
    assert Communication.everything.get(route="connector").request_id is None


def test_a_request_that_came_through_the_connector_opens_a_case_to_be_keyed_in(
    line: Any, through: Settings, person: Get
) -> None:
    lay(through, "one", **{"conversation.id": "theirs", "action": "Form_R"})
    for _ in range(2):
        looked_after(line, through)
    request = Request.everything.get(counterpart="DEU", direction="incoming")
    came = Communication.everything.get(route="connector")
    assert (came.request, came.unfiled, came.conversation) == (request, TO_KEY_IN, "theirs")
    assert (request.state, request.case.reference.startswith("IN-")) == ("received", True)
    assert [item.data["origin"] for item in items_of_package(came.digest)] == ["DEU"]


def test_a_message_to_no_request_waits_for_the_dispatchers(line: Any, through: Settings, person: Get) -> None:
    lay(through, "one")
    looked_after(line, through)
    assert [c.request_id for c in waiting_for(person("dirk").identity(strong=True))] == [None]


def test_one_message_of_an_unknown_party_stops_no_other(line: Any, through: Settings) -> None:
    lay(through, "a-stranger", **{"from.party.id": "XXX-AP"})
    lay(through, "known")
    looked_after(line, through)
    assert Communication.everything.filter(route="connector").count() == 1


def test_the_page_of_counterparts_tells_what_went_through_and_what_is_attested(
    line: Any, through: Settings, person: Get
) -> None:
    source = Source("page.txt", PartRole.DOCUMENT, lambda: io.BytesIO(b"one"))
    letter = Letter(PackageType.REQUEST, "Bank records", "R-1", [source])
    done = hand_over(line.office, letter, b"%PDF-1.7 (invented)", "DEU", through, NOW)
    (done.folder / "DELIVERY.xml").write_bytes(b"<evidence/>")
    lay(through, "one")
    looked_after(line, through)
    (shown,) = connector_states()
    assert (shown.state, shown.sent, shown.attested, shown.came, shown.last) == ("DEU", 1, 1, 1, NOW)
    client = Client()
    client.force_login(person("dirk"))
    came = Communication.everything.get(route="connector")
    assert "Here, unsigned" in client.get(f"/communications/{came.pk}").content.decode()
    assert "e-CODEX" in client.get("/counterparts").content.decode()
