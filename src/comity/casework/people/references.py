"""References from one record of a case to another by id: found wherever a case file has them, and turned over."""

from collections.abc import Iterator
from typing import Any

# The keys under which a record names a person or company by id (docs/case-file.md).
KEYS = frozenset("holder company people companies party person witness addressee from to claimant parties".split())
Path = list[str | int]


def paths_to(data: Any, key: str, under: str = "") -> Iterator[Path]:  # noqa: ANN401 - any part of a record
    """Every place in a record's data that names the id."""
    if isinstance(data, dict):
        for name, part in data.items():
            yield from ([name, *path] for path in paths_to(part, key, name))
    elif isinstance(data, list):
        for place, part in enumerate(data):
            yield from ([place, *path] for path in paths_to(part, key, under))
    elif data == key and under in KEYS:
        yield []


def turned(data: Any, key: str, to: str, under: str = "") -> Any:  # noqa: ANN401
    """The data with every reference to one id turned to another; a list names nobody twice."""
    if isinstance(data, dict):
        return {name: turned(part, key, to, name) for name, part in data.items()}
    if isinstance(data, list):
        parts = [turned(part, key, to, under) for part in data]
        return _once(parts, to) if under in KEYS else parts
    return to if data == key and under in KEYS else data


def _once(parts: list[Any], name: str) -> list[Any]:
    first = parts.index(name) if name in parts else -1
    return [part for place, part in enumerate(parts) if part != name or place == first]


def put_back(data: Any, before: Any, kept: str, key: str) -> tuple[Any, bool]:  # noqa: ANN401
    """The data with references turned back where ``before`` had them; false where a place of them is gone.

    ``data`` may have changed since: what was added or changed elsewhere stays.
    """
    whole = True
    for path in paths_to(before, key):
        data, done = _put(data, path, before, kept, key)
        whole = whole and done
    return data, whole


def _put(data: Any, path: Path, before: Any, kept: str, key: str) -> tuple[Any, bool]:  # noqa: ANN401
    step, *rest = path
    if isinstance(data, list) and not rest and all(isinstance(part, str) for part in data):
        return _listed(data, before, kept, key)
    inner = _at(data, step)
    if inner is None:
        return data, False
    if not rest:
        changed, done = (key, True) if inner == kept else (inner, inner == key)
    else:
        changed, done = _put(inner, rest, _at(before, step), kept, key)
    if isinstance(data, dict):
        return {**data, step: changed}, done
    return [changed if place == step else part for place, part in enumerate(data)], done


def _listed(data: list[str], before: list[str], kept: str, key: str) -> tuple[list[str], bool]:
    """A list of ids: the absorbed one comes back, and the kept one stays only if it was there before."""
    if key in data:
        return data, True
    if kept not in data:
        return data, False
    place = data.index(kept)
    if kept in before:
        return [*data[: place + 1], key, *data[place + 1 :]], True
    return [*data[:place], key, *data[place + 1 :]], True


def _at(data: Any, step: str | int) -> Any:  # noqa: ANN401
    if isinstance(data, dict):
        return data.get(str(step))
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None
