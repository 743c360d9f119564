"""What a depositary's page would add to a party list, compared with what the list holds; a proposal for review."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from comity.common.source import Source
from comity.law.depositary.identity import check_identity
from comity.law.depositary.marks import CONSENTS
from comity.law.depositary.names import codes_of, is_former
from comity.law.depositary.page import DepositaryPage, Entry, Statement
from comity.law.evidence import Claim, contradicts
from comity.law.parties import PartyList, Testimony
from comity.law.register import Register

FIELDS = ("signed", "deposited", "in_force", "left")


class Finding(StrEnum):
    """How a proposed row stands to what the list holds."""

    NEW = "new"
    DIFFERS = "differs"
    ADDS = "adds"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field on which the page and the list disagree: every value held, with its source, and the page's."""

    field: str
    ours: tuple[tuple[str, str], ...]
    theirs: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """One row that a page proposes; ``unfinished`` says what a lawyer has to fill in before it may be used."""

    state: str
    entry: Entry
    finding: Finding
    differences: tuple[Difference, ...] = ()
    adds: tuple[str, ...] = ()
    unfinished: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement of a state whose code is known, for a lawyer to put in words of this house."""

    state: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything a page proposes for one instrument; nothing of it is law data before somebody has reviewed it.

    ``missing`` are states the list holds and the page does not name (no proof of anything); ``undated`` are named
    without a date; ``unknown`` and ``former`` are names that are no code.
    """

    instrument: str
    title: str
    page: DepositaryPage
    source: Source
    rows: tuple[Proposed, ...] = ()
    statements: tuple[Spoken, ...] = ()
    missing: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()

    def found(self, finding: Finding) -> tuple[Proposed, ...]:
        """The rows with one finding."""
        return tuple(row for row in self.rows if row.finding is finding)


def propose(
    page: DepositaryPage, instrument: str, register: Register, *, checked: dt.date, as_of: str = ""
) -> Proposal:
    """Compare a page with the party list of an instrument; a page of another treaty is refused.

    ``checked`` is the day of review; ``as_of`` (YYYY-MM-DD) serves where the page prints no date of its own.
    """
    cautions = (*check_identity(page, instrument, register), *_date_cautions(page, as_of))
    listed = register.instrument(instrument)
    dated, undated = _split(page)
    spoken = tuple(Spoken(code, entry) for entry in page.statements for code in codes_of(entry.name))
    reserving = {one.state for one in spoken if not one.statement.section.lower().startswith(("objection", "notif"))}
    rows = tuple(_proposed(entry, listed, page, reserving) for entry in dated)
    names = [*(entry.name for entry in page.entries), *(entry.name for entry in page.statements)]
    named = {code for name in names for code in codes_of(name)}
    return Proposal(
        instrument,
        listed.title,
        page,
        _source(page, checked, as_of),
        rows=tuple(sorted((row for group in rows for row in group), key=lambda row: row.state)),
        statements=spoken,
        missing=tuple(code for code in listed.states if code not in named) if page.entries else (),
        undated=tuple(entry.name for entry in undated),
        unknown=tuple(dict.fromkeys(name for name in names if not codes_of(name) and not is_former(name))),
        former=tuple(dict.fromkeys(name for name in names if not codes_of(name) and is_former(name))),
        cautions=(*cautions, *page.cautions, *_count_caution(page)),
    )


def _split(page: DepositaryPage) -> tuple[list[Entry], list[Entry]]:
    known = [entry for entry in page.entries if codes_of(entry.name)]
    dated = [entry for entry in known if entry.withdrawn or any(getattr(entry, name) for name in FIELDS)]
    return dated, [entry for entry in known if entry not in dated]


def _source(page: DepositaryPage, checked: dt.date, as_of: str) -> Source:
    number = f" {page.reference}" if page.reference else ""
    title = f"{page.depositary}{number}" + (f", {page.title}" if page.title else "")
    return Source(title, page.as_of or as_of, checked.isoformat(), "A")


def _date_cautions(page: DepositaryPage, as_of: str) -> Iterator[str]:
    if not page.as_of and not as_of:
        yield "the page prints no date of its own; say with --as-of on which day it was saved"
    elif page.as_of and as_of not in ("", page.as_of):
        yield f"the page's own date {page.as_of} was taken, not {as_of}"


def _count_caution(page: DepositaryPage) -> Iterator[str]:
    """Compare the printed totals with the rows that were read, so that a cut page does not pass for a whole one."""
    read = {
        "parties": sum(1 for entry in page.entries if entry.deposited and not entry.withdrawn and not entry.under),
        "signatories": sum(1 for entry in page.entries if entry.signed),
    }
    for what, total in page.totals:
        if page.entries and what == "parties" and read[what] != total:
            yield f"the page prints {total} {what}, and {read[what]} were read: the page may be cut, or a row unread"


def _proposed(entry: Entry, listed: PartyList, page: DepositaryPage, reserving: set[str]) -> tuple[Proposed, ...]:
    return tuple(
        _compared(code, replace(entry, reservation=entry.reservation or code in reserving), listed, page)
        for code in codes_of(entry.name)
    )


def _compared(code: str, entry: Entry, listed: PartyList, page: DepositaryPage) -> Proposed:
    unfinished = "the date of leaving" if entry.withdrawn and not entry.left else ""
    if code not in listed.rows:
        return Proposed(code, entry, Finding.NEW, unfinished=unfinished)
    held = listed.testimonies(code)
    departure = _departure(entry, held, page.as_of)
    differences = (*_differences(entry, held, page.lumps), *departure)
    adds = tuple(_additions(entry, held))
    finding = Finding.DIFFERS if differences else Finding.ADDS if adds or unfinished else Finding.SAME
    return Proposed(code, entry, finding, differences, adds, unfinished)


def _claims(held: tuple[Testimony, ...], field: str) -> list[Claim]:
    return [claim for testimony in held if (claim := getattr(testimony, field)) and not claim.misprint]


def _differences(entry: Entry, held: tuple[Testimony, ...], lumps: bool) -> Iterator[Difference]:
    for field in FIELDS:
        theirs, ours = getattr(entry, field), _claims(held, field)
        if theirs and ours and all(contradicts(claim, Claim(theirs, claim.source)) for claim in ours):
            yield Difference(field, _told(ours), theirs)
    yield from _other_way(entry, held, lumps)


def _departure(entry: Entry, held: tuple[Testimony, ...], as_of: str) -> Iterator[Difference]:
    """A state that left by the day of the page and of which the page prints neither the departure nor a return."""
    left = _claims(held, "left")
    if left and not entry.left and not entry.withdrawn:
        day = min(claim.when.first for claim in left).isoformat()
        if (as_of or "9999") >= day and entry.deposited < day:
            yield Difference("left", _told(left), "not printed")


def _other_way(entry: Entry, held: tuple[Testimony, ...], lumps: bool) -> Iterator[Difference]:
    """A different way of joining; where one of the two lists does not tell consents apart, that is no difference."""
    ours = {testimony.how: testimony.source.title for testimony in held if testimony.how}
    same = entry.how in ours or (lumps and entry.how in CONSENTS and CONSENTS & set(ours))
    if entry.how and ours and not same:
        yield Difference("how", tuple(ours.items()), entry.how)


def _additions(entry: Entry, held: tuple[Testimony, ...]) -> Iterator[str]:
    yield from (field for field in FIELDS if getattr(entry, field) and not _claims(held, field))
    if entry.reservation and not any(testimony.declarations for testimony in held):
        yield "reservation"


def _told(claims: list[Claim]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((claim.value, claim.source.title) for claim in claims))
