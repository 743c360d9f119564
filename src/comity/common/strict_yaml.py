"""YAML for people: unknown or repeated keys are errors, and every error names its file, line and field.

Every scalar is read as text except ``true``, ``false``, ``null`` and whole numbers: a date stays the text that the
lawyer wrote, NO is Norway's code and not a boolean, and 1.10 does not lose its last digit.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place

_INTEGER = re.compile(r"-?(0|[1-9]\d{0,17})")
_DEEPEST = 100  # no table of law or case comes near it
_FEWEST = 10_000  # values that a short file may hold by repeating its parts
_NO_YAML = (
    "cannot be read as YAML from here on: look for a missing colon, an unclosed bracket or quotation mark, or a wrong "
    "indentation"
)
_OTHER_KINDS = {b"%PDF": "a PDF", b"PK\x03\x04": "a Word, Excel or ZIP file"}  # by their first bytes
_TOO_DEEP = "tables stand too deep in one another, or one holds itself"
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None, "~": None}


@dataclass(slots=True)
class YamlFile:
    """A parsed file: its plain data and the line (1-based) of every value, keyed by its path."""

    name: str
    data: Any
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def place(self, path: tuple[str | int, ...]) -> Place:
        """Where a value stands; the nearest enclosing value where the path itself is absent."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Place(self.name, self.lines.get(known), dotted(path))

    def error(self, what: str, path: tuple[str | int, ...] = ()) -> BadInputError:
        """The one sentence that says what is wrong and where."""
        return BadInputError(what, self.place(path))


def dotted(path: tuple[str | int, ...]) -> str:
    """A path as people write it: requests[0].measure."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def parse_yaml(text: str, name: str) -> YamlFile:
    """Read one YAML document from text."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - a slow import that start-up does not need
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "not readable"
        raise BadInputError(f"{_NO_YAML} ({problem})", Place(name, mark.line + 1 if mark else None)) from None
    except YAMLError as error:
        raise BadInputError(f"not readable as YAML: {error}", Place(name)) from None
    except RecursionError:
        raise BadInputError(_TOO_DEEP, Place(name)) from None
    result = YamlFile(name, None)
    result.data = None if node is None else _build(node, (), result, max(len(text), _FEWEST))
    return result


def load_yaml(path: Path, name: str | None = None) -> YamlFile:
    """Read one YAML file in UTF-8."""
    shown = name or str(path)
    try:
        with path.open("rb") as file:
            kind = _OTHER_KINDS.get(file.read(4))
        if kind:
            raise BadInputError(f"is {kind}; a text file in YAML is wanted", Place(shown))
        return parse_yaml(path.read_text(encoding="utf-8"), shown)
    except FileNotFoundError:
        raise BadInputError("no such file", Place(shown)) from None
    except IsADirectoryError:
        raise BadInputError("is a folder, not a file", Place(shown)) from None
    except UnicodeDecodeError as error:
        raise BadInputError(f"is not UTF-8 text (byte {error.start})", Place(shown)) from None
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(shown)) from None


def _build(node: Any, path: tuple[str | int, ...], out: YamlFile, most: int) -> Any:  # noqa: ANN401 - a node of the YAML library
    out.lines[path] = node.start_mark.line + 1
    if len(path) > _DEEPEST:
        raise BadInputError(_TOO_DEEP, Place(out.name, out.lines[path]))
    if len(out.lines) > most:  # aliases of aliases: a page of text can stand for more than any memory holds
        raise BadInputError("repeats its own parts too often", Place(out.name, out.lines[path], dotted(path)))
    if node.id == "scalar":
        return _scalar(node)
    if node.id == "sequence":
        return [_build(child, (*path, index), out, most) for index, child in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in result:
            raise BadInputError(
                f"the key '{key}' stands twice", Place(out.name, key_node.start_mark.line + 1, dotted(path))
            )
        result[key] = _build(value_node, (*path, key), out, most)
        out.lines[(*path, key)] = key_node.start_mark.line + 1
    return result


def _scalar(node: Any) -> str | int | bool | None:  # noqa: ANN401
    text = str(node.value)
    if node.style is not None:  # quoted or block text is what it says
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
