"""Every figure of a period counted a second time from the raw leaves, in the shape in which figures are compared.

Written from the definitions (`comity figures --definitions`) over the text of the log; it shares no line with the
program that counts.
"""

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal
from statistics import median_low
from typing import Any

from unit.statistics import recount
from unit.statistics.recount import OVER, Leaves, leaves

Found = dict[tuple[str, ...], tuple[Any, ...]]
ANSWERED = {"accepted_by_counterpart", "accepted_in_part", "conditions_received", "refused_by_counterpart"}
DONE = {"results_received", "executed_in_part"}
TAKEN = {"accept", "accept_in_part", "accept_with_conditions"}
CARRIED_OUT = {"execute_in_full", "execute_in_part", "report_no_execution", "not_executed"}
STEPS: dict[str, dict[str, tuple[set[str], set[str]]]] = {
    "made": {
        "need_to_sending": ({"needed"}, {"sent"}),
        "sending_to_delivery": ({"sent"}, {"delivered"}),
        "sending_to_acknowledgement": ({"sent"}, {"acknowledged_by_counterpart"}),
        "sending_to_decision": ({"sent"}, ANSWERED),
        "sending_to_results": ({"sent"}, DONE),
    },
    "received": {
        "receipt_to_acknowledgement": ({"received"}, {"acknowledgement_sent"}),
        "receipt_to_decision": ({"received"}, TAKEN | {"refuse"}),
        "decision_to_execution": (TAKEN, CARRIED_OUT),
        "receipt_to_results": ({"received"}, {"send_results"}),
    },
}
SURRENDER = {
    "arrest_to_decision": ({"arrested"}, {"surrender_granted", "surrender_refused"}),
    "decision_to_surrender": ({"surrender_granted"}, {"surrendered"}),
    "arrest_to_surrender": ({"arrested"}, {"surrendered"}),
}
COLUMNS = ("made_or_received", "granted", "refused", "executed", "not_executed", "withdrawn", "pending")
PLANNED = ("return_planned", "host_consented", "departed", "arrived", "return_consent_revoked", "return_stopped")
ARRESTS = ("arrested", "consented", "surrender_granted", "surrender_refused", "surrendered")
DIRECTION = {"outgoing": "made", "incoming": "received"}
DIGITS = {"EUR": 2, "CHF": 2, "USD": 2}
BANDS = ("under_10_thousand", "10_to_100_thousand", "100_thousand_to_1_million", "1_to_10_million")
BANDS += ("10_to_100_million", "100_million_and_more")
Days = dict[Any, dict[str, str]]  # record -> event -> first day


def figures(cursor: Any, start: str, end: str, since: int = 0) -> dict[str, Found]:
    """Figure -> headings -> values, from a place in the log on."""
    kinds = ("request", "extradition", "return", "asset", "party")
    requests, proceedings, returns, assets, persons = (leaves(cursor, name, since) for name in kinds)
    return {
        **_requests(requests, start, end),
        **_surrenders(proceedings, requests, start, end),
        **_returns(returns, persons, start, end),
        **_assets(assets, start, end),
        "persons-by-status": _one(recount.statuses(persons, end)),
        "persons-by-place": _one(recount.places(persons, end, _homes(cursor))),
        "persons-reaching-status": _one(recount.given_statuses(persons, start, end)),
    }


def _homes(cursor: Any) -> dict[int, str]:
    """Case -> the state whose case it is."""
    cursor.execute("SELECT id, state FROM casework_case")
    return dict(cursor.fetchall())


def _one(counts: Any) -> Found:
    return {under if isinstance(under, tuple) else (under,): (n,) for under, n in counts.items() if n}


def _first_days(rows: Leaves) -> Days:
    found: Days = defaultdict(dict)
    for leaf, _ in rows:
        days = found[leaf["case"], leaf["key"]]
        days[leaf["event"]] = min(days.get(leaf["event"], "9"), leaf["day"])
    return found


def _least(days: dict[str, str], names: set[str]) -> str:
    return min((day for name, day in days.items() if name in names), default="")


def _apart(start: str, end: str) -> int:
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days


def _times(ended: dict[Any, list[int]], waits: dict[Any, list[int]]) -> Found:
    def told(days: list[int] | None) -> tuple[Any, ...]:
        return (len(days), median_low(days), max(days)) if days else (0, None, None)

    return {under: (*told(ended.get(under)), *told(waits.get(under))) for under in ended.keys() | waits.keys()}


def _requests(rows: Leaves, start: str, end: str) -> dict[str, Found]:
    found: dict[str, Found] = {"requests-by-ground": _one(recount.grounds(rows, start, end))}
    for heading in ("measure", "counterpart"):
        counted = recount.outcomes(rows, start, end, heading)
        found[f"requests-by-{heading}"] = {u: tuple(n[c] for c in COLUMNS) for u, n in counted.items() if n.total()}
    said = {(leaf["case"], leaf["key"]): details for leaf, details in rows if "measure" in details}
    ended: dict[str, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(list))
    waits: dict[str, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(list))
    for request, days in _first_days(rows).items():
        kind = said[request]
        direction = DIRECTION[kind["direction"]]
        over = _least(days, OVER | {"closed"})
        for step, (begins, ends) in STEPS[direction].items():
            begun, done = _least(days, begins), _least(days, ends)
            if not begun or begun > end or (done and done < start):
                continue
            if done and done <= end:
                where, length = ended, _apart(begun, done)
            elif not over or over > end:
                where, length = waits, _apart(begun, end)
            else:
                continue
            where["time-per-step"][direction, step].append(length)
            for heading in ("measure", "counterpart", "urgency"):
                where[f"time-per-step-by-{heading}"][direction, step, kind[heading]].append(length)
    return found | {figure: _times(ended[figure], waits[figure]) for figure in ended.keys() | waits.keys()}


def _surrenders(rows: Leaves, requests: Leaves, start: str, end: str) -> dict[str, Found]:
    ways = {(leaf["case"], leaf["key"]): d["direction"] for leaf, d in requests if "direction" in d}
    about = {(leaf["case"], leaf["key"]): (leaf["case"], d["request"]) for leaf, d in rows if "request" in d}
    consent: dict[Any, list[tuple[str, int, bool]]] = defaultdict(list)
    for leaf, _ in rows:
        if leaf["event"] in {"consented", "consent_revoked"}:
            said = (leaf["day"], leaf["index"], leaf["event"] == "consented")
            consent[leaf["case"], leaf["key"]].append(said)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    ended: dict[Any, list[int]] = defaultdict(list)
    waits: dict[Any, list[int]] = defaultdict(list)
    for proceeding, days in _first_days(rows).items():
        way = DIRECTION[ways[about[proceeding]]]
        counted[way].update(name for name in ARRESTS if start <= days.get(name, "") <= end)
        over = _least(days, {"surrender_refused", "surrendered", "closed"})
        for step, (begins, ends) in SURRENDER.items():
            begun, done = _least(days, begins), _least(days, ends)
            if not begun or begun > end:
                continue
            until = done if done and done <= end else end
            agreed = max((row for row in consent[proceeding] if row[0] <= until), default=("", 0, False))[2]
            under = way, step, "with_consent" if agreed else "without_consent"
            if done and start <= done <= end:
                ended[under].append(_apart(begun, done))
            elif (not done or done > end) and (not over or over > end):
                waits[under].append(_apart(begun, end))
    table = {(way,): tuple(n[name] for name in ARRESTS) for way, n in counted.items() if n.total()}
    return {"surrenders": table, "surrender-time": _times(ended, waits)}


def _returns(rows: Leaves, persons: Leaves, start: str, end: str) -> dict[str, Found]:
    plans = {(leaf["case"], leaf["key"]): said for leaf, said in rows if leaf["event"] == "return_planned"}
    days = _first_days(rows)
    planned: dict[str, Counter[str]] = defaultdict(Counter)
    came: dict[Any, tuple[str, str]] = {}
    for plan, said in plans.items():
        planned[said["route"]].update(name for name in PLANNED if start <= days[plan].get(name, "") <= end)
        if start <= days[plan].get("arrived", "") <= end:
            person = plan[0], plan[1].rpartition(".")[0]
            came[person] = min(came.get(person, ("9", "")), (days[plan]["arrived"], said["host_state"]))
    status: Counter[str] = Counter()
    told: dict[Any, list[tuple[str, int, str]]] = defaultdict(list)
    for leaf, said in persons:
        if said.get("after", {}).get("status"):
            told[leaf["case"], leaf["key"]].append((leaf["day"], leaf["index"], said["after"]["status"]))
    for person, (day, _) in came.items():
        status[max((row for row in told[person] if row[0] <= day), default=("", 0, "not recorded"))[2]] += 1
    return {
        "returns-by-route": _one(recount.routes(rows, start, end)),
        "returns-by-place": _one(Counter(host for _, host in came.values())),
        "planned-returns": {(route,): tuple(n[name] for name in PLANNED) for route, n in planned.items()},
        "returns-by-status": _one(status),
    }


def _assets(rows: Leaves, start: str, end: str) -> dict[str, Found]:
    stood: Counter[Any] = Counter()
    moved: dict[Any, Counter[Any]] = defaultdict(Counter)  # a stage and its currency -> what each asset brought to it
    spent: dict[Any, Counter[Any]] = defaultdict(Counter)
    stages = ("suspected", "preserved", "frozen", "confiscated", "realised", "shared", "returned", "used")
    for leaf, said in rows:
        entry, asset = said.get("ledger", {}), (leaf["case"], leaf["key"])
        for account, currency, minor, holder in entry.get("postings", ()):
            if account in stages and leaf["day"] <= end:
                stood[account, currency, holder, asset] += minor
            if not start <= leaf["day"] <= end:
                continue
            if account in stages and (minor < 0) == (entry["kind"] == "reversal"):
                moved[account, currency][asset] += minor
            if account in {"costs", "interest", "paid_to_claimants"}:
                spent[account, currency][asset] += -minor if account == "interest" else minor
    standing: dict[Any, Counter[Any]] = defaultdict(Counter)
    for (account, currency, holder, asset), minor in stood.items():
        if minor:
            standing[account, currency, holder][asset] += minor
    values = recount.case_values(rows, start, end)
    bands = Counter(
        (*at, BANDS[min(max(len(_whole(v, at[1])) - 4, 0), 5)]) for at, held in values.items() for v in held
    )
    return {
        "assets-by-stage": _sums(standing),
        "assets-reaching-stage": _sums(moved),
        "assets-costs": _sums(spent),
        "value-per-case": {at: (len(held), _amount(median_low(held), at[1])) for at, held in values.items()},
        "cases-by-value": _one(bands),
    }


def _sums(sums: dict[Any, Counter[Any]]) -> Found:
    return {at: (len(n), _amount(n.total(), at[1])) for at, n in sums.items() if n.total()}


def _amount(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-DIGITS[currency])


def _whole(minor: int, currency: str) -> str:
    """The digits of the whole units: five of them are ten thousand and more."""
    return str(minor // 10 ** DIGITS[currency])


def differences(ours: dict[str, Found], theirs: dict[str, Found]) -> list[str]:
    """The figures that two counts have not alike; rows in which nothing was counted are none."""
    return [name for name in sorted(ours.keys() | theirs.keys()) if _rows(ours, name) != _rows(theirs, name)]


def _rows(counted: dict[str, Found], name: str) -> Found:
    return {under: values for under, values in counted.get(name, {}).items() if any(values)}
