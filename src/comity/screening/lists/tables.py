"""Lists as CSV with a head: OpenSanctions exports, company registers, customer files, whatever names its columns."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from comity.screening.entity import IDENTIFIERS, Entity
from comity.screening.lists.trouble import Troubles
from comity.screening.reading import has_letters
from comity.screening.tabular import columns_of, read_rows

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
    **dict.fromkeys(("topics", "topic"), "topics"),
    **dict.fromkeys(("firstseen",), "first_seen"),
    **dict.fromkeys(("lastchange",), "last_change"),
    **dict.fromkeys(("identifiers", "passport", "passportno"), "idNumber"),
    **{name.lower(): name for name in IDENTIFIERS},
}
_WHOLE = frozenset({"name", "company", "first", "middle", "last", "id"})
_NUMBERS = frozenset(IDENTIFIERS)
_NAMED = {"name", "company", "last", "first"}


def fields_of(columns: list[str]) -> dict[str, str]:
    """From each column that is understood to the field it holds."""
    found = {column: COLUMNS.get("".join(c for c in column.lower() if c.isalnum()), "") for column in columns}
    return {column: field for column, field in found.items() if field}


def names_a_person_or_company(path: Path) -> bool:
    """Whether a table has a column with names."""
    return holds_names(columns_of(path))


def holds_names(columns: list[str]) -> bool:
    """Whether one of the columns holds names."""
    return bool(_NAMED & set(fields_of(columns).values()))


def table_entities(path: Path, troubles: Troubles) -> Iterator[Entity]:
    """The rows of a CSV file as entities; rows without a name are troubles."""
    return row_entities(columns_of(path), read_rows(path), troubles)


def row_entities(
    columns: list[str], rows: Iterable[tuple[int, dict[str, str]]], troubles: Troubles
) -> Iterator[Entity]:
    """The rows of a table as entities, each with its line; rows without a name are troubles."""
    fields = fields_of(columns)
    for line, row in rows:
        entity = row_entity(row, fields, line)
        if not any(has_letters(name) for name in entity.names):
            troubles.add(line, "no name")
            continue
        if row.get(""):
            troubles.add(line, "more cells than the head has columns; the rest of the row is used")
        yield entity


def row_entity(row: Mapping[str, str], fields: Mapping[str, str], line: int) -> Entity:
    """One row as an entity; cells with several values are divided at semicolons."""
    cells: dict[str, list[str]] = {}
    for column, field in fields.items():
        value = row.get(column)
        if value and (value := value[:LONGEST_CELL].strip()):
            if field in _WHOLE or ";" not in value:
                cells.setdefault(field, []).append(value)
            else:
                cells.setdefault(field, []).extend(part.strip() for part in value.split(";") if part.strip())
    names = [*cells.get("name", []), *cells.get("company", [])]
    parted = " ".join(part for key in ("first", "middle", "last") for part in cells.get(key, [])[:1])
    if parted and not names:
        names = [parted]
    return Entity(
        id=next(iter(cells.get("id", [])), str(line)),
        schema=_schema(cells),
        names=tuple(dict.fromkeys([*names, *cells.get("alias", [])])),
        dates=tuple(cells.get("date", [])),
        countries=tuple(cells.get("country", [])),
        genders=tuple(cells.get("gender", [])),
        identifiers=tuple((kind, value) for kind in IDENTIFIERS for value in cells.get(kind, []))
        if not _NUMBERS.isdisjoint(cells)
        else (),
        addresses=tuple(cells.get("address", [])),
        topics=tuple(cells.get("topics", [])),
        first_seen=next(iter(cells.get("first_seen", [])), ""),
        last_change=next(iter(cells.get("last_change", [])), ""),
        row=line,
    )


_COMPANY_WORDS = frozenset(
    "company organization organisation legalentity entity publicbody business corporate vessel airplane".split()
)


def _schema(cells: Mapping[str, list[str]]) -> str:
    told = next(iter(cells.get("schema", [])), "")
    if told.lower() in _COMPANY_WORDS or (not told and "company" in cells and "name" not in cells):
        return told if told and told[0].isupper() else "Company"
    return "Person"
