"""A generated history of an office for the figures: many cases, every kind of ending, days that run behind the log."""

import datetime as dt
import random
import secrets
from collections.abc import Iterator
from typing import Any

from comity.casework.log import merkle
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.log.services import canonical, detail_digest

MEASURES = ("extradition", "assistance", "freezing", "confiscation", "return_of_assets")
STATES = ("CHE", "FRA", "BRA", "NGA", "SGP", "USA", "VUT")
GROUNDS = ("dual_criminality", "political_offence", "insufficient_documents", "time_bar")
_ENDS = {
    "outgoing": (
        ("accepted_by_counterpart", "results_received"),
        ("conditions_received", "executed_in_part"),
        ("accepted_in_part", "not_executed"),
        ("refused_by_counterpart",),
        ("withdrawn",),
        (),
    ),
    "incoming": (
        ("accept", "execute_in_full", "send_results"),
        ("accept_in_part", "execute_in_part"),
        ("accept_with_conditions", "report_no_execution"),
        ("refuse",),
        ("forward",),
        ("return_unregistered",),
        ("withdrawn_by_counterpart",),
        (),
    ),
}
_WAYS = {
    "outgoing": ("needed", "route_chosen", "drafting_started", "sent", "delivered", "acknowledged_by_counterpart"),
    "incoming": ("received", "register", "acknowledgement_sent", "triage", "review_started"),
}
FIRST_DAY = dt.date(2024, 1, 1)


def requests_of(cases: list[int], seed: int) -> Iterator[tuple[dt.date, int, str, str, dict[str, Any]]]:
    """Day, case, key, event and details of every step, request after request."""
    chance = random.Random(seed)
    for case in cases:
        for number in range(chance.choice((1, 1, 2))):
            direction = chance.choice(("outgoing", "incoming"))
            way = _WAYS[direction][: chance.randint(1, 6)]
            full = way == _WAYS[direction]
            day = FIRST_DAY + dt.timedelta(days=chance.randrange(700))
            for event in (*way, *(chance.choice(_ENDS[direction]) if full else ())):
                yield day, case, f"request-{number}", event, _details(event, direction, chance)
                day += dt.timedelta(days=chance.choice((0, 1, 3, 17, 60)))


def _details(event: str, direction: str, chance: random.Random) -> dict[str, Any]:
    if event in {"needed", "received"}:
        kind = {"counterpart": chance.choice(STATES), "measure": chance.choice(MEASURES)}
        return {"direction": direction, "urgency": chance.choice(("normal", "urgent")), **kind}
    if event in {"refuse", "refused_by_counterpart"} and chance.random() < 0.9:
        topics = chance.sample(GROUNDS, chance.randint(1, 2))
        if event == "refuse":
            return {"grounds": [f"ETS024/{topic}" for topic in topics], "topics": topics, "reason": "Invented."}
        return {"grounds": topics, "reason": "Invented."}
    return {}


ROUTES = ("extradition", "voluntary_return", "removal")
_WAY_HOME = ("host_consented", "departed", "arrived")
_STAGES = ("suspected", "frozen", "confiscated", "returned")
STATUSES = ("suspect", "accused", "convicted")
Step = tuple[dt.date, int, str, str, str, dict[str, Any]]


def persons_of(cases: list[int], seed: int) -> Iterator[Step]:
    """A person in every second case, whose status changes, and for some of them a return that comes so far."""
    chance = random.Random(seed)
    for case in cases[::2]:
        day = FIRST_DAY + dt.timedelta(days=chance.randrange(600))
        said = {"kind": "person", "after": {"status": chance.choice(STATUSES), **_somewhere(chance)}}
        yield day, case, "party", "person-1", "party_added", said
        if chance.random() < 0.5:
            ended = chance.choice(("convicted", "convicted", "acquitted", "discontinued"))
            later = {"before": said["after"], "after": {"status": ended, **_somewhere(chance)}}
            yield day + dt.timedelta(days=40), case, "party", "person-1", "record_changed", later
        if chance.random() < 0.4:
            plan = {"route": chance.choice(ROUTES), "host_state": chance.choice(STATES)}
            for event in ("return_planned", *_WAY_HOME[: chance.randint(0, 3)]):
                yield day, case, "return", "person-1.1", event, plan if event == "return_planned" else {}
                day += dt.timedelta(days=chance.choice((2, 9, 31)))


def _somewhere(chance: random.Random) -> dict[str, Any]:
    """Where the case goes by a person being: at home, abroad, or nowhere that it names."""
    state = chance.choice((*STATES, "NLD", "", None))
    return {} if state is None else {"location": {"state": state} if state else {"address": "Invented."}}


def assets_of(cases: list[int], seed: int) -> Iterator[Step]:
    """An asset in three of four cases, which moves from stage to stage, now and then with a reversal."""
    chance = random.Random(seed)
    for case in cases:
        day, account = FIRST_DAY + dt.timedelta(days=chance.randrange(600)), "first_record"
        currency, holder, minor = chance.choice(("EUR", "CHF", "USD")), chance.choice(STATES), chance.randint(1, 10**9)
        for stage in _STAGES[: chance.randint(0, 4)]:
            moved = [[stage, currency, minor, holder], [account, currency, -minor, holder]]
            yield day, case, "asset", "asset-1", "entry_booked", {"ledger": {"kind": "move", "postings": moved}}
            if chance.random() < 0.05:
                back = [[name, unit, -sum_, who] for name, unit, sum_, who in moved]
                ledger = {"kind": "reversal", "postings": back}
                yield day, case, "asset", "asset-1", "entry_reversed", {"ledger": ledger}
                yield day, case, "asset", "asset-1", "entry_booked", {"ledger": {"kind": "move", "postings": moved}}
            account = stage
            day += dt.timedelta(days=chance.choice((5, 30, 120)))


def surrenders_of(cases: list[int], seed: int) -> Iterator[Step]:
    """In every third case a proceeding about a person under its first request, some with a consent taken back."""
    chance = random.Random(seed)
    for case in cases[::3]:
        day = FIRST_DAY + dt.timedelta(days=chance.randrange(650))
        way = ["arrested"] + (["consented"] if chance.random() < 0.5 else [])
        way += ["consent_revoked"] if way[-1] == "consented" and chance.random() < 0.2 else []
        way += chance.choice(([], ["surrender_refused"], ["surrender_granted"], ["surrender_granted", "surrendered"]))
        for event in ("extradition_opened", *way):
            said = {"request": "request-0"} if event == "extradition_opened" else {}
            yield day, case, "extradition", "person-1", event, said
            day += dt.timedelta(days=chance.choice((1, 10, 48)))


def costs_of(cases: list[int], seed: int) -> Iterator[Step]:
    """What keeping an asset cost in every fourth case, the interest it earned, and what went to a claimant."""
    chance = random.Random(seed)
    for case in cases[::4]:
        day = FIRST_DAY + dt.timedelta(days=chance.randrange(720))
        minor, currency = chance.randint(1, 10**6), chance.choice(("EUR", "CHF"))
        for account, sign in (("costs", 1), ("interest", -1), ("paid_to_claimants", 1)):
            moved = [[account, currency, sign * minor, "CHE"], ["frozen", currency, -sign * minor, "CHE"]]
            yield day, case, "asset", "asset-1", "entry_booked", {"ledger": {"kind": account, "postings": moved}}


def history_of(cases: list[int], seed: int) -> Iterator[Step]:
    """Requests, persons, returns, assets and surrenders of cases, one kind after the other."""
    for day, case, key, event, said in requests_of(cases, seed):
        yield day, case, "request", key, event, said
    yield from persons_of(cases, seed + 1)
    yield from assets_of(cases, seed + 2)
    yield from surrenders_of(cases, seed + 3)
    yield from costs_of(cases, seed + 4)


def write_history(cases: list[int], seed: int) -> int:
    """Write a history to the log as the office would, in one go; give the number of entries."""
    last = LogEntry.objects.order_by("-index").first()
    frontier, index = (merkle.unpacked(bytes(last.frontier)), last.index + 1) if last else ([], 0)
    entries, details = [], []
    for day, case, subject, key, event, said in history_of(cases, seed):
        salt, at = secrets.token_hex(8), dt.datetime.combine(day, dt.time(12), dt.UTC)
        columns = {"subject": subject, "key": key, "event": event}
        leaf = {
            "index": index,
            "actor": None,
            "case": case,
            **columns,
            "at": at.isoformat(timespec="microseconds"),
            "day": day.isoformat(),
        }
        text = canonical({**leaf, "details": detail_digest(salt, said)})
        hashed = merkle.leaf_hash(text.encode())
        frontier = merkle.appended(frontier, index, hashed)
        tree = {"frontier": merkle.packed(frontier)}
        entries.append(LogEntry(index=index, at=at, day=day, case_id=case, leaf=text, **columns, **tree))
        details.append(LogDetail(entry_id=index, salt=salt, data=said))
        index += 1
    LogEntry.objects.bulk_create(entries, batch_size=2000)
    LogDetail.objects.bulk_create(details, batch_size=5000)
    return len(entries)
