"""A message of the national connector waits for a person, unsigned, once; evidences count; the page tells of both."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from comity.casework.correspondence.connector import TO_RECORD, connector_states
from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.selectors import waiting_for
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.exchange.documents.connector import Settings, settings_from
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.formats.properties import properties_text
from comity.exchange.node.connector_drop import hand_over
from comity.exchange.node.connector_loop import look_into
from comity.exchange.node.sending import Letter
from comity.exchange.packing import Source

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
GERMANY = {"party": "DEU-AP", "role": "GW", "address": "stelle-d.example"}
FRANCE = {"party": "FRA-AP", "role": "GW", "address": "bureau-a.example"}


@pytest.fixture
def through(tmp_path: Path) -> Settings:
    folders = {"outgoing": str(tmp_path / "out"), "incoming": str(tmp_path / "in")}
    said = {"from": FRANCE, "states": {"DEU": GERMANY}, "service": "Example", "action": "Form_A"}
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
    lay(through, "one", **{"conversation.id": sent.conversation})
    for _ in range(3):
        looked_after(line, through)
    came = Communication.everything.get(route="connector")
    assert (came.request_id, came.counterpart, came.unsigned, came.unfiled) == (sent.request_id, "DEU", True, TO_RECORD)
    assert came in waiting_for(person("dirk").identity(strong=True))
    assert LogEntry.objects.filter(event="connector_message_came").count() == 1
    assert log_check().troubles == ()


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
    line: Any, through: Settings, person: Get, tmp_path: Path
) -> None:
    (tmp_path / "REQUEST.pdf").write_bytes(b"%PDF-1.7 (invented)")
    source = Source("page.txt", PartRole.DOCUMENT, lambda: io.BytesIO(b"one"))
    letter = Letter(PackageType.REQUEST, "Bank records", "R-1", [source])
    done = hand_over(line.office, letter, tmp_path / "REQUEST.pdf", "DEU", through, NOW)
    (done.folder / "DELIVERY.xml").write_bytes(b"<evidence/>")
    lay(through, "one")
    looked_after(line, through)
    (shown,) = connector_states()
    assert (shown.state, shown.sent, shown.attested, shown.came, shown.last) == ("DEU", 1, 1, 1, NOW)
    client = Client()
    client.force_login(person("dirk"))
    assert "e-CODEX" in client.get("/counterparts").content.decode()
