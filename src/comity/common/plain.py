"""Answers of any room as plain data: what JSON can carry, for the command line and for the interface for programs."""

import dataclasses
import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:  # noqa: ANN401 - any answer of any room becomes plain JSON data here
    """Turn an answer into plain data that JSON can carry; dates as YYYY-MM-DD, money as decimal text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
