"""A page that somebody saved: its text, or one sentence on why it cannot be read."""

import re
from dataclasses import dataclass
from pathlib import Path

from comity.common.errors import BadInputError, Place

LARGEST = 20 * 1024 * 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]+)|<meta[^>]*charset=["']?([\w.-]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A saved page as text; ``name`` is shown in every complaint."""

    name: str
    text: str

    @property
    def is_xml(self) -> bool:
        """Whether the file is XML and not HTML."""
        start = self.text.lstrip()[:200].lower()
        return start.startswith("<?xml") and "<html" not in self.text[:2000].lower()

    def error(self, what: str) -> BadInputError:
        """The sentence for a complaint about this file."""
        return BadInputError(what, Place(self.name))


def read_saved(path: Path) -> SavedFile:
    """Read a saved page of at most 20 MB in whatever encoding it declares."""
    place = Place(path.name)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise BadInputError(
                f"has {size / 1048576:.0f} MB; at most {LARGEST // 1048576} MB are read, which is plenty for a page",
                place,
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadInputError("no such file", place) from None
    except IsADirectoryError:
        raise BadInputError("is a folder, not a file", place) from None
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", place) from None
    if not raw.strip():
        raise BadInputError("is empty", place)
    if raw.startswith(b"%PDF"):
        raise BadInputError("is a PDF; save the page itself (HTML or XML)", place)
    if b"multipart/related" in raw[:2000]:
        raise BadInputError("is a web archive (MHTML); save the page as HTML only", place)
    return SavedFile(path.name, decode(raw))


def decode(raw: bytes) -> str:
    """Decode a page: byte order mark, then declared encoding, then UTF-8, then the Western code page of old servers."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace").lstrip("\ufeff")
    found = _DECLARED.search(raw[:4096])
    declared = next((part.decode("ascii") for part in found.groups() if part), "") if found else ""
    for encoding in (declared, "utf-8"):
        try:
            if encoding and not _western(encoding):
                return raw.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
        if encoding:
            break
    return raw.decode("cp1252", errors="replace")


def _western(encoding: str) -> bool:
    """Servers that say Latin-1 send the Windows code page, which has the dashes and quotation marks that it lacks."""
    return encoding.lower() in ("iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252")
