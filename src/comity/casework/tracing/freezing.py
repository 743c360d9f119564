"""The freezing table: what could be asked to be held, whose it is, how much of it is traced, and who else claims it.

Nothing is frozen here. A row is what a person weighs before a request is drafted.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from comity.casefile.case import Handling
from comity.casework.assets.models import Asset, AssetClaim
from comity.casework.identity import Identity, rank
from comity.casework.ownership.selectors import controllers_of
from comity.casework.people.models import Party
from comity.casework.records.selectors import fields_for, records_for
from comity.casework.tracing.accounts import place_of
from comity.casework.tracing.models import MoneyTrace

_OVER = frozenset({"paid", "withdrawn"})


@dataclass(frozen=True, slots=True)
class FreezingRow:
    """One holding: the asset where the case has it, its owner by law and who controls that owner, and the claim.

    ``traced`` of ``balance`` is what a lien would secure, ``share`` the same as a part of the whole; of each third
    party the name, the kind of right, and whether good faith is on record.
    """

    account: str
    asset: Asset | None
    bank: str
    state: str
    owner: str
    controllers: tuple[str, ...]
    traced: str
    balance: str
    share: str
    third_parties: tuple[tuple[str, str, bool | None], ...]


def freezing_rows(
    trace: MoneyTrace, holdings: Sequence[dict[str, Any]], who: Identity, on: dt.date, *, for_exhibit: bool = False
) -> list[FreezingRow]:
    """The rows of some holdings with what the case knows of each; poison measures nothing and gives none.

    For an exhibit only those records of the case count that anybody who may see the trace may see.
    """
    assets = [one for one in records_for(who, trace.case, Asset) if not for_exhibit or _as_open(one, trace)]
    parties = [one for one in records_for(who, trace.case, Party) if not for_exhibit or _as_open(one, trace)]
    names = {party.key: party.name for party in parties}
    found = []
    for item in holdings:
        if not item.get("amount") or not item.get("share"):
            continue
        known = place_of(item["account"], assets)
        data = fields_for(known.asset, who) if known.asset else {}
        owner = names.get(str(data.get("holder") or ""), "")
        found.append(
            FreezingRow(
                account=item["account"],
                asset=known.asset,
                bank=known.bank,
                state=known.state,
                owner=owner,
                controllers=controllers_of(trace.case, owner, who, on) if owner and not for_exhibit else (),
                traced=item["amount"],
                balance=item["balance"],
                share=item["share"],
                third_parties=tuple(_third_parties(known.asset, data, names, who)) if known.asset else (),
            )
        )
    return found


def _as_open(record: Asset | Party, trace: MoneyTrace) -> bool:
    """Whether everybody who may see a trace may see a record, field by field."""
    level = rank(Handling(trace.handling))
    marks = [record.handling, *record.marks.values()]
    return record.wall_id in (None, trace.wall_id) and all(rank(Handling(mark)) <= level for mark in marks)


def _third_parties(
    asset: Asset, data: dict[str, Any], names: dict[str, str], who: Identity
) -> Iterator[tuple[str, str, bool | None]]:
    """Who else has a right or claims one: the name, what it is, and whether good faith is on record."""
    told = data.get("third_parties")
    for party in told if isinstance(told, list) else ():
        name = str(party.get("party") or "")
        yield names.get(name, name), "third_party", party.get("good_faith")
    for claim in AssetClaim.objects.visible_to(who).filter(asset=asset).order_by("pk"):
        if claim.state not in _OVER:
            yield claim.claimant, claim.kind, claim.good_faith
