"""Limits of use: what the state that gave a piece of evidence has allowed, and whether a use keeps within it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from comity.casefile.requests import Measure
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError, Place


class UseNotAllowedError(ComityError):
    """A use was asked for that the limits of the evidence do not allow; one sentence each."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class Purpose(StrEnum):
    """What evidence is used for."""

    INTELLIGENCE = "intelligence"
    INVESTIGATION = "investigation"
    PROSECUTION = "prosecution"
    CONFISCATION = "confiscation"
    EXTRADITION = "extradition"
    ADMINISTRATIVE = "administrative_proceedings"
    CIVIL = "civil_proceedings"


class Secrecy(StrEnum):
    """To whom it may be shown."""

    NONE = "no_limit"
    AUTHORITIES = "authorities_only"  # courts and authorities, not the public and not another state without consent
    OFFICE = "this_office_only"


# What a request for a measure is for.
PURPOSE_OF_MEASURE: dict[Measure, Purpose] = {
    Measure.EXTRADITION: Purpose.EXTRADITION,
    Measure.PROVISIONAL_ARREST: Purpose.EXTRADITION,
    Measure.ASSISTANCE: Purpose.INVESTIGATION,
    Measure.FREEZING: Purpose.CONFISCATION,
    Measure.CONFISCATION: Purpose.CONFISCATION,
    Measure.RETURN_OF_ASSETS: Purpose.CONFISCATION,
    Measure.TRANSFER_OF_PROCEEDINGS: Purpose.PROSECUTION,
    Measure.JOINT_INVESTIGATION: Purpose.INVESTIGATION,
    Measure.SPONTANEOUS_INFORMATION: Purpose.INTELLIGENCE,
    Measure.DENIAL_OF_ENTRY: Purpose.ADMINISTRATIVE,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one item; where a tuple is empty, that limit was not set."""

    purposes: tuple[Purpose, ...] = ()
    conduct: tuple[str, ...] = ()  # specialty: only for these sets of facts
    states: tuple[str, ...] = ()  # may be passed on to these states; with onward False to no other
    onward: bool = True
    secrecy: Secrecy = Secrecy.NONE
    expires: dt.date | None = None

    def data(self) -> dict[str, Any]:
        """As the register keeps it."""
        return {
            "purposes": [p.value for p in self.purposes],
            "conduct": list(self.conduct),
            "states": list(self.states),
            "onward": self.onward,
            "secrecy": self.secrecy.value,
            "expires": self.expires.isoformat() if self.expires else None,
        }


@dataclass(frozen=True, slots=True)
class Use:
    """One use: on which day, for what, for which facts, to which state; ``leaves`` where it leaves the office."""

    on: dt.date
    purpose: Purpose | None = None
    conduct: tuple[str, ...] = ()
    state: str = ""
    leaves: bool = False


def limits_of(data: dict[str, Any]) -> Limits:
    """Read the limits of an item of the register."""
    given = data or {}
    return Limits(
        purposes=tuple(_purpose(value) for value in given.get("purposes", ())),
        conduct=tuple(given.get("conduct", ())),
        states=tuple(given.get("states", ())),
        onward=bool(given.get("onward", True)),
        secrecy=_secrecy(given.get("secrecy") or Secrecy.NONE.value),
        expires=parse_day(given["expires"], "expires") if given.get("expires") else None,
    )


def _purpose(value: str) -> Purpose:
    try:
        return Purpose(value)
    except ValueError:
        raise BadInputError(f"'{value}' is no purpose; choose from the list", Place(field="purposes")) from None


def _secrecy(value: str) -> Secrecy:
    try:
        return Secrecy(value)
    except ValueError:
        raise BadInputError(f"'{value}' does not say to whom it may be shown", Place(field="secrecy")) from None


def hindrances(item: str, limits: Limits, use: Use, giver: str = "") -> Iterator[str]:
    """The sentences that say which limits a use would break; none where it keeps within them all.

    ``giver`` is the state that gave the item: sending it back there is not passing it on.
    """
    if limits.expires is not None and use.on > limits.expires:
        yield f"Evidence '{item}' may not be used after {limits.expires.isoformat()}."
    if limits.purposes and use.purpose is not None and use.purpose not in limits.purposes:
        allowed = ", ".join(p.value.replace("_", " ") for p in limits.purposes)
        yield f"Evidence '{item}' may be used for {allowed} only, not for {use.purpose.value.replace('_', ' ')}."
    other = [key for key in use.conduct if limits.conduct and key not in limits.conduct]
    if other:
        given = ", ".join(limits.conduct)
        yield f"Evidence '{item}' was given for {given} only, not for {', '.join(other)} (specialty)."
    if limits.secrecy is Secrecy.OFFICE and use.leaves:
        yield f"Evidence '{item}' may not leave this office."
    if use.state and use.state != giver and not limits.onward and use.state not in limits.states:
        allowed = ", ".join(limits.states) or "no other state"
        yield f"Evidence '{item}' may not be passed on to {use.state} (allowed: {allowed})."
