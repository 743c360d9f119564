"""Measures an archive before anything reads it whole: what unpacks to more than memory holds is refused by its size."""

import struct
import zipfile
import zlib
from pathlib import Path

from comity.common.errors import BadInputError, Place

MOST_UNPACKED = 500_000_000  # bytes of all parts together
MOST_TIMES = 200  # as large as the archive; a sheet with one number in every cell has forty times
SMALL = 20_000_000  # below this nothing is proportioned
MOST_PARTS = 10_000
MOST_DIRECTORY = 20_000_000  # bytes of the list of parts, which is read into memory
_PIECE = 1 << 18
_ENDLESS = 1 << 50
_END = b"PK\x05\x06"
_END_BYTES, _LONGEST_COMMENT = 22, 65_535


def directory_fits(path: Path) -> bool:
    """Whether the list of parts of a ZIP archive is small enough to be read; one that cannot be found does not fit."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        return False
    parts, directory = struct.unpack_from("<HL", tail, at + 10)
    return bool(parts <= MOST_PARTS and directory <= MOST_DIRECTORY)


def check_archive(path: Path) -> None:
    """Refuse a ZIP archive that unpacks to too much, counted by unpacking: what its list says of sizes may be a lie."""
    where = Place(path.name)
    if not directory_fits(path):
        raise BadInputError(f"cannot be read as a workbook or archive with at most {MOST_PARTS:,} parts", where)
    limit = min(MOST_UNPACKED, max(SMALL, MOST_TIMES * path.stat().st_size))
    try:
        with zipfile.ZipFile(path) as archive:
            left = limit
            for part in archive.infolist():
                left -= _unpacked(archive, part, left)
                if left < 0:
                    raise BadInputError(f"unpacks to more than {limit // 1_000_000} MB and is not opened", where)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise BadInputError(f"cannot be unpacked: {error}", where) from None


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """How many bytes a part unpacks to, counted until it is over ``most``."""
    part.file_size = _ENDLESS  # so that the reader goes on to the true end of the part
    count = 0
    with archive.open(part) as stream:
        while count <= most and (piece := stream.read(_PIECE)):
            count += len(piece)
    return count
