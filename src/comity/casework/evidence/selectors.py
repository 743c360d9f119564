"""Reading the register of evidence: who holds an item, what must go back, and which limits stand in the way."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from comity.casefile.requests import Measure
from comity.casework.cases.models import Case
from comity.casework.evidence.limits import PURPOSE_OF_MEASURE, Limits, Use, hindrances, limits_of
from comity.casework.evidence.models import CustodyEvent, EvidenceItem
from comity.casework.identity import Identity
from comity.casework.records.selectors import records_for


def items_for(who: Identity, case: Case) -> list[EvidenceItem]:
    """The items of a case that a person may see, with their files."""
    found = records_for(who, case, EvidenceItem).select_related("file").prefetch_related("custody")
    return list(found.order_by("position", "pk"))


def item_for(who: Identity, pk: int) -> EvidenceItem | None:
    """One item that a person may see."""
    found = EvidenceItem.objects.visible_to(who).select_related("case", "wall", "file__brought_by", "file__decided_by")
    return found.filter(pk=pk).first()


def custody_of(item: EvidenceItem) -> list[CustodyEvent]:
    """The chain of custody, from the first hand to the last."""
    return list(item.custody.select_related("by"))


def last_link(item: EvidenceItem) -> CustodyEvent | None:
    """The newest link: who holds the item now."""
    return max(item.custody.all(), key=lambda link: link.number, default=None)


def item_limits(item: EvidenceItem) -> Limits:
    """How an item may be used."""
    return limits_of(item.data.get("limits") or {})


def is_to_be_returned(item: EvidenceItem) -> bool:
    """Whether an original still has to go back to the state that lent it."""
    last = last_link(item)
    return bool(item.data.get("return_original")) and (last is None or last.kind != "returned")


def use_hindrances(items: Iterable[EvidenceItem], use: Use) -> list[str]:
    """The sentences of all limits that a use of these items would break; none where it keeps within them."""
    return [
        sentence
        for item in items
        for sentence in hindrances(item.key, item_limits(item), use, str(item.data.get("origin") or ""))
    ]


def items_behind(case: Case, data: dict[str, Any]) -> list[EvidenceItem]:
    """The items of the register that leave as annexes of a request, whoever may see them."""
    annexes = set(data.get("annexes", ()))
    return [item for item in EvidenceItem.everything.filter(case=case) if item.data.get("document") in annexes]


def request_hindrances(case: Case, data: dict[str, Any], on: dt.date) -> list[str]:
    """What stops a request that sends evidence along: the items behind its annexes, against the limits of each.

    All items of the case are asked, those that the person does not see as well: a limit holds for everybody.
    """
    items = items_behind(case, data)
    use = Use(
        on=on,
        purpose=PURPOSE_OF_MEASURE.get(Measure(data["measure"])),
        conduct=tuple(data.get("conduct", ())),
        state=str(data.get("to") or ""),
        leaves=True,
    )
    return use_hindrances(items, use)


def export_hindrances(case: Case, on: dt.date) -> list[str]:
    """What stops a case file from being given out: annexes that are evidence which may not leave, or not any more."""
    items = [item for item in EvidenceItem.everything.filter(case=case) if item.data.get("document")]
    return use_hindrances(items, Use(on=on, leaves=True))
