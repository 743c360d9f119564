"""Who is compared: a person or company with the names, dates, countries and numbers that a file knows of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.screening.tokens import Kind

PEOPLE = frozenset({"Person"})
COMPANIES = frozenset({"Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Airplane", "Thing", "Asset"})
_NAMES = ("name", "alias", "previousName", "weakAlias")
_COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag", "birthCountry")
IDENTIFIERS = (
    "idNumber",
    "passportNumber",
    "nationalId",
    "taxNumber",
    "registrationNumber",
    "innCode",
    "ogrnCode",
    "leiCode",
    "swiftBic",
    "imoNumber",
    "socialSecurityNumber",
    "wikidataId",
)
_DATES = ("birthDate", "incorporationDate")
_NUMBERS = frozenset(IDENTIFIERS)
_OTHERS = ("firstName", "lastName", "gender", "address", "topics")
_READ = frozenset((*_NAMES, *_DATES, *_COUNTRIES, *IDENTIFIERS, *_OTHERS))


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or company as a file shows it; every field may be empty, which is never evidence.

    Dates are YYYY, YYYY-MM or YYYY-MM-DD; countries as the file writes them; ``identifiers`` are pairs of the kind of
    number and the number. ``row`` is where it stands in its file (1-based line), 0 where that says nothing.
    """

    id: str
    schema: str
    names: tuple[str, ...]
    dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    first_seen: str = ""
    last_change: str = ""
    row: int = 0

    @property
    def kind(self) -> Kind:
        """Whether its names are those of a person."""
        return Kind.PERSON if self.schema in PEOPLE else Kind.COMPANY


def from_ftm(data: dict[str, Any], row: int = 0) -> Entity:
    """Take a FollowTheMoney entity; properties that screening does not use are left out."""
    found = data.get("properties")
    properties: dict[str, list[str]] = {
        key: [str(v) for v in (values if isinstance(values, list) else [values]) if v is not None]
        for key, values in (found if isinstance(found, dict) else {}).items()
        if key in _READ
    }
    names = _of(properties, _NAMES)
    if not names:
        names = [" ".join(properties.get("firstName", [])[:1] + properties.get("lastName", [])[:1])]
    return Entity(
        id=str(data.get("id") or row),
        schema=str(data.get("schema") or "LegalEntity"),
        names=_known(names),
        dates=_known(_of(properties, _DATES)),
        countries=_known(_of(properties, _COUNTRIES)),
        genders=_known(properties.get("gender", ())),
        identifiers=()
        if _NUMBERS.isdisjoint(properties)
        else tuple((key, value) for key in IDENTIFIERS for value in properties.get(key, ()) if value.strip()),
        addresses=_known(properties.get("address", ())),
        topics=_known(properties.get("topics", ())),
        first_seen=str(data.get("first_seen") or ""),
        last_change=str(data.get("last_change") or ""),
        row=row,
    )


def _of(properties: dict[str, list[str]], keys: tuple[str, ...]) -> list[str]:
    """The values of some properties, in the order of the keys."""
    return [value for key in keys if key in properties for value in properties[key]]


def _known(values: Sequence[str]) -> tuple[str, ...]:
    if len(values) < 2:
        return (known,) if values and (known := values[0].strip()) else ()
    return tuple(dict.fromkeys([known for v in values if (known := v.strip())]))
