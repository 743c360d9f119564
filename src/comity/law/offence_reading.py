"""Read one national offence against conduct and alleged facts: what is there, what is missing, what is unknown."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from comity.common.reason import Reason
from comity.common.truth import Truth
from comity.law.alleged import Alleged
from comity.law.conduct import Conduct, Element, requirements, spoken
from comity.law.national_offences import RECENT, Covers, NationalOffence, Required, Threshold


class Found(StrEnum):
    """Whether an element of the conduct is met by an offence on the facts alleged."""

    PRESENT = "present"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ElementReading:
    """One element compared; ``allege`` says what would close the gap, empty where there is none."""

    element: str
    state: Found
    says: str
    article: str = ""
    allege: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One offence compared with conduct: does it reach the facts, and is it evidenced well enough to say so."""

    offence: NationalOffence
    reaches: Truth
    outcome: Truth
    elements: tuple[ElementReading, ...]
    doubts: tuple[str, ...]

    @property
    def open_elements(self) -> tuple[ElementReading, ...]:
        """The elements that are not present."""
        return tuple(e for e in self.elements if e.state is not Found.PRESENT)

    def reason(self) -> Reason:
        """The explanation: what was read, what speaks against relying on it, and each element."""
        offence = self.offence
        doubts = tuple(Reason(text, rule=offence.id, source=offence.source) for text in self.doubts)
        parts = tuple(
            Reason(f"{e.element}: {e.state}. {e.says}", rule=e.element, article=e.article) for e in self.elements
        )
        gap = f" Noted on reading: {offence.gap}." if offence.gap else ""
        text = f"{offence.cited}: covers {offence.covers}, reaches the facts alleged: {self.reaches}.{gap}"
        supports = offence.valid_source
        dated = (Reason(f"In force since {offence.valid_from}.", rule=offence.id, source=supports),) if supports else ()
        return Reason(text, offence.id, offence.article, offence.source, children=(*doubts, *dated, *parts))


def read_offence(offence: NationalOffence, conduct: Conduct, alleged: Alleged, on: dt.date) -> Reading:
    """Compare an offence with conduct on the facts alleged, under the law of a day."""
    doubts = tuple(_doubts(offence, on))
    if offence.covers is Covers.NO:
        outcome = Truth.UNKNOWN if doubts else Truth.FALSE
        return Reading(offence, Truth.FALSE, outcome, (), doubts)
    elements = tuple(_elements(offence, conduct, alleged))
    reaches = _reaches(elements)
    outcome = Truth.TRUE if reaches is Truth.TRUE and not doubts else Truth.UNKNOWN
    return Reading(offence, reaches, outcome, elements, doubts)


def _reaches(elements: tuple[ElementReading, ...]) -> Truth:
    states = {e.state for e in elements}
    if Found.MISSING in states:
        return Truth.FALSE
    return Truth.UNKNOWN if Found.UNKNOWN in states else Truth.TRUE


def _doubts(offence: NationalOffence, on: dt.date) -> Iterator[str]:
    stood = offence.stood_on(on)
    as_of = offence.source.as_of or "no date"
    if stood is Truth.FALSE:
        until = f"until {offence.valid_to}" if offence.valid_to else f"from {offence.valid_from}"
        yield f"This stood in the law {until}, not on {on.isoformat()}."
        return
    if offence.grade == "C":
        yield f"Weak evidence (grade C: {offence.read}): it raises a question and decides nothing."
    if not offence.decides() and offence.grade != "C":
        yield f"Not shown to be the law of {RECENT.year} or later (as of {as_of}): it raises a question only."
    if stood is Truth.UNKNOWN and offence.decides():
        yield f"Read as of {as_of}; whether the law already stood so on {on.isoformat()} is not evidenced."


def _elements(offence: NationalOffence, conduct: Conduct, alleged: Alleged) -> Iterator[ElementReading]:
    if offence.covers is Covers.UNKNOWN:
        says = offence.gap or "The elements were not read."
        yield ElementReading("text", Found.UNKNOWN, says, allege=f"Read the text of {offence.cited}.")
        return
    for element in conduct.elements:
        yield _element(offence, element, alleged)
    for required in offence.requires:
        if _applies(required, conduct, alleged):
            yield _requirement(required, alleged)
    if offence.threshold is not None:
        yield _threshold(offence.threshold, alleged)
    if offence.open:
        yield ElementReading("text", Found.UNKNOWN, offence.open, allege=f"Examine {offence.cited}.")


def _element(offence: NationalOffence, element: Element, alleged: Alleged) -> ElementReading:
    only = offence.narrows.get(element.id)
    given = alleged.of(element.id)
    reached = element.values if only is None else tuple(v for v in element.values if v in only)
    if reached == element.values:
        return ElementReading(element.id, Found.PRESENT, element.says, element.article)
    named, beyond = words(reached), words(tuple(v for v in element.values if v not in reached))
    if set(given) & set(reached):
        says = f"Only {named} is named, and the facts allege it."
        return ElementReading(element.id, Found.PRESENT, says, element.article)
    if not reached:
        says = f"Nothing of this is named: {words(element.values)} falls outside."
        return ElementReading(element.id, Found.MISSING, says, element.article)
    if given:
        says = f"Only {named} is named; the facts allege {words(given)}."
        return ElementReading(
            element.id, Found.MISSING, says, element.article, f"Allege {named}, if the facts show it."
        )
    says = f"Only {named} is named, not {beyond}."
    return ElementReading(element.id, Found.UNKNOWN, says, element.article, f"Allege {named}, not only {beyond}.")


def _applies(required: Required, conduct: Conduct, alleged: Alleged) -> bool:
    for name, values in required.only_where.items():
        element = conduct.element(name)
        possible = alleged.of(name) or (element.values if element else ())
        if not set(possible) & set(values):
            return False
    return True


def _requirement(required: Required, alleged: Alleged) -> ElementReading:
    what = requirements()[required.what]
    met = alleged.met.get(required.what)
    if met is None:
        says = f"Asked for beyond the convention's conduct and not alleged: {what.says}"
        return ElementReading(what.id, Found.UNKNOWN, says, allege=what.allege)
    if met:
        return ElementReading(what.id, Found.PRESENT, f"Alleged: {what.says}")
    return ElementReading(what.id, Found.MISSING, f"Asked for, and the facts exclude it: {what.says}")


def _threshold(threshold: Threshold, alleged: Alleged) -> ElementReading:
    what = requirements()["threshold"]
    if what.id in alleged.met:
        return _requirement(Required(what.id, {}), alleged)
    amount, least = alleged.amount, threshold.at_least
    if amount is None or least is None or amount.currency != threshold.currency:
        allege = what.allege if least is None else f"State the amount in {threshold.currency}."
        return ElementReading(what.id, Found.UNKNOWN, threshold.says, allege=allege)
    if amount.amount >= least:
        return ElementReading(what.id, Found.PRESENT, f"{amount} reaches the minimum. {threshold.says}")
    if threshold.aggravated_at_least is not None and amount.amount >= threshold.aggravated_at_least:
        says = f"{amount} reaches the minimum only with aggravating circumstances. {threshold.says}"
        return ElementReading(what.id, Found.UNKNOWN, says, allege="Allege the aggravating circumstances.")
    return ElementReading(what.id, Found.MISSING, f"{amount} is below the minimum. {threshold.says}")


def words(values: tuple[str, ...]) -> str:
    """Element values in a sentence: 'the promise or the offer'."""
    plain = [spoken(value) for value in values]
    return " or ".join(plain) if len(plain) < 3 else f"{', '.join(plain[:-1])} or {plain[-1]}"
