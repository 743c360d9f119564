"""The form of a step: which fields it has, and whether it needs a page of its own or only a button."""

from comity.casework.requests.incoming_fields import INCOMING_FIELDS
from comity.casework.requests.outgoing_fields import OUTGOING_FIELDS
from comity.casework.requests.step_fields import NOTE, WAY, Field

FORMS: dict[str, dict[str, tuple[Field, ...]]] = {"incoming": INCOMING_FIELDS, "outgoing": OUTGOING_FIELDS}


def fields_of(direction: str, action: str) -> tuple[Field, ...]:
    """The fields that a step asks for, beside the day on which it happened."""
    return FORMS[direction].get(action, (NOTE,))


def is_plain(direction: str, action: str) -> bool:
    """Whether a step asks for nothing but a note, so that a button is enough where there is only one way to go."""
    return tuple(field for field in fields_of(direction, action) if field is not WAY) == (NOTE,)


def has_way(direction: str, action: str) -> bool:
    """Whether a step leaves by a way that can be chosen."""
    return WAY in fields_of(direction, action)


def due_fields(direction: str, action: str) -> tuple[Field, ...]:
    """The days of a step that stand on the desk of deadlines."""
    return tuple(field for field in fields_of(direction, action) if field.due)
