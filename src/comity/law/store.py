"""The generated law data that ships with the package, read once and only when asked for."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from comity.common.errors import ComityError


@cache
def read_data(name: str) -> Any:  # noqa: ANN401 - each reader knows the shape of its own file
    """Read one generated file of ``law/data``; callers turn it into their own records at once."""
    try:
        return json.loads((files("comity.law") / "data" / name).read_bytes())
    except FileNotFoundError:
        raise ComityError(f"the generated law data '{name}' is missing; run 'comity lawdata build'") from None
