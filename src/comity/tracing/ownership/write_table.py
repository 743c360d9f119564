"""Holdings as CSV: kinds, ranges and other interests in columns of their own; what has none is named."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from comity.tracing.ownership.holdings import Holding, OtherInterest, Register
from comity.tracing.ownership.particulars import UNTOLD

PLAIN = ("owner", "owned", "share", "votes", "from", "to", "nominee_for")
FURTHER = ("at_most", "interest", "direct_or_indirect", "owner_kind", "owned_kind")
REQUIRED = ("owner", "owned", "share")
KINDS = {"person", "company", "arrangement"}
Row = dict[str, str]


def table(register: Register) -> tuple[str, tuple[str, ...]]:
    """The table, and what it has no place for; a column beyond the plain ones stands where something fills it."""
    rows = [*_rows(register)]
    names = [*PLAIN, *(name for name in FURTHER if any(row.get(name) for row in rows))]
    text = io.StringIO(newline="")
    written = csv.DictWriter(text, names, restval="", extrasaction="ignore", lineterminator="\n")
    written.writeheader()
    written.writerows(rows)
    return text.getvalue(), tuple(_left_out(register))


def _rows(register: Register) -> Iterator[Row]:
    kinds = register.kinds
    said: set[str] = set()
    everything: list[Holding | OtherInterest] = [*register.holdings, *register.others]
    for item in everything:
        row = _holding(item) if isinstance(item, Holding) else _other(item)
        said |= {item.owner, item.owned}
        yield row | {"owner_kind": kinds.get(item.owner, ""), "owned_kind": kinds.get(item.owned, "")}
    yield from ({"owner": name, "owner_kind": kind} for name, kind in kinds.items() if name not in said)


def _common(item: Holding | OtherInterest) -> Row:
    dates = {"from": str(item.since or ""), "to": str(item.until or "")}
    return {"owner": item.owner, "owned": item.owned, "share": _part(item.share), **dates}


def _holding(item: Holding) -> Row:
    behind = " > ".join((*item.between, item.nominee_for)) if item.nominee_for else ""
    return _common(item) | {"votes": _part(item.votes), "nominee_for": behind, "at_most": _part(item.at_most)}


def _other(item: OtherInterest) -> Row:
    return _common(item) | {"interest": item.kind, "direct_or_indirect": item.direct}


def _part(share: Fraction | None) -> str:
    return "" if share is None else str(share)


def _left_out(register: Register) -> Iterator[str]:
    for name, party in register.parties.items():
        if replace(party, record="") != UNTOLD:
            yield f"{name}: other names, identifiers, addresses, states and dates"
    earlier = sum(bool(item.whole) for item in register.source.items) if register.source else 0
    if earlier:
        yield f"{earlier} statements and entities that are no holding of today, or are earlier ones"
