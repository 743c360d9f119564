"""Reading records: for whom, and which of their fields."""

from typing import Any, TypeVar

from django.apps import apps

from comity.casefile.case import Handling
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Identity, Subject, rank
from comity.casework.records.models import CaseRecord
from comity.casework.records.scope import ScopedQuerySet

_R = TypeVar("_R", bound=CaseRecord)

SEALED = "sealed"


def record_tables() -> tuple[type[CaseRecord], ...]:
    """Every table that holds records of cases, whichever subject keeps it."""
    return tuple(model for model in apps.get_models() if issubclass(model, CaseRecord))


def records_for(who: Identity, case: Case, model: type[_R]) -> ScopedQuerySet[_R]:
    """The records of one kind in a case that a person may see, in the order of the case file."""
    found: ScopedQuerySet[_R] = model.objects.visible_to(who).filter(case=case).select_related("case", "wall")  # type: ignore[assignment]
    return found


def record_subject(record: CaseRecord, who: Identity, case: Subject | None = None) -> Subject:
    """What the policy has to know about a record and this person; ``case`` saves asking about the case again."""
    of_case = case or subject_of(record.case, who)
    higher = max(Handling(record.handling), of_case.handling, key=rank)
    within = record.wall is None or record.wall.members.filter(pk=who.user).exists()
    return Subject(
        relation=of_case.relation,
        agency_joined=of_case.agency_joined,
        handling=higher,
        walled=record.wall is not None,
        within_walls=within,
        open_case=of_case.open_case,
    )


def has_sealed(record: CaseRecord, who: Identity) -> bool:
    """Whether a field of a record is marked higher than a person is cleared for."""
    return any(rank(Handling(level)) > rank(who.clearance) for level in record.marks.values())


def fields_for(record: CaseRecord, who: Identity) -> dict[str, Any]:
    """The fields of a record that a person may see; a field marked higher says only that it is sealed."""
    return {
        name: SEALED if rank(Handling(record.marks.get(name, Handling.OPEN.value))) > rank(who.clearance) else value
        for name, value in record.data.items()
    }
