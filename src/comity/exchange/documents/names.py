"""File names: kept as their sender wrote them where that is harmless, in one spelling that cannot deceive or escape."""

import re
import unicodedata

from comity.common.errors import BadInputError
from comity.exchange.refusal import Refusal, RefusedError

LONGEST = 120
_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
_ALLOWED = {"L", "M", "N"}
_PUNCTUATION = set(" ._-()+,@#&'")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")


def media_type(name: str) -> str:
    """Give the media type by the ending of a name."""
    _, dot, ending = name.rpartition(".")
    return _MEDIA_TYPES.get(dot + ending.lower(), "application/octet-stream")


def path_for(number: int, name: str) -> str:
    """Give the path of a part in a container: a number that makes it unique, and the name in its safe spelling."""
    letters = (letter if _harmless(letter) else "_" for letter in unicodedata.normalize("NFC", name))
    safe = "".join(letters).strip(" .") or "file"
    stem, dot, ending = safe.rpartition(".")
    while len(safe.encode("utf-8")) > LONGEST:
        if not stem:
            raise BadInputError("a file name is too long", None)
        stem = stem[:-1]
        safe = stem + dot + ending
    return f"files/{number:03d}-{safe}"


def _harmless(letter: str) -> bool:
    return unicodedata.category(letter)[0] in _ALLOWED or letter in _PUNCTUATION


def check_path(number: int, path: str) -> None:
    """Refuse a path that could leave its folder, collide with another or look like something else."""
    prefix, name = path[:10], path[10:]
    if prefix != f"files/{number:03d}-" or path_for(number, name) != path:
        raise RefusedError(Refusal.DAMAGED, "a file in the package has a path that is not accepted")
