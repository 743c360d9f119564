"""The exchange of the synthetic office: a node of its own, and synthetic counterparts that it trusts."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from comity.casework.correspondence.node import has_node, node_make_at_the_machine, office_node
from comity.exchange.node.ceremony import Reach, init_node, own_card, trust_card
from comity.exchange.node.node import Node

TRAINING = "training"
# Synthetic authorities: the states are real, the authorities behind these nodes are not.
_COUNTERPARTS = {
    "CHE": "Example Office of Justice, Bern (training counterpart)",
    "USA": "Example Office of International Affairs (training counterpart)",
}


def demo_node(state: str, name: str, reach: Reach) -> Node:
    """Make the node of the synthetic office, where it has none."""
    if not has_node():
        at = timezone.now().replace(microsecond=0)
        node_make_at_the_machine(state=state, name=name, reach=reach, at=at)
    return office_node()


def demo_counterparts(office: Node) -> list[Path]:
    """Make the training counterparts and let office and counterparts trust one another; gives their folders."""
    at = timezone.now().replace(microsecond=0)
    folders = []
    for state, name in _COUNTERPARTS.items():
        folder = Path(settings.DATA_FOLDER) / TRAINING / state.lower()
        other = init_node(folder, state, name, at, Reach())
        for node, card in ((office, own_card(other)), (other, own_card(office))):
            trust_card(node, card.text, card.card.fingerprint, at)
        other.store.close()
        folders.append(folder)
    return folders
