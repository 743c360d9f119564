"""One thing that an office does with its node, as a process of its own that a test can kill."""

import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must stand first
from django.utils import timezone  # noqa: E402

from comity.casework.accounts.models import User  # noqa: E402
from comity.casework.correspondence.demo_pair import receiving_office_create  # noqa: E402
from comity.casework.correspondence.node import office_node  # noqa: E402
from comity.casework.log.selectors import log_check  # noqa: E402
from comity.casework.requests.models import Request  # noqa: E402
from comity.casework.requests.services import request_act  # noqa: E402
from comity.exchange.node.ceremony import Reach, own_card, trust_card  # noqa: E402
from comity.exchange.node.hand import receive_by_hand  # noqa: E402
from comity.exchange.node.node import open_node  # noqa: E402


def make(other: Path) -> None:
    """An office that trusts the other node and is trusted."""
    call_command("migrate", verbosity=0)
    office, node, at = receiving_office_create(state="CHE", reach=Reach()), open_node(other), timezone.now()
    for one, card in ((office, own_card(node)), (node, own_card(office))):
        trust_card(one, card.text, card.card.fingerprint, at.replace(microsecond=0))


def receive(other: Path) -> None:
    """Take in everything the other node has sealed, in its order."""
    rows = open_node(other).store.rows("SELECT digest FROM exchange_package WHERE incoming = 0 ORDER BY counter")
    for row in rows:
        path = open_node(other).package_path(row["digest"])
        assert receive_by_hand(office_node(), path, timezone.now().replace(microsecond=0)).accepted


def forward(_other: Path) -> None:
    """Take a step that says something to the other state."""
    request, rea = Request.everything.get(), User.objects.get(username="rea")
    if request.state == "received":
        given = {"authority": "A court (invented)", "reason": "It is theirs."}
        who, on = rea.identity(strong=True), timezone.localdate()
        request_act(
            request=request, action="forward", revision=request.revision, on=on, actor=rea, who=who, given=given
        )


def check(_other: Path) -> None:
    """Say what there is: the requests with their states, the communications, and whether the log is whole."""
    from comity.casework.correspondence.models import Communication  # noqa: PLC0415
    from comity.casework.exchange_store.models import ExchangedPackage, Outbound  # noqa: PLC0415

    states = [request.state for request in Request.everything.all()]
    counted = (Communication.everything.count(), ExchangedPackage.objects.count(), Outbound.objects.count())
    sys.stdout.write(f"{states} {counted} {log_check().troubles}")


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]))
