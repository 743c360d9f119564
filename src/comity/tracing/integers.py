"""Lists and dictionaries of whole numbers that a compiler knows the kind of, made in one way everywhere."""

from typing import Any

from comity.tracing.kernels import Array


def zeros(count: int) -> Any:  # noqa: ANN401 - a list that a compiler knows the kind of
    """So many noughts."""
    return [0 for _ in range(count)]


def table(key: int, value: int) -> Any:  # noqa: ANN401 - a dictionary that a compiler knows the kind of
    """A dictionary of whole numbers, with its first entry."""
    found = {}
    found[key] = value
    return found


def looked_up(found: Array, key: int) -> int:
    """What stands in a dictionary, nought where nothing does."""
    if key in found:
        value: int = found[key]
        return value
    return 0


def packed(values: Array) -> Array:
    """A list as it leaves compiled code; there it becomes an array of numpy, which is quicker to hand over."""
    return values
