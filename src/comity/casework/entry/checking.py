"""Checking an applicant: the desk learns hit or no hit and a contact; every check is counted, logged and limited."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.entry.codes import CHECKS_AN_HOUR, CheckPurpose
from comity.casework.entry.matching import Match, Sought
from comity.casework.entry.models import Consultation, EntryCheck
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.dates import PartialDate
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.screening.entity import Entity


@dataclass(frozen=True, slots=True)
class Applicant:
    """An applicant as the immigration desk knows them: names in any script, birth date, nationality, numbers."""

    names: tuple[str, ...]
    birth_date: str = ""
    nationality: str = ""
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why and when an applicant is checked: for which decision, under which file number of the desk, at what time."""

    purpose: str
    reference: str
    now: dt.datetime
    on: dt.date


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the desk learns: hit or not, whom to contact, and the consultations that are open now."""

    hit: bool
    contacts: tuple[str, ...]
    consultations: tuple[Consultation, ...]


def entity_of_applicant(applicant: Applicant) -> "Entity":
    """An applicant as the screening room compares them; what cannot be a name or a date is told at its field."""
    from comity.screening.entity import Entity  # noqa: PLC0415 - screening is read when somebody asks for it
    from comity.screening.reading import has_letters  # noqa: PLC0415

    names = tuple(name.strip() for name in applicant.names if name.strip())
    if not names or not all(has_letters(name) for name in names):
        raise BadInputError("write at least one name, each on a line of its own", Place(field="names"))
    if applicant.birth_date:
        try:
            PartialDate.parse(applicant.birth_date)
        except BadInputError as error:
            raise BadInputError(error.what, Place(field="birth_date")) from None
    return Entity(
        id="applicant",
        schema="Person",
        names=names,
        dates=(applicant.birth_date,) if applicant.birth_date else (),
        countries=(applicant.nationality,) if applicant.nationality else (),
        identifiers=tuple(("passportNumber", number.strip()) for number in applicant.numbers if number.strip()),
    )


@transaction.atomic
def entry_check(*, applicant: Applicant, occasion: Occasion, actor: User, who: Identity) -> Answer:
    """Check one applicant against everybody who is looked out for in this office."""
    require(Permission.ENTRY_CHECK, who)
    check_occasion(occasion)
    entity = entity_of_applicant(applicant)
    _within_limit(actor, occasion.now)
    matches = Sought(occasion.on).matches(entity)
    check = EntryCheck.objects.create(
        by=actor,
        agency=actor.agency,
        at=occasion.now,
        purpose=occasion.purpose,
        reference=occasion.reference.strip(),
        hit=bool(matches),
    )
    log_append(
        event="entry_checked",
        actor=actor,
        subject="entry_check",
        key=str(check.pk),
        day=occasion.on,
        details={"purpose": check.purpose, "reference": check.reference, "hit": check.hit},
    )
    return answer_of(matches, entity, occasion, actor)


def check_occasion(occasion: Occasion) -> None:
    """Nobody is checked without a purpose and the number of the file it is for."""
    if occasion.purpose not in set(CheckPurpose):
        raise BadInputError("choose what the check is for", Place(field="purpose"))
    if not occasion.reference.strip():
        raise BadInputError("give the number of your file", Place(field="reference"))


def _within_limit(actor: User, now: dt.datetime) -> None:
    hour = EntryCheck.objects.filter(by=actor, at__gt=now - dt.timedelta(hours=1)).count()
    if hour >= CHECKS_AN_HOUR:
        raise BadInputError("the limit of checks an hour is reached; wait, or hand in a file", Place(field="names"))


def answer_of(matches: list[Match], entity: "Entity", occasion: Occasion, actor: User) -> Answer:
    """Open a consultation for each match, and tell the desk the contacts only."""
    opened = tuple(_consultation(match, entity, occasion, actor) for match in matches)
    return Answer(bool(matches), tuple(dict.fromkeys(match.lookout.contact for match in matches)), opened)


def _consultation(match: Match, entity: "Entity", occasion: Occasion, actor: User) -> Consultation:
    """The consultation on an applicant; the same file asked again goes on with the one that is open."""
    lookout = match.lookout
    reference = occasion.reference.strip()
    running = Consultation.everything.filter(lookout__party=lookout.party, agency=actor.agency, reference=reference)
    known = running.exclude(state="closed").first()
    if known is not None:
        return known
    made = Consultation.everything.create(
        case=lookout.case,
        party=lookout.party,
        lookout=lookout,
        agency=actor.agency,
        opened_by=actor,
        on=occasion.on,
        purpose=occasion.purpose,
        reference=reference,
        applicant=_applicant_data(entity),
        reasons=match.reasons,
    )
    log_append(
        event="consultation_opened",
        actor=actor,
        case=made.case,
        subject="consultation",
        key=str(made.pk),
        day=occasion.on,
        details={"purpose": made.purpose, "reference": made.reference},
    )
    return made


def _applicant_data(entity: "Entity") -> dict[str, Any]:
    """What the case needs to know to answer: as the desk wrote it."""
    kept = ("names", "dates", "countries", "identifiers")
    return {name: value for name, value in asdict(entity).items() if name in kept}
