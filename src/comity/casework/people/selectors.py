"""Reading people and companies: for whom, which of their fields, and what the policy needs to know."""

from typing import Any

from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.people.models import Party
from comity.casework.people.whereabouts import protected_from
from comity.casework.records.models import Record
from comity.casework.records.selectors import SEALED, fields_for, records_for

WITHHELD = "withheld"
_TOGETHER = {"location": ("location", "other_locations"), "refugee_from": ("refugee_from", "protection")}


def party_for(who: Identity, pk: int) -> Party | None:
    """One person or company; None where it is not theirs to see, which looks the same as where there is none."""
    return Party.objects.visible_to(who).select_related("case", "wall").filter(pk=pk).first()


def parties_for(who: Identity, case: Case) -> list[Party]:
    """The people, then the companies of a case that a person may see."""
    return list(records_for(who, case, Party).order_by("-kind", "position"))


def shown_fields(party: Party, who: Identity) -> dict[str, Any]:
    """The fields a person may see: sealed ones say so, and where somebody is who fled from this state is withheld."""
    shown = fields_for(party, who)
    for main, group in _TOGETHER.items():
        if any(shown.get(name) == SEALED for name in group):
            shown |= dict.fromkeys((name for name in group if name in shown), SEALED)
            shown[main] = SEALED
    if party.case.state in protected_from(party.data):
        hidden = [name for name in _TOGETHER["location"] if name in shown]
        shown |= dict.fromkeys(hidden, WITHHELD)
    return shown


def seen_data(party: Party, who: Identity) -> dict[str, Any]:
    """The fields of a party that a person may see, without those that are sealed or withheld."""
    return {name: value for name, value in shown_fields(party, who).items() if value not in (SEALED, WITHHELD)}


def documents_of(who: Identity, case: Case) -> list[Record]:
    """The documents of a case that a person may see, to name one as the source of an assertion."""
    return list(records_for(who, case, Record).filter(kind="documents"))
