"""What did not happen in time: attested by whom it concerns, and undone by what comes later after all.

Nothing stops because of it. A sender goes on trying, and a receipt that says that something arrived prevails over one
that says it had not.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from comity.exchange.documents.fields import time_from, time_text
from comity.exchange.documents.receipt import Evidence
from comity.exchange.formats import canonical
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.receipts import issue_receipt, settle

# Practice of this software, not law; a sender may agree on another time for opening with the detail of that name.
RELAY_WITHIN = dt.timedelta(hours=72)
ORDER_WITHIN = dt.timedelta(hours=24)
OPEN_WITHIN = dt.timedelta(hours=240)
OPEN_DETAIL = "open_within_hours"
_LONGEST = 8760


@dataclass(frozen=True, slots=True)
class Overdue:
    """A package that did not get somewhere in time, which evidence says so, and why."""

    digest: str
    evidence: Evidence
    reason: str


def attest_overdue(node: Node, at: dt.datetime) -> list[Overdue]:
    """Attest, once each, what could not be relayed, what waits for its predecessor, and what nobody has opened."""
    found = list(_overdue(node, at))
    for one in found:
        with node.store.transaction() as transaction:
            issue_receipt(node, transaction, one.digest, one.evidence, at, reason=one.reason)
            if one.evidence is Evidence.RELAY_FAILURE:
                settle(transaction, one.digest)
            node.desk.evidence_taken(one.digest, one.evidence, one.reason, at)
            fail_point("overdue:in_transaction")
        fail_point("overdue:committed")
    return found


def _overdue(node: Node, at: dt.datetime) -> Iterator[Overdue]:
    unsaid = "AND NOT EXISTS (SELECT 1 FROM exchange_receipt r WHERE r.package = p.digest AND r.evidence = ?) "
    rows = node.store.rows(
        "SELECT p.digest, o.trouble FROM exchange_package p JOIN exchange_outbox o ON o.digest = p.digest "  # noqa: S608 - fixed
        f"WHERE o.done IS NULL AND p.recorded <= ? {unsaid}ORDER BY p.recorded",
        time_text(at - RELAY_WITHIN),
        str(Evidence.RELAY_FAILURE),
    )
    for row in rows:
        hours = RELAY_WITHIN.total_seconds() // 3600
        trouble = f"not reached within {hours:.0f} hours: {row['trouble'] or 'no attempt was answered'}"
        yield Overdue(row["digest"], Evidence.RELAY_FAILURE, trouble[:400])
    rows = node.store.rows(
        "SELECT p.digest FROM exchange_package p "  # noqa: S608
        f"WHERE p.incoming = 1 AND p.state = 'held' AND p.recorded <= ? {unsaid}",
        time_text(at - ORDER_WITHIN),
        str(Evidence.NON_DELIVERY),
    )
    for row in rows:
        yield Overdue(row["digest"], Evidence.NON_DELIVERY, "the package before it in the conversation has not come")
    rows = node.store.rows(
        "SELECT p.digest, p.header, w.since FROM exchange_work w JOIN exchange_package p ON p.digest = w.digest "  # noqa: S608
        f"WHERE w.opened IS NULL AND w.since <= ? {unsaid}ORDER BY w.since",
        time_text(at - dt.timedelta(hours=1)),
        str(Evidence.NON_RETRIEVAL),
    )
    for row in rows:
        within = _agreed(canonical.decode(row["header"])["details"].get(OPEN_DETAIL))
        if time_from(row["since"]) + within <= at:
            hours = within.total_seconds() // 3600
            yield Overdue(row["digest"], Evidence.NON_RETRIEVAL, f"not opened within {hours:.0f} hours")


def _agreed(said: object) -> dt.timedelta:
    hours = said if isinstance(said, int) and not isinstance(said, bool) and 1 <= said <= _LONGEST else None
    return dt.timedelta(hours=hours) if hours else OPEN_WITHIN
