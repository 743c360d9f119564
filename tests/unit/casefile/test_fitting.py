"""The quick check of a case file never says yes where the JSON Schema library finds something wrong."""

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.casefile.fitting import fitting
from comity.casefile.schema import _collect, _quick, _validator
from comity.common.strict_yaml import load_yaml

CASES = sorted((Path(__file__).parents[3] / "lawdata" / "cases").glob("*.yaml"))
STRANGE: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    1.0,
    "",
    "x",
    "CHE",
    "2026-02-30",
    "2026-11-22",
    [],
    {},
    ["x", "x"],
    {"x": 1},
)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*path, key))


def altered(data: Any, chance: random.Random) -> Any:
    """The same case with one thing in it replaced, removed, added or doubled."""
    found = copy.deepcopy(data)
    path = chance.choice(list(places(found))[1:])
    holder = found
    for key in path[:-1]:
        holder = holder[key]
    what = chance.choice(("replace", "replace", "remove", "add", "double"))
    if what == "remove":
        del holder[path[-1]]
    elif what == "add" and isinstance(holder, dict):
        holder[chance.choice(("unknown", "id", "state"))] = chance.choice(STRANGE)
    elif what == "double" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[path[-1]]))
    else:
        holder[path[-1]] = chance.choice(STRANGE)
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_at_hand_is_settled_by_the_quick_check(path: Path) -> None:
    data = load_yaml(path).data
    assert _quick()(data, _collect(data))


@pytest.mark.parametrize("seed", range(4))
def test_what_fits_quickly_has_no_finding_of_the_library(seed: int) -> None:
    chance, said = random.Random(seed), 0
    cases = [load_yaml(path).data for path in CASES]
    for _ in range(60):
        data = altered(chance.choice(cases), chance)
        ids = _collect(data)
        if _quick()(data, ids):
            said += 1
            assert list(_validator(ids).iter_errors(data)) == []
    assert said  # some slips are none, or the test would show nothing


def test_a_word_of_a_schema_that_the_quick_check_does_not_know_is_left_to_the_library() -> None:
    assert fitting({"type": "string"})("x", {})
    assert not fitting({"type": "string", "contentEncoding": "base64"})("x", {})
