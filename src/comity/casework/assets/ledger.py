"""Reading the ledger: entries as the pure ledger has them, what stands where, and whether all of it is as logged."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from comity.casework.assets.ledger_models import LedgerEntry
from comity.casework.assets.models import Asset, AssetClaim
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.ledger.accounts import Account
from comity.casework.ledger.entries import Entry, EntryKind, Posting, Rate, check_balanced
from comity.casework.ledger.holding_back import Claimed, returnable
from comity.casework.ledger.sums import balances
from comity.casework.lifecycle import CLAIM
from comity.casework.log.models import LogDetail
from comity.common.errors import BadInputError

Standing = dict[tuple[Account, str, str], int]


def entries_for(who: Identity, case: Case, asset: Asset | None = None) -> list[LedgerEntry]:
    """The entries of a case, or of one asset, that a person may see, in the order of their numbers."""
    found = LedgerEntry.objects.visible_to(who).filter(case=case)
    found = found.filter(asset=asset) if asset else found
    return list(found.select_related("asset", "made_by", "reverses", "reversed_by").prefetch_related("postings"))


def entry_for(who: Identity, pk: int) -> LedgerEntry | None:
    """One entry that a person may see."""
    found = LedgerEntry.objects.visible_to(who).filter(pk=pk)
    return found.select_related("case", "asset", "made_by", "reverses", "agreement", "claim").first()


def pure(rows: Iterable[LedgerEntry]) -> list[Entry]:
    """Stored entries as the arithmetic reads them."""
    return [
        Entry(
            row.number,
            row.day,
            EntryKind(row.kind),
            tuple(Posting(Account(p.account), p.currency, p.minor, p.holder) for p in row.postings.all()),
            row.asset.key,
            rate_of(row.rate),
            row.reverses.number if row.reverses else None,
        )
        for row in rows
    ]


def rate_of(data: dict[str, str] | None) -> Rate | None:
    """A stored rate."""
    if data is None:
        return None
    day = dt.date.fromisoformat(data["on"])
    return Rate(data["base"], data["quote"], Decimal(data["value"]), data["source"], day)


def rate_data(rate: Rate | None) -> dict[str, str] | None:
    """A rate as it is stored and logged: the number exactly as it was written."""
    if rate is None:
        return None
    words = {"base": rate.base, "quote": rate.quote, "value": str(rate.value), "source": rate.source}
    return {**words, "on": rate.on.isoformat()}


def all_entries(asset: Asset) -> list[LedgerEntry]:
    """Every entry of an asset, for a service that is about to book on it."""
    found = LedgerEntry.everything.filter(asset=asset).select_related("asset", "reverses", "agreement")
    return list(found.prefetch_related("postings").order_by("number"))


def standing(asset: Asset) -> Standing:
    """What of an asset stands where."""
    return balances(pure(all_entries(asset)))


def claimed(claim: AssetClaim) -> Claimed:
    """A claim as the ledger sees it."""
    over = claim.state == "withdrawn" or is_paid(claim)
    return Claimed(claim.currency, claim.minor, claim.granted or 0, claim.state in {"final", "paid"}, over)


def is_paid(claim: AssetClaim) -> bool:
    """Whether a payment to the claimant stands on the ledger and was not taken back."""
    paid = LedgerEntry.everything.filter(claim=claim, kind=EntryKind.RELEASE.value)
    return paid.filter(reversed_by__isnull=True).exists()


def returnable_of(asset: Asset, at: Standing | None = None) -> dict[str, int]:
    """What of an asset may be shared or returned, per currency, whoever asks: every claim counts."""
    claims = AssetClaim.everything.filter(asset=asset, state__in=CLAIM.states)
    return returnable(standing(asset) if at is None else at, [claimed(claim) for claim in claims])


def entry_data(row: LedgerEntry, postings: Iterable[Posting]) -> dict[str, Any]:
    """What the log says about an entry, so that its digest covers every unit of it."""
    return {
        "entry": row.number,
        "asset": row.asset.key,
        "day": row.day.isoformat(),
        "kind": row.kind,
        "text": row.text,
        "source": row.source,
        "rate": row.rate,
        "agreement": row.agreement.key if row.agreement else None,
        "claim": row.claim.key if row.claim else None,
        "reverses": row.reverses.number if row.reverses else None,
        "postings": [[str(p.account), p.currency, p.minor, p.holder] for p in postings],
    }


def ledger_troubles(rows: Iterable[LedgerEntry]) -> list[str]:
    """Every sentence about what is wrong: an entry that does not balance, or is not what the log holds of it."""
    listed = list(rows)
    logged = {
        detail.entry_id: detail.data.get("ledger")
        for detail in LogDetail.objects.filter(entry__in={row.leaf for row in listed})
    }
    found = []
    for row, entry in zip(listed, pure(listed), strict=True):
        try:
            check_balanced(entry.postings)
        except BadInputError as error:
            found.append(f"entry {row.number}: {error.what}")
        if row.leaf in logged and logged[row.leaf] != entry_data(row, entry.postings):
            found.append(f"entry {row.number} is not what was logged")
    return found
