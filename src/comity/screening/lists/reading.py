"""Which kind of list a file is, and its entities."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from comity.common.errors import BadInputError, Place
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, digest_of
from comity.screening.index.layout import MAGIC
from comity.screening.lists.ftm import entities_in, ftm_lines
from comity.screening.lists.ofac import looks_like_ofac, ofac_entities, ofac_xml_entities, ofac_xml_version
from comity.screening.lists.tables import holds_names, names_a_person_or_company, row_entities
from comity.screening.lists.trouble import Troubles
from comity.screening.lists.un import root_of, un_entities, un_version
from comity.screening.sheets import is_parquet, is_workbook, parquet_rows, workbook_rows
from comity.screening.tabular import columns_of, encoding_of, read_cells

Read = Callable[[Iterable[Any], Troubles], Iterator[Entity]]


@dataclass(frozen=True, slots=True)
class RawRows:
    """The rows of a list as they stand in it, and how some of them are read, be it by another process."""

    rows: Iterator[Any]
    read: Read


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that is ready to be read, once: where it comes from, its entities or raw rows, what could not be read."""

    origin: ListOrigin
    entities: Iterator[Entity]
    troubles: Troubles = field(default_factory=Troubles)
    raw: RawRows = field(default_factory=lambda: RawRows(iter(()), _as_read))


def is_index(path: Path) -> bool:
    """Whether a file is an index that Comity built, of this version or an earlier one."""
    return _start(path).startswith(MAGIC.rpartition(b"-")[0])


def open_list(path: Path, retrieved: str) -> ListFile:
    """Take a list as it is published; ``retrieved`` is when the file came to this machine, as the caller knows it."""
    start = _start(path)
    if not start.strip():
        raise BadInputError("is empty", Place(str(path)))
    troubles = Troubles()
    version, raw = _kind(path, start)(path, troubles)
    origin = ListOrigin(path.name, version or retrieved[:10], digest_of(chunks_of(path)), retrieved)
    return ListFile(origin, _counted(raw.read(raw.rows, troubles), troubles), troubles, raw)


Reading = tuple[str, RawRows]


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
        return un_version(root), RawRows(un_entities(root, troubles), _as_read)
    if root.tag.rpartition("}")[2] == "sdnList":
        return ofac_xml_version(root), RawRows(ofac_xml_entities(root, troubles), _as_read)
    raise BadInputError(f"is XML of a kind that Comity cannot read ({root.tag})", Place(str(path)))


def _as_read(rows: Iterable[Any], _: Troubles) -> Iterator[Entity]:
    """Rows that were read as entities already."""
    return iter(rows)


def _ftm(path: Path, _: Troubles) -> Reading:
    return "", RawRows(ftm_lines(path), entities_in)


def _ofac(path: Path, troubles: Troubles) -> Reading:
    return "", RawRows(ofac_entities(path, troubles), _as_read)


def _table(path: Path, _: Troubles) -> Reading:
    return "", RawRows(read_cells(path), partial(row_entities, columns_of(path)))


def _sheet(path: Path, _: Troubles) -> Reading:
    columns, rows = parquet_rows(path) if is_parquet(_start(path)) else workbook_rows(path)
    if not holds_names(columns):
        raise BadInputError("is no list that Comity can read: no column is called name", Place(str(path), 1))
    return "", RawRows(rows, partial(row_entities, columns))


def _counted(entities: Iterator[Entity], troubles: Troubles) -> Iterator[Entity]:
    seen: set[str] = set()
    for entity in entities:
        if entity.id in seen:
            troubles.add(entity.row, twice(entity.id))
        seen.add(entity.id)
        yield entity


def twice(id_: str) -> str:
    """The trouble with an id that another entry of the list has too."""
    return f"the id {json.dumps(id_[:80], ensure_ascii=False)} stands twice; both are kept"


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
