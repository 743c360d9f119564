"""What is written from one record into another stays protected: behind the same wall, and handled no lower."""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.casefile.case import Handling
from comity.casework.cases.models import Wall
from comity.casework.identity import rank
from comity.casework.records.models import CaseRecord
from comity.common.errors import BadInputError, Place


@dataclass(frozen=True, slots=True)
class Protection:
    """Behind which wall a record stands, and how it is handled."""

    wall: Wall | None
    handling: str


def protection_of(records: Sequence[CaseRecord], field: str = "") -> Protection:
    """What a new record needs that draws on others: the wall of them all, and the highest handling of any.

    Nothing stands behind two walls, so records behind different ones cannot be drawn together.
    """
    walls = {record.wall_id: record.wall for record in records if record.wall_id is not None}
    if len(walls) > 1:
        raise BadInputError(
            "these records stand behind different walls; choose records behind one wall", Place(field=field or None)
        )
    highest = max((Handling.OFFICIAL_USE, *(Handling(record.handling) for record in records)), key=rank)
    return Protection(next(iter(walls.values()), None), highest.value)


def carry_check(source: CaseRecord, target: CaseRecord, field: str, *, into: str = "") -> None:
    """Refuse to write what one record says into another that more people may see.

    ``field`` is where the sentence stands, ``into`` the field of the target, which can be handled higher than the rest.
    """
    sentence = carry_hindrance(source, target, into=into)
    if sentence:
        raise BadInputError(sentence, Place(field=field))


def carry_hindrance(source: CaseRecord, target: CaseRecord, *, into: str = "") -> str:
    """Why what one record says may not stand in another; empty where nobody more would see it."""
    if source.wall_id is not None and target.wall_id != source.wall_id:
        return f"{source.key} stands behind a wall, and {target.key} not behind the same one: put it there first"
    handled = max(Handling(target.handling), Handling(target.marks.get(into, Handling.OPEN.value)), key=rank)
    if rank(handled) < rank(Handling(source.handling)):
        return f"{source.key} is handled as {source.handling}, and {target.key} lower: raise its handling first"
    return ""
