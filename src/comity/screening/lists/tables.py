"""Lists as CSV with a head: OpenSanctions exports, company registers, customer files, whatever names its columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from comity.screening.entity import IDENTIFIERS, Entity
from comity.screening.lists.trouble import Troubles
from comity.screening.reading import has_letters
from comity.screening.tabular import UNREADABLE, Cells, columns_of

LONGEST_CELL = 100_000
# What columns are called (in lower case, without blanks, signs and underscores) and which field they are.
COLUMNS: dict[str, str] = {
    **dict.fromkeys(("id", "entityid", "customerid", "ref", "reference", "recordid", "uid"), "id"),
    **dict.fromkeys(("schema", "type", "entitytype", "kind"), "schema"),
    **dict.fromkeys(("name", "fullname", "caption", "names", "customer", "customername", "entityname"), "name"),
    **dict.fromkeys(("companyname", "organisationname", "organizationname", "legalname"), "company"),
    **dict.fromkeys(("alias", "aliases", "aka", "othernames", "previousname", "nameoriginalscript"), "alias"),
    **dict.fromkeys(("firstname", "givenname", "forename", "givennames"), "first"),
    **dict.fromkeys(("middlename", "secondname", "patronymic", "fathername"), "middle"),
    **dict.fromkeys(("lastname", "surname", "familyname"), "last"),
    **dict.fromkeys(("birthdate", "dob", "dateofbirth", "born", "incorporationdate", "birthdates"), "date"),
    **dict.fromkeys(
        ("country", "countries", "nationality", "nationalities", "citizenship", "jurisdiction", "countryofbirth"),
        "country",
    ),
    **dict.fromkeys(("gender", "sex"), "gender"),
    **dict.fromkeys(("address", "addresses"), "address"),
    **dict.fromkeys(("street", "addressline1", "streetaddress"), "street"),
    **dict.fromkeys(("city", "town", "place", "residence"), "town"),
    **dict.fromkeys(("postalcode", "postcode", "zip", "zipcode"), "code"),
    **dict.fromkeys(("addresscountry", "countryofresidence"), "home"),
    **dict.fromkeys(("topics", "topic"), "topics"),
    **dict.fromkeys(("firstseen",), "first_seen"),
    **dict.fromkeys(("lastchange",), "last_change"),
    **dict.fromkeys(("identifiers", "passport", "passportno"), "idNumber"),
    **{name.lower(): name for name in IDENTIFIERS},
}
_WHOLE = frozenset({"name", "company", "first", "middle", "last", "id"})
_USUAL = frozenset({"id", "name", "date", "country"})
_OF_ADDRESSES = frozenset({"address", "street", "town", "code", "home"})
_OTHER_NAMES = frozenset({"company", "alias"})
_NAMED = frozenset({"name", "company", "last", "first"})


Fields = tuple[tuple[int, str], ...]  # the places of the columns that are understood, and the field each holds


def fields_of(columns: Sequence[str]) -> Fields:
    """Which columns are understood, by place, and the field each holds; of two of one name the last counts."""
    places = {column: place for place, column in enumerate(columns)}
    found = ((place, COLUMNS.get("".join(filter(str.isalnum, name.lower())), "")) for name, place in places.items())
    return tuple((place, field) for place, field in found if field)


def fields_held(columns: Sequence[str]) -> frozenset[str]:
    """The fields that the columns hold."""
    return frozenset(field for _, field in fields_of(columns))


def names_a_person_or_company(path: Path) -> bool:
    """Whether a table has a column with names."""
    return holds_names(columns_of(path))


def holds_names(columns: list[str]) -> bool:
    """Whether one of the columns holds names."""
    return not _NAMED.isdisjoint(fields_held(columns))


def row_entities(columns: list[str], rows: Iterable[tuple[int, Cells]], troubles: Troubles) -> Iterator[Entity]:
    """The rows of a table as entities, each with its line; rows without a name are troubles."""
    fields = fields_of(columns)
    for line, row in rows:
        entity = row_entity(row, fields, line)
        if not any(has_letters(name) for name in entity.names):
            troubles.add(line, "no name")
            continue
        if any(UNREADABLE in name for name in entity.names):
            troubles.add(line, "the name holds bytes that are no text; the rest of it is used")
        if any(row[len(columns) :]):
            troubles.add(line, "more cells than the head has columns; the rest of the row is used")
        yield entity


def row_entity(row: Cells, fields: Fields, line: int) -> Entity:
    """One row as an entity; cells with several values are divided at semicolons."""
    cells: dict[str, Sequence[str]] = {}
    for place, field in fields:
        value = row[place]
        if value and (value := value[:LONGEST_CELL].strip()):
            parts = [value] if field in _WHOLE or ";" not in value else _parts(value)
            cells[field] = [*cells[field], *parts] if field in cells else parts
    id_ = cells["id"][0] if "id" in cells else str(line)
    names, more = _names(cells), {} if _USUAL.issuperset(cells) else _more(cells)
    dates, countries = tuple(cells.get("date", ())), tuple(cells.get("country", ()))
    return Entity(id_, _schema(cells), names, dates, countries, row=line, **more)


def _more(cells: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What few files tell beside names, dates and countries."""
    known = cells.get
    return {
        "genders": tuple(known("gender", ())),
        "identifiers": tuple((kind, value) for kind in IDENTIFIERS for value in known(kind, ())),
        "addresses": _addresses(cells),
        "topics": tuple(known("topics", ())),
        "first_seen": next(iter(known("first_seen", ())), ""),
        "last_change": next(iter(known("last_change", ())), ""),
    }


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


def _names(cells: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    if _OTHER_NAMES.isdisjoint(cells) and len(cells.get("name", ())) == 1:
        return tuple(cells["name"])
    names = [*cells.get("name", ()), *cells.get("company", ())]
    if not names:
        parted = " ".join(part for key in ("first", "middle", "last") for part in cells.get(key, ())[:1])
        names = [parted] if parted else []
    names.extend(cells.get("alias", ()))
    return tuple(dict.fromkeys(names)) if len(names) > 1 else tuple(names)


def _addresses(cells: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The addresses as they stand, and the one whose parts stand in columns of their own."""
    if _OF_ADDRESSES.isdisjoint(cells):
        return ()
    parted = ", ".join(part for key in ("street", "town", "code", "home") for part in cells.get(key, ())[:1])
    return (*cells.get("address", ()), *([parted] if parted else []))


_COMPANY_WORDS = frozenset(
    "company organization organisation legalentity entity publicbody business corporate vessel airplane".split()
)


def _schema(cells: Mapping[str, Sequence[str]]) -> str:
    if "schema" not in cells and "company" not in cells:
        return "Person"
    told = next(iter(cells.get("schema", [])), "")
    if told.lower() in _COMPANY_WORDS or (not told and "company" in cells and "name" not in cells):
        return told if told and told[0].isupper() else "Company"
    return "Person"
