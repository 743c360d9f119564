"""Reading assets: for whom, which orders take effect for them, and what can be done next."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from comity.casework.access import Permission, allows, missing
from comity.casework.assets.models import Agreement, Asset, AssetClaim, AssetOrder
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.lifecycle import ASSET, Step
from comity.casework.records.models import Record
from comity.casework.records.selectors import record_subject


class OrderKind(StrEnum):
    """What a decision does to an asset; those of a case file that concern no asset are left out."""

    PRESERVATION = "preservation"
    FREEZING = "freezing_order"
    CONFISCATION = "confiscation_order"


@dataclass(frozen=True, slots=True)
class OrderOnFile:
    """An order about an asset, from the case file or recorded in the office; ``takes_effect`` where the asset is."""

    kind: str
    state: str
    court: Any
    made: dt.date
    reference: str
    final: bool | None
    takes_effect: bool
    ends: dt.date | None = None
    claims_by: dt.date | None = None
    limit_source: str = ""
    document: str = ""


# Steps that are taken with a form of their own, because they say more than that they were taken.
WITH_FORM = frozenset({"record_third_party_claim", "record_victim_claim", "report_part_of_use", "report_end_use"})


@dataclass(frozen=True, slots=True)
class PossibleStep:
    """One step that is open in the asset's state; ``hindered`` says why this person cannot take it."""

    step: Step
    hindered: str

    @property
    def may(self) -> bool:
        """Whether the policy lets this person take it; the guard is asked when they do."""
        return not self.hindered


def asset_for(who: Identity, pk: int) -> Asset | None:
    """One asset that a person may see."""
    return Asset.objects.visible_to(who).select_related("case", "wall").filter(pk=pk).first()


def claim_for(who: Identity, pk: int) -> AssetClaim | None:
    """One claim that a person may see: the claim itself and the asset it is about."""
    found = AssetClaim.objects.visible_to(who).select_related("case", "wall", "asset").filter(pk=pk).first()
    return found if found and asset_for(who, found.asset_id) else None


def agreement_for(who: Identity, pk: int) -> Agreement | None:
    """One agreement that a person may see: with at least one of the assets it is about."""
    found = Agreement.objects.visible_to(who).select_related("case", "wall").filter(pk=pk).first()
    seen = Asset.objects.visible_to(who).filter(agreements=pk)
    return found if found and seen.exists() else None


def agreements_of(who: Identity, case: Case) -> list[Agreement]:
    """The agreements of a case that a person may see."""
    assets = list(Asset.objects.visible_to(who).filter(case=case).values_list("pk", flat=True))
    found = Agreement.objects.visible_to(who).filter(case=case, assets__in=assets)
    return list(found.distinct())


def where_is(asset: Asset) -> str:
    """The state in which an asset is, as far as it is on record."""
    return str(asset.data.get("state") or "")


def orders_on_file(asset: Asset, who: Identity | None = None) -> list[OrderOnFile]:
    """The orders about an asset, the newest first: recorded in the office, and in the proceedings of the case file.

    A guard asks for all of them; a page asks with ``who`` for those that the person may see.
    """
    orders = AssetOrder.everything.filter(assets=asset)
    records = Record.everything.filter(case=asset.case_id, kind__in=("proceedings", "agencies"))
    if who is not None:
        orders = orders.filter(pk__in=AssetOrder.objects.visible_to(who).values("pk"))
        records = records.filter(pk__in=Record.objects.visible_to(who).values("pk"))
    found = [*(_recorded(order, asset) for order in orders), *_of_case_file(asset, records)]
    return sorted(found, key=lambda order: order.made, reverse=True)


def _recorded(order: AssetOrder, asset: Asset) -> OrderOnFile:
    return OrderOnFile(
        order.kind,
        order.state,
        order.court,
        order.made,
        order.reference,
        order.final,
        where_is(asset) == order.state,
        order.ends,
        order.claims_by,
        order.limit_source,
        order.document,
    )


def _of_case_file(asset: Asset, records: Iterable[Record]) -> Iterator[OrderOnFile]:
    records = list(records)
    agencies = {r.key: r.data.get("state") or asset.case.state for r in records if r.kind == "agencies"}
    for proceeding in (r.data for r in records if r.kind == "proceedings"):
        state = agencies.get(proceeding["agency"], asset.case.state)
        for order in proceeding.get("orders", ()):
            if asset.key in order.get("assets", ()) and order["kind"] in set(OrderKind):
                yield OrderOnFile(
                    order["kind"],
                    state,
                    order["court"],
                    dt.date.fromisoformat(str(order["date"])),
                    str(order.get("reference", "")),
                    order.get("final"),
                    where_is(asset) == state,
                    document=str(order.get("document", "")),
                )


def possible_steps(asset: Asset, who: Identity) -> list[PossibleStep]:
    """The steps that the life cycle has for the asset's state, without those that have a form of their own."""
    subject = record_subject(asset, who)
    needed = Permission.ASSET_MOVE
    hindered = "" if allows(needed, who, subject) else missing(needed, who, subject)
    return [PossibleStep(step, hindered) for step in ASSET.open_to(asset.state) if step.action not in WITH_FORM]


def open_actions(asset: Asset) -> set[str]:
    """The actions that the life cycle has for the asset's state."""
    return {step.action for step in ASSET.open_to(asset.state)}
