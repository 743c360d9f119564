"""Nominations in BODS 0.4: arrangements with a nominee and a nominator, who may be a nomination in turn."""

from typing import Any


def nominations(records: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """For every nomination the records from its nominee to the one behind it; none where either is not named."""
    sides: dict[str, dict[str, str]] = {
        record: {} for record, statement in records.items() if _is_nomination(statement)
    }
    for statement in records.values():
        details = statement.get("recordDetails", {})
        subject, party = details.get("subject"), details.get("interestedParty")
        if isinstance(subject, str) and isinstance(party, str) and subject in sides:
            for interest in details.get("interests") or ():
                sides[subject].setdefault(str(interest.get("type")), party)
    ways = {record: _way(record, sides) for record in sides}
    return {record: way for record, way in ways.items() if way}


def _is_nomination(statement: dict[str, Any]) -> bool:
    kind = statement.get("recordDetails", {}).get("entityType")
    return isinstance(kind, dict) and kind.get("subtype") == "nomination"


def _way(record: str, sides: dict[str, dict[str, str]]) -> list[str]:
    way: list[str] = []
    seen: set[str] = set()
    while record in sides and record not in seen:
        seen.add(record)
        found = sides[record]
        if not {"nominee", "nominator"} <= found.keys():
            return []
        way.append(found["nominee"])
        record = found["nominator"]
    return [] if record in seen else [*way, record]
