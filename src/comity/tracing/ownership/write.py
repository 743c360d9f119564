"""Writing holdings as CSV, BODS 0.4 or FollowTheMoney, so that reading them again gives the same holdings."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from comity.tracing.ownership.holdings import Register
from comity.tracing.ownership.write_bods import bods
from comity.tracing.ownership.write_followthemoney import followthemoney
from comity.tracing.ownership.write_table import table


class Form(StrEnum):
    """A format in which holdings are written."""

    BODS = "bods"
    FOLLOWTHEMONEY = "followthemoney"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of holdings, and what its format has no place for."""

    text: str
    left_out: tuple[str, ...] = ()


def written(register: Register, form: Form, *, on: dt.date, publisher: str) -> Written:
    """Write a register; ``on`` and ``publisher`` are the day and the author that BODS asks for."""
    makers: dict[Form, Callable[[], Written]] = {
        Form.BODS: lambda: Written(_lines(bods(register, on=on, publisher=publisher), whole=True)),
        Form.FOLLOWTHEMONEY: lambda: Written(_lines(followthemoney(register), whole=False)),
        Form.CSV: lambda: Written(*table(register)),
    }
    return makers[form]()


def _lines(items: list[dict[str, Any]], *, whole: bool) -> str:
    if whole:
        return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    return "".join(json.dumps(item, ensure_ascii=False, sort_keys=True) + "\n" for item in items)
