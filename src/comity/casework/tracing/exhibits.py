"""What the exhibit of a trace has beside it in the office: what could be held, and who is behind its owners."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from comity.casefile.case import Handling
from comity.casework.identity import rank
from comity.casework.ownership.models import OwnershipRegister
from comity.casework.ownership.selectors import answer_on, names_in, registers_for
from comity.casework.tracing.freezing import FreezingRow, freezing_rows
from comity.casework.tracing.models import MoneyTrace

if TYPE_CHECKING:
    from comity.drafting.trace_exhibit_funds import Beside, HeldThing
    from comity.tracing.trace import Trace

MOST_CHARTS = 5


def exhibit_beside(record: MoneyTrace, found: "Trace", pages: dict[str, Any], on: dt.date) -> "Beside":
    """Only what everybody who may see the trace may see; who asked for it decides what they may see."""
    from comity.drafting.trace_exhibit_blocks import Words  # noqa: PLC0415 - printing is slow to import
    from comity.drafting.trace_exhibit_funds import Beside, OwnershipShown  # noqa: PLC0415 - printing is slow to import

    rule = found.most_conservative
    if rule is None:
        return Beside()
    who, words = record.made_by.identity(), Words(record.data["question"].get("language", "en")).ownership()
    rows = freezing_rows(record, pages[str(rule)]["holdings"], who, on, for_exhibit=True)
    registers = [one for one in registers_for(who, record.case) if _as_open(one, record)]
    charts, controllers = [], {}
    for register in registers:
        known = set(names_in(register))
        for owner in sorted({row.owner for row in rows if row.owner in known})[:MOST_CHARTS]:
            answer = answer_on(register, owner, "of", on, words=words)
            arrows = tuple((arrow.owner, arrow.owned, arrow.share) for arrow in answer.picture.arrows)
            source = f"{register.data['name']}, {register.data['sha256']}"
            charts.append(OwnershipShown(f"{owner}, {on.isoformat()}", answer.picture.svg, arrows, source))
            controllers[owner] = "; ".join(one.name for one in answer.found if one.rule == "control" and one.controls)
    return Beside(tuple(_held(row, controllers) for row in rows), str(rule), tuple(charts))


def _as_open(register: OwnershipRegister, trace: MoneyTrace) -> bool:
    level = rank(Handling(trace.handling))
    return register.wall_id in (None, trace.wall_id) and rank(Handling(register.handling)) <= level


def _held(row: FreezingRow, controllers: dict[str, str]) -> "HeldThing":
    from comity.drafting.trace_exhibit_funds import HeldThing  # noqa: PLC0415

    where = ", ".join(part for part in (row.bank, row.state) if part)
    asset, controlled = row.asset.key if row.asset else "", controllers.get(row.owner, "")
    return HeldThing(row.account, asset, where, row.owner, controlled, row.traced, row.share, row.third_parties)
