"""Writing agreements on sharing and return, and the reports on what returned money was used for."""

import datetime as dt
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.assets.bases import known_bases
from comity.casework.assets.conditions import Occasion, unmet
from comity.casework.assets.ledger import standing
from comity.casework.assets.models import Agreement, Asset, UseReport
from comity.casework.assets.posting import Booking, entry_keep, leaf_of, not_to_come
from comity.casework.assets.registering import check_lengths, next_key
from comity.casework.assets.steps import asset_now
from comity.casework.assets.terms import shares_from
from comity.casework.identity import Identity
from comity.casework.ledger import bookings
from comity.casework.ledger.accounts import Account
from comity.casework.ledger.currency import to_minor
from comity.casework.ledger.entries import Entry, EntryKind, Posting
from comity.casework.ledger.sums import balances
from comity.casework.lifecycle import AGREEMENT, ASSET, GuardError
from comity.casework.records.carrying import protection_of
from comity.casework.records.selectors import record_subject
from comity.casework.records.services import ChangedMeanwhileError
from comity.common.errors import BadInputError, Place
from comity.common.money import Money


class Costs(StrEnum):
    """Who bears the expenses of keeping, selling and returning."""

    DEDUCTED = "deducted_first"
    HOLDER = "borne_by_holder"


@dataclass(frozen=True, slots=True)
class Terms:
    """What states have agreed; ``shares`` are rows of state, part and role (return or share)."""

    title: str
    shares: tuple[dict[str, str], ...]
    costs: str
    basis: str = ""
    conditions: str = ""
    report_months: int | None = None
    report_source: str = ""


@dataclass(frozen=True, slots=True)
class UseLine:
    """One line of a report: what for, and how much."""

    purpose: str
    money: Money


@dataclass(frozen=True, slots=True)
class Report:
    """A report on the use as it was received: from whom, under which reference, and what was spent on what."""

    received: dt.date
    reporter: str
    reference: str
    lines: tuple[UseLine, ...]


@transaction.atomic
def agreement_make(*, assets: list[Asset], terms: Terms, on: dt.date, actor: User, who: Identity) -> Agreement:
    """Put an agreement on record while it is negotiated; money moves under it only after it is signed."""
    if not assets:
        raise BadInputError("choose the assets it is about", Place(field="assets"))
    for asset in assets:
        require(Permission.ASSET_AGREE, who, record_subject(asset, who))
    case = assets[0].case
    if any(asset.case_id != case.pk for asset in assets):
        raise BadInputError("an agreement is about assets of one case", Place(field="assets"))
    needed = protection_of(assets, "assets")
    said, key = _checked(terms), next_key(Agreement, case, "agreement")
    agreement = Agreement.everything.create(case=case, key=key, wall=needed.wall, handling=needed.handling, **said)
    agreement.assets.add(*assets)
    _log(agreement, "agreement_negotiated", actor, on, said)
    return agreement


@transaction.atomic
def agreement_change(
    *, agreement: Agreement, terms: Terms, revision: int, on: dt.date, actor: User, who: Identity
) -> Agreement:
    """Change the terms while they are negotiated; what is signed stays as it was signed."""
    agreement = _now(agreement, revision)
    require(Permission.ASSET_AGREE, who, record_subject(agreement, who))
    if agreement.state != AGREEMENT.first:
        raise BadInputError("the agreement is signed; make a new one for other terms")
    said = _checked(terms)
    for name, value in said.items():
        setattr(agreement, name, value)
    agreement.revision += 1
    agreement.save()
    _log(agreement, "agreement_changed", actor, on, said)
    return agreement


def _checked(terms: Terms) -> dict[str, Any]:
    if not terms.title.strip():
        raise BadInputError("give the agreement a title", Place(field="title"))
    shares_from(terms.shares)
    if terms.costs not in set(Costs):
        raise BadInputError("choose who bears the costs", Place(field="costs"))
    if terms.basis and terms.basis not in known_bases([row["state"] for row in terms.shares]):
        raise BadInputError("choose a legal basis of the law data", Place(field="basis"))
    if terms.report_months is not None and not 1 <= terms.report_months <= 120:
        raise BadInputError("give a number of months from 1 to 120", Place(field="report_months"))
    if terms.report_months is not None and not terms.report_source.strip():
        raise BadInputError("say which clause asks for the reports", Place(field="report_source"))
    said = asdict(terms) | {"shares": list(terms.shares)}
    said = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    check_lengths(Agreement, said)
    return said


@transaction.atomic
def agreement_act(
    *,
    agreement: Agreement,
    action: str,
    revision: int,
    on: dt.date,
    actor: User,
    who: Identity,
    day: dt.date | None = None,
    reference: str = "",
    reason: str = "",
) -> Agreement:
    """Take one step with an agreement: sign it, end it, or close it once every returned unit is accounted for."""
    agreement = _now(agreement, revision)
    step = AGREEMENT.step(agreement.state, action)
    require(Permission.ASSET_AGREE, who, record_subject(agreement, who))
    happened = not_to_come(day or on, on)
    hindrances = unmet(step.guard, Occasion(happened, agreement=agreement, reason=reason, reference=reference))
    if hindrances:
        raise GuardError(hindrances)
    check_lengths(Agreement, {"reference": reference.strip()})
    if action == "sign_agreement":
        agreement.signed, agreement.reference = happened, reference.strip()
    agreement.state, agreement.revision = step.to, agreement.revision + 1
    agreement.save()
    _log(agreement, step.event, actor, happened, {"reference": reference, "reason": reason})
    return agreement


def _now(agreement: Agreement, revision: int) -> Agreement:
    rows = Agreement.everything.select_for_update(of=("self",)).select_related("case", "wall")
    now = rows.get(pk=agreement.pk)
    if now.revision != revision:
        raise ChangedMeanwhileError("somebody else changed this agreement meanwhile; look at it again")
    return now


def _log(agreement: Agreement, event: str, actor: User, day: dt.date, details: dict[str, Any]) -> None:
    leaf_of(agreement, event, actor, day, details)(None)
    agreement.case.save(update_fields=["changed"])


@transaction.atomic
def use_report(
    *, asset: Asset, agreement: Agreement, report: Report, revision: int, on: dt.date, actor: User, who: Identity
) -> UseReport:
    """Record a report on the use of returned money; it can account for no more than was returned."""
    asset = asset_now(asset, revision)
    require(Permission.ASSET_AGREE, who, record_subject(asset, who))
    if not Asset.everything.filter(pk=asset.pk, agreements=agreement).exists():
        raise BadInputError("the agreement is not about this asset", Place(field="agreement"))
    if not report.reporter.strip():
        raise BadInputError("say who reports", Place(field="reporter"))
    if not report.lines:
        raise BadInputError("say what was spent on what", Place(field="purpose-1"))
    check_lengths(UseReport, {"reporter": report.reporter.strip(), "reference": report.reference.strip()})
    postings, rest = _spent(asset, report.lines)
    step = ASSET.step(asset.state, "report_part_of_use" if rest else "report_end_use")
    asset.state, asset.revision = step.to, asset.revision + 1
    asset.save(update_fields=["state", "revision"])
    happened, lines = not_to_come(report.received, on, "received"), _rows(report.lines)
    said = {"agreement": agreement.key, "lines": lines, "reporter": report.reporter}
    text = "; ".join(line.purpose for line in report.lines)[:500]
    booking = Booking(EntryKind.USE, postings, report.reference, text, agreement=agreement)
    log = leaf_of(asset, step.event, actor, happened, said)
    entry = entry_keep(asset=asset, booking=booking, day=happened, actor=actor, log=log)
    asset.case.save(update_fields=["changed"])
    return UseReport.everything.create(
        case=asset.case,
        asset=asset,
        agreement=agreement,
        entry=entry,
        key=next_key(UseReport, asset.case, "report"),
        received=happened,
        reporter=report.reporter.strip(),
        reference=report.reference.strip(),
        lines=lines,
        handling=asset.handling,
        wall=asset.wall,
    )


def _rows(lines: tuple[UseLine, ...]) -> list[dict[str, Any]]:
    return [{"purpose": line.purpose, "minor": to_minor(line.money), "currency": line.money.currency} for line in lines]


def _spent(asset: Asset, lines: tuple[UseLine, ...]) -> tuple[tuple[Posting, ...], bool]:
    """The postings of a report, line by line, and whether part of what was returned is still to be accounted for."""
    at, postings = standing(asset), list[Posting]()
    for number, line in enumerate(lines, 1):
        try:
            moved = bookings.moved(at, [Account.RETURNED], Account.USED, line.money)
        except BadInputError:
            raise BadInputError(
                "more than was returned cannot have been used", Place(field=f"amount-{number}")
            ) from None
        postings += moved
        at = _after(at, moved)
    return tuple(postings), any(account is Account.RETURNED for account, _, _ in at)


def _after(
    at: dict[tuple[Account, str, str], int], postings: tuple[Posting, ...]
) -> dict[tuple[Account, str, str], int]:
    carried = tuple(Posting(account, currency, minor, holder) for (account, currency, holder), minor in at.items())
    day = dt.date.min  # balances know no days
    return balances([Entry(0, day, EntryKind.VALUE, carried), Entry(1, day, EntryKind.USE, postings)])
