"""The file of an index: a head that a person can read, and columns of whole numbers that are used where they lie.

The head is one line of JSON after the name of the format, its length and digest; every column begins at a multiple of
64 bytes, little end first. The file is mapped into memory and never read as a whole, so opening it takes no time
whatever its size.
"""

import hashlib
import json
import mmap
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from comity.common.errors import BadInputError, ComityError, Place
from comity.tracing.table_files import opened

NAME = b"COMITY-LEDGER-INDEX 1\n"
_ALIGN = 64


def is_index(path: Path) -> bool:
    """Whether a file begins as an index does."""
    with opened(path) as file:
        return file.read(len(NAME)) == NAME


def write_sections(path: Path, head: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    """Write an index whole or not at all; columns are arrays or numpy arrays of whole numbers, or bytes."""
    if sys.byteorder != "little":
        raise ComityError("An index is written on machines that put the little end first; this one does not.")
    places, at = {}, 0
    for name, column in columns.items():
        kind, size = _kind(column), _bytes(column)
        places[name] = [at, size, kind]
        at += -(-size // _ALIGN) * _ALIGN
    text = json.dumps({**head, "columns": places}, ensure_ascii=False).encode() + b"\n"
    draft = path.with_name(f".unfinished-{path.name}")
    try:
        with draft.open("wb") as file:
            file.write(NAME + f"{len(text)} {hashlib.sha256(text).hexdigest()}\n".encode() + text)
            for column in columns.values():
                file.write(bytes(-file.tell() % _ALIGN))
                _put(file, column)
        draft.replace(path)
    except OSError as error:
        raise ComityError(f"{path}: cannot be written ({error.strerror or error}); nothing was changed.") from None
    finally:
        draft.unlink(missing_ok=True)


def _kind(column: Any) -> str:  # noqa: ANN401 - an array or a numpy array
    if isinstance(column, bytes | bytearray):
        return "B"
    return column.typecode if hasattr(column, "typecode") else {4: "i", 8: "q"}[int(column.itemsize)]


def _bytes(column: Any) -> int:  # noqa: ANN401
    return len(column) * int(getattr(column, "itemsize", 1))


def _put(file: BinaryIO, column: Any) -> None:  # noqa: ANN401
    """Write a column piece by piece, so that a full disk is noticed and memory is not doubled."""
    view = memoryview(column).cast("B") if len(column) else b""
    file.writelines(view[start : start + (1 << 26)] for start in range(0, len(view), 1 << 26))


def read_sections(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The head and the columns of an index, mapped into memory."""
    with opened(path) as file:
        if file.read(len(NAME)) != NAME:
            raise BadInputError("is not an index of a ledger", Place(path.name))
        length, _, digest = file.readline().decode("ascii", "replace").strip().partition(" ")
        text = file.read(int(length)) if length.isdecimal() else b""
        if hashlib.sha256(text).hexdigest() != digest:
            raise BadInputError("is an index whose beginning is damaged; make it again", Place(path.name))
        head = json.loads(text)
        first = -(-file.tell() // _ALIGN) * _ALIGN
        size = path.stat().st_size
        if any(first + at + length > size for at, length, _ in head["columns"].values()):
            raise BadInputError("is an index that was cut off; make it again", Place(path.name))
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return head, dict(_cut(whole, first, head["columns"]))


def _cut(whole: memoryview, first: int, places: Mapping[str, list[Any]]) -> Iterator[tuple[str, Any]]:
    for name, (at, length, kind) in places.items():
        yield name, whole[first + at : first + at + length].cast(kind)
