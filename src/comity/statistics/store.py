"""The generated figures that ship with the package, read once and only when asked for."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from comity.common.errors import ComityError


@cache
def read_figures(name: str) -> Any:  # noqa: ANN401 - each reader knows the shape of its own file
    """Read one generated file of ``statistics/data``; callers turn it into their own records at once."""
    try:
        return json.loads((files("comity.statistics") / "data" / name).read_bytes())
    except FileNotFoundError:
        raise ComityError(
            f"the generated figures '{name}' are missing; run 'python -m comity.statistics.compilation'"
        ) from None
