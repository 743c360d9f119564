"""Canonical JSON (RFC 8785): one document, one sequence of bytes, so that a signature means one thing.

Numbers are whole and stay within 2^53, which every reader of JSON keeps exactly; larger or broken numbers are text.
"""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from comity.exchange.refusal import Refusal, RefusedError

LARGEST = 2**53 - 1
DEEPEST = 32


def encode(value: Any) -> bytes:  # noqa: ANN401 - JSON data has no narrower type
    """Give the canonical bytes of plain data; a programmer's mistake (a float, a date) is a TypeError."""
    text = json.dumps(_ordered(value, 0), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _ordered(value: Any, depth: int) -> Any:  # noqa: ANN401
    if depth > DEEPEST:
        raise TypeError(f"canonical JSON here is at most {DEEPEST} levels deep")
    if isinstance(value, Mapping):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {name: _ordered(value[name], depth + 1) for name in names}
    if isinstance(value, list | tuple):
        return [_ordered(item, depth + 1) for item in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    raise TypeError("canonical JSON carries text, whole numbers, true, false, null, lists and objects only")


def decode(data: bytes) -> dict[str, Any]:
    """Read a canonical JSON object; anything that is not the one canonical form of itself is refused."""
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_object, parse_float=_no_number, parse_constant=_no_number
        )
        same = isinstance(value, dict) and encode(value) == data
    except (ValueError, TypeError, RecursionError) as error:
        raise RefusedError(Refusal.NOT_CANONICAL, f"the JSON cannot be read: {error}") from None
    if not same:
        raise RefusedError(Refusal.NOT_CANONICAL, "the JSON is not in its canonical form")
    return dict(value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a whole number")
