"""A traced figure in a request: the statement of an asset says how much of it can be traced, under which rule."""

from typing import Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.assets.models import Asset
from comity.casework.identity import Identity
from comity.casework.records.carrying import carry_check
from comity.casework.records.selectors import record_subject
from comity.casework.records.services import record_change
from comity.casework.tracing.applying import authority_for
from comity.casework.tracing.models import MoneyTrace
from comity.common.errors import BadInputError, Place


def proposed_statement(trace: MoneyTrace, rule: str, account: str) -> str:
    """The sentence that is proposed for the asset, in English; whoever takes it over may write it in another way.

    It says that the rule is the requested state's own only where that is evidenced, and for which purpose.
    """
    found = _holding(trace, rule, account)
    answer, question = trace.data["answer"], trace.data["question"]
    currency = answer["ledger"]["currency"]
    authority = authority_for(answer, rule)
    law = f", {authority}" if authority else ""
    low, high = found["low"], found["high"]
    open_order = f" (between {low} and {high} where the order within a day is open)" if low != high else ""
    return (
        f"Of the balance of {found['balance']} {currency} on account {account}, {found['amount']} {currency}"
        f"{open_order} can be traced to what account {question['account']} paid out, under the rule {rule}{law} "
        f"(trace {trace.key}, ledger SHA-256 {answer['ledger']['sha256'][:16]})."
    )


def _holding(trace: MoneyTrace, rule: str, account: str) -> dict[str, Any]:
    page = trace.data.get("pages", {}).get(rule)
    if trace.status != "ready" or page is None:
        raise BadInputError("the trace has no answer under this rule", Place(field="rule"))
    found = next((item for item in page["holdings"] if item["account"] == account), None)
    if found is None or found["amount"] is None:
        raise BadInputError("nothing is traced to this account under this rule", Place(field="account"))
    return dict(found)


@transaction.atomic
def figure_take(
    *,
    trace: MoneyTrace,
    rule: str,
    account: str,
    asset: Asset,
    statement: str,
    language: str,
    actor: User,
    who: Identity,
) -> None:
    """Write a traced figure into the statement of an asset, from where every request about it takes it.

    The figure itself must stand in the statement as the trace gives it; the trace remembers where it went. An asset
    that more people may see than the trace takes nothing from it.
    """
    require(Permission.MONEY_TRACE, who, record_subject(trace, who))
    found = _holding(trace, rule, account)
    if asset.case_id != trace.case_id:
        raise BadInputError("the asset belongs to another case", Place(field="asset"))
    carry_check(trace, asset, "asset", into="link_statement")
    if found["amount"] not in statement or trace.key not in statement:
        raise BadInputError(
            f"the statement must give the figure {found['amount']} and name the trace {trace.key}",
            Place(field="statement"),
        )
    before = asset.data.get("link_statement") or {}
    texts = before if isinstance(before, dict) else {trace.case.languages[0]: before}
    data = {**asset.data, "link_statement": {**texts, language: statement.strip()}}
    record_change(record=asset, data=data, revision=asset.revision, actor=actor, who=who)
    taken = [*trace.data.get("taken", []), {"asset": asset.key, "rule": rule, "account": account, **found}]
    MoneyTrace.everything.filter(pk=trace.pk).update(data={**trace.data, "taken": taken})
