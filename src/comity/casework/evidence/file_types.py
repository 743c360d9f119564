"""What a file is by its bytes, whatever its name says; a file that can act on its reader is told as such."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath

from comity.common.archives import directory_fits

_HEAD = 4096

# first bytes -> type; the first that fits counts
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "sound"),
    (b"RIFF", "sound_or_film"),
    (b"OggS", "sound_or_film"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"SQLite format 3\x00", "database"),
)
_BY_CONTENT = ("office_document", "office_with_macros", "web_page", "film", "text", "unknown_type")
TYPES = tuple(dict.fromkeys((*(code for _, code in _SIGNATURES), *_BY_CONTENT)))
"""Every type that a file can be found to be."""

# type -> the endings of a name that agree with it; a type without endings agrees with every name
_ENDINGS: dict[str, frozenset[str]] = {
    "pdf": frozenset({".pdf"}),
    "png": frozenset({".png"}),
    "jpeg": frozenset({".jpg", ".jpeg"}),
    "gif": frozenset({".gif"}),
    "tiff": frozenset({".tif", ".tiff"}),
    "zip": frozenset({".zip"}),
    "office_document": frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"}),
    "office_with_macros": frozenset({".docm", ".xlsm", ".pptm"}),
    "old_office": frozenset({".doc", ".xls", ".ppt", ".msg"}),
    "rtf": frozenset({".rtf"}),
    "text": frozenset({".txt", ".csv", ".tsv", ".json", ".yaml", ".yml", ".md", ".log", ".eml", ".xml"}),
    "web_page": frozenset({".html", ".htm", ".xhtml", ".svg"}),
}
# What can act on the person or machine that opens it.
_ACTIVE = frozenset({"program", "web_page", "office_with_macros", "old_office"})
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|svg|script|iframe|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileType:
    """What the bytes are, whether the name agrees, and whether it can act on its reader."""

    code: str
    agrees: bool
    active: bool

    @property
    def doubtful(self) -> bool:
        """Whether a person must say why it may be released all the same."""
        return self.active or not self.agrees


def file_type(path: Path, name: str) -> FileType:
    """The type of the file at a path that came under a name."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    code = _code(path, head)
    ending = PurePath(name.lower()).suffix
    return FileType(code, ending in _ENDINGS.get(code, {ending}), code in _ACTIVE)


def _code(path: Path, head: bytes) -> str:
    found = next((code for first, code in _SIGNATURES if head.startswith(first)), "")
    if found == "zip":
        return _zipped(path)
    if not found and head[4:8] == b"ftyp":
        return "film"
    return found or _text(head)


def _zipped(path: Path) -> str:
    """Office documents are archives whose directory says what they are."""
    if not directory_fits(path):
        return "archive"
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "archive"
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return "office_with_macros"
    return "office_document" if {"[Content_Types].xml", "mimetype"} & set(names) else "zip"


def _text(head: bytes) -> str:
    if _MARKUP.search(head):
        return "web_page"
    if b"\x00" in head:
        return "unknown_type"
    text = head.decode("utf-8", errors="ignore")
    return "text" if len(text.encode()) >= len(head) - 3 else "unknown_type"
