"""The figures on requests counted a second time, from the text of the log's leaves, by another way.

This is what an auditor with a copy of the database could write from the definitions alone.
"""

import datetime as dt
import json
from collections import Counter, defaultdict
from typing import Any

Leaves = list[tuple[dict[str, Any], dict[str, Any]]]

GRANT = {"accepted_by_counterpart", "accepted_in_part", "conditions_received"}
GRANT |= {"accept", "accept_in_part", "accept_with_conditions"}
COLUMN = {
    "sent": "made_or_received",
    "received": "made_or_received",
    **dict.fromkeys(GRANT, "granted"),
    "refused_by_counterpart": "refused",
    "refuse": "refused",
    **dict.fromkeys(("results_received", "executed_in_part", "execute_in_full", "execute_in_part"), "executed"),
    "not_executed": "not_executed",
    "report_no_execution": "not_executed",
    "withdrawn": "withdrawn",
    "withdrawn_by_counterpart": "withdrawn",
}
OVER = {name for name, column in COLUMN.items() if column not in {"made_or_received", "granted"}}
OVER |= {"forward", "return_unregistered"}


def leaves(cursor: Any, subject: str = "request", since: int = 0) -> Leaves:
    """Every leaf about one kind of record with its details, as the database holds them, from a place in the log on."""
    cursor.execute(
        'SELECT e.leaf, d.data FROM casework_logentry e LEFT JOIN casework_logdetail d ON d.entry_id = e."index" '
        'WHERE e.subject = %s AND e."index" >= %s ORDER BY e."index"',
        [subject, since],
    )
    return [(json.loads(leaf), _plain(data)) for leaf, data in cursor.fetchall()]


def _plain(data: Any) -> dict[str, Any]:
    return json.loads(data) if isinstance(data, str) else data or {}


def outcomes(rows: Leaves, start: str, end: str, by: str) -> dict[Any, Counter[str]]:
    """(direction, heading) -> column -> count, for ``by`` measure or counterpart."""
    kind: dict[Any, dict[str, Any]] = {}
    firsts: dict[Any, dict[str, str]] = defaultdict(dict)
    over: dict[Any, str] = {}
    for leaf, said in rows:
        request = leaf["case"], leaf["key"]
        if "measure" in said:
            kind[request] = said
        column = COLUMN.get(leaf["event"])
        if column and leaf["day"] < firsts[request].get(column, "9"):
            firsts[request][column] = leaf["day"]
        if leaf["event"] in OVER:
            over[request] = min(over.get(request, "9"), leaf["day"])
    counted: dict[Any, Counter[str]] = defaultdict(Counter)
    for request, said in kind.items():
        under = {"outgoing": "made", "incoming": "received"}[said["direction"]], said[by]
        days = firsts[request]
        counted[under].update(column for column, day in days.items() if start <= day <= end)
        if days.get("made_or_received", "9") <= end and over.get(request, "9") > end:
            counted[under]["pending"] += 1
    return counted


def grounds(rows: Leaves, start: str, end: str) -> Counter[Any]:
    """(direction, ground) -> refusals."""
    last: dict[Any, Any] = {}
    for leaf, said in sorted(rows, key=lambda row: (row[0]["day"], row[0]["index"])):
        if leaf["event"] in {"refuse", "refused_by_counterpart"}:
            last[leaf["case"], leaf["key"]] = leaf, said
    counted: Counter[Any] = Counter()
    for leaf, said in last.values():
        if start <= leaf["day"] <= end:
            direction = "received" if leaf["event"] == "refuse" else "made"
            counted.update(
                (direction, ground) for ground in said.get("topics") or said.get("grounds") or ["not recorded"]
            )
    return counted


def decision_days(rows: Leaves, start: str, end: str) -> list[int]:
    """Days from sending to the decision of the other state, for decisions of the period, sorted."""
    sent: dict[Any, str] = {}
    decided: dict[Any, str] = {}
    for leaf, _ in rows:
        request = leaf["case"], leaf["key"]
        if leaf["event"] == "sent":
            sent[request] = min(sent.get(request, "9"), leaf["day"])
        elif leaf["event"] in GRANT | {"refused_by_counterpart"}:
            decided[request] = min(decided.get(request, "9"), leaf["day"])
    spans = [(sent[r], decided[r]) for r in sent.keys() & decided.keys() if start <= decided[r] <= end]
    return sorted((dt.date.fromisoformat(b) - dt.date.fromisoformat(a)).days for a, b in spans)


def routes(rows: Leaves, start: str, end: str) -> Counter[str]:
    """Route -> persons whose first arrival of the period was by it."""
    plans: dict[Any, dict[str, Any]] = {}
    arrived: dict[Any, str] = {}
    for leaf, said in rows:
        plan = leaf["case"], leaf["key"]
        if leaf["event"] == "return_planned":
            plans[plan] = said
        if leaf["event"] == "arrived" and plan not in arrived:
            arrived[plan] = leaf["day"]
    first: dict[Any, tuple[str, str]] = {}
    for (case, key), day in arrived.items():
        if start <= day <= end:
            person = case, key.rpartition(".")[0]
            first[person] = min(first.get(person, ("9", "")), (day, plans[case, key]["route"]))
    return Counter(route for _, route in first.values())


def stages(rows: Leaves, end: str) -> dict[tuple[str, str, str], int]:
    """(stage, currency, holder) -> minor units that stood there at the end of a day."""
    stood: Counter[tuple[str, str, str]] = Counter()
    for leaf, said in rows:
        if leaf["day"] <= end:
            for account, currency, minor, holder in said.get("ledger", {}).get("postings", ()):
                stood[account, currency, holder] += minor
    known = ("suspected", "preserved", "frozen", "confiscated", "realised", "shared", "returned", "used")
    return {at: minor for at, minor in stood.items() if minor and at[0] in known}


def statuses(rows: Leaves, end: str) -> Counter[str]:
    """Status -> persons who had it at the end of a day."""
    now: dict[Any, tuple[str, int, str]] = {}
    for leaf, said in rows:
        person = leaf["case"], leaf["key"]
        if leaf["event"] in {"party_added", "record_changed"} and leaf["day"] <= end:
            told = leaf["day"], leaf["index"], said["after"].get("status", "not recorded")
            now[person] = max(now.get(person, ("", -1, "")), told)
    return Counter(status for _, _, status in now.values())


def places(rows: Leaves, end: str, homes: dict[int, str]) -> Counter[str]:
    """Abroad, at home or not recorded -> persons who were there at the end of a day."""
    now: dict[Any, tuple[str, int, str]] = {}
    for leaf, said in rows:
        if leaf["event"] in {"party_added", "record_changed"} and leaf["day"] <= end:
            state = said["after"].get("location", {}).get("state")
            there = "in the state of the case" if state == homes[leaf["case"]] else "abroad"
            there = there if state else "not recorded"
            person = leaf["case"], leaf["key"]
            now[person] = max(now.get(person, ("", -1, "")), (leaf["day"], leaf["index"], there))
    return Counter(place for _, _, place in now.values())


def given_statuses(rows: Leaves, start: str, end: str) -> Counter[str]:
    """Status -> persons to whom the record first gave it within the period."""
    first: dict[Any, str] = {}
    for leaf, said in rows:
        if leaf["event"] in {"party_added", "record_changed"}:
            given = leaf["case"], leaf["key"], said["after"].get("status", "not recorded")
            first[given] = min(first.get(given, "9"), leaf["day"])
    return Counter(status for (_, _, status), day in first.items() if start <= day <= end)


def case_values(rows: Leaves, start: str, end: str) -> dict[tuple[str, str], list[int]]:
    """(stage, currency) -> what reached it in each case within the period, in minor units, sorted."""
    known = ("suspected", "preserved", "frozen", "confiscated", "realised", "shared", "returned", "used")
    reached: Counter[tuple[str, str, int]] = Counter()
    for leaf, said in rows:
        entry = said.get("ledger", {})
        for stage, currency, minor, _ in entry.get("postings", ()) if start <= leaf["day"] <= end else ():
            if stage in known and (minor < 0) == (entry["kind"] == "reversal"):
                reached[stage, currency, leaf["case"]] += minor
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (stage, currency, _), minor in reached.items():
        if minor > 0:
            found[stage, currency].append(minor)
    return {at: sorted(values) for at, values in found.items()}
