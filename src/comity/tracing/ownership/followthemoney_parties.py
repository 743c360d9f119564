"""A party's particulars as entities of FollowTheMoney, and read from them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from comity.tracing.ownership.particulars import Address, Identifier, Name, Party, State

_SCHEMATA = {"person": "Person", "company": "Company"}
_NUMBERS = {"XI-LEI": "leiCode"}
_NUMBER_NAMES = ("registrationNumber", "idNumber", "taxNumber", "passportNumber", "vatCode", "innCode", "swiftBic")
_NAME_PARTS = {"given": "firstName", "family": "lastName", "patronymic": "fatherName"}
_STATES = {"nationality": "nationality", "jurisdiction": "jurisdiction"}
Entity = dict[str, Any]


def entity(schema: str, key: str, /, **properties: str | list[str]) -> Entity:
    """An entity with the properties that have a value."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value}
    return {"id": key, "schema": schema, "properties": listed}


def entities_of(key: str, name: str, kind: str, party: Party) -> Iterator[Entity]:
    """The entity of a party, and those of its addresses and identifications."""
    names = party.names or (Name(name),)
    found: dict[str, list[str]] = {"name": [names[0].text or name]}
    person = kind == "person"
    for item in names[1:]:
        found.setdefault("previousName" if item.kind == "former" else "alias", []).append(item.text)
    if person:
        found |= {_NAME_PARTS[part]: [text] for part in _NAME_PARTS if (text := str(getattr(names[0], part)))}
    for state in party.states:
        if state.role in _STATES and (person or state.role == "jurisdiction"):
            found.setdefault(_STATES[state.role], []).append(state.code.lower() or state.name)
    begun, ended = ("birthDate", "deathDate") if person else ("incorporationDate", "dissolutionDate")
    found |= {field: [day] for field, day in ((begun, party.begun), (ended, party.ended)) if day}
    beside: list[Entity] = []
    for number, address in enumerate(party.addresses):
        if address == Address(address.text):
            found.setdefault("address", []).append(address.text)
        else:
            beside.append(_address(f"{key}-address-{number}", address))
            found.setdefault("addressEntity", []).append(beside[-1]["id"])
    for number, identifier in enumerate(party.identifiers):
        field = _field(identifier)
        if field:
            found.setdefault(field, []).append(identifier.number)
        else:
            beside.append(_identification(f"{key}-identification-{number}", key, identifier))
    form = "arrangement" if kind == "arrangement" else ""
    yield entity(_SCHEMATA.get(kind, "LegalEntity"), key, **found, legalForm=form)
    yield from beside


def _address(key: str, item: Address) -> Entity:
    told = {"full": item.text, "postalCode": item.postcode, "remarks": item.kind}
    return entity("Address", key, **told, country=item.code.lower() or item.country)


def _identification(key: str, holder: str, item: Identifier) -> Entity:
    told = {"number": item.number, "type": item.scheme, "authority": item.scheme_name}
    return entity("Identification", key, holder=holder, **told, sourceUrl=item.uri)


def _field(item: Identifier) -> str:
    """The property that says what kind of number it is, where there is one."""
    if item == Identifier(item.number, item.scheme) and item.scheme in _NUMBERS:
        return _NUMBERS[item.scheme]
    plain = item == Identifier(item.number, scheme_name=item.scheme_name)
    return item.scheme_name if plain and item.scheme_name in _NUMBER_NAMES else ""


def party_of(
    name: str, told: Entity, addresses: Mapping[str, Entity], identifications: Mapping[str, list[Entity]]
) -> Party:
    """The particulars that an entity tells with its addresses and identifications; ``name`` is the register's."""
    names = tuple(_names(told))
    person = told.get("schema") == "Person"
    begun, ended = ("birthDate", "deathDate") if person else ("incorporationDate", "dissolutionDate")
    linked = [addresses[key] for key in values(told, "addressEntity") if key in addresses]
    numbers = [Identifier(n, scheme) for scheme, field in _NUMBERS.items() for n in values(told, field)]
    numbers += [Identifier(n, scheme_name=field) for field in _NUMBER_NAMES for n in values(told, field)]
    return Party(
        names=() if names == (Name(name),) else names,
        identifiers=(*numbers, *map(_read_identification, identifications.get(str(told.get("id")), ()))),
        addresses=(*(Address(text) for text in values(told, "address")), *map(_read_address, linked)),
        states=tuple(State(code.upper(), code.upper(), role) for role in _STATES for code in values(told, role)),
        begun=first(told, begun),
        ended=first(told, ended),
    )


def parties_of(items: Iterable[Entity], named: Mapping[str, str]) -> dict[str, Party]:
    """The particulars of every named party among some entities, by its name; ``named`` is by key."""
    addresses: dict[str, Entity] = {}
    identifications: dict[str, list[Entity]] = {}
    found: dict[str, Entity] = {}
    for item in items:
        if item.get("schema") == "Address":
            addresses[str(item.get("id"))] = item
        elif item.get("schema") == "Identification":
            identifications.setdefault(first(item, "holder"), []).append(item)
        elif str(item.get("id")) in named:
            found.setdefault(str(item["id"]), item)
    return {
        named[key]: replace(party_of(named[key], item, addresses, identifications), record=key)
        for key, item in found.items()
    }


def values(told: Entity, key: str) -> list[str]:
    """The values of a property."""
    found = (told.get("properties") or {}).get(key) or []
    return [str(value) for value in (found if isinstance(found, list) else [found])]


def first(told: Entity, key: str) -> str:
    """The first value of a property."""
    return next(iter(values(told, key)), "")


def _names(told: Entity) -> Iterator[Name]:
    own, *more = values(told, "name") or [""]
    parts = {part: first(told, field) for part, field in _NAME_PARTS.items()}
    yield Name(own, **parts)
    yield from (Name(text) for text in (*more, *values(told, "alias")))
    yield from (Name(text, "former") for text in values(told, "previousName"))


def _read_address(told: Entity) -> Address:
    code = first(told, "country").upper()
    return Address(first(told, "full"), first(told, "remarks"), first(told, "postalCode"), code, code)


def _read_identification(told: Entity) -> Identifier:
    return Identifier(first(told, "number"), first(told, "type"), first(told, "authority"), first(told, "sourceUrl"))
