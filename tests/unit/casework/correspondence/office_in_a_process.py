"""What an office does with its node, each thing in a process of its own that a test can kill.

The program is read once; each process begins as a copy of it and is then told where its office lies.
"""

import json
import os
import sys
import traceback
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must stand first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from comity.casework.accounts.models import User  # noqa: E402
from comity.casework.correspondence.demo_pair import receiving_office_create  # noqa: E402
from comity.casework.correspondence.models import Communication, ConnectorPartner, PaperFile  # noqa: E402
from comity.casework.correspondence.node import office_node  # noqa: E402
from comity.casework.correspondence.on_paper.answers import PaperAnswer, paper_answer_enter  # noqa: E402
from comity.casework.correspondence.replies import confirmed, deletion_answer  # noqa: E402
from comity.casework.log.selectors import log_check  # noqa: E402
from comity.casework.requests.intake import request_receive  # noqa: E402
from comity.casework.requests.models import Request  # noqa: E402
from comity.casework.requests.services import request_act  # noqa: E402
from comity.exchange.documents.connector import settings_from  # noqa: E402
from comity.exchange.formats.properties import properties_text  # noqa: E402
from comity.exchange.node.ceremony import Reach, own_card, trust_card  # noqa: E402
from comity.exchange.node.connector_loop import look_into  # noqa: E402
from comity.exchange.node.connector_settings import connector_settings  # noqa: E402
from comity.exchange.node.hand import receive_by_hand  # noqa: E402
from comity.exchange.node.node import open_node  # noqa: E402


def make(other: Path) -> None:
    """An office that trusts the other node and is trusted."""
    call_command("migrate", verbosity=0)
    office, node, at = receiving_office_create(state="CHE", reach=Reach()), open_node(other), timezone.now()
    for one, card in ((office, own_card(node)), (node, own_card(office))):
        trust_card(one, card.text, card.card.fingerprint, at.replace(microsecond=0))


ALTERED = "altered"


def receive(other: Path) -> None:
    """Take in the first three packages that the other node has sealed, in its order, and their files."""
    _receive(other, 3)


def withdrawal(other: Path) -> None:
    """Register the request and take in the fourth package, which withdraws it."""
    request, rea = Request.everything.get(), User.objects.get(username="rea")
    if request.state == "received":
        _act(request, "register", rea)
    _receive(other, 4)


def delete(other: Path) -> None:
    """Take in everything and do the deletion that the fifth package asks for."""
    _receive(other, 5)
    asked, rea = Communication.everything.get(kind="deletion_request"), User.objects.get(username="rea")
    if not confirmed(asked):
        deletion_answer(communication=asked, at=timezone.now(), actor=rea, who=rea.identity(strong=True))


def _receive(other: Path, most: int) -> None:
    rows = open_node(other).store.rows("SELECT digest FROM exchange_package WHERE incoming = 0 ORDER BY counter")
    for row in rows[:most]:
        path = open_node(other).package_path(row["digest"])
        assert receive_by_hand(office_node(), path, timezone.now().replace(microsecond=0)).accepted
        if (other / ALTERED).exists():
            office_node().package_path(row["digest"]).write_bytes(b"altered on the disk of the office")
    office = office_node()
    office.desk.look_after(office, timezone.now())


def _act(request: Request, action: str, actor: User, **given: str) -> None:
    who, on = actor.identity(strong=True), timezone.localdate()
    request_act(request=request, action=action, revision=request.revision, on=on, actor=actor, who=who, given=given)


def forward(_other: Path) -> None:
    """Take a step that says something to the other state."""
    request, rea = Request.everything.get(), User.objects.get(username="rea")
    if request.state == "received":
        _act(request, "forward", rea, authority="A court (invented)", reason="It is theirs.")


def paper(_other: Path) -> None:
    """Key in a request of a state that has no node, and acknowledge it: the answer goes on paper."""
    rea, on = User.objects.get(username="rea"), timezone.localdate()
    who = rea.identity(strong=True)
    request = Request.everything.filter(counterpart="FRA").first() or request_receive(
        reference="P-1",
        sender="FRA",
        measure="assistance",
        foreign_reference="F-1",
        summary="On paper (invented)",
        received=on,
        on=on,
        actor=rea,
        who=who,
    )
    if request.state == "received":
        _act(request, "register", rea)
    request = Request.everything.get(pk=request.pk)
    if request.state == "registered":
        _act(request, "acknowledge", rea, language="en", signatory_title="Head of desk (invented)")


def answer(other: Path) -> None:
    """Enter what came back on paper, once."""
    paper(other)
    sent, rea, on = Communication.everything.get(route="paper"), User.objects.get(username="rea"), timezone.localdate()
    if not Communication.everything.filter(route="entered").exists():
        said = PaperAnswer("notice", "F-2", None, on, "post", "Thank you (invented).")
        paper_answer_enter(sent=sent, answer=said, on=on, actor=rea, who=rea.identity(strong=True))


def connector(other: Path) -> None:
    """Take in what the national connector has laid down, and show it to the dispatchers."""
    message, at = other / "in" / "one", timezone.now().replace(microsecond=0)
    message.mkdir(parents=True, exist_ok=True)
    said = {"ebms.message.id": "one", "from.party.id": "DEU-AP", "action": "Form_A"}
    (message / "message.properties").write_bytes(properties_text(said))
    party = {"party": "DEU-AP", "role": "GW", "address": "stelle-d.example"}
    folders = {"outgoing": str(other / "out"), "incoming": str(other / "in")}
    rest = {"from": party, "states": {"DEU": party}, "service": "Example", "action": "Form_A"}
    office = office_node()
    look_into(office, settings_from({**folders, **rest}, "settings"), at)
    office.desk.look_after(office, at)


def by_connector(other: Path) -> None:
    """Key in a request of a state that is reached through the connector, acknowledge it, and look into the folders."""
    _reached_by_connector(other)
    paper(other)
    office, at = office_node(), timezone.now().replace(microsecond=0)
    look_into(office, connector_settings(Path(settings.CONNECTOR)), at)


def _reached_by_connector(other: Path) -> None:
    party = {"party": "FRA-AP", "role": "GW", "address": "bureau-a.example"}
    folders = {"outgoing": str(other / "out"), "incoming": str(other / "in")}
    said = {**folders, "from": party, "states": {"FRA": party}, "service": "Example", "action": "Form_A"}
    (other / "connector.json").write_text(json.dumps(said), "utf-8")
    settings.CONNECTOR = str(other / "connector.json")
    rea = User.objects.get(username="rea")
    ConnectorPartner.objects.get_or_create(
        state="FRA", confirmed=True, defaults={**party, "proposed_by": rea, "decided_by": rea}
    )


def check(_other: Path) -> None:
    """Say what there is: the requests with their states, the communications, and whether the log is whole."""
    from comity.casework.evidence.models import EvidenceItem  # noqa: PLC0415
    from comity.casework.exchange_store.models import ExchangedPackage, Outbound  # noqa: PLC0415
    from comity.casework.requests.models import AttachedFile  # noqa: PLC0415

    states = [request.state for request in Request.everything.all()]
    counted = (Communication.everything.count(), ExchangedPackage.objects.count(), Outbound.objects.count())
    files = (EvidenceItem.everything.count(), AttachedFile.objects.count(), PaperFile.objects.count())
    sys.stdout.write(f"{states} {counted} {files} {log_check().troubles}")


def settle(folder: Path, point: str) -> None:
    """Be the office of a folder, which dies at a fail point."""
    os.environ["COMITY_FAIL_POINT"] = point
    settings.DATA_FOLDER, settings.EVIDENCE_FOLDER = folder, folder / "evidence"
    connection.settings_dict["NAME"] = str(folder / "office.sqlite3")


def begin(asked: dict[str, str]) -> int:
    """Do one thing in a copy of this process; its identifier."""
    if (child := os.fork()) > 0:
        return child
    folder, code = Path(asked["folder"]), 0
    try:
        settle(folder / "office", asked["point"])
        with Path(asked["output"]).open("w", encoding="utf-8") as sys.stdout:
            globals()[asked["what"]](folder / "other")
    except BaseException:
        Path(asked["output"]).write_text(traceback.format_exc(), encoding="utf-8")
        code = 1
    os._exit(code)


if __name__ == "__main__":
    for line in sys.stdin:
        _, ended = os.waitpid(begin(json.loads(line)), 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(ended)}\n")
        sys.stdout.flush()
