"""The status of a treaty between two states on one day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from comity.common.truth import Truth
from comity.law.evidence import Claim, Conflict, conflict, spoken_for
from comity.law.membership import Membership, Reading, memberships, readings
from comity.law.parties import Testimony

UNDATED = Reading(None, None, None, None, None, succession=False)


class BilateralStanding(StrEnum):
    """Where a treaty stands; that it exists is not that it is in force."""

    IN_FORCE = "in_force"
    RATIFIED = "ratified"
    SIGNED = "signed"
    NOT_IN_FORCE = "not_in_force"
    SUPERSEDED = "superseded"
    LEFT = "left"
    EXISTS = "exists"
    NOT_EVIDENCED = "not_evidenced"


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a treaty: dates, or a bare statement (in_force, not_in_force, exists, superseded, ended).

    ``ratified_means`` tells which step the date of ratification is; ``open_ended`` marks a source that records
    the beginning of treaties and the end of only some.
    """

    dates: Testimony
    says: str = ""
    statement: Claim | None = None
    ratified_means: str = ""
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """One reading of the dates, beside the bare statements that the sources make."""

    reading: Reading
    said: tuple[Said, ...]
    on: dt.date

    def until_now(self, *kinds: str) -> Claim | None:
        """The newest statement of these kinds that speaks for the day or an earlier one."""
        return max((c for c in self.statements(*kinds) if last_day(c) <= self.on), key=last_day, default=None)

    def from_now(self, kind: str) -> Claim | None:
        """The next statement of a kind that speaks for the day or a later one."""
        return min((c for c in self.statements(kind) if last_day(c) >= self.on), key=last_day, default=None)

    def undated(self, *kinds: str) -> bool:
        """Whether a source that speaks for no date makes one of these statements."""
        return any(s.says in kinds and not (s.statement and spoken_for(s.statement.value)) for s in self.said)

    def statements(self, *kinds: str) -> Iterator[Claim]:
        """The dated statements of these kinds."""
        for said in self.said:
            if said.says in kinds and said.statement and spoken_for(said.statement.value):
                yield said.statement

    @property
    def open_ended(self) -> bool:
        """Whether every source of the beginning leaves the end of most treaties unrecorded."""
        begun = [said for said in self.said if said.dates.in_force]
        return bool(begun) and all(said.open_ended for said in begun)


def last_day(claim: Claim) -> dt.date:
    """The last day a bare statement may speak for; from then on it is taken to hold."""
    spoken = spoken_for(claim.value)
    return spoken.last if spoken else dt.date.max


def decide(view: View) -> tuple[BilateralStanding | None, Truth]:
    """Where the treaty stands by one reading, and whether it binds; no standing where a date is not exact enough."""
    over = view.until_now("ended", "superseded")
    if over:
        superseded = any(over is claim for claim in view.statements("superseded"))
        return (BilateralStanding.SUPERSEDED if superseded else BilateralStanding.LEFT), Truth.FALSE
    reading = view.reading
    for claim, standing in ((reading.left, BilateralStanding.LEFT), (reading.in_force, None)):
        reached = claim.when.reached_on(view.on) if claim else Truth.FALSE
        if reached is Truth.UNKNOWN:
            return None, Truth.UNKNOWN
        if reached is Truth.TRUE:
            return (standing, Truth.FALSE) if standing else _entered(view)
    return _not_entered(view)


def _entered(view: View) -> tuple[BilateralStanding, Truth]:
    if view.open_ended and view.reading.left is None and not view.until_now("in_force"):
        return BilateralStanding.EXISTS, Truth.UNKNOWN
    return BilateralStanding.IN_FORCE, Truth.TRUE


def _not_entered(view: View) -> tuple[BilateralStanding | None, Truth]:
    reading = view.reading
    enters_later = reading.in_force is not None
    yes, no = view.until_now("in_force"), view.until_now("not_in_force")
    if not enters_later and yes and (no is None or last_day(no) < last_day(yes)):
        return BilateralStanding.IN_FORCE, Truth.TRUE
    if view.from_now("not_in_force"):
        return BilateralStanding.NOT_IN_FORCE, Truth.FALSE
    steps = ((reading.deposited, BilateralStanding.RATIFIED), (reading.signed, BilateralStanding.SIGNED))
    for claim, standing in steps:
        reached = claim.when.reached_on(view.on) if claim else Truth.FALSE
        if reached is Truth.UNKNOWN:
            return None, Truth.FALSE if enters_later else Truth.UNKNOWN
        if reached is Truth.TRUE:
            return standing, Truth.FALSE if enters_later else Truth.UNKNOWN
    if reading.in_force or reading.signed:
        return BilateralStanding.NOT_IN_FORCE, Truth.FALSE
    exists = view.until_now("exists", "in_force") or view.undated("exists", "in_force")
    return (BilateralStanding.EXISTS if exists else BilateralStanding.NOT_EVIDENCED), Truth.UNKNOWN


@dataclass(frozen=True, slots=True)
class BilateralStatus:
    """The standing of a treaty on a day with its dates, conflicts, reasons and sources."""

    id: str
    on: dt.date
    status: BilateralStanding
    bound: Truth
    signed: str | None
    ratified: str | None
    in_force: str | None
    left: str | None
    conflicts: tuple[Conflict, ...]
    disputed: bool
    why: tuple[str, ...]
    sources: tuple[str, ...]


def bilateral_status(key: str, said: tuple[Said, ...], on: dt.date) -> BilateralStatus:
    """Compute the status of a treaty on a day from everything said of it."""
    stay = _stay(said, on)
    views = [View(reading, said, on) for reading in (readings(stay) if stay else (UNDATED,))]
    outcomes = [decide(view) for view in views]
    standing, bound = outcomes[0]
    disputed = len(set(outcomes)) > 1 or standing is None
    best = views[0].reading
    found = (conflict(kind, getattr(stay, kind)) for kind in ("signed", "deposited", "in_force", "left") if stay)
    return BilateralStatus(
        id=key,
        on=on,
        status=standing or BilateralStanding.NOT_EVIDENCED,
        bound=bound if len({outcome[1] for outcome in outcomes}) == 1 else Truth.UNKNOWN,
        signed=_value(best.signed),
        ratified=_value(best.deposited),
        in_force=_value(best.in_force),
        left=_value(best.left),
        conflicts=tuple(entry for entry in found if entry),
        disputed=disputed,
        why=tuple(_why(views[0], standing, disputed=disputed)),
        sources=tuple(dict.fromkeys(str(entry.dates.source) for entry in said)),
    )


def _stay(said: tuple[Said, ...], on: dt.date) -> Membership | None:
    stays = memberships(entry.dates for entry in said)
    begun = [stay for stay in stays if stay.begins() <= on]
    return begun[-1] if begun else (stays[0] if stays else None)


def _value(claim: Claim | None) -> str | None:
    return claim.value if claim else None


def _why(view: View, standing: BilateralStanding | None, *, disputed: bool) -> Iterator[str]:
    yield _sentence(view, standing)
    if disputed and standing is not None:
        yield "Disputed on this day: the sources print different dates."
    no = view.until_now("not_in_force")
    if no and standing not in (BilateralStanding.IN_FORCE, BilateralStanding.NOT_IN_FORCE):
        yield f"{no.source} said on {no.value} that it was not in force; nothing later is evidenced."
    for said in view.said:
        if said.ratified_means and said.dates.deposited:
            yield f"What is dated {said.dates.deposited.value} is: {said.ratified_means} [{said.dates.source.title}]"
        yield from said.dates.remarks


def _sentence(view: View, standing: BilateralStanding | None) -> str:
    best = view.reading
    match standing:
        case None:
            return "A date is not known exactly enough to decide this day."
        case BilateralStanding.IN_FORCE if best.in_force:
            return f"In force since {best.in_force.value}."
        case BilateralStanding.IN_FORCE:
            claim = view.until_now("in_force")
            return f"Called in force by {claim.source if claim else 'a source'}; the dates are not at hand."
        case BilateralStanding.LEFT | BilateralStanding.SUPERSEDED:
            return "Ended, replaced or suspended." if best.left is None else f"Ended or suspended on {best.left.value}."
        case BilateralStanding.NOT_IN_FORCE:
            claim = view.from_now("not_in_force")
            if claim:
                return f"{claim.source} says that it was not in force on {claim.value}."
            first = best.in_force or best.signed
            return f"Not yet: the first date in the sources is {first.value if first else 'later'}."
        case BilateralStanding.RATIFIED | BilateralStanding.SIGNED:
            if best.in_force:
                return f"In force only from {best.in_force.value}."
            return "Signed or approved; its entry into force is not evidenced."
        case BilateralStanding.EXISTS:
            return _existence(view)
    return "No source at hand decides the status on this day."


def _existence(view: View) -> str:
    best = view.reading
    if best.in_force:
        return (
            f"In force since {best.in_force.value} by a source that records the end of only some treaties;"
            " whether it still applies is not evidenced."
        )
    called = "An undated source calls it in force" if view.undated("in_force") else "A source names it"
    return f"{called}; whether it is in force on this day is not evidenced."
