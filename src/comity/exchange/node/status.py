"""Where everything stands: read from the store, for a person or for the office."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from comity.exchange.documents.fields import time_text
from comity.exchange.node.ceremony import own_card, trusted
from comity.exchange.node.node import Node
from comity.exchange.node.paper import CLERK, FROM
from comity.exchange.node.store import Row

WARNING_DAYS = 30


def node_status(node: Node, at: dt.datetime) -> dict[str, Any]:
    """Give the node, its counterparts, every package with how far it came, what waits, and what needs a person."""
    head = node.store.head()
    own = own_card(node).card
    states = {counterpart.card.node: counterpart.card.state for counterpart in trusted(node)}
    alarms = [dict(row) for row in node.store.rows("SELECT at, peer, code, what FROM exchange_alarm ORDER BY number")]
    for counterpart in trusted(node):
        days = (counterpart.card.until - at).days
        if days < WARNING_DAYS:
            what = f"the card of {counterpart.card.name} ends in {days} days"
            alarms.append({"at": time_text(at), "peer": counterpart.card.node, "code": "card_ends", "what": what})
    return {
        "node": node.id,
        "state": node.state,
        "name": node.name,
        "fingerprint": own.fingerprint,
        "card_until": time_text(own.until),
        "log": {"size": head.size, "root": head.root.hex()},
        "counterparts": [_counterpart(c.card, _waiting(node, c.card.node)) for c in trusted(node)],
        "packages": [_package(row, states) for row in _rows(node, "package ORDER BY recorded, leaf")],
        "outbox": [dict(row) for row in _rows(node, "outbox WHERE done IS NULL ORDER BY number")],
        "work": [dict(row) for row in _rows(node, "work WHERE opened IS NULL ORDER BY since")],
        "alarms": alarms,
    }


def _rows(node: Node, which: str) -> Sequence[Row]:
    return node.store.rows(f"SELECT * FROM exchange_{which}")  # noqa: S608 - fixed texts above


def _waiting(node: Node, peer: str) -> int:
    """Count the heads of a counterpart's log that it has not proven yet."""
    question = "SELECT count(*) AS count FROM exchange_head WHERE node = ? AND chained = 1 AND proven = 0"
    row = node.store.row(question, peer)
    return int(row["count"]) if row else 0


def _counterpart(card: Any, waiting: int) -> dict[str, Any]:  # noqa: ANN401 - a Card
    return {
        "node": card.node,
        "state": card.state,
        "name": card.name,
        "fingerprint": card.fingerprint,
        "card_until": time_text(card.until),
        "endpoints": list(card.endpoints),
        "heads_waiting": waiting,
    }


def _package(row: Any, states: dict[str, str]) -> dict[str, Any]:  # noqa: ANN401 - a row
    header = json.loads(row["header"])
    details = header["details"]
    paper = details.get(FROM) if row["state"] == "entered" else None  # a sender cannot claim this of its own package
    return {
        "digest": row["digest"],
        "incoming": bool(row["incoming"]),
        "peer": row["peer"],
        "peer_state": paper or states.get(row["peer"], header["from" if row["incoming"] else "to"]["state"]),
        "signed": paper is None,
        "entered_by": details.get(CLERK) if paper else None,
        "type": row["type"],
        "reference": header["reference"],
        "subject": header["subject"],
        "conversation": row["conversation"],
        "sequence": row["sequence"],
        "state": row["state"],
        "sealed": row["sealed"],
        "recorded": row["recorded"],
        "step": details.get("step"),
        "expected": details.get("expected"),
        "by": details.get("by"),
    }


def log_entries(node: Node) -> list[dict[str, Any]]:
    """Give the events of the log in order."""
    return [
        {"seq": entry.seq, "at": entry.at, "event": entry.event, "details": dict(entry.details)}
        for entry in node.store.events()
    ]
