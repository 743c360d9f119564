"""Where the trail leaves the data, a request for the records that continue it; the trace remembers which request."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from comity.casefile.requests import Measure, StepKind
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.records.selectors import record_subject, records_for
from comity.casework.requests.adding import Asked, request_add
from comity.casework.requests.models import Request
from comity.casework.tracing.accounts import place_of
from comity.casework.tracing.models import MoneyTrace
from comity.common.errors import BadInputError

_WHAT = {
    "left_the_ledger": "who received the payments named below, and the records of the receiving accounts",
    "no_outflow_known": "the documents of its opening, its holders and signatories, and all statements of the account",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """One place to ask, with what is already known of it: the bank and state, and the request that was made."""

    number: int
    account: str
    why: str
    first: str
    last: str
    most: str
    currency: str
    at_stake: dict[str, str]
    transfers: tuple[str, ...]
    bank: str
    state: str
    asset: str
    request: Request | None


def next_steps(trace: MoneyTrace, who: Identity) -> list[NextStep]:
    """Where to ask next, the largest amount first; requests that the person may not see are not told."""
    answer = trace.data.get("answer") or {}
    assets = list(records_for(who, trace.case, Asset))
    requests = {request.key: request for request in records_for(who, trace.case, Request)}
    made = {(entry["account"], entry["why"]): entry["request"] for entry in trace.data.get("asked", ())}
    found = []
    for number, item in enumerate(answer.get("next_requests", ())):
        known = place_of(item["account"], assets)
        found.append(
            NextStep(
                number=number,
                account=item["account"],
                why=item["why"],
                first=item["from"],
                last=item["to"],
                most=item["most"],
                currency=item["currency"],
                at_stake=item["at_stake"],
                transfers=tuple(item["transfers"]),
                bank=known.bank,
                state=known.state,
                asset=known.asset.key if known.asset else "",
                request=requests.get(made.get((item["account"], item["why"]), "")),
            )
        )
    return found


def next_step(trace: MoneyTrace, number: int, who: Identity) -> NextStep:
    """One place to ask, by its number in the answer."""
    found = next((step for step in next_steps(trace, who) if step.number == number), None)
    if trace.status != "ready" or found is None:
        raise BadInputError("the trace does not ask for this")
    return found


def asked_next(trace: MoneyTrace, step: NextStep) -> Asked:
    """What the request would say, to be read over and completed by whoever drafts it."""
    answer = trace.data["answer"]
    bank = f" at {step.bank}" if step.bank else ""
    until = "today" if step.why == "no_outflow_known" else step.last
    stake = "; ".join(f"{rule}: {amount} {step.currency}" for rule, amount in step.at_stake.items())
    particulars = (
        f"Account {step.account}{bank}, from {step.first} to {until}: {_WHAT[step.why]}. "
        f"Transfers that led there: {', '.join(step.transfers)}. Traced there, by rule: {stake} "
        f"(trace {trace.key}, ledger SHA-256 {answer['ledger']['sha256'][:16]})."
    )
    purpose = (
        f"To follow {step.most} {step.currency}, traced from what account {trace.data['question']['account']} paid "
        f"out, beyond account {step.account}."
    )
    asked = Asked(to=step.state, measure=Measure.ASSISTANCE, step=StepKind.BANK_RECORDS, particulars=particulars)
    return replace(asked, purpose=purpose, assets=(step.asset,) if step.asset else ())


@transaction.atomic
def request_add_next(
    *, case: Case, trace: MoneyTrace, number: int, asked: Asked, on: dt.date, actor: User, who: Identity
) -> Request:
    """Add the request for one place to ask; from then on the trace leads to it."""
    require(Permission.MONEY_TRACE, who, record_subject(trace, who))
    step = next_step(trace, number, who)
    if trace.case_id != case.pk:
        raise BadInputError("the trace belongs to another case")
    request = request_add(
        case=case, asked=asked, on=on, actor=actor, who=who, because={"trace": trace.key}, drawn_on=(trace,)
    )
    entry: dict[str, Any] = {"account": step.account, "why": step.why, "request": request.key}
    kept = MoneyTrace.everything.select_for_update().get(pk=trace.pk)
    MoneyTrace.everything.filter(pk=trace.pk).update(data={**kept.data, "asked": [*kept.data.get("asked", []), entry]})
    return request


def traces_behind(request: Request, who: Identity) -> list[MoneyTrace]:
    """The traces from which a request was made, as far as the person may see them."""
    found = records_for(who, request.case, MoneyTrace).order_by("pk")
    return [trace for trace in found if request.key in {e["request"] for e in trace.data.get("asked", ())}]
