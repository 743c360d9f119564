"""The sealed packages of a case that is deleted: the node forgets what they said, and their files go."""

from pathlib import Path

from django.utils import timezone

from comity.casework.accounts.models import User
from comity.casework.correspondence.node import has_node, office_node
from comity.casework.exchange_store.store import About
from comity.exchange.node.deletion import forget


def packages_forget(*, digests: set[str], actor: User) -> list[Path]:
    """Let the node forget what some packages said, in this transaction; gives the files to remove when it has ended."""
    if not digests or not has_node():
        return []
    node, at = office_node(About(actor)), timezone.now().replace(microsecond=0)
    with node.store.transaction() as transaction:
        for digest in sorted(digests):
            forget(transaction, digest, at)
    return [node.package_path(digest) for digest in sorted(digests)]
