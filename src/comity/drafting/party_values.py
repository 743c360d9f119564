"""The people, companies and authorities of a case under the names that letters use."""

from typing import Any

from comity.casefile.case import Case
from comity.casefile.people import Agency, Company, Identifier, Location, Name, Person, main_name
from comity.casefile.requests import Request
from comity.casefile.text import Text

Value = dict[str, Any]


def in_languages(text: Text) -> dict[str, str]:
    """Give a text by language, as letters take it."""
    return {language: "\n\n".join(paragraphs) for language, paragraphs in text}


def address_text(text: Text) -> str | dict[str, str]:
    """Give an address or the name of a place; one written once stands in every letter as it is, like a name."""
    spoken = in_languages(text)
    return next(iter(spoken.values())) if len(spoken) == 1 else spoken


def paragraphs_in_languages(text: Text) -> list[dict[str, str]]:
    """Give the paragraphs of a text, each by language; a language with fewer paragraphs simply ends earlier."""
    count = max((len(paragraphs) for _, paragraphs in text), default=0)
    return [
        {language: paragraphs[index] for language, paragraphs in text if index < len(paragraphs)}
        for index in range(count)
    ]


def place_text(address: str, state: str | None) -> str:
    """Give an address with its state, which every letter names in its own language."""
    return ", ".join(part for part in (address, f"{{state {state}}}" if state else "") if part)


def location_text(place: Location | None) -> str:
    """Give the place where somebody is believed to be, with the day it speaks for."""
    if place is None:
        return ""
    where = place_text(place.address, place.state)
    return f"{where} ({{date {place.as_of}}})" if where and place.as_of else where


def authority_values(agency: Agency | None) -> Value:
    """Give an authority with its address and contact."""
    if agency is None:
        return {}
    contact = agency.contact
    return {
        "name": in_languages(agency.name),
        "address": address_text(agency.address),
        "contact": contact.name if contact else "",
        "email": contact.email if contact else "",
        "phone": contact.phone if contact else "",
    }


def signatory_values(agency: Agency | None) -> Value:
    """Give who signs for an agency, and in which office."""
    if agency is None or agency.signatory is None:
        return {}
    return {"name": agency.signatory.name, "title": in_languages(agency.signatory.title)}


def person_values(person: Person) -> Value:
    """Give one person; names keep their script, the main name stands first."""
    return {
        "name": person.name,
        "names_other": _other_names(person.names),
        "birth_date": person.birth_date,
        "birth_place": address_text(person.birth_place),
        "nationalities": list(person.nationality_codes),
        "identifiers": [_identifier(item) for item in person.identifiers],
        "status": person.status,
        "location": location_text(person.location),
        "description": in_languages(person.note),
    }


def company_values(company: Company) -> Value:
    """Give one company."""
    return {
        "name": company.name,
        "names_other": _other_names(company.names),
        "registration": company.registration,
        "state": company.jurisdiction,
        "role": in_languages(company.role),
    }


def persons_of(case: Case, request: Request) -> list[Value]:
    """Give the people a request concerns, and no others."""
    return [person_values(person) for person in case.people_of(request)]


def companies_of(case: Case, request: Request) -> list[Value]:
    """Give the companies a request names or whose conduct it rests on."""
    return [company_values(company) for company in case.companies_of(request)]


def _other_names(names: tuple[Name, ...]) -> list[str]:
    main = main_name(names)
    return [name.full for name in names if name.full != main]


def _identifier(item: Identifier) -> Value:
    return {"kind": item.kind, "number": item.number, "issuer": item.issuer}
