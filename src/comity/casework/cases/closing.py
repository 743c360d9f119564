"""What stands against the closing of a case: what still runs in it, and whose time limits nobody would watch."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from comity.casework.assets.models import Agreement, Asset, AssetClaim
from comity.casework.cases.models import Case
from comity.casework.data_protection.models import PersonRequest
from comity.casework.entry.models import Consultation
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.selectors import is_to_be_returned
from comity.casework.extradition.models import Extradition
from comity.casework.lifecycle import AGREEMENT, ENTRY_CONSULTATION, EXTRADITION, PERSON_REQUEST, Lifecycle
from comity.casework.requests.models import Request
from comity.casework.returns.models import ReturnPlan

HELD = ("preserved", "frozen", "charged", "confiscated", "realised")
"""An asset in these states is kept from its owner, or is to be returned or shared."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something that must come to its end first, and how many of it there are."""

    what: str
    count: int

    def __str__(self) -> str:
        """As one sentence."""
        return f"{self.what}: {self.count}."


def closing_hindrances(case: Case) -> list[Hindrance]:
    """What must be done before a case can be closed; it says how many, and nothing of what stands behind a wall."""
    return [Hindrance(what, count) for what, count in _running(case) if count]


def _running(case: Case) -> Iterator[tuple[str, int]]:
    requests = Request.everything.filter(case=case)
    yield "Requests that have not come to their end", requests.exclude(state__in=("closed", "withdrawn")).count()
    extraditions = Extradition.everything.filter(request__case=case).exclude(state__in=_ends(EXTRADITION))
    yield "Extraditions that have not come to their end", extraditions.count()
    returns = ReturnPlan.everything.filter(case=case).exclude(state__in=("stopped", "closed"))
    yield "Returns that have not come to their end", returns.count()
    yield "Assets that are held", Asset.everything.filter(case=case, state__in=HELD).count()
    claims = AssetClaim.everything.filter(asset__case=case).exclude(state__in=("paid", "withdrawn"))
    nothing_granted = Q(state="final", granted=0) | Q(state="final", outcome="refused")
    yield "Claims on assets that are not settled", claims.exclude(nothing_granted).count()
    agreements = Agreement.everything.filter(case=case).exclude(state__in=_ends(AGREEMENT))
    yield "Agreements on assets that are not fulfilled", agreements.count()
    asked = PersonRequest.everything.filter(party__case=case).exclude(state__in=_ends(PERSON_REQUEST))
    yield "Requests of people about their data that are not answered", asked.count()
    consulted = Consultation.everything.filter(case=case).exclude(state__in=_ends(ENTRY_CONSULTATION))
    yield "Consultations with the immigration desk that are open", consulted.count()
    lent = [item for item in EvidenceItem.everything.filter(case=case) if is_to_be_returned(item)]
    yield "Originals that have to be returned to another state", len(lent)


def _ends(table: Lifecycle) -> tuple[str, ...]:
    """The states that nothing leads out of."""
    return tuple(state for state in table.states if not table.open_to(state))
