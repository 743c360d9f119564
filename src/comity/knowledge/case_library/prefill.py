"""A summary begun from a closed case: states, offences, measures, dates and amounts; no words of the case, no names."""

from collections.abc import Iterable
from typing import Any

from comity.casework.assets.ledger import entries_for, pure
from comity.casework.assets.models import Asset
from comity.casework.assets.selectors import where_is
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.ledger.accounts import Account
from comity.casework.ledger.sums import totals
from comity.casework.log.models import LogEntry
from comity.casework.records.models import Record
from comity.casework.records.selectors import records_for
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import requests_for
from comity.knowledge.case_library.codes import Outcome, Stage
from comity.knowledge.case_library.summary import OFFENCES
from comity.law.vocabulary import MEASURES

_STAGES: dict[Account, Stage] = {
    Account.FROZEN: Stage.FROZEN,
    Account.CONFISCATED: Stage.CONFISCATED,
    Account.REALISED: Stage.REALISED,
    Account.SHARED: Stage.SHARED,
    Account.RETURNED: Stage.RETURNED,
    Account.RELEASED: Stage.COMPENSATED,
    Account.COSTS: Stage.COSTS,
}
_DONE = frozenset({"results_complete", "executed_in_part", "feedback_given", "closed"})
_OUTCOMES: dict[str, Outcome] = {"extradition": Outcome.SURRENDERED, "return_of_assets": Outcome.ASSETS_RETURNED}


def begun_from(case: Case, who: Identity, language: str) -> dict[str, Any]:
    """What the record of a case says for a summary, as far as the person may see it; the rest is theirs to write."""
    requests = [one for one in requests_for(who, case) if one.direction == "outgoing"]
    ended = LogEntry.objects.filter(case=case, event="case_closed").order_by("-index").first()
    offences = [str(one.data.get("offence", "")) for one in records_for(who, case, Record) if one.kind == "conduct"]
    data: dict[str, Any] = {
        "language": language,
        "origin_states": [case.state],
        "asset_states": _once(where_is(asset) for asset in records_for(who, case, Asset)),
        "offences": _once(offence for offence in offences if offence in OFFENCES),
        "measures": _once(one.measure for one in requests if one.measure in MEASURES),
        "instruments": _once(one.basis for one in requests),
        "begun": case.opened.isoformat() if case.opened else "",
        "concluded": ended.day.isoformat() if ended else "",
        "outcome": _once(code for one in requests for code in _outcomes(one)),
        "amounts": _amounts(case, who),
        "sources": [{"title": "The record of a closed case of this office"}],
    }
    return {name: value for name, value in data.items() if value}


def _outcomes(request: Request) -> list[str]:
    if request.state == "refused":
        return [Outcome.REFUSED.value]
    return [_OUTCOMES[request.measure].value] if request.state in _DONE and request.measure in _OUTCOMES else []


def _amounts(case: Case, who: Identity) -> list[dict[str, str]]:
    """What came to each stage, in each currency: the sum of what was booked there, not what stands there today."""
    entries = pure(entries_for(who, case))
    came = totals(entries, lambda _, p: (p.account, p.currency, p.minor > 0))
    return [
        {"stage": stage.value, "amount": f"{came[account, currency, True].money.amount:f}", "currency": currency}
        for account, stage in _STAGES.items()
        for currency in sorted({c for a, c, inward in came if a is account and inward})
    ]


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
