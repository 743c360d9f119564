"""One spelling for the same data, so that its digest can be computed again."""

import hashlib
import json
from typing import Any


def canonical(data: Any) -> str:  # noqa: ANN401 - any plain data
    """Plain data with sorted keys and without blanks."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class CanonicalEncoder(json.JSONEncoder):
    """Writes data in its one spelling, so that the digest of what was kept can be taken as it lies there."""

    def __init__(self, **_options: Any) -> None:  # noqa: ANN401 - what json.dumps passes on
        super().__init__(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def detail_digest(salt: str, details: dict[str, Any]) -> str:
    """The digest under which details are sealed; the salt keeps short details from being guessed."""
    return text_digest(salt, canonical(details))


def text_digest(salt: str, text: str) -> str:
    """The digest of details that are in their one spelling already."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()
