"""The status of one state under one instrument on one day, computed from what the sources say."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from comity.common.truth import Truth
from comity.law.evidence import Claim, Conflict
from comity.law.parties import Declaration, PartyList, Testimony
from comity.law.status_reasons import reasons
from comity.law.weighing import Standing, answer


@dataclass(frozen=True, slots=True)
class Status:
    """The standing of a state on a day with its dates, declarations, conflicts, reasons and sources.

    Dates keep the precision of their source. ``disputed`` says that the sources would answer differently on this very
    day, or that a date is not known exactly enough to decide it. ``bound`` is unknown where the readings differ.
    """

    instrument: str
    state: str
    on: dt.date
    status: Standing
    bound: Truth
    signed: str | None
    deposited: str | None
    in_force: str | None
    left: str | None
    declarations: tuple[Declaration, ...]
    conflicts: tuple[Conflict, ...]
    disputed: bool
    why: tuple[str, ...]
    sources: tuple[str, ...]


def status_of(parties: PartyList, state: str, on: dt.date) -> Status:
    """Compute the status of a state under an instrument on a day."""
    rows = parties.testimonies(state)
    found = answer(rows, on)
    best = found.reading
    return Status(
        parties.id,
        state,
        on,
        found.standing,
        found.bound,
        signed=_value(best.signed if best else None),
        deposited=_value(best.deposited if best else None),
        in_force=_value(best.in_force if best else None),
        left=_value(best.left if best else None),
        declarations=declared(rows, on),
        conflicts=found.conflicts,
        disputed=found.disputed,
        why=tuple(reasons(parties, state, on, found)),
        sources=tuple(dict.fromkeys(str(row.source) for row in rows)),
    )


def _value(claim: Claim | None) -> str | None:
    return claim.value if claim else None


def declared(rows: Iterable[Testimony], on: dt.date | None = None) -> tuple[Declaration, ...]:
    """The declarations made by a day; undated ones count, later ones do not."""
    known = (entry for row in rows for entry in row.declarations)
    return tuple(entry for entry in known if on is None or not entry.on or _made(entry, on))


def _made(entry: Declaration, on: dt.date) -> bool:
    return Claim(entry.on, entry.source).when.reached_on(on) is not Truth.FALSE
