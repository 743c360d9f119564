"""The small language of a letter's body.

``{field}`` inserts a value, ``{each items as item} … {end}`` repeats a part, ``{optional name} … {end}`` is a part that
stands when the drafter wants the group of that name, or when the field of that name is given, and
``{unless field} … {end}`` one that stands where the field is not given. There is nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comity.common.errors import BadInputError, Place

_BRACES = re.compile(r"\{([^{}\n]*)\}")
_FIELD = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_EACH = re.compile(rf"each\s+({_FIELD.pattern})\s+as\s+([a-z][a-z0-9_]*)")
_OPTIONAL = re.compile(rf"(optional|unless)\s+({_FIELD.pattern})")
_KEYWORDS = ("each ", "optional ", "unless ")


@dataclass(frozen=True, slots=True)
class Words:
    """Markdown as the lawyer wrote it."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """A place where the value of a field is put."""

    field: str
    line: int


@dataclass(frozen=True, slots=True)
class Each:
    """A part that is repeated for every item of a list."""

    field: str
    item: str
    line: int
    body: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class Optional:
    """A part that stands only where the group of that name is switched on, or the field of that name is given.

    ``unless`` turns it round: the part stands where the field is not given.
    """

    name: str
    line: int
    body: "tuple[Part, ...]"
    unless: bool = False


Part = Words | Insertion | Each | Optional


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    line: int
    braces: bool


@dataclass(slots=True)
class _Open:
    opener: _Token | None
    parts: list[Part]


def parse_letter_text(text: str, file: str, first_line: int = 1) -> tuple[Part, ...]:
    """Read a body; a slip in the braces is an error with file and line."""
    stack = [_Open(None, [])]
    for token in _tokens(text, file, first_line):
        if not token.braces:
            stack[-1].parts.append(Words(token.text, token.line))
        elif token.text == "end":
            _close(stack, token, file)
        elif _EACH.fullmatch(token.text) or _OPTIONAL.fullmatch(token.text):
            stack.append(_Open(token, []))
        elif _FIELD.fullmatch(token.text):
            stack[-1].parts.append(Insertion(token.text, token.line))
        else:
            what = f"'{{{token.text}}}' is not a field, {{each … as …}}, {{optional …}}, {{unless …}} or {{end}}"
            raise BadInputError(what, Place(file, token.line))
    opener = stack[-1].opener
    if opener is not None:
        raise BadInputError(f"'{{{opener.text}}}' has no {{end}}", Place(file, opener.line))
    return tuple(stack[0].parts)


def _close(stack: list[_Open], token: _Token, file: str) -> None:
    opener = stack[-1].opener
    if opener is None:
        raise BadInputError("{end} closes nothing", Place(file, token.line))
    body = tuple(stack.pop().parts)
    each = _EACH.fullmatch(opener.text)
    if each is not None:
        stack[-1].parts.append(Each(each[1], each[2], opener.line, body))
        return
    word, _, name = opener.text.partition(" ")
    stack[-1].parts.append(Optional(name.strip(), opener.line, body, unless=word == "unless"))


def _tokens(text: str, file: str, first_line: int) -> Iterator[_Token]:
    """Cut a body at its braces; a line that holds nothing but a keyword in braces leaves no empty line behind."""
    position = 0
    for match in _BRACES.finditer(text):
        start, stop = match.span()
        word = " ".join(match[1].split())
        if word == "end" or word.startswith(_KEYWORDS):
            start, stop = _whole_line(text, start, stop)
        line = first_line + text.count("\n", 0, match.start())
        if start > position:
            yield from _words(text[position:start], file, first_line + text.count("\n", 0, position))
        yield _Token(word, line, braces=True)
        position = stop
    if position < len(text):
        yield from _words(text[position:], file, first_line + text.count("\n", 0, position))


def _whole_line(text: str, start: int, stop: int) -> tuple[int, int]:
    begin = text.rfind("\n", 0, start) + 1
    finish = text.find("\n", stop)
    finish = len(text) if finish < 0 else finish + 1
    alone = not text[begin:start].strip() and not text[stop:finish].strip()
    return (begin, finish) if alone else (start, stop)


def _words(text: str, file: str, line: int) -> Iterator[_Token]:
    for number, row in enumerate(text.split("\n")):
        if "{" in row or "}" in row:
            raise BadInputError("a brace without its partner on the same line", Place(file, line + number))
    yield _Token(text, line, braces=False)
