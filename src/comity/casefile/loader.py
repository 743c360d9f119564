"""Reading a case file: YAML or JSON, checked against its published shape before anything is done with it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.casefile.case import Case
from comity.casefile.conduct import Conduct
from comity.casefile.facts import Fact
from comity.casefile.reading import case_of
from comity.casefile.schema import check
from comity.common.errors import BadInputError, Place
from comity.common.strict_yaml import YamlFile, load_yaml, parse_yaml
from comity.law.alleged import read_alleged
from comity.law.conduct import conduct
from comity.law.facts import read_facts

_LONGEST = 19  # digits; longer ones are account numbers and the like


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case together with its file, so that a finding can name the line it is about."""

    case: Case
    file: YamlFile


def load_case(path: Path, name: str | None = None) -> Case:
    """Read the case in a file (.yaml, .yml or .json); a bad file is one sentence with file, line and field."""
    return read_case(path, name).case


def read_case(path: Path, name: str | None = None) -> CaseFile:
    """Read the case in a file and keep the lines of its values."""
    return _case_file(_load_json(path, name) if path.suffix == ".json" else load_yaml(path, name))


def parse_case(text: str, name: str) -> CaseFile:
    """Read a case from YAML text."""
    return _case_file(parse_yaml(text, name))


def case_from_data(data: object, name: str = "case", *, unfinished: bool = False) -> Case:
    """Read a case from plain data, as JSON gives it; an unfinished one may still lack its conduct."""
    return _case_file(YamlFile(name, data), unfinished=unfinished).case


def _case_file(file: YamlFile, *, unfinished: bool = False) -> CaseFile:
    check(file, unfinished=unfinished)
    case = case_of(file.data)
    for index, item in enumerate(case.conduct):
        _check_conduct(file, ("conduct", index), item)
    _check_facts(file, ("facts",), case.facts)
    for index, request in enumerate(case.requests):
        _check_facts(file, ("requests", index, "facts"), request.facts)
    return CaseFile(case, file)


def _check_conduct(file: YamlFile, path: tuple[str | int, ...], item: Conduct) -> None:
    """The offence and its elements must be those of the offence list."""
    try:
        conduct(item.offence)
    except BadInputError as error:
        raise file.error(error.what, (*path, "offence")) from None
    for name, values in item.elements:
        try:
            read_alleged(item.offence, {name: values})
        except BadInputError as error:
            raise file.error(error.what, (*path, "elements", name)) from None


def _check_facts(file: YamlFile, path: tuple[str | int, ...], facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        try:
            read_facts([(fact.key, list(fact.values))])
        except BadInputError as error:
            raise file.error(error.what, (*path, fact.key)) from None


def _load_json(path: Path, name: str | None) -> YamlFile:
    """Read JSON with the lines of its values; decimal numbers stay the text that was written."""
    shown = name or str(path)
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text, parse_float=str, parse_int=_whole, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise BadInputError(f"is not JSON: {error.msg}", Place(shown, error.lineno)) from None
    except _RepeatedKeyError as error:
        raise BadInputError(f"the key '{error}' stands twice", Place(shown)) from None
    except RecursionError:
        raise BadInputError("tables stand too deep in one another", Place(shown)) from None
    except (OSError, UnicodeDecodeError):
        return load_yaml(path, name)  # says what is wrong in the same words
    try:
        return YamlFile(shown, data, parse_yaml(text, shown).lines)
    except BadInputError:  # JSON that is no YAML, such as one indented with tabs: the field must do
        return YamlFile(shown, data)


def _whole(text: str) -> int | str:
    """A number that no table of law or money counts in stays the text that was written."""
    return int(text) if len(text) < _LONGEST else text


class _RepeatedKeyError(ValueError):
    pass


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _RepeatedKeyError(key)
        seen[key] = value
    return seen
