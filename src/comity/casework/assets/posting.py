"""Writing the ledger: an entry is checked, logged and kept in one transaction, and never changed afterwards."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Max

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.assets.ledger import all_entries, entry_data, pure, rate_data, rate_of
from comity.casework.assets.ledger_models import LedgerEntry, LedgerPosting
from comity.casework.assets.models import Agreement, Asset, AssetClaim
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.ledger.entries import Entry, EntryKind, Posting, Rate, check_balanced, reversal
from comity.casework.ledger.sums import overdrawn
from comity.casework.log.models import LogEntry
from comity.casework.log.services import log_append
from comity.casework.records.models import CaseRecord
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError, Place

_LONGEST = {"text": 500, "source": 300}


@dataclass(frozen=True, slots=True)
class Booking:
    """What is to be booked: the postings, in words what they are for, and the document that shows it."""

    kind: EntryKind
    postings: tuple[Posting, ...]
    source: str
    text: str = ""
    rate: Rate | None = None
    agreement: Agreement | None = None
    claim: AssetClaim | None = None
    reverses: LedgerEntry | None = None


Log = Callable[[dict[str, Any] | None], LogEntry]


def leaf_of(record: CaseRecord, event: str, actor: User, day: dt.date, details: dict[str, Any]) -> Log:
    """What writes the one leaf of a change, with the entry of the ledger in it where there is one."""

    def log(ledger: dict[str, Any] | None) -> LogEntry:
        return log_append(
            event=event,
            actor=actor,
            case=record.case,
            subject=record.subject,
            key=record.key,
            day=day,
            details=details | ({"ledger": ledger} if ledger else {}),
        )

    return log


def entry_keep(*, asset: Asset, booking: Booking, day: dt.date, actor: User, log: Log) -> LedgerEntry:
    """Check an entry, let ``log`` write its one leaf, and keep it; for services that have asked the policy already."""
    Case.everything.select_for_update().get(pk=asset.case_id)  # one entry after the other, so that no number is lost
    booking = _checked(booking)
    number = (LedgerEntry.everything.filter(case=asset.case_id).aggregate(last=Max("number"))["last"] or 0) + 1
    row = LedgerEntry(
        case=asset.case,
        asset=asset,
        number=number,
        day=day,
        kind=booking.kind.value,
        text=booking.text,
        source=booking.source,
        rate=rate_data(booking.rate),
        agreement=booking.agreement,
        claim=booking.claim,
        reverses=booking.reverses,
        made_by=actor,
    )
    new = Entry(number, day, booking.kind, booking.postings, asset.key)
    if overdrawn([*pure(all_entries(asset)), new]):
        raise BadInputError("so much does not stand there; look at the balance of this stage", Place(field="amount"))
    row.leaf = log(entry_data(row, booking.postings)).index
    row.save(force_insert=True)
    LedgerPosting.objects.bulk_create(
        LedgerPosting(entry=row, account=p.account.value, currency=p.currency, minor=p.minor, holder=p.holder)
        for p in booking.postings
    )
    return row


def _checked(booking: Booking) -> Booking:
    check_balanced(booking.postings)
    said = {name: getattr(booking, name).strip() for name in _LONGEST}
    for name, longest in _LONGEST.items():
        if len(said[name]) > longest:
            raise BadInputError(f"write at most {longest} characters", Place(field=name))
    if not said["source"]:
        raise BadInputError("say which document or statement shows it", Place(field="source"))
    return replace(booking, **said)


@transaction.atomic
def entry_book(*, asset: Asset, booking: Booking, day: dt.date, on: dt.date, actor: User, who: Identity) -> LedgerEntry:
    """Book an entry on an asset. ``on`` is today, ``day`` the day on which it happened."""
    require(Permission.ASSET_BOOK, who, record_subject(asset, who))
    return _book(asset, booking, not_to_come(day, on), actor)


def _book(asset: Asset, booking: Booking, day: dt.date, actor: User) -> LedgerEntry:
    event = "entry_reversed" if booking.reverses else "entry_booked"
    log = leaf_of(asset, event, actor, day, {"reason": booking.text})
    row = entry_keep(asset=asset, booking=booking, day=day, actor=actor, log=log)
    asset.case.save(update_fields=["changed"])
    return row


@transaction.atomic
def entry_reverse(*, entry: LedgerEntry, reason: str, on: dt.date, actor: User, who: Identity) -> LedgerEntry:
    """Take an entry back with one that books the opposite; the entry itself stays as it was."""
    require(Permission.ASSET_BOOK, who, record_subject(entry.asset, who))
    if not reason.strip():
        raise BadInputError("say why the entry is taken back", Place(field="reason"))
    if entry.reverses is not None:
        raise BadInputError("a reversal is not taken back; book the right entry anew")
    if LedgerEntry.everything.filter(reverses=entry).exists():
        raise BadInputError("this entry was taken back already")
    booking = Booking(
        EntryKind.REVERSAL,
        reversal(pure([entry])[0]),
        f"Entry {entry.number}",
        reason,
        rate_of(entry.rate),
        entry.agreement,
        entry.claim,
        entry,
    )
    return _book(entry.asset, booking, on, actor)


def not_to_come(day: dt.date, on: dt.date, field: str = "day") -> dt.date:
    """A day on which something has happened."""
    if day > on:
        raise BadInputError("the day cannot be still to come", Place(field=field))
    return day
