"""Why a status is what it is, in sentences."""

import datetime as dt
from collections.abc import Iterator

from comity.common.truth import Truth
from comity.law.evidence import Claim, spoken_for
from comity.law.membership import Reading
from comity.law.parties import PartyList, Testimony
from comity.law.weighing import Answer, Standing

_JOINED = (Standing.IN_FORCE, Standing.RATIFIED, Standing.SIGNED)


def reasons(parties: PartyList, state: str, on: dt.date, found: Answer) -> Iterator[str]:
    """Tell what decided the status, what speaks against it and what is odd about the sources."""
    rows = parties.testimonies(state)
    if found.reading is None:
        yield from _undated(parties, state, on, found.standing, rows)
    else:
        yield _sentence(found, found.reading, on)
        yield from _doubts(found, found.reading)
        if found.standing in _JOINED:
            yield from _age(on, rows)
            yield from _omitted(parties, state, found.reading)
    for row in rows:
        yield from row.remarks


def _sentence(found: Answer, best: Reading, on: dt.date) -> str:
    match found.standing:
        case Standing.IN_FORCE:
            return _entered(best)
        case Standing.RATIFIED if best.in_force:
            return f"Instrument deposited {_date(best.deposited)}; in force only from {best.in_force.value}."
        case Standing.RATIFIED:
            return f"Instrument deposited {_date(best.deposited)}; the date of entry into force is not in the sources."
        case Standing.SIGNED:
            return f"Signed {_date(best.signed)}; signature alone does not bind."
        case Standing.LEFT if best.left and best.left.when.last <= on:
            return f"Left with effect from {best.left.value}."
        case Standing.LEFT:
            return "It had left and was not bound again yet."
        case Standing.NOT_PARTY:
            return f"Not bound yet: every date in the sources is later, the decisive one is {_date(best.first_step())}."
        case Standing.NOT_EVIDENCED if best.left and best.left.when.reached_on(on) is Truth.UNKNOWN:
            return f"It was a party and left at a time not known ({best.left.value}); that does not decide this day."
    return "No source at hand decides the status on this day."


def _entered(best: Reading) -> str:
    if best.in_force:
        return f"In force for it since {best.in_force.value}."
    source = best.says.source if best.says else "a source"
    return f"Called a party by {source}; the date of entry into force is not at hand."


def _doubts(found: Answer, best: Reading) -> Iterator[str]:
    if found.undecided:
        yield "A date is not known exactly enough to decide this day."
    elif found.others:
        yield f"Disputed on this day: another source of equal rank leads to {', '.join(found.others)}."
    if found.standing is Standing.IN_FORCE and best.in_force and best.in_force.derived:
        yield "The date of entry into force is computed by the treaty's own rule; no source at hand prints it."


def _age(on: dt.date, rows: tuple[Testimony, ...]) -> Iterator[str]:
    spoken = [as_of.last for row in rows if (as_of := spoken_for(row.source.as_of))]
    if spoken and max(spoken) < on:
        yield f"The newest source at hand speaks for {max(spoken).isoformat()}; nothing later is evidenced."


def _omitted(parties: PartyList, state: str, best: Reading) -> Iterator[str]:
    entered = best.in_force or best.says or best.deposited or best.signed
    for source, _ in parties.silent_lists(state):
        as_of = spoken_for(source.as_of)
        gone = best.left is not None and as_of is not None and best.left.when.first <= as_of.last
        if entered and as_of and as_of.first >= entered.when.last and not gone:
            yield f"{source} does not name it; a list can drop a member by mistake, and may leave out signatories."


def _undated(
    parties: PartyList, state: str, on: dt.date, standing: Standing, rows: tuple[Testimony, ...]
) -> Iterator[str]:
    if standing is Standing.NOT_PARTY:
        yield from (f"{row.source} says that {state} is not bound." for row in rows if row.not_party)
        return
    yield from (f"{row.source} calls it a party, without a date." for row in rows if row.says_in_force)
    for source, names in parties.silent_lists(state):
        as_of = spoken_for(source.as_of)
        age = "; it is older than the day asked for" if as_of and as_of.last < on else ""
        yield f"Not among the {names} names in {source}{age}. A list can drop a member: its silence is not a no."
    if not rows:
        yield f"No source at hand speaks of {state} under {parties.id}."


def _date(claim: Claim | None) -> str:
    return claim.value if claim else "on an unknown date"
