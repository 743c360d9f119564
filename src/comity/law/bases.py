"""The legal bases one state may invoke towards another: treaties, designations and the requested state's own law."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from comity.common.truth import Truth
from comity.law.applicable import UNIVERSAL, laws_in_force
from comity.law.bilateral import Bilateral, bilaterals
from comity.law.designations import designations
from comity.law.inquiry import Inquiry
from comity.law.instruments import Instrument, instruments
from comity.law.profiles import national_laws
from comity.law.states import sovereign, state_name
from comity.law.treaty_status import listed
from comity.law.vocabulary import MEASURES, PURPOSE_OF


@dataclass(frozen=True, slots=True)
class Basis:
    """One legal basis for a measure between two states on a day.

    ``available`` says whether it is in force between them; ``status_reasons`` tells why. ``kind`` is that of the
    instrument, or designation or own_law. ``provisions`` says whether its rules are in the data. ``answer`` is what
    the requested state's own law does without a treaty, where that law is the basis. ``reach`` is a doubt about
    whether an instrument that is in force reaches this measure.
    """

    id: str
    title: str
    article: str
    kind: str
    obligation: str
    available: Truth
    says: str = ""
    provisions: bool = True
    answer: str = ""
    reach: str = ""


def bases_for(measure: str, inquiry: Inquiry) -> tuple[Basis, ...]:
    """Collect every basis worth an answer."""
    states, on = inquiry.states, inquiry.on
    if sovereign(states[0]) == sovereign(states[1]):
        return (_within_one_state(measure, sovereign(states[0])),)
    purpose = PURPOSE_OF.get(measure)
    if purpose is None:
        return tuple(own_law_bases(measure, states[1], on))
    named = tuple(designation_bases(measure, purpose, states, on))
    return (
        *multilateral_bases(measure, inquiry),
        *bilateral_bases(measure, purpose, states, on),
        *named,
        *(basis for basis in own_law_bases(measure, states[1], on) if not (named and basis.answer == "designation")),
    )


@cache
def carriers(measure: str) -> tuple[Instrument, ...]:
    """Return the conventions and acts that carry a measure and have a list of parties."""
    return tuple(
        known
        for known in instruments().values()
        if measure in known.measures and known.id in listed() and not known.overlay
    )


def multilateral_bases(measure: str, inquiry: Inquiry) -> Iterator[Basis]:
    """Give the conventions that bind both states, and those of which one more fact would tell."""
    for known in carriers(measure):
        if inquiry.register.one_sided(known.id, *inquiry.states):
            continue
        bound = inquiry.register.bound_between(known.id, *inquiry.states, inquiry.on)
        if bound is Truth.TRUE or worth_telling(known.id, inquiry):
            basis = known.measures[measure]
            yield Basis(known.id, known.title, basis.article, known.kind, basis.obligation, bound, basis.says)


def worth_telling(instrument: str, inquiry: Inquiry) -> bool:
    """Whether one state is bound and something is known of the other, or nearly every state is a party."""
    held, on = inquiry.register, inquiry.on
    others = [state for state in inquiry.states if held.bound(instrument, state, on) is not Truth.TRUE]
    if len(others) == len(inquiry.states):
        return False
    parties = held.instrument(instrument)
    return len(parties.states) >= UNIVERSAL or all(parties.testimonies(state) for state in others)


def status_reasons(basis: Basis, inquiry: Inquiry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say why a basis is or is not in force between two states, and from which sources."""
    states, on, parties = inquiry.states, inquiry.on, inquiry.register
    if basis.kind == "own_law":
        return (f"{states[1]}: {basis.says}",), ()
    if basis.kind == "designation":
        named = designations().status(basis.id, states[0], on)
        return named.why, named.sources
    if basis.kind == "bilateral":
        treaty = bilaterals().status(basis.id, on)
        return (*treaty.why, *([basis.reach] if basis.reach else [])), treaty.sources
    both = [parties.status(basis.id, state, on) for state in states]
    excluded = (f"Switched off between the two: {entry.text}." for entry in parties.excluding(basis.id, *states, on))
    told = (f"{status.state}: {reason}" for status in both for reason in status.why)
    return (*excluded, *told), tuple(dict.fromkeys(source for status in both for source in status.sources))


def bilateral_bases(measure: str, purpose: str, states: tuple[str, str], on: dt.date) -> Iterator[Basis]:
    """Give the treaties between the two states; an assistance treaty may also carry freezing and confiscation."""
    wanted = {purpose, "assistance"} if purpose in {"freezing", "confiscation", "return"} else {purpose}
    found = [
        _bilateral(treaty, measure, purpose, on)
        for treaty in bilaterals().between(*states)
        if wanted.intersection(treaty.purposes)
    ]
    certain = [basis for basis in found if basis.available is Truth.TRUE]
    # A treaty that is only named somewhere is no further answer where one is known to be in force.
    yield from certain or _newest(found, on)


def _newest(found: list[Basis], on: dt.date) -> Iterator[Basis]:
    """Keep, of the treaties not known to be in force, the newest, and say how many older ones the lists name."""
    dated = sorted(found, key=lambda basis: bilaterals().status(basis.id, on).signed or "")
    named = [basis for basis in dated if basis.available is Truth.UNKNOWN] or dated
    if named:
        older = f"{len(dated) - 1} other treaties of the two states are named in lists too." if len(dated) > 1 else ""
        yield replace(named[-1], reach=" ".join(filter(None, [named[-1].reach, older])))


def _bilateral(treaty: Bilateral, measure: str, purpose: str, on: dt.date) -> Basis:
    available = bilaterals().bound(treaty.id, on)
    known = instruments().get(treaty.id)
    basis = known.measures.get(measure) if known else None
    reach = ""
    if purpose not in treaty.purposes and basis is None and available is Truth.TRUE:
        available = Truth.UNKNOWN
        reach = f"Whether this treaty reaches {MEASURES[measure]} is not in the data: its text has not been read."
    return Basis(
        id=treaty.id,
        title=treaty.title or f"{_purposes(treaty)} treaty {' and '.join(map(state_name, treaty.parties))}",
        article=basis.article if basis else "",
        kind="bilateral",
        obligation=basis.obligation if basis else "shall",
        available=available,
        says=basis.says if basis else "",
        provisions=basis is not None,
        reach=reach,
    )


def _purposes(treaty: Bilateral) -> str:
    return " and ".join(purpose.replace("_", " ") for purpose in treaty.purposes).capitalize()


def designation_bases(measure: str, purpose: str, states: tuple[str, str], on: dt.date) -> Iterator[Basis]:
    """Give the laws by which the requested state has designated the requesting state."""
    requesting, requested = states
    for law in designations().between(*states, purpose):
        if law.designating != requested:
            continue
        yield Basis(
            id=law.id,
            title=law.title,
            article="",
            kind="designation",
            obligation="may",
            available=designations().status(law.id, requesting, on).bound,
            says=f"{state_name(requested)} has designated partners for {MEASURES[measure]}.",
            provisions=bool(national_laws(requested)),
        )


def own_law_bases(measure: str, state: str, on: dt.date) -> Iterator[Basis]:
    """Give the requested state's own law as a basis; where nothing is in the data, say so."""
    valid = laws_in_force(state, on)
    laws = [law for law in national_laws(state) if law["id"] in valid and measure in law["without_treaty"]]
    if not laws:
        yield _law_not_evidenced(measure, state)
    for law in laws:
        yield _own_law(law, measure, state)


_AVAILABLE = {
    "yes": Truth.TRUE,
    "reciprocity": Truth.TRUE,
    "one_case_agreement": Truth.TRUE,
    "designation": Truth.UNKNOWN,
    "no": Truth.FALSE,
    "not_evidenced": Truth.UNKNOWN,
}
_ANSWER = {
    "yes": "Its own law allows {measure} without a treaty.",
    "reciprocity": "Its own law allows {measure} without a treaty, on reciprocity.",
    "one_case_agreement": "Its own law allows {measure} without a general treaty, by an agreement for the one case.",
    "designation": "Its own law allows {measure} to designated partners; this designation is not evidenced here.",
    "no": "Its own law allows {measure} only under a treaty.",
    "not_evidenced": "What its own law says of {measure} without a treaty is not evidenced here.",
}


def _own_law(law: dict[str, Any], measure: str, state: str) -> Basis:
    answer = str(law["without_treaty"][measure])
    says = _ANSWER[answer].format(measure=MEASURES[measure])
    return Basis(
        id=str(law["id"]),
        title=f"{law['title']} ({state_name(state)})",
        article=str(law.get("article", "")),
        kind="own_law",
        obligation="may",
        available=_AVAILABLE[answer],
        says=says,
        answer=answer,
    )


def _within_one_state(measure: str, state: str) -> Basis:
    says = (
        "Treaties between states do not run between two parts of one state; only an arrangement of their own, which is "
        f"not in the data, can carry {MEASURES[measure]}."
    )
    return Basis(
        id=f"{state}-internal-arrangement",
        title=f"Arrangements between the parts of {state_name(state)}",
        article="",
        kind="own_law",
        obligation="may",
        available=Truth.UNKNOWN,
        says=says,
        provisions=False,
        answer="not_evidenced",
    )


def _law_not_evidenced(measure: str, state: str) -> Basis:
    says = _ANSWER["not_evidenced"].format(measure=MEASURES[measure])
    return Basis(
        id=f"{state}-own-law",
        title=f"Own law of {state_name(state)}",
        article="",
        kind="own_law",
        obligation="may",
        available=Truth.UNKNOWN,
        says=says,
        provisions=False,
        answer="not_evidenced",
    )
