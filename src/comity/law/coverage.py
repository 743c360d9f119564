"""Coverage: how much of the law is in the data, instrument by instrument and state by state, and what is missing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from comity.law.bilateral import bilaterals
from comity.law.catalogue import rules_of_state
from comity.law.instruments import Instrument, instruments
from comity.law.national_offences import offences
from comity.law.parties import PartyList
from comity.law.party_count import compared, evidenced, latest
from comity.law.profiles import profile, profiled_states
from comity.law.register import register
from comity.law.states import state_name, un_members
from comity.law.treaty_status import listed


@dataclass(frozen=True, slots=True)
class InstrumentCoverage:
    """What is held of one instrument; ``gap`` is the newest published total less the states evidenced for its day."""

    id: str
    title: str
    kind: str
    provisions: str
    rules: int
    evidenced: int
    published: int | None
    published_as_of: str
    gap: int | None
    checked: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class StateCoverage:
    """What is held of one state as a requested state: partial or not_yet; nobody's law is complete here."""

    state: str
    name: str
    status: str
    own_law_rules: int
    profile_topics: int
    offences: int
    bilateral_treaties: int
    checked: str


def instrument_coverage(on: dt.date) -> tuple[InstrumentCoverage, ...]:
    """Tell every instrument that has provisions or a list of parties."""
    names = sorted({*instruments(), *listed()})
    return tuple(_instrument(name, on) for name in names)


def _instrument(name: str, on: dt.date) -> InstrumentCoverage:
    known = instruments().get(name)
    parties = register().instrument(name) if name in listed() else None
    held = evidenced(parties, on) if parties else 0
    newest = latest(compared(parties, on), on) if parties else None
    return InstrumentCoverage(
        id=name,
        title=known.title if known else parties.title if parties else name,
        kind=known.kind if known else "multilateral",
        provisions=known.coverage.provisions if known else "not_yet",
        rules=len(known.rules) if known else 0,
        evidenced=held,
        published=newest.published.total if newest else None,
        published_as_of=newest.published.as_of if newest else "",
        gap=newest.gap if newest else None,
        checked=_checked(known, parties),
        note=known.coverage.note if known else parties.note if parties else "",
        source=str(known.source) if known else "",
    )


def _checked(known: Instrument | None, parties: PartyList | None) -> str:
    if known is not None:
        return known.coverage.checked
    return max((source.checked for source in parties.sources), default="") if parties else ""


def state_coverage() -> Iterator[StateCoverage]:
    """Tell every member of the United Nations and every other state the data says something of."""
    for state in sorted({*un_members(), *profiled_states()}):
        yield _state(state)


def _state(state: str) -> StateCoverage:
    rules = rules_of_state(state)
    facts = profile(state)
    topics = {fact.topic for fact in facts}
    return StateCoverage(
        state=state,
        name=state_name(state),
        status="partial" if rules or topics else "not_yet",
        own_law_rules=len(rules),
        profile_topics=len(topics),
        offences=len(offences(state)),
        bilateral_treaties=len(bilaterals().of(state)),
        checked=max((fact.source.checked for fact in facts), default=""),
    )
