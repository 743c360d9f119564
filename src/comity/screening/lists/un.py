"""The consolidated list of the Security Council of the United Nations, as XML."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from comity.common.errors import BadInputError, Place
from comity.screening.entity import Entity
from comity.screening.lists.trouble import Troubles

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_ADDRESS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")


class _WithoutDoctype(ET.TreeBuilder):
    """What an XML file says, as long as it declares nothing: no list needs to, and entities can be made to explode."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """Refuse the file."""
        raise BadInputError("declares a document type, which no list of its publisher does", Place(str(self.path)))


def root_of(path: Path) -> ET.Element:
    """The root of an XML file; one that declares a document type or entities is refused."""
    try:
        return ET.parse(path, ET.XMLParser(target=_WithoutDoctype(path))).getroot()  # noqa: S314 - declarations are refused
    except ET.ParseError as error:
        raise BadInputError(f"is not readable as XML: {error}", Place(str(path), error.position[0])) from None


def un_version(root: ET.Element) -> str:
    """The day the list was generated."""
    return root.get("dateGenerated", "")[:10]


def un_entities(root: ET.Element, troubles: Troubles) -> Iterator[Entity]:
    """The people and entities of the list."""
    for number, element in enumerate([*root.iter("INDIVIDUAL"), *root.iter("ENTITY")], 1):
        entity = _entity(element, number)
        if entity.names:
            yield entity
        else:
            troubles.add(number, f"entry {entity.id} has no name")


def _entity(element: ET.Element, number: int) -> Entity:
    person = element.tag == "INDIVIDUAL"
    main = " ".join(filter(None, (_text(element, tag) for tag in _NAMES)))
    prefix = "INDIVIDUAL" if person else "ENTITY"
    aliases = [_text(alias, "ALIAS_NAME") for alias in element.iter(f"{prefix}_ALIAS")]
    numbers = [_text(d, "NUMBER") for d in element.iter("INDIVIDUAL_DOCUMENT")]
    names = [main, _text(element, "NAME_ORIGINAL_SCRIPT"), *aliases]
    return Entity(
        id=f"un-{_text(element, 'DATAID')}",
        schema="Person" if person else "Organization",
        names=tuple(dict.fromkeys(n for n in names if n)),
        dates=tuple(dict.fromkeys(_dates(element))),
        countries=tuple(dict.fromkeys(v for n in element.iter("NATIONALITY") if (v := _text(n, "VALUE")))),
        genders=tuple(filter(None, (_text(element, "GENDER"),))),
        identifiers=tuple(("idNumber", n) for n in dict.fromkeys(numbers) if n),
        addresses=tuple(dict.fromkeys(filter(None, map(_address, element.iter(f"{prefix}_ADDRESS"))))),
        first_seen=_text(element, "LISTED_ON"),
        last_change=max((_text(d, "VALUE") for d in element.iter("LAST_DAY_UPDATED")), default=""),
        topics=("sanction",),
        row=number,
    )


def _address(element: ET.Element) -> str:
    return ", ".join(filter(None, (_text(element, tag) for tag in _ADDRESS)))


def _dates(element: ET.Element) -> Iterator[str]:
    for date in element.iter("INDIVIDUAL_DATE_OF_BIRTH"):
        found = _text(date, "DATE")[:10] or _text(date, "YEAR")
        if found:
            yield found


def _text(element: ET.Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())
