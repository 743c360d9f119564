"""The kernels compiled by numba, where it is installed: the same source lines, the same whole numbers."""

import functools
import importlib.util
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any

from comity.tracing import integers, kernels

_ORDER = (
    *("proportion", "apportion", "draw", "note", "withdraw", "enter", "deposit", "keep", "leave", "mixed"),
    *("take", "put", "scarce", "settle", "move", "lots", "spread", "touch", "overdrawn"),
)
_INTEGERS = ("zeros", "table", "looked_up")
_WAYS = ("further", "drawn", "lain", "traced", "told", "ways")
_WAITING = ("begun", "wait", "at", "below", "purse_of", "place_of", "rested")
_IN_AMOUNTS = ("wait_on", "amounts")
_IN_ORDER = (
    *("add", "chain", "gathered", "watched", "unstacked", "entered", "awaited", "laid", "carried", "stacked"),
    "stretches",
)


def loaded() -> bool:
    """Whether this process has loaded the compiler already."""
    return "numba" in sys.modules


@functools.cache
def kernels_or_none() -> Any:  # noqa: ANN401 - a namespace of compiled functions
    """The compiled kernels, or nothing where numba is not installed (the extra ``tracing``)."""
    if importlib.util.find_spec("numba") is None:
        return None
    return types.SimpleNamespace(**_compiled(kernels, _ORDER, {}))


@functools.cache
def index_rules_or_none() -> tuple[Callable[..., Any], ...] | None:
    """The compiled rules over an index: by amounts, in order; and what makes their cells of a list."""
    compiled = kernels_or_none()
    if compiled is None:
        return None
    import numpy as np  # noqa: PLC0415 - numba brings it

    from comity.tracing.index import in_amounts, in_order, waiting  # noqa: PLC0415 - they read nothing of this module

    space = vars(compiled) | _integers()
    space |= _compiled(waiting, _WAITING, space)
    by_amounts = _compiled(in_amounts, _IN_AMOUNTS, space)["amounts"]
    by_order = _compiled(in_order, _IN_ORDER, space)["stretches"]
    return by_amounts, by_order, functools.partial(np.array, dtype=np.int64)


@functools.cache
def ways_or_none() -> Callable[..., Any] | None:
    """The compiled ways of traced money, or nothing."""
    if kernels_or_none() is None:
        return None
    from comity.tracing import ways  # noqa: PLC0415 - it reads nothing of this module

    found: Callable[..., Any] = _compiled(ways, _WAYS, _integers())["ways"]
    return found


@functools.cache
def _integers() -> dict[str, Any]:
    from comity.tracing import compiled_integers  # noqa: PLC0415 - it reads a library of the extra

    own = ("bisect_left", "bisect_right", "packed")
    return _compiled(integers, _INTEGERS, {}) | _compiled(compiled_integers, own, {})


def _compiled(module: types.ModuleType, names: Sequence[str], others: dict[str, Any]) -> dict[str, Any]:
    """Functions of a module compiled in their order, each reading the compiled ones before it."""
    from numba import njit  # noqa: PLC0415 - a large library that only large ledgers need

    space = vars(module) | others
    for name in names:
        plain = vars(module)[name]
        twin = types.FunctionType(plain.__code__, space, name, plain.__defaults__)
        twin.__module__ = module.__name__
        twin.__qualname__ = name
        space[name] = njit(cache=True, nogil=True)(twin)
    return {name: space[name] for name in names}
