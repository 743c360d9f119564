"""Specially designated nationals, as the United States lists them: sdn.csv with alt.csv and add.csv, or sdn.xml."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from comity.screening.entity import Entity
from comity.screening.lists.trouble import Troubles

_BIRTH = re.compile(r"DOB (?:circa )?(\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} \d{4}|\d{4})")
_NATIONALITY = re.compile(r"nationality ([A-Z][A-Za-z ]+)")
_GENDER = re.compile(r"Gender (Male|Female)")
_PASSPORT = re.compile(r"Passport ([A-Z0-9-]{5,})")
_IMO = re.compile(r"Identification Number IMO (\d{7})")
_MONTHS = {m: i for i, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_EMPTY = "-0-"
_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")


def looks_like_ofac(first_line: str) -> bool:
    """Whether a CSV file without a head is sdn.csv: a number, a quoted name, and the sign -0- for nothing."""
    cells = next(csv.reader([first_line]), [])
    return len(cells) == 12 and cells[0].strip().isdigit() and _EMPTY in first_line


def ofac_entities(path: Path, troubles: Troubles) -> Iterator[Entity]:
    """The entries of sdn.csv with the names of alt.csv and the addresses of add.csv, where these lie beside it."""
    aliases, addresses = _aliases(path.with_name("alt.csv")), _addresses(path.with_name("add.csv"))
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for line, row in enumerate(csv.reader(file), 1):
            if len(row) < 12 or not row[0].strip().isdigit():
                if any(cell.strip("\x1a ") for cell in row):
                    troubles.add(line, "is not an entry of 12 cells")
                continue
            yield _entity([cell.strip() for cell in row], aliases, addresses, line)


Beside = dict[str, list[str]]  # from the number of an entry to what another file says of it


def _aliases(path: Path) -> Beside:
    found: Beside = {}
    for row in _rows_of(path, 4):
        found.setdefault(row[0], []).append(row[3])
    return found


def _addresses(path: Path) -> Beside:
    """Street, town with postal code, and country, as far as they are known."""
    found: Beside = {}
    for row in _rows_of(path, 5):
        text = ", ".join(cell for cell in row[2:5] if cell and cell != _EMPTY)
        if text:
            found.setdefault(row[0], []).append(text)
    return found


def _rows_of(path: Path, least: int) -> Iterator[list[str]]:
    if path.exists():
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.reader(file):
                if len(row) >= least:
                    yield [cell.strip() for cell in row]


def _entity(row: list[str], aliases: Beside, addresses: Beside, line: int) -> Entity:
    person = row[2] == "individual"
    remarks = row[11]
    numbers = [("passportNumber", n) for n in _PASSPORT.findall(remarks)] + [
        ("imoNumber", n) for n in _IMO.findall(remarks)
    ]
    return Entity(
        id=f"ofac-{row[0]}",
        schema="Person" if person else ("Vessel" if row[2] == "vessel" else "Organization"),
        names=tuple(dict.fromkeys([row[1], *aliases.get(row[0], [])])),
        dates=tuple(dict.fromkeys(_date(d) for d in _BIRTH.findall(remarks))),
        countries=tuple(dict.fromkeys(c.strip() for c in _NATIONALITY.findall(remarks))),
        genders=tuple(_GENDER.findall(remarks)[:1]),
        identifiers=tuple(dict.fromkeys(numbers)),
        addresses=tuple(addresses.get(row[0], ())),
        topics=("sanction",),
        row=line,
    )


def _date(text: str) -> str:
    parts = text.split()
    if len(parts) == 1:
        return text
    month = f"{_MONTHS.get(parts[-2], 1):02d}"
    return f"{parts[-1]}-{month}" if len(parts) == 2 else f"{parts[2]}-{month}-{int(parts[0]):02d}"


def ofac_xml_version(root: ET.Element) -> str:
    """The day the list was published."""
    return next((e.text or "" for e in root.iter() if e.tag.endswith("Publish_Date")), "")


def ofac_xml_entities(root: ET.Element, troubles: Troubles) -> Iterator[Entity]:
    """The entries of sdn.xml."""
    space = root.tag.partition("}")[0] + "}" if root.tag.startswith("{") else ""
    for number, entry in enumerate(root.iter(f"{space}sdnEntry"), 1):
        names = [_whole(entry, space), *(_whole(aka, space) for aka in entry.iter(f"{space}aka"))]
        if not names[0]:
            troubles.add(number, "the entry has no name")
            continue
        person = entry.findtext(f"{space}sdnType") == "Individual"
        yield Entity(
            id=f"ofac-{entry.findtext(f'{space}uid')}",
            schema="Person" if person else "Organization",
            names=tuple(dict.fromkeys(n for n in names if n)),
            dates=tuple(_date(d.text.removeprefix("circa ")) for d in entry.iter(f"{space}dateOfBirth") if d.text),
            countries=tuple(
                c.text
                for n in entry.iter(f"{space}nationality")
                if (c := n.find(f"{space}country")) is not None and c.text
            ),
            addresses=tuple(filter(None, (_place(each, space) for each in entry.iter(f"{space}address")))),
            topics=("sanction",),
            row=number,
        )


def _place(element: ET.Element, space: str) -> str:
    return ", ".join(filter(None, (element.findtext(f"{space}{tag}") for tag in _ADDRESS)))


def _whole(element: ET.Element, space: str) -> str:
    return " ".join(filter(None, (element.findtext(f"{space}{tag}") for tag in ("firstName", "lastName"))))
