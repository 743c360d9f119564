"""What a source says of a person or company beside its holdings: names, identifiers, addresses, states, dates."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the source writes it; ``kind`` is its word for what name it is (former, transliteration)."""

    text: str
    kind: str = ""
    given: str = ""
    family: str = ""
    patronymic: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number given by a register or authority, with its scheme (GB-COH, XI-LEI) or the name of that register."""

    number: str
    scheme: str = ""
    scheme_name: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """An address; ``kind`` says of what (registered, residence, placeOfBirth), ``code`` is the country's."""

    text: str
    kind: str = ""
    postcode: str = ""
    country: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A state and what it is to the party: nationality, taxResidency or jurisdiction."""

    name: str
    code: str = ""
    role: str = "jurisdiction"


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company as its source tells of it; ``begun`` and ``ended`` are birth and death, or of a company.

    ``record`` is the source's own key. No names stand here where the register's name says it all.
    """

    record: str = ""
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    states: tuple[State, ...] = ()
    begun: str = ""
    ended: str = ""


UNTOLD = Party()
_PARTS: dict[str, type[Any]] = {"names": Name, "identifiers": Identifier, "addresses": Address, "states": State}


def party_text(party: Party) -> str:
    """The particulars as one line that is read back, without the key of the file it came from."""
    return json.dumps(asdict(replace(party, record="")), ensure_ascii=False, sort_keys=True)


def party_read(text: str) -> Party | None:
    """What such a line says; nothing where it is none."""
    try:
        told = json.loads(text)
        parts: dict[str, Any] = {key: tuple(made(**item) for item in told.pop(key)) for key, made in _PARTS.items()}
        parts |= {field.name: str(told[field.name]) for field in fields(Party) if field.name not in _PARTS}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return Party(**parts)
