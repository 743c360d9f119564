"""Deciding which debit and credit are one transfer: what the score took, what it left, and what a person says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.evidence.models import EvidenceItem
from comity.casework.identity import Identity
from comity.casework.records.selectors import record_subject
from comity.casework.tracing.ledgers import Making, ledger_begin
from comity.casework.tracing.models import MoneyLedger
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    import datetime as dt


Decision = tuple[str, str, bool]
"""A debit, a credit, and whether they are one transfer."""


@transaction.atomic
def ledger_decide(
    *, ledger: MoneyLedger, decisions: Sequence[Decision], on: "dt.date", actor: User, who: Identity
) -> MoneyLedger:
    """Make a ledger again from the same statements with what a person decided; the earlier one stays as it is."""
    require(Permission.MONEY_TRACE, who, record_subject(ledger, who))
    if ledger.status != "ready":
        raise BadInputError("the ledger is not ready yet; wait until it has been read")
    offered = {(pair["debit"], pair["credit"]) for pair in ledger.data.get("pairs", ())}
    if not decisions:
        raise BadInputError("decide about at least one pair", Place(field="pairs"))
    if any((debit, credit) not in offered for debit, credit, _ in decisions):
        raise BadInputError("choose among the pairs of this ledger", Place(field="pairs"))
    _each_once([(debit, credit) for debit, credit, yes in decisions if yes])
    earlier = {(debit, credit): yes for debit, credit, yes in ledger.data.get("decisions", ())}
    merged = earlier | {(debit, credit): yes for debit, credit, yes in decisions}
    items = EvidenceItem.everything.filter(case=ledger.case, key__in=ledger.data["items"])
    making = Making(
        title=f"{ledger.data['title']} ({ledger.key})",
        mapping=ledger.data["mapping"],
        rates=ledger.data.get("rates", ""),
        decisions=tuple((debit, credit, yes) for (debit, credit), yes in sorted(merged.items())),
    )
    chosen = list(items.select_related("file", "wall").order_by("key"))
    return ledger_begin(case=ledger.case, items=chosen, making=making, on=on, actor=actor, who=who)


def _each_once(pairs: list[tuple[str, str]]) -> None:
    sides = [side for pair in pairs for side in pair]
    twice = next((side for side in sides if sides.count(side) > 1), None)
    if twice:
        raise BadInputError(f"{twice} cannot be part of two transfers", Place(field="pairs"))
