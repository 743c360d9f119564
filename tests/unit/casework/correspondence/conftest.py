"""The synthetic office with a node of its own, and a counterpart's stand-alone node that trusts it and is trusted."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.node import node_make_at_the_machine, office_node
from comity.casework.exchange_store.models import NodeCard
from comity.casework.requests.models import Request
from comity.casework.requests.services import request_act
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node.ceremony import Reach, init_node, own_card, trust_card
from comity.exchange.node.hand import Taken, receive_by_hand, write_receipts
from comity.exchange.node.node import Node
from comity.exchange.node.sending import Letter, Sealed, seal_letter
from comity.exchange.packing import Source


def now() -> dt.datetime:
    return timezone.now().replace(microsecond=0)


@dataclass
class Line:
    """What stands between the office and its counterpart: files that are carried by hand."""

    office: Node
    other: Node
    folder: Path

    def carry(self, digest: str) -> Taken:
        """Carry a package of the office over, and the receipts back."""
        taken = receive_by_hand(self.other, self.office.package_path(digest), now())
        for path in write_receipts(self.other, self.folder / digest[:8], [digest]):
            assert receive_by_hand(self.office, path, now()).accepted
        return taken

    def again(self, sealed: Sealed) -> Taken:
        """Bring something of the counterpart once more."""
        return receive_by_hand(self.office, self.other.package_path(sealed.digest), now())

    def send(self, kind: PackageType, *files: tuple[str, bytes, PartRole], **fields: Any) -> Sealed:
        """Let the counterpart send something to the office, and receive it here."""
        sources = [Source(name, role, lambda data=data: io.BytesIO(data)) for name, data, role in files]
        letter = Letter(kind, **{"reference": "B-77", "subject": "An answer", "sources": sources, **fields})
        sealed = seal_letter(self.other, letter, own_card(self.office).card, now())
        assert self.again(sealed).accepted
        return sealed

    def answer(self, communication: Communication, kind: PackageType, *files: Any, **fields: Any) -> Sealed:
        """Let the counterpart answer in the conversation of something that the office sent."""
        reply = {"conversation": communication.conversation, "in_reply_to": communication.digest}
        return self.send(kind, *files, **reply, **fields)


@pytest.fixture
def office_folder(db: None, settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for the office's node."""
    settings.DATA_FOLDER = tmp_path / "office"
    NodeCard.objects.all().delete()
    return tmp_path / "office"


@pytest.fixture
def line(db: None, office_folder: Path, tmp_path: Path) -> Iterator[Line]:
    """The office and a counterpart in Switzerland that trust one another."""
    office = node_make_at_the_machine(state="NLD", name="Example Department", reach=Reach(), at=now())
    other = init_node(tmp_path / "other", "CHE", "Office B (invented)", now(), Reach())
    for node, card in ((office, own_card(other)), (other, own_card(office))):
        trust_card(node, card.text, card.card.fingerprint, now())
    yield Line(office_node(), other, tmp_path)
    other.store.close()


@pytest.fixture
def act() -> Callable[..., Request]:
    """Take a step as a person with a second factor."""

    def step(request: Request, action: str, actor: Any, **given: Any) -> Request:
        fresh = Request.everything.get(pk=request.pk)
        who, on = actor.identity(strong=True), timezone.localdate()
        return request_act(
            request=fresh, action=action, revision=fresh.revision, on=on, actor=actor, who=who, given=given
        )

    return step


@pytest.fixture
def ready(request_: Callable[[str], Any]) -> Request:
    """A request to Switzerland that is signed and waits for the dispatcher."""
    Request.everything.filter(pk=request_("bank-records-che").pk).update(state="signed")
    return request_("bank-records-che")


@pytest.fixture
def sent(line: Line, ready: Request, act: Callable[..., Request], person: Callable[[str], Any]) -> Communication:
    """That request on its way: sealed, queued, not yet delivered."""
    act(ready, "send", person("dirk"))
    return Communication.everything.latest("pk")
