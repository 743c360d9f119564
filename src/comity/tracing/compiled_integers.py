"""What compiled rules have in the place of Python's own functions; read only where the extra ``tracing`` is there."""

from typing import Any

import numpy as np


def bisect_left(values: Any, value: int, low: int, high: int) -> int:  # noqa: ANN401 - an array
    """The first place from ``low`` on whose value is no lower, as Python's own function of this name finds it."""
    while low < high:
        middle = (low + high) // 2
        if values[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


def bisect_right(values: Any, value: int, low: int, high: int) -> int:  # noqa: ANN401 - an array
    """The first place from ``low`` on whose value is higher."""
    while low < high:
        middle = (low + high) // 2
        if value < values[middle]:
            high = middle
        else:
            low = middle + 1
    return low


def packed(values: Any) -> Any:  # noqa: ANN401 - a list and an array
    """A list as an array."""
    return np.array(values)
