"""Weigh the testimonies of one state: where it stands on a day, and whether every reading of them agrees."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from comity.common.truth import Truth
from comity.law.evidence import Claim, Conflict, conflict, spoken_for
from comity.law.membership import Reading, memberships, readings
from comity.law.parties import Testimony


class Standing(StrEnum):
    """Where a state stands: signed is not ratified, ratified is not in force, and silence is not a no."""

    IN_FORCE = "in_force"
    RATIFIED = "ratified"
    SIGNED = "signed"
    LEFT = "left"
    NOT_PARTY = "not_party"
    NOT_EVIDENCED = "not_evidenced"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sources come to on a day: the standing by the preferred reading, and whether every reading agrees."""

    standing: Standing
    bound: Truth
    disputed: bool = False
    undecided: bool = False
    others: tuple[Standing, ...] = ()
    reading: Reading | None = None
    came_back: bool = False
    conflicts: tuple[Conflict, ...] = ()


def answer(rows: Iterable[Testimony], on: dt.date) -> Answer:
    """Weigh all testimonies of one state for a day."""
    known = tuple(rows)
    stays = memberships(known)
    if not stays:
        said = any(_holds(row.not_party, on) for row in known)
        return Answer(*((Standing.NOT_PARTY, Truth.FALSE) if said else (Standing.NOT_EVIDENCED, Truth.UNKNOWN)))
    begun = [stay for stay in stays if stay.begins() <= on]
    stay = begun[-1] if begun else stays[0]
    came_back = bool(begun) and stay is not stays[0]
    possible = list(readings(stay))
    outcomes = [_standing(reading, on, came_back) for reading in possible]
    bounds = {_bound(outcome, reading, on) for outcome, reading in zip(outcomes, possible, strict=True)}
    kinds = ("signed", "deposited", "in_force", "left")
    conflicts = (conflict(kind, getattr(stay, kind)) for kind in kinds)
    return Answer(
        outcomes[0] or Standing.NOT_EVIDENCED,
        bounds.pop() if len(bounds) == 1 else Truth.UNKNOWN,
        disputed=len(set(outcomes)) > 1 or outcomes[0] is None,
        undecided=outcomes[0] is None,
        others=tuple(sorted({outcome for outcome in outcomes[1:] if outcome and outcome is not outcomes[0]})),
        reading=possible[0],
        came_back=came_back,
        conflicts=tuple(entry for entry in conflicts if entry),
    )


def _holds(denial: Claim | None, on: dt.date) -> bool:
    if denial is None:
        return False
    since = spoken_for(denial.value)
    return since is None or since.first <= on


def _standing(reading: Reading, on: dt.date, came_back: bool) -> Standing | None:
    """Where the state stands by one reading; None where a date is not exact enough to say."""
    steps = (
        (reading.left, Standing.LEFT),
        (reading.in_force or reading.says, Standing.IN_FORCE),
        (reading.deposited, Standing.RATIFIED),
        (reading.signed, Standing.SIGNED),
    )
    for claim, standing in steps:
        reached = claim.when.reached_on(on) if claim else Truth.FALSE
        if reached is Truth.TRUE:
            return standing
        if reached is Truth.UNKNOWN:
            return None
    if came_back:
        return Standing.LEFT
    return Standing.NOT_PARTY if reading.first_step() else Standing.NOT_EVIDENCED


def _bound(standing: Standing | None, reading: Reading, on: dt.date) -> Truth:
    match standing:
        case Standing.IN_FORCE:
            return Truth.TRUE
        case Standing.LEFT | Standing.NOT_PARTY:
            return Truth.FALSE
        case Standing.RATIFIED if reading.in_force:
            return Truth.FALSE
        case Standing.SIGNED:
            return Truth.FALSE if _only_signed(reading, on) else Truth.UNKNOWN
    return Truth.UNKNOWN


def _only_signed(reading: Reading, on: dt.date) -> bool:
    """Whether a later step is dated, or the list that prints the signature alone speaks for this day or a later one."""
    if reading.in_force or (reading.deposited and not reading.succession):
        return True
    as_of = spoken_for(reading.signed.source.as_of) if reading.signed else None
    return as_of is not None and on <= as_of.first
