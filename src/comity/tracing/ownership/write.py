"""Writing holdings as CSV, BODS 0.4 or FollowTheMoney, so that reading them again gives the same holdings."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from comity.tracing.ownership.holdings import Holding, Register
from comity.tracing.ownership.write_bods import bods
from comity.tracing.ownership.write_followthemoney import followthemoney


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
        Form.CSV: lambda: _table(register),
    }
    return makers[form]()


def _lines(items: list[dict[str, Any]], *, whole: bool) -> str:
    if whole:
        return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    return "".join(json.dumps(item, ensure_ascii=False, sort_keys=True) + "\n" for item in items)


def _table(register: Register) -> Written:
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("owner", "owned", "share", "votes", "from", "to", "nominee_for"))
    table.writerows(_row(holding) for holding in register.holdings)
    left = [f"{item.where}: {item.kind} of {item.owner or 'nobody named'} in {item.owned}" for item in register.others]
    left += [f"{h.where}: upper bound of the share of {h.owner}" for h in register.holdings if h.at_most is not None]
    left += [f"{name} is a {kind}" for name, kind in register.kinds.items()]
    return Written(text.getvalue(), tuple(left))


def _row(holding: Holding) -> tuple[str, ...]:
    behind = " > ".join((*holding.between, holding.nominee_for)) if holding.nominee_for else ""
    dates = (str(holding.since or ""), str(holding.until or ""))
    return (holding.owner, holding.owned, _part(holding.share), _part(holding.votes), *dates, behind)


def _part(share: Fraction | None) -> str:
    return "" if share is None else str(share)
