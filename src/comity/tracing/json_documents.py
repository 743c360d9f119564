"""JSON as other programs write it: one array, one document, or one document a line."""

import json
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place


def json_documents(path: Path) -> list[dict[str, Any]]:
    """Every document of a file; each has to be an object."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"is not UTF-8 text (byte {error.start})", Place(path.name)) from None
    try:
        whole = json.loads(text)
        found = whole if isinstance(whole, list) else [whole]
    except json.JSONDecodeError:
        found = [_document(line, number, path) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    for number, item in enumerate(found, start=1):
        if not isinstance(item, dict):
            raise BadInputError("is not an object with keys and values", Place(path.name, field=f"document {number}"))
    return found


def _document(line: str, number: int, path: Path) -> Any:  # noqa: ANN401 - JSON of any shape
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInputError(f"is not JSON: {error.msg}", Place(path.name, number)) from None
