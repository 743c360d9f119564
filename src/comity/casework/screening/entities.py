"""A person or company of a case as the screening room compares them."""

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING

from comity.casefile.people import IdentifierKind
from comity.casework.identity import Identity
from comity.casework.log.canonical import canonical
from comity.casework.people.differences import plain
from comity.casework.people.models import Party
from comity.casework.people.selectors import seen_data

if TYPE_CHECKING:
    from comity.screening.entity import Entity

_NUMBERS = {
    IdentifierKind.PASSPORT: "passportNumber",
    IdentifierKind.NATIONAL_ID: "nationalId",
    IdentifierKind.TAX: "taxNumber",
    IdentifierKind.OTHER: "idNumber",
}


def entity_of(party: Party, who: Identity | None = None) -> "Entity":
    """The names, dates, countries and numbers of a party, all that sources say of them and this person may see."""
    from comity.screening.entity import Entity  # noqa: PLC0415 - screening is read when somebody asks for it

    data = party.data if who is None else seen_data(party, who)
    said = [(row["field"], str(row["value"])) for row in data.get("assertions", ())]
    person = party.kind == "person"
    dates = [plain(data.get("birth_date")), *(value for field, value in said if field == "birth_date")]
    nations = [row["state"] if isinstance(row, dict) else row for row in data.get("nationalities", ())]
    countries = nations if person else [plain(data.get("jurisdiction"))]
    numbers = [(_NUMBERS[IdentifierKind(row["kind"])], str(row["number"])) for row in data.get("identifiers", ())]
    if data.get("registration"):
        numbers.append(("registrationNumber", str(data["registration"])))
    return Entity(
        id=str(party.pk),
        schema="Person" if person else "Company",
        names=tuple(dict.fromkeys(str(name["full"]) for name in data.get("names", ()))),
        dates=tuple(dict.fromkeys(date for date in dates if date)) if person else (),
        countries=tuple(dict.fromkeys(code for code in countries if code)),
        genders=(str(data["sex"]),) if data.get("sex") in {"male", "female"} else (),
        identifiers=tuple(dict.fromkeys(numbers)),
    )


def subject_digest(party: Party) -> str:
    """What the case says of who somebody is, in one digest: it changes when anything changes that is compared."""
    return hashlib.sha256(canonical({**asdict(entity_of(party)), "id": party.key}).encode()).hexdigest()
