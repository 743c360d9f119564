"""Specialty: whether the surrender covers a charge that came after it, with the reasons; computed when asked."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from comity.casework.extradition.models import Assurance, Charge, Extension, Extradition, Kept


class Cover(StrEnum):
    """Whether the surrender covers a charge."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Standing:
    """One charge, whether the surrender covers it, and why."""

    charge: Charge
    cover: Cover
    because: str


_ASKED = {
    Extension.NOT_ASKED: "The surrendering state has not been asked for its consent.",
    Extension.ASKED: "The surrendering state was asked for its consent and has not answered.",
    Extension.REFUSED: "The surrendering state has refused its consent.",
}


def standings(extradition: Extradition, protection_ended: dt.date | None = None) -> list[Standing]:
    """Each charge with what covers it; ``protection_ended`` is the day on which specialty may have ended."""
    covered = {offence.conduct for offence in extradition.surrendered_for.all()}
    given_up = any(consent.stands and consent.gives_up_specialty for consent in extradition.consents.all())
    return [
        Standing(charge, *_cover(charge, extradition.surrendered_on, covered, given_up, protection_ended))
        for charge in extradition.charges.all()
    ]


def _cover(
    charge: Charge, surrendered: dt.date | None, covered: set[str], given_up: bool, ended: dt.date | None
) -> tuple[Cover, str]:
    if charge.dropped_on is not None:
        return Cover.DROPPED, "It is no longer pursued."
    if charge.conduct and charge.conduct in covered:
        return Cover.COVERED, "It is among the offences for which the surrender was granted."
    if charge.extension == Extension.GRANTED.value:
        return Cover.COVERED, "The surrendering state has consented to it."
    if charge.committed_on is not None and surrendered is not None and charge.committed_on > surrendered:
        return Cover.COVERED, "It is about an act after the surrender, which specialty does not protect."
    return _uncovered(charge, covered, given_up, ended)


def _uncovered(charge: Charge, covered: set[str], given_up: bool, ended: dt.date | None) -> tuple[Cover, str]:
    if not covered:
        return Cover.UNKNOWN, "The offences for which the surrender was granted are not on record."
    if given_up:
        return Cover.UNKNOWN, "The person gave up the protection of specialty; whether that binds is a question of law."
    if ended is not None:
        return Cover.UNKNOWN, "The protection may have ended; whether the person stayed freely has to be established."
    return Cover.NOT_COVERED, _ASKED[Extension(charge.extension)]


def breaches(extradition: Extradition, protection_ended: dt.date | None = None) -> list[Charge]:
    """The charges that the surrender does not cover."""
    return [s.charge for s in standings(extradition, protection_ended) if s.cover is Cover.NOT_COVERED]


def broken_assurances(extradition: Extradition) -> list[Assurance]:
    """The assurances whose newest report finds them not kept."""
    return [a for a in extradition.assurances.all() if _newest(a) == Kept.NOT_KEPT.value]


def _newest(assurance: Assurance) -> str:
    reports = list(assurance.reports.all())
    return reports[0].finding if reports else ""
