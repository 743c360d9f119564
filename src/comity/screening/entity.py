"""Who is compared: a person or company with the names, dates, countries and numbers that a file knows of them."""

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
        str(key): [str(v) for v in (values if isinstance(values, list) else [values]) if v is not None]
        for key, values in (found if isinstance(found, dict) else {}).items()
    }
    names = [value for key in _NAMES for value in properties.get(key, [])]
    if not names:
        names = [" ".join(properties.get("firstName", [])[:1] + properties.get("lastName", [])[:1])]
    return Entity(
        id=str(data.get("id") or row),
        schema=str(data.get("schema") or "LegalEntity"),
        names=_known(names),
        dates=_known([*properties.get("birthDate", []), *properties.get("incorporationDate", [])]),
        countries=_known([v for key in _COUNTRIES for v in properties.get(key, [])]),
        genders=_known(properties.get("gender", [])),
        identifiers=tuple((key, value) for key in IDENTIFIERS for value in properties.get(key, []) if value.strip()),
        addresses=_known(properties.get("address", [])),
        topics=_known(properties.get("topics", [])),
        first_seen=str(data.get("first_seen") or ""),
        last_change=str(data.get("last_change") or ""),
        row=row,
    )


def _known(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.strip() for v in values if v.strip()))
