"""The time limits of assets, claims and agreements: only where an order, an agreement or the law sets them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db.models import Q

from comity.casework.assets.ledger import standing
from comity.casework.assets.ledger_models import LedgerEntry
from comity.casework.assets.models import Agreement, Asset, AssetClaim, AssetOrder, UseReport
from comity.casework.assets.selectors import OrderKind, where_is
from comity.casework.cases.models import Case
from comity.casework.deadlines.watched import Dated, Watched
from comity.casework.identity import Identity
from comity.casework.ledger.accounts import Account
from comity.casework.ledger.entries import EntryKind
from comity.casework.lifecycle import AGREEMENT, ASSET, CLAIM
from comity.law.clocks import Limit

_R = TypeVar("_R", AssetClaim, Agreement)

# Which order's end matters in which state of the asset.
_HELD_BY = {
    "preserved": (OrderKind.PRESERVATION,),
    "frozen": (OrderKind.FREEZING,),
    "charged": (OrderKind.FREEZING,),
}
_BEFORE_RETURN = frozenset({"preserved", "frozen", "charged", "confiscated", "realised"})


def assets_watched(who: Identity, _on: dt.date, case: Case | None = None) -> list[Watched]:
    """The assets, claims and agreements of a person, or of one case, with the dates that their records name."""
    of_case = {"case": case} if case else {}
    held = list(Asset.objects.visible_to(who).select_related("case").filter(**of_case, state__in=_BEFORE_RETURN))
    claims = AssetClaim.objects.visible_to(who).select_related("case").filter(**of_case)
    claims = claims.filter(state="decided", appeal_by__isnull=False)
    reporting = Agreement.objects.visible_to(who).select_related("case").filter(**of_case)
    reporting = reporting.filter(state="in_force", report_months__isnull=False)
    orders = _limits({asset.pk for asset in held}, who) if held else {}
    found = [_asset(asset, orders.get(asset.pk, [])) for asset in held]
    # Asked about only where there is any: most cases have neither, and the question is the dearest of the page.
    found += [_claim(claim) for claim in _about_seen_assets(who, list(claims), "asset")]
    return found + [_agreement(agreement) for agreement in _about_seen_assets(who, list(reporting), "assets")]


def _about_seen_assets(who: Identity, records: list[_R], path: str) -> list[_R]:
    """Of claims or agreements those about an asset that the person may see."""
    if not records:
        return records
    model, seen = type(records[0]), Asset.objects.visible_to(who).values("pk")
    about = model.objects.visible_to(who).filter(pk__in=[record.pk for record in records], **{f"{path}__in": seen})
    known = set(about.values_list("pk", flat=True))
    return [record for record in records if record.pk in known]


def _limits(assets: set[int], who: Identity) -> dict[int, list[AssetOrder]]:
    """The orders of a person that set a time limit, newest first, by asset; only those recorded in the office can."""
    found: dict[int, list[AssetOrder]] = {}
    seen = AssetOrder.objects.visible_to(who).values("pk")
    about = AssetOrder.assets.through.objects.filter(asset__in=assets, assetorder__in=seen).select_related("assetorder")
    limited = about.filter(Q(assetorder__ends__isnull=False) | Q(assetorder__claims_by__isnull=False))
    for row in limited.order_by("-assetorder__made", "-assetorder"):
        found.setdefault(row.asset_id, []).append(row.assetorder)
    return found


def _asset(asset: Asset, orders: list[AssetOrder]) -> Watched:
    place = where_is(asset)
    return Watched(
        "asset",
        asset.pk,
        asset.key,
        asset.case,
        ASSET,
        asset.state,
        frozenset({place} - {""}),
        tuple(dict.fromkeys(state for state in (asset.case.state, place) if state)),
        tuple(_of_orders(asset, orders)),
    )


def _of_orders(asset: Asset, orders: list[AssetOrder]) -> Iterator[Dated]:
    kinds = _HELD_BY.get(asset.state, ())
    holding = next((o for o in orders if o.kind in kinds and o.state == where_is(asset)), None)
    if holding is not None and holding.ends is not None:
        yield Dated(
            "The order that holds the asset ends",
            holding.ends,
            "After this day nothing holds the asset; ask for the extension, or for the next order, before it.",
            _where(holding),
        )
    for order in orders:
        if order.claims_by is not None:
            yield Dated(
                "Last day for third parties and victims to claim",
                order.claims_by,
                "Claims that come later may be too late; until this day the asset should not be given away.",
                _where(order),
            )


def _where(order: AssetOrder) -> str:
    return ", ".join(part for part in (order.court, order.reference, order.limit_source) if part)


def _claim(claim: AssetClaim) -> Watched:
    dated = Dated(
        "Time limit for an appeal against the decision on the claim",
        claim.appeal_by or claim.filed,
        "After this day the decision is final, and what it does not grant is free to be returned.",
        f"{claim.court}, {claim.appeal_source}",
    )
    return Watched(
        "claim", claim.pk, claim.key, claim.case, CLAIM, claim.state, frozenset(), (claim.case.state,), (dated,)
    )


def _agreement(agreement: Agreement) -> Watched:
    return Watched(
        "agreement",
        agreement.pk,
        agreement.key,
        agreement.case,
        AGREEMENT,
        agreement.state,
        frozenset(),
        (agreement.case.state,),
        tuple(_reports_due(agreement)),
    )


def _reports_due(agreement: Agreement) -> Iterable[Dated]:
    """The next report on each asset of which returned money is not accounted for: so many months after the last."""
    from comity.law.due_dates import shifted  # noqa: PLC0415 - calendars are slow to import

    for asset in Asset.everything.filter(agreements=agreement):
        since = last_event(agreement, asset)
        if since is None or not any(at[0] is Account.RETURNED for at in standing(asset)):
            continue
        yield Dated(
            f"Report on the use of the returned money: {asset.key}",
            shifted(since, Limit(agreement.report_months or 0, "months")),
            "The state that received the money owes a report on what it was used for; ask for it.",
            ", ".join(part for part in (agreement.title, agreement.report_source) if part),
        )


def last_event(agreement: Agreement, asset: Asset) -> dt.date | None:
    """The last report on an asset under an agreement, or the first payment where there is none yet."""
    reports = UseReport.everything.filter(agreement=agreement, asset=asset, entry__reversed_by__isnull=True)
    last = reports.order_by("-received").values_list("received", flat=True).first()
    if last is not None:
        return last
    paid = LedgerEntry.everything.filter(
        asset=asset, agreement=agreement, kind=EntryKind.DISTRIBUTION.value, postings__account=Account.RETURNED.value
    )
    days: list[dt.date] = list(paid.order_by("day").values_list("day", flat=True)[:1])
    return days[0] if days else None
