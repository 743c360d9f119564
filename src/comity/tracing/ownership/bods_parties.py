"""A party's particulars as the record details of BODS 0.4, and read from them."""

import re
from collections.abc import Iterable
from typing import Any

from comity.tracing.ownership.particulars import Address, Identifier, Name, Party, State

_ENTITY = {"company": "registeredEntity", "arrangement": "arrangement"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_BIRTHPLACE = "placeOfBirth"
_ADDRESSES = {True: ("residence", "service", "alternative"), False: ("registered", "business", "alternative")}
_NAMES = ("legal", "translation", "transliteration", "former", "alternative", "birth")
Details = dict[str, Any]


def details_of(name: str, kind: str, party: Party) -> Details:
    """The details of a record about a party; ``name`` is what the register calls it."""
    names = party.names or (Name(name),)
    found: Details = {"isComponent": False}
    if kind == "person":
        found |= {"personType": "knownPerson", "names": [_name(item) for item in names]}
        found |= _dates(party, "birthDate", "deathDate", whole=False)
        found |= _listed("nationalities", (_state(s) for s in party.states if s.role == "nationality"))
        found |= _listed("taxResidencies", (_state(s) for s in party.states if s.role == "taxResidency"))
        births = [_address(item, ()) for item in party.addresses if item.kind == _BIRTHPLACE][:1]
        found |= {_BIRTHPLACE: births[0]} if births else {}
        addresses = [item for item in party.addresses if item.kind != _BIRTHPLACE]
    else:
        found |= {"entityType": {"type": _ENTITY.get(kind, "unknownEntity")}, "name": names[0].text or name}
        found |= _listed("alternateNames", (item.text for item in names[1:]))
        found |= _dates(party, "foundingDate", "dissolutionDate", whole=True)
        seat = [_state(s, 6) for s in party.states if s.role == "jurisdiction"][:1]
        found |= {"jurisdiction": seat[0]} if seat else {}
        addresses = list(party.addresses)
    found |= _listed("identifiers", (_identifier(item) for item in party.identifiers))
    return found | _listed("addresses", (_address(item, _ADDRESSES[kind == "person"]) for item in addresses))


def party_of(key: str, details: Details) -> Party:
    """The particulars that record details tell; ``key`` is the name by which the register calls the party."""
    person = "personType" in details
    names = tuple(_names(details)) if person else tuple(_entity_names(details))
    births = [_read_address(item, _BIRTHPLACE) for item in _objects([details.get(_BIRTHPLACE)])]
    roles = {"nationality": "nationalities", "taxResidency": "taxResidencies"}
    states = [_read_state(item, role) for role, field in roles.items() for item in _objects(details.get(field))]
    states += [_read_state(item, "jurisdiction") for item in _objects([details.get("jurisdiction")])]
    begun, ended = ("birthDate", "deathDate") if person else ("foundingDate", "dissolutionDate")
    return Party(
        names=() if names == (Name(key),) else names,
        identifiers=tuple(_read_identifier(item) for item in _objects(details.get("identifiers"))),
        addresses=(*births, *(_read_address(item) for item in _objects(details.get("addresses")))),
        states=tuple(states),
        begun=_text(details, begun),
        ended=_text(details, ended),
    )


def _kept(**given: Any) -> Details:  # noqa: ANN401 - values of JSON
    return {key: value for key, value in given.items() if value}


def _listed(key: str, items: Iterable[Any]) -> Details:
    found = list(items)
    return {key: found} if found else {}


def _name(item: Name) -> Details:
    full = item.text or " ".join(filter(None, (item.given, item.family)))
    parts = _kept(givenName=item.given, familyName=item.family, patronymicName=item.patronymic)
    parts |= {"type": item.kind} if item.kind in _NAMES else {}
    return {"fullName": full, **parts}


def _dates(party: Party, begun: str, ended: str, *, whole: bool) -> Details:
    pairs = ((begun, party.begun), (ended, party.ended))
    return {key: day for key, text in pairs if (day := _day(text, whole))}


def _day(text: str, whole: bool) -> str:
    """A date as the field takes it: a company's must be a whole day, rounded to the first of the month or year."""
    match = _DATE.fullmatch(text)
    if match is None:
        return ""
    return f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}" if whole else text


def _identifier(item: Identifier) -> Details:
    named = item.scheme_name or ("" if item.scheme else "not told")
    return _kept(id=item.number, scheme=item.scheme, schemeName=named, uri=item.uri)


def _state(item: State, longest: int = 2) -> Details:
    code = item.code if 2 <= len(item.code) <= longest else ""
    return _kept(name=item.name or item.code or "not told", code=code)


def _address(item: Address, kinds: Iterable[str]) -> Details:
    country = _state(State(item.country, item.code)) if item.country or item.code else None
    return _kept(
        type=item.kind if item.kind in kinds else "", address=item.text, postCode=item.postcode, country=country
    )


def _objects(items: Any) -> list[Details]:  # noqa: ANN401 - JSON of any shape
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _text(item: Any, key: str) -> str:  # noqa: ANN401 - JSON of any shape
    value = item.get(key) if isinstance(item, dict) else None
    return value if isinstance(value, str) else ""


def _names(details: Details) -> Iterable[Name]:
    for item in _objects(details.get("names")):
        given, family = _text(item, "givenName"), _text(item, "familyName")
        yield Name(_text(item, "fullName"), _text(item, "type"), given, family, _text(item, "patronymicName"))


def _entity_names(details: Details) -> Iterable[Name]:
    others = details.get("alternateNames")
    texts = [item for item in others if isinstance(item, str)] if isinstance(others, list) else []
    own = _text(details, "name")
    return [Name(text) for text in ([own] if own or texts else []) + texts]


def _read_identifier(item: Details) -> Identifier:
    named = _text(item, "schemeName")
    return Identifier(_text(item, "id"), _text(item, "scheme"), named, _text(item, "uri"))


def _read_state(item: Details, role: str) -> State:
    return State(_text(item, "name"), _text(item, "code"), role)


def _read_address(item: Details, kind: str = "") -> Address:
    country = item.get("country")
    texts = _text(item, "address"), kind or _text(item, "type"), _text(item, "postCode")
    return Address(*texts, _text(country, "name"), _text(country, "code"))
