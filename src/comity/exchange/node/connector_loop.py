"""The connector beside the node's own work: what lies in its folders is taken again and again, nobody has to ask."""

import contextlib
import datetime as dt
import logging
from collections.abc import Iterator

from comity.common.errors import ComityError
from comity.exchange.documents.connector import Settings
from comity.exchange.node.connector_drop import message_folders, take_evidences, take_message
from comity.exchange.node.node import Node

_log_of = logging.getLogger(__name__)


def look_into(node: Node, settings: Settings, at: dt.datetime) -> None:
    """Take evidences and messages; one that cannot be taken waits for a person, and stops nothing else."""
    with _trouble_told("evidences"):
        take_evidences(node, settings, at)
    for folder in message_folders(settings):
        with _trouble_told(folder.name):
            take_message(node, settings, folder, at)


@contextlib.contextmanager
def _trouble_told(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ComityError) as error:
        _log_of.warning("from the connector, %s could not be taken: %s", what, error)
