"""Reading ledgers and traces: for whom, and what a page of the case lists."""

from comity.casework.cases.models import Case
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.selectors import items_for
from comity.casework.identity import Identity
from comity.casework.records.selectors import records_for
from comity.casework.tracing.models import MoneyLedger, MoneyTrace


def ledgers_for(who: Identity, case: Case) -> list[MoneyLedger]:
    """The ledgers of a case that a person may see, the newest first."""
    return list(records_for(who, case, MoneyLedger).order_by("-pk"))


def ledger_for(who: Identity, pk: int) -> MoneyLedger | None:
    """One ledger that a person may see."""
    return MoneyLedger.objects.visible_to(who).select_related("case", "wall", "made_by").filter(pk=pk).first()


def traces_for(who: Identity, case: Case) -> list[MoneyTrace]:
    """The traces of a case that a person may see, the newest first."""
    return list(records_for(who, case, MoneyTrace).order_by("-pk").select_related("ledger"))


def trace_for(who: Identity, pk: int) -> MoneyTrace | None:
    """One trace that a person may see."""
    found = MoneyTrace.objects.visible_to(who).select_related("case", "wall", "ledger", "made_by")
    return found.filter(pk=pk).first()


def statements_for(who: Identity, case: Case) -> list[EvidenceItem]:
    """The items of the register that can be read as statements: with a file that somebody has released."""
    return [item for item in items_for(who, case) if item.file is not None and item.file.is_released]
