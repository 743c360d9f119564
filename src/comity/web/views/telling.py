"""What has happened with a request, told with all that was recorded: every entry of the log, under the form's words."""

from dataclasses import dataclass
from typing import Any

from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import entries_of
from comity.casework.requests.forms import fields_of
from comity.casework.requests.models import Request
from comity.casework.requests.step_fields import Field, Kind
from comity.web.labels import say, word

_CODED = {Kind.CHOICE, Kind.SEVERAL}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry with what was said, each under its label."""

    entry: LogEntry
    said: tuple[tuple[str, tuple[str, ...]], ...]


def history_of(request: Request) -> list[Told]:
    """Everything that happened with a request, the newest first."""
    entries = entries_of(request.case, "request", request.key).order_by("-index")
    return [Told(entry, _said(entry, request.direction)) for entry in entries]


def _said(entry: LogEntry, direction: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    detail = getattr(entry, "detail", None)
    data: dict[str, Any] = detail.data if detail is not None else {}
    action = data.get("action")
    if not action:
        return ()
    fields = [field for field in fields_of(direction, str(action)) if data.get(field.name)]
    return tuple((say(field.label), _values(field, data[field.name])) for field in fields)


def _values(field: Field, value: Any) -> tuple[str, ...]:  # noqa: ANN401 - what a form was filled in with
    if field.kind is Kind.FILES:
        return tuple(str(row["name"]) for row in value)
    values = value if isinstance(value, list) else [value]
    coded = field.kind in _CODED and field.name != "language"
    return tuple(word(str(part)) if coded else str(part) for part in values)
