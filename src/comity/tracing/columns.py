"""Columns of whole numbers: an array, a numpy array of a large ledger, or one that is nothing but for a few rows."""

import functools
from collections.abc import Callable, Sequence
from typing import Any, overload

Column = Any
"""A column of whole numbers: an array, or a numpy array where a large ledger was read column by column."""


def fixed(column: Column) -> Any:  # noqa: ANN401 - an array of numpy
    """A column as an array of numpy over the same memory that nothing can write to; compiled rules read these."""
    import numpy as np  # noqa: PLC0415 - only compiled rules need it

    found = np.asarray(column).view()
    found.flags.writeable = False
    return found


class Sparse(Sequence[int]):
    """A column that is nothing but for a few rows, which are read when they are first needed."""

    def __init__(self, cells: Callable[[], dict[int, int]], size: int) -> None:
        self._read, self.size = cells, size

    @functools.cached_property
    def cells(self) -> dict[int, int]:
        """What is not nothing, by row."""
        return self._read()

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> "Sparse": ...
    def __getitem__(self, index: int | slice) -> "int | Sparse":
        if isinstance(index, slice):
            first, stop, _ = index.indices(self.size)
            inside = {row - first: value for row, value in self.cells.items() if first <= row < stop}
            return Sparse(lambda: inside, max(stop - first, 0))
        if not -self.size <= index < self.size:
            raise IndexError(index)
        return self.cells.get(int(index) % self.size, 0)

    def as_one(self) -> "Sparse":
        """The same with one colour for all."""
        return Sparse(lambda: dict.fromkeys(self.cells, 1), self.size)

    def __setitem__(self, row: int, value: int) -> None:
        self.cells[row] = value

    def __contains__(self, value: object) -> bool:
        return value in self.cells.values() or (value == 0 and len(self.cells) < self.size)

    def tolist(self) -> list[int]:
        """The whole column."""
        found = [0] * self.size
        for row, value in self.cells.items():
            found[row] = value
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:  # noqa: ANN401 - numpy's own protocol
        import numpy as np  # noqa: PLC0415 - only numpy asks for it

        found = np.zeros(self.size, dtype=dtype or np.int32)
        found[list(self.cells)] = list(self.cells.values())
        return found
