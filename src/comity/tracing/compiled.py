"""The kernels compiled by numba, where it is installed: the same source lines, the same whole numbers."""

import functools
import types
from typing import Any

from comity.tracing import kernels

_ORDER = (
    *("proportion", "apportion", "draw", "note", "withdraw", "enter", "deposit", "keep", "leave", "mixed"),
    *("take", "put", "scarce", "settle", "move", "lots", "spread", "touch", "overdrawn"),
)


@functools.cache
def kernels_or_none() -> Any:  # noqa: ANN401 - a namespace of compiled functions
    """The compiled kernels, or nothing where numba is not installed (the extra ``tracing``)."""
    try:
        from numba import njit  # noqa: PLC0415 - a large library that only large ledgers need
    except ImportError:
        return None
    space = dict(vars(kernels))
    for name in _ORDER:
        plain = vars(kernels)[name]
        twin = types.FunctionType(plain.__code__, space, name, plain.__defaults__)
        twin.__module__ = kernels.__name__
        twin.__qualname__ = name
        space[name] = njit(cache=True, nogil=True)(twin)
    return types.SimpleNamespace(**{name: space[name] for name in _ORDER})
