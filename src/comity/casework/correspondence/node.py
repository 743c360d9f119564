"""The node of this office: its keys and sealed files in the office's folder, its rows in the office's database."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.correspondence.arriving_files import files_take_all
from comity.casework.correspondence.desk import OfficeDesk
from comity.casework.exchange_store.models import NodeCard
from comity.casework.exchange_store.store import About, OfficeStore
from comity.casework.identity import Identity
from comity.exchange.node.ceremony import Reach, init_node
from comity.exchange.node.node import Node, open_node

FOLDER = "node"


def node_folder() -> Path:
    """Where the keys and the sealed files of the office's node lie."""
    return Path(settings.DATA_FOLDER) / FOLDER


def has_node() -> bool:
    """Whether this office has a node."""
    return NodeCard.objects.filter(own=1).exists()


def office_node(about: About | None = None) -> Node:
    """Open the office's node, for somebody and in a case where that is said."""
    return open_node(node_folder(), OfficeStore(about), OfficeDesk())


@transaction.atomic
def node_make(*, state: str, name: str, reach: Reach, at: dt.datetime, actor: User, who: Identity) -> Node:
    """Make the office's node: its keys and its first card."""
    require(Permission.NODE_KEEP, who)
    return _make(state, name, reach, at, About(actor))


@transaction.atomic
def node_make_at_the_machine(*, state: str, name: str, reach: Reach, at: dt.datetime) -> Node:
    """Make the office's node from the command line: whoever runs the machine needs no account."""
    return _make(state, name, reach, at, About())


def _make(state: str, name: str, reach: Reach, at: dt.datetime, about: About) -> Node:
    init_node(node_folder(), state, name, at, reach, OfficeStore(about))
    return office_node(about)


@task()
def take_what_arrived() -> None:
    """Put the files of what was carried here by hand into the register of evidence; by wire the node does it."""
    files_take_all(office_node(), timezone.now())
