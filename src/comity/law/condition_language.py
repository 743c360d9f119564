"""The language in which law data writes a test, read into tests that can be evaluated.

The forms are those of docs/law-data.md, section "A test". Errors name the offending key; the compiler adds where.
"""

from collections.abc import Callable
from typing import Any

from comity.common.errors import BadInputError
from comity.law.conditions import (
    Always,
    BasisTest,
    ConductTest,
    FactTest,
    Group,
    InForceTest,
    OwnLawTest,
    PartyTest,
    StateTest,
    Test,
)
from comity.law.facts import fact_key

NUMBERS = {"at_least", "more_than", "at_most", "less_than"}


def read_test(data: object) -> Test:
    """Read one test; a table of several keys means all of them."""
    if not isinstance(data, dict) or not data:
        raise BadInputError("a test is a table such as {offence.political: true}")
    parts = tuple(_read_part(key, value) for key, value in data.items())
    return parts[0] if len(parts) == 1 else Group("all", parts)


def _read_part(key: str, value: Any) -> Test:  # noqa: ANN401 - plain data as written
    special = FORMS.get(key)
    return special(value) if special is not None else _fact_test(key, value)


def _fact_test(key: str, value: Any) -> Test:  # noqa: ANN401
    fact = fact_key(key)
    if isinstance(value, dict):
        return _comparison(key, fact.type, value)
    if isinstance(value, list):
        return FactTest(key, "one_of", tuple(value))
    if fact.type == "flag" and not isinstance(value, bool):
        raise BadInputError(f"'{key}' is compared with true or false, not '{value}'")
    if fact.type == "code" and value not in fact.codes:
        raise BadInputError(f"'{key}' is one of {', '.join(fact.codes)}, not '{value}'")
    return FactTest(key, "is", value)


def _comparison(key: str, fact_type: str, value: dict[str, Any]) -> Test:
    tests = []
    for comparison, bound in value.items():
        if comparison in NUMBERS:
            if fact_type not in {"months", "years", "number"} or not isinstance(bound, int):
                raise BadInputError(f"'{key}' cannot be compared with {comparison}: {bound}")
        elif comparison == "includes":
            if fact_type != "state":
                raise BadInputError(f"'{key}' holds no states that it could include")
        else:
            raise BadInputError(f"'{comparison}' is no comparison (at_least, more_than, at_most, less_than, includes)")
        tests.append(FactTest(key, comparison, bound))
    return tests[0] if len(tests) == 1 else Group("all", tuple(tests))


def _group(kind: str) -> Callable[[Any], Test]:
    def read(value: Any) -> Test:  # noqa: ANN401
        if not isinstance(value, list) or not value:
            raise BadInputError(f"'{kind}' takes a list of tests")
        return Group(kind, tuple(read_test(part) for part in value))

    return read


def _not(value: Any) -> Test:  # noqa: ANN401
    return Group("not", (read_test(value),))


def _always(value: Any) -> Test:  # noqa: ANN401
    if value is not True:
        raise BadInputError("'always' takes the value true")
    return Always()


def _texts(value: Any, key: str) -> tuple[str, ...]:  # noqa: ANN401
    items = value if isinstance(value, list) else [value]
    if not items or any(not isinstance(item, str) for item in items):
        raise BadInputError(f"'{key}' takes a text or a list of texts")
    return tuple(items)


def _of_role(value: Any, key: str, wanted: str) -> tuple[str, str]:  # noqa: ANN401
    if not isinstance(value, dict) or set(value) != {"state", wanted}:
        raise BadInputError(f"'{key}' takes {{state: requesting or requested, {wanted}: …}}")
    return str(value["state"]), str(value[wanted])


def _own_law(value: Any) -> Test:  # noqa: ANN401
    if not isinstance(value, dict) or set(value) != {"measure", "is"}:
        raise BadInputError("'own_law' takes {measure: …, is: [yes, reciprocity, …]}")
    return OwnLawTest(str(value["measure"]), _texts(value["is"], "own_law"))


def _treaty(purpose: object) -> Test:
    return InForceTest(str(purpose))


FORMS: dict[str, Callable[[Any], Test]] = {
    "all": _group("all"),
    "any": _group("any"),
    "not": _not,
    "always": _always,
    "conduct": lambda value: ConductTest(_texts(value, "conduct")),
    "requesting": lambda value: StateTest("requesting", _texts(value, "requesting")),
    "requested": lambda value: StateTest("requested", _texts(value, "requested")),
    "party": lambda value: PartyTest(*_of_role(value, "party", "to")),
    "accepts_as_basis": lambda value: BasisTest(*_of_role(value, "accepts_as_basis", "instrument")),
    "instrument_in_force": _treaty,
    "no_treaty": lambda value: Group("not", (_treaty(value),)),
    "own_law": _own_law,
}
