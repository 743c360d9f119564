"""Which kind of list a file is, and its entities."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from comity.common.errors import BadInputError, Place
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, digest_of
from comity.screening.index.layout import MAGIC
from comity.screening.lists.ftm import ftm_entities
from comity.screening.lists.ofac import looks_like_ofac, ofac_entities, ofac_xml_entities, ofac_xml_version
from comity.screening.lists.tables import holds_names, names_a_person_or_company, row_entities, table_entities
from comity.screening.lists.trouble import Troubles
from comity.screening.lists.un import root_of, un_entities, un_version
from comity.screening.sheets import is_parquet, is_workbook, parquet_rows, workbook_rows
from comity.screening.tabular import encoding_of


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that is ready to be read: where it comes from, its entities (once), what could not be read."""

    origin: ListOrigin
    entities: Iterator[Entity]
    troubles: Troubles = field(default_factory=Troubles)


def is_index(path: Path) -> bool:
    """Whether a file is an index that Comity built, of this version or an earlier one."""
    return _start(path).startswith(MAGIC.rpartition(b"-")[0])


def open_list(path: Path, retrieved: str) -> ListFile:
    """Take a list as it is published; ``retrieved`` is when the file came to this machine, as the caller knows it."""
    start = _start(path)
    if not start.strip():
        raise BadInputError("is empty", Place(str(path)))
    troubles = Troubles()
    version, entities = _kind(path, start)(path, troubles)
    origin = ListOrigin(path.name, version or retrieved[:10], digest_of(chunks_of(path)), retrieved)
    return ListFile(origin, _counted(entities, troubles), troubles)


Reading = tuple[str, Iterator[Entity]]


def _kind(path: Path, start: bytes) -> Callable[[Path, Troubles], Reading]:
    if is_parquet(start) or is_workbook(start):
        return _sheet
    text = start.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text[:1] == b"<":
        return _xml
    if text[:1] == b"{":
        return _ftm
    first = start.decode(encoding_of(path), errors="replace").splitlines()[0]
    if looks_like_ofac(first):
        return _ofac
    if names_a_person_or_company(path):
        return _table
    raise BadInputError(
        "is no list that Comity can read: no column is called name, and it is no known XML or JSON", Place(str(path), 1)
    )


def _xml(path: Path, troubles: Troubles) -> Reading:
    root: ET.Element = root_of(path)
    if root.tag == "CONSOLIDATED_LIST":
        return un_version(root), un_entities(root, troubles)
    if root.tag.rpartition("}")[2] == "sdnList":
        return ofac_xml_version(root), ofac_xml_entities(root, troubles)
    raise BadInputError(f"is XML of a kind that Comity cannot read ({root.tag})", Place(str(path)))


def _ftm(path: Path, troubles: Troubles) -> Reading:
    return "", ftm_entities(path, troubles)


def _ofac(path: Path, troubles: Troubles) -> Reading:
    return "", ofac_entities(path, troubles)


def _table(path: Path, troubles: Troubles) -> Reading:
    return "", table_entities(path, troubles)


def _sheet(path: Path, troubles: Troubles) -> Reading:
    columns, rows = parquet_rows(path) if is_parquet(_start(path)) else workbook_rows(path)
    if not holds_names(columns):
        raise BadInputError("is no list that Comity can read: no column is called name", Place(str(path), 1))
    return "", row_entities(columns, rows, troubles)


def _counted(entities: Iterator[Entity], troubles: Troubles) -> Iterator[Entity]:
    seen: set[str] = set()
    for entity in entities:
        if entity.id in seen:
            troubles.add(
                entity.row, f"the id {json.dumps(entity.id[:80], ensure_ascii=False)} stands twice; both are kept"
            )
        seen.add(entity.id)
        yield entity


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except FileNotFoundError:
        raise BadInputError("no such file", Place(str(path))) from None
    except IsADirectoryError:
        raise BadInputError("is a folder, not a file", Place(str(path))) from None
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(path))) from None


def chunks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time."""
    _start(path)
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk
