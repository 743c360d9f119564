"""The stays of a state in a treaty: signed, deposited, in force, left, and perhaps in again."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from comity.law.evidence import Claim, preferred, rivals, spoken_for
from comity.law.parties import Testimony

# A leaving comes before a joining of the same day: whoever joins again on that day had left.
_ORDER = ("left", "signed", "deposited", "in_force")


@dataclass(slots=True)
class Membership:
    """One stay of a state in a treaty, from signature to leaving; a state that came back has several."""

    signed: list[Claim] = field(default_factory=list)
    deposited: list[Claim] = field(default_factory=list)
    in_force: list[Claim] = field(default_factory=list)
    says: list[Claim] = field(default_factory=list)
    left: list[Claim] = field(default_factory=list)
    succession: bool = False

    def begins(self) -> dt.date:
        """The first day that any of its dates may be."""
        kinds = (self.signed, self.deposited, self.in_force, self.says, self.left)
        return min(claim.when.first for kind in kinds for claim in kind)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a stay: one statement chosen for each date."""

    signed: Claim | None
    deposited: Claim | None
    in_force: Claim | None
    says: Claim | None
    left: Claim | None
    succession: bool

    def first_step(self) -> Claim | None:
        """The dated step before which the state was not bound; a successor may be bound before its deposit."""
        return self.in_force or (None if self.succession else self.deposited) or self.signed


def memberships(rows: Iterable[Testimony]) -> tuple[Membership, ...]:
    """Put every date in order and begin a new stay where one follows a leaving."""
    stays: list[Membership] = []
    for _, _, kind, claim, succession in sorted(_events(rows), key=lambda event: event[:3]):
        if not stays or (stays[-1].left and kind != "left"):
            stays.append(Membership())
        getattr(stays[-1], kind).append(claim)
        stays[-1].succession |= succession
    return tuple(stays)


def _events(rows: Iterable[Testimony]) -> Iterator[tuple[dt.date, int, str, Claim, bool]]:
    for row in rows:
        for order, kind in enumerate(_ORDER):
            claim: Claim | None = getattr(row, kind)
            if claim is not None:
                yield claim.when.last, order, kind, claim, row.how == "succession"
        spoken = spoken_for(row.says_in_force.value) if row.says_in_force else None
        if spoken:
            # A source that only calls the state a party is taken for the last day its own date allows.
            yield spoken.last, len(_ORDER), "says", Claim(spoken.last.isoformat(), row.source), False


def readings(stay: Membership) -> Iterator[Reading]:
    """The preferred reading first, then one for every statement of equal rank that contradicts it."""
    best = Reading(
        signed=preferred(stay.signed),
        deposited=preferred(stay.deposited),
        in_force=preferred(stay.in_force),
        says=min(stay.says, key=lambda claim: claim.when, default=None),
        left=preferred(stay.left),
        succession=stay.succession,
    )
    yield best
    for kind in _ORDER:
        chosen: Claim | None = getattr(best, kind)
        for rival in rivals(getattr(stay, kind), chosen) if chosen else ():
            yield _with(best, kind, rival)


def _with(reading: Reading, kind: str, claim: Claim) -> Reading:
    match kind:
        case "left":
            return replace(reading, left=claim)
        case "signed":
            return replace(reading, signed=claim)
        case "deposited":
            return replace(reading, deposited=claim)
    return replace(reading, in_force=claim)
