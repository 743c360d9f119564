"""Whether data certainly fits a schema: the quick answer for what is right, which is nearly everything that comes.

It says nothing of what is wrong, and in doubt it says no: then the JSON Schema library looks, and its findings count.
"""

import re
from collections.abc import Callable, Mapping, Sized
from typing import Any

from comity.common.dates import PartialDate, parse_day
from comity.common.errors import BadInputError
from comity.law.states import parse_state

Known = Mapping[str, Mapping[str, object]]
Fits = Callable[[Any, Known], bool]

_ONLY_TOLD = frozenset({"title", "description", "examples", "$schema", "$id", "$defs"})
_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}


def fitting(schema: Mapping[str, Any]) -> Fits:
    """Make the quick check of a schema, whose references all lead into its own definitions."""
    made: dict[str, Fits] = {}

    def defined(name: str) -> Fits:
        if name not in made:
            made[name] = _all_of(schema["$defs"][name], defined)
        return made[name]

    return _all_of(schema, defined)


def _all_of(part: Mapping[str, Any], defined: Callable[[str], Fits]) -> Fits:
    rules = [_rule(word, said, part, defined) for word, said in part.items() if word not in _ONLY_TOLD]
    if len(rules) == 1:
        return rules[0]

    def fits(value: Any, known: Known) -> bool:  # noqa: ANN401
        for rule in rules:  # noqa: SIM110 - run tens of thousands of times, and a generator costs as much as the rules
            if not rule(value, known):
                return False
        return True

    return fits


def _rule(word: str, said: Any, part: Mapping[str, Any], defined: Callable[[str], Fits]) -> Fits:  # noqa: ANN401
    if word == "$ref":
        name = said.removeprefix("#/$defs/")

        def referred(value: Any, known: Known) -> bool:  # noqa: ANN401 - followed late: it may lead back to itself
            return defined(name)(value, known)

        return referred
    if word in {"properties", "additionalProperties"}:
        return _properties(part, defined) if word == "properties" or "properties" not in part else _nothing
    if word in {"items", "propertyNames"}:
        inner, each = _all_of(said, defined), _EACH[word]
        return lambda value, known: all(inner(item, known) for item in each(value))
    plain = _PLAIN.get(word)
    return plain(said) if plain else _never


def _nothing(_value: Any, _known: Known) -> bool:  # noqa: ANN401
    return True


def _never(_value: Any, _known: Known) -> bool:  # noqa: ANN401
    """A word that is not known here: whoever knows it has to look."""
    return False


_EACH: dict[str, Callable[[Any], Any]] = {
    "items": lambda value: value if isinstance(value, list) else (),
    "propertyNames": lambda value: value if isinstance(value, dict) else (),
}


def _properties(part: Mapping[str, Any], defined: Callable[[str], Fits]) -> Fits:
    inner = {name: _all_of(said, defined) for name, said in part.get("properties", {}).items()}
    said = part.get("additionalProperties", True)
    other = _all_of(said, defined) if isinstance(said, dict) else _nothing if said else _never

    def fits(value: Any, known: Known) -> bool:  # noqa: ANN401
        if isinstance(value, dict):
            for key, item in value.items():
                if not inner.get(key, other)(item, known):
                    return False
        return True

    return fits


def _type(said: Any) -> Fits:  # noqa: ANN401
    tests = [_TYPES[name] for name in ([said] if isinstance(said, str) else said)]
    if len(tests) == 1:
        return lambda value, _known: tests[0](value)
    return lambda value, _known: any(test(value) for test in tests)


def _enum(said: list[Any]) -> Fits:
    texts = frozenset(text for text in said if isinstance(text, str))
    others = [item for item in said if not isinstance(item, str)]

    def fits(value: Any, _known: Known) -> bool:  # noqa: ANN401
        if isinstance(value, str):
            return value in texts
        return any(type(item) is type(value) and item == value for item in others)

    return fits


def _required(said: list[str]) -> Fits:
    return lambda value, _known: not isinstance(value, dict) or all(name in value for name in said)


def _unique(said: bool) -> Fits:
    def fits(value: Any, _known: Known) -> bool:  # noqa: ANN401
        if not said or not isinstance(value, list):
            return True
        return len(value) < 2 or (all(isinstance(item, str) for item in value) and len(set(value)) == len(value))

    return fits


def _sized(kind: type[Sized], least: bool) -> Callable[[int], Fits]:
    def rule(said: int) -> Fits:
        if least:
            return lambda value, _known: not isinstance(value, kind) or len(value) >= said
        return lambda value, _known: not isinstance(value, kind) or len(value) <= said

    return rule


def _pattern(said: str) -> Fits:
    found = re.compile(said).search
    return lambda value, _known: not isinstance(value, str) or found(value) is not None


def _bounded(said: int, *, least: bool) -> Fits:
    def fits(value: Any, _known: Known) -> bool:  # noqa: ANN401
        if isinstance(value, bool) or not isinstance(value, int | float):
            return True
        return value >= said if least else value <= said

    return fits


def _refers_to(kinds: list[str]) -> Fits:
    return lambda value, known: not isinstance(value, str) or any(value in known.get(kind, ()) for kind in kinds)


def _read(reader: Callable[[str], object]) -> Fits:
    def fits(value: Any, _known: Known) -> bool:  # noqa: ANN401
        try:
            return not isinstance(value, str) or bool(reader(value))
        except BadInputError:
            return False

    return fits


def _format(said: str) -> Fits:
    return {"day": _read(parse_day), "partial-date": _read(PartialDate.parse)}.get(said, _never)


_PLAIN: dict[str, Callable[[Any], Fits]] = {
    "type": _type,
    "enum": _enum,
    "required": _required,
    "uniqueItems": _unique,
    "minItems": _sized(list, least=True),
    "minLength": _sized(str, least=True),
    "maxLength": _sized(str, least=False),
    "minProperties": _sized(dict, least=True),
    "pattern": _pattern,
    "minimum": lambda said: _bounded(said, least=True),
    "maximum": lambda said: _bounded(said, least=False),
    "refersTo": _refers_to,
    "isState": lambda said: _read(parse_state) if said is True else _never,
    "format": _format,
}
