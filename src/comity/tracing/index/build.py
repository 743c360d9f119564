"""Laying the entries of a ledger: plainly, or compiled where the extra for large ledgers is installed."""

import functools
from array import array
from collections.abc import Callable
from typing import Any

from comity.tracing.index.entries import Entries, counted, laid, lowest
from comity.tracing.index.waiting import FAN

COMPILED_FROM = 200_000
"""Ledgers from this many transfers on are indexed by compiled code."""
_SMALL = 2**31


def entries_of(sender: Any, receiver: Any, amount: Any, *, accounts: int, compiled: bool | None = None) -> Entries:  # noqa: ANN401 - arrays or numpy arrays
    """The entries of every account of a ledger given by its columns in booking order."""
    tools = _compiled() if (len(sender) >= COMPILED_FROM if compiled is None else compiled) else None
    make, count, lay, _ = tools or (_cells, counted, laid, lowest)
    sender, receiver, amount = (_readable(column, tools is not None) for column in (sender, receiver, amount))
    start = make("q", accounts + 1)
    count(sender, receiver, start)
    size = int(start[accounts])
    out = make("i" if len(sender) < _SMALL else "q", size), make("q", size), make("q", size)
    here = start[:]
    if tools is not None:
        here = here.copy()
    lay(sender, receiver, amount, here, make("q", 2 * accounts), out)
    return with_lows(start, *out, compiled=tools is not None)


def with_lows(start: Any, row: Any, balance: Any, paid: Any, *, compiled: bool = True) -> Entries:  # noqa: ANN401
    """Entries with the levels above their balances."""
    make, *_, low = (_compiled() if compiled else None) or (_cells, counted, laid, lowest)
    lows = [balance]
    while len(lows[-1]) > FAN:
        above = make("q", -(-len(lows[-1]) // FAN))
        low(lows[-1], above, FAN)
        lows.append(above)
    return Entries(start, row, balance, paid, tuple(lows))


def _cells(kind: str, count: int) -> Any:  # noqa: ANN401
    return array(kind, bytes(array(kind).itemsize * count))


def _readable(column: Any, compiled: bool) -> Any:  # noqa: ANN401
    if not compiled:
        return column.tolist() if hasattr(column, "tolist") else column
    import numpy as np  # noqa: PLC0415 - only compiled runs need it

    return np.asarray(column)


@functools.cache
def _compiled() -> tuple[Callable[..., Any], ...] | None:
    """The same functions compiled, or nothing where numba is not installed."""
    try:
        import numpy as np  # noqa: PLC0415 - large libraries that only large ledgers need
        from numba import njit  # noqa: PLC0415
    except ImportError:
        return None

    def cells(kind: str, count: int) -> Any:  # noqa: ANN401
        return np.zeros(count, dtype=np.int32 if kind == "i" else np.int64)

    return (cells, *(njit(cache=True, nogil=True)(function) for function in (counted, laid, lowest)))
