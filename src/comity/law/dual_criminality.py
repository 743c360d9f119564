"""Dual criminality by conduct: the facts alleged against the elements of both states' offences.

Names are never compared. True only where both states have an offence, well and recently evidenced, whose every
element is met. False only where a recent reading of a state's whole code found no such offence. Otherwise unknown,
with what to allege or find out.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.common.errors import BadInputError
from comity.common.reason import Reason
from comity.common.truth import Truth, all_of
from comity.law.alleged import Alleged, concerned, read_alleged
from comity.law.conduct import Conduct, conduct, lineage
from comity.law.national_offences import Covers, offences
from comity.law.offence_reading import ElementReading, Found, Reading, read_offence

__all__ = ["Comparison", "ElementReading", "Found", "LimbComparison", "Reading", "StateAnswer", "compare"]

_BY_CONDUCT = Reason(
    "What counts is that the conduct is punishable in both states, not the name or category of the offence.",
    rule="dual_criminality",
    article="UNCAC 43(2)",
)


@dataclass(frozen=True, slots=True)
class StateAnswer:
    """Whether one state punishes the conduct on the facts alleged, and every offence that was compared."""

    state: str
    conduct: str
    outcome: Truth
    reason: Reason
    offences: tuple[Reading, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimbComparison:
    """Both states' answers on one limb of the conduct, the requesting state's first."""

    conduct: str
    outcome: Truth
    states: tuple[StateAnswer, StateAnswer]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether conduct is punishable in both states: the outcome, its reasons, and what to allege or find out."""

    conduct: str
    requesting: str
    requested: str
    on: dt.date
    outcome: Truth
    limbs: tuple[LimbComparison, ...]
    reason: Reason
    questions: tuple[str, ...]

    @property
    def states(self) -> tuple[StateAnswer, ...]:
        """Every answer of a state, limb by limb, the requesting state's first."""
        return tuple(answer for limb in self.limbs for answer in limb.states)


def compare(
    conduct_key: str,
    requesting: str,
    requested: str,
    *,
    alleged: Mapping[str, str | Sequence[str]] | None = None,
    on: dt.date,
    bound: Mapping[str, Truth] | None = None,
) -> Comparison:
    """Compare conduct with the law of two states on a day: that of the facts where known, otherwise of the request.

    ``alleged`` holds element to value (``{"verb": "give"}``), requirement to ``"true"`` or ``"false"``, and
    ``amount`` to money (``"45000 CNY"``). ``bound`` says whether each state is a party to the conduct's convention.
    """
    if requesting == requested:
        raise BadInputError(f"dual criminality needs two states, not {requesting} twice")
    facts = read_alleged(conduct_key, alleged)
    limbs = tuple(_limb(c, (requesting, requested), facts, on, bound or {}) for c in concerned(conduct_key, facts))
    outcome = _same(limb.outcome for limb in limbs)
    reason = _reason(conduct(conduct_key), (requesting, requested), limbs, outcome, bound or {}, on)
    questions = tuple(dict.fromkeys(_questions(limbs, outcome)))
    return Comparison(conduct_key, requesting, requested, on, outcome, limbs, reason, questions)


def _limb(
    limb: Conduct, states: tuple[str, str], facts: Alleged, on: dt.date, bound: Mapping[str, Truth]
) -> LimbComparison:
    first, second = (_answer(state, limb, facts, on, bound.get(state, Truth.UNKNOWN)) for state in states)
    return LimbComparison(limb.key, all_of((first.outcome, second.outcome)), (first, second))


def _answer(state: str, limb: Conduct, facts: Alleged, on: dt.date, bound: Truth) -> StateAnswer:
    up = lineage(limb.key)
    rows = (o for o in offences(state) if o.conduct in up)
    readings = tuple(sorted((read_offence(o, limb, facts, on) for o in rows), key=_nearest))
    outcome = _outcome(readings)
    children = tuple(reading.reason() for reading in readings)
    if outcome is Truth.UNKNOWN and bound is Truth.TRUE:
        children += tuple(_duty(state, limb))
    text = f"{state}, {limb.key} ({limb.title}): {_ANSWERS[outcome] if readings else _NOTHING}"
    questions = () if outcome is Truth.TRUE else tuple(_asks(state, limb, outcome, readings))
    return StateAnswer(
        state, limb.key, outcome, Reason(text, limb.key, limb.article, children=children), readings, questions
    )


_ANSWERS = {
    Truth.TRUE: "an offence reaches the facts.",
    Truth.FALSE: "no such offence was found on reading the whole code.",
    Truth.UNKNOWN: "the offences on file do not decide.",
}
_NOTHING = "no offence on file; nobody has looked it up."


def _outcome(readings: tuple[Reading, ...]) -> Truth:
    """True where an offence reaches the facts; false only where absence was read and nothing else is on file."""
    found = {reading.outcome for reading in readings}
    if Truth.TRUE in found:
        return Truth.UNKNOWN if Truth.FALSE in found else Truth.TRUE
    return Truth.FALSE if found == {Truth.FALSE} else Truth.UNKNOWN


def _nearest(reading: Reading) -> tuple[bool, bool, int, str]:
    """Order readings: those that can decide, then those the facts do not exclude, then the fewest open elements."""
    return bool(reading.doubts), reading.reaches is Truth.FALSE, len(reading.open_elements), reading.offence.id


def _duty(state: str, limb: Conduct) -> Iterator[Reason]:
    if limb.obligation in {"mandatory", "counterpart"}:
        text = f"{state} is a party to the convention and bound to make this an offence; that alone decides nothing."
        yield Reason(text, rule="obligation", article=limb.article, source=limb.source)


def _asks(state: str, limb: Conduct, outcome: Truth, readings: tuple[Reading, ...]) -> Iterator[str]:
    if outcome is Truth.FALSE:
        yield f"{state}: ask whether the facts are punishable under another offence; none was found for {limb.key}."
        return
    if not readings:
        yield f"{state}: find out which offence covers {limb.key} ({limb.title})."
    for reading in readings:
        if reading.offence.covers is Covers.NO:
            yield f"{state}: confirm whether {limb.key} is still no offence; {_first_doubt(reading)}"
            continue
        if reading.doubts:
            yield f"{state}: confirm the text of {reading.offence.cited}; {_first_doubt(reading)}"
        for element in reading.open_elements:
            yield f"{state}, {reading.offence.cited}: {element.says} {element.allege}".rstrip()


def _first_doubt(reading: Reading) -> str:
    return (
        reading.doubts[0][:1].lower() + reading.doubts[0][1:]
        if reading.doubts
        else "two readings contradict each other."
    )


def _same(outcomes: Iterator[Truth]) -> Truth:
    found = set(outcomes)
    return found.pop() if len(found) == 1 else Truth.UNKNOWN


def _questions(limbs: tuple[LimbComparison, ...], outcome: Truth) -> Iterator[str]:
    if len(limbs) > 1 and outcome is Truth.UNKNOWN and len({limb.outcome for limb in limbs}) > 1:
        answers = "; ".join(f"{limb.conduct}: {limb.outcome}" for limb in limbs)
        yield f"Say which limb is alleged ({answers})."
    for limb in limbs:
        for answer in limb.states:
            yield from answer.questions


def _reason(
    whole: Conduct,
    states: tuple[str, str],
    limbs: tuple[LimbComparison, ...],
    outcome: Truth,
    bound: Mapping[str, Truth],
    on: dt.date,
) -> Reason:
    children = [_BY_CONDUCT]
    if whole.note:
        children.append(Reason(whole.note, whole.key, whole.article, whole.source))
    for limb in limbs:
        wanted = conduct(limb.conduct)
        if wanted.obligation == "mandatory" and all(bound.get(s) is Truth.TRUE for s in states):
            text = f"Both states are parties to UNCAC and bound to criminalise (art. {wanted.article})."
            children.append(Reason(text, "obligation", wanted.article, wanted.source))
        text = f"{limb.conduct}, {wanted.title}: punishable in both states: {limb.outcome}."
        children.append(Reason(text, limb.conduct, wanted.article, children=tuple(a.reason for a in limb.states)))
    text = f"Dual criminality of {whole.key} between {states[0]} and {states[1]} on {on.isoformat()}: {outcome}."
    return Reason(text, "dual_criminality", whole.article, facts=(("conduct", whole.key),), children=tuple(children))
