"""Which conditions of a package bind a record, and which of its fields: by JSON pointers into the request."""

from collections.abc import Iterable, Sequence
from typing import Any

from comity.casefile.case import Handling
from comity.casework.identity import rank
from comity.exchange.documents.conditions import Condition

HANDLING = "handling"  # the detail of a package that says how single records and fields are to be handled
_MOST = 1000

Bound = dict[str, Any]


def bound_to(pointer: str, conditions: Sequence[Condition]) -> list[Bound]:
    """The conditions on the record at a place: on all of it, or on the field that each names."""
    return [
        {"field": field, **condition.as_data()}
        for condition in conditions
        if (field := field_at(pointer, condition.applies_to)) is not None
    ]


def field_at(pointer: str, applies_to: str) -> str | None:
    """The field of a record that a pointer means; empty where it means all of it, nothing where it means another."""
    if applies_to == "*" or pointer == applies_to.rstrip("/") or pointer.startswith(applies_to.rstrip("/") + "/"):
        return ""
    inside = applies_to.removeprefix(pointer + "/")
    return inside.split("/", 1)[0] if inside != applies_to else None


def levels_in(details: dict[str, Any]) -> list[tuple[str, Handling]]:
    """How the sender wants records and fields to be handled; what cannot be read counts as the highest level."""
    said = details.get(HANDLING)
    if said is None:
        return []
    if not isinstance(said, list) or len(said) > _MOST:
        return [("*", Handling.SECRET)]
    return [_level(item) for item in said]


def _level(item: Any) -> tuple[str, Handling]:  # noqa: ANN401 - what another state has written
    if not isinstance(item, dict) or not isinstance(item.get("applies_to"), str):
        return "*", Handling.SECRET
    level = item.get("level")
    return item["applies_to"], Handling(level) if level in set(Handling) else Handling.SECRET


def highest(levels: Iterable[Handling]) -> Handling:
    """The highest of some levels, and no lower than the office handles everything."""
    return max((Handling.OFFICIAL_USE, *levels), key=rank)
