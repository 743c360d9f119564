"""Coverage: how much of the law is in the data, instrument by instrument and state by state, and what is missing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from comity.law.applicable import own_rules
from comity.law.bilateral import bilaterals
from comity.law.instruments import Instrument, instruments
from comity.law.national_offences import offences
from comity.law.parties import PartyList, Published
from comity.law.profiles import profile, profiled_states
from comity.law.register import register
from comity.law.states import state_name, un_members
from comity.law.weighing import Standing
from comity.law.treaty_status import listed
from comity.law.vocabulary import MEASURES


@dataclass(frozen=True, slots=True)
class InstrumentCoverage:
    """What is held of one instrument; ``gap`` is the newest published total less the states that are evidenced."""

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
    evidenced = _evidenced(parties, on) if parties else 0
    latest = _latest(parties)
    return InstrumentCoverage(
        id=name,
        title=known.title if known else parties.title if parties else name,
        kind=known.kind if known else "multilateral",
        provisions=known.coverage.provisions if known else "not_yet",
        rules=len(known.rules) if known else 0,
        evidenced=evidenced,
        published=latest.total if latest else None,
        published_as_of=latest.as_of if latest else "",
        gap=latest.total - evidenced if latest else None,
        checked=_checked(known, parties),
        note=known.coverage.note if known else parties.note if parties else "",
        source=str(known.source) if known else "",
    )


def _evidenced(parties: PartyList, on: dt.date) -> int:
    return sum(register().status(parties.id, state, on).status is Standing.IN_FORCE for state in parties.states)


def _latest(parties: PartyList | None) -> Published | None:
    totals = [total for total in parties.published if total.what == "parties"] if parties else []
    return max(totals, key=lambda total: total.as_of, default=None)


def _checked(known: Instrument | None, parties: PartyList | None) -> str:
    if known is not None:
        return known.coverage.checked
    return max((source.checked for source in parties.sources), default="") if parties else ""


def state_coverage() -> Iterator[StateCoverage]:
    """Tell every member of the United Nations and every other state the data says something of."""
    for state in sorted({*un_members(), *profiled_states()}):
        yield _state(state)


def _state(state: str) -> StateCoverage:
    rules = {rule.id for measure in MEASURES for rule in own_rules(state, measure)}
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
