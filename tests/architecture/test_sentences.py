"""What the program says when something is wrong: a sentence for the person at the desk, not for whoever wrote it.

Every sentence was read one by one; these are the rules that they were held to, so that the next one is, too.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import comity

HOUSE = Path(comity.__file__).parent
# Slips of the program itself, which no input of a person can cause.
OF_THE_PROGRAM = {"TypeError", "ValueError", "KeyError", "IndexError", "LookupError", "UnscopedReadError", "OSError"}
TOLD_BY = re.compile(r"(Error|Refused)$|^(error|wrong|slip|Slip|fail)$")
WORDS_OF_PROGRAMMERS = re.compile(
    r"\b((?-i:None|NoneType)|invalid|illegal|traceback|null|unexpected|failed to|unable to|cannot parse|malformed|"
    r"deprecated|payload|boolean|dict|tuple|enum|regex|foreign key|oops|please|sorry)\b",
    re.IGNORECASE,
)
NAMES = {"FollowTheMoney", "PostgreSQL"}
RAW = re.compile(
    r"__name__|__class__|type\(|repr\(|(?<![\w.])sorted\(|(?<![\w.])list\(|\.keys\(\)|\.splitlines\(\)\[-?\d*:"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the program would say it: ``{}`` stands for each value; ``values`` is how they are made."""

    place: str
    said: str
    values: tuple[str, ...]
    program: bool


def _sentences() -> Iterator[Sentence]:
    for path in sorted(HOUSE.rglob("*.py")):
        module = path.relative_to(HOUSE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and TOLD_BY.search(name := _name(node)):
                for text in (part for arg in node.args for part in _texts(arg)):
                    pieces = text.values if isinstance(text, ast.JoinedStr) else [text]
                    said = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in pieces)
                    values = tuple(ast.unparse(p) for p in pieces if isinstance(p, ast.FormattedValue))
                    if " " in said and len(re.findall(r"[A-Za-z]{2,}", said)) > 1:
                        yield Sentence(f"{module}:{text.lineno}", said, values, name in OF_THE_PROGRAM)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _texts(arg: ast.expr) -> Iterator[ast.Constant | ast.JoinedStr]:
    if isinstance(arg, ast.IfExp):
        yield from (text for part in (arg.body, arg.orelse) for text in _texts(part))
    elif isinstance(arg, ast.JoinedStr) or (isinstance(arg, ast.Constant) and isinstance(arg.value, str)):
        yield arg


SENTENCES = tuple(sentence for sentence in _sentences() if not sentence.program)
CLASSES = {
    node.name
    for path in HOUSE.rglob("*.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.ClassDef) and re.search(r"[a-z][A-Z]", node.name)
}


def against(rule: re.Pattern[str]) -> dict[str, str]:
    return {one.place: one.said for one in SENTENCES if rule.search(one.said)}


def test_the_sentences_are_found() -> None:
    assert len(SENTENCES) > 900
    assert len(CLASSES) > 100


def test_no_sentence_uses_the_words_of_programmers() -> None:
    assert against(WORDS_OF_PROGRAMMERS) == {}


def test_no_sentence_names_a_class_of_the_program() -> None:
    named = {one.place: one.said for one in SENTENCES if (set(re.findall(r"\w+", one.said)) & CLASSES) - NAMES}
    assert named == {}


def test_no_value_in_a_sentence_is_shown_as_the_program_holds_it() -> None:
    raw = {one.place: value for one in SENTENCES for value in one.values if RAW.search(value) and "join(" not in value}
    assert raw == {}
    converted = {one.place: value for one in SENTENCES for value in one.values if value.endswith(("!r}'", "!a}'"))}
    assert converted == {}


def test_a_sentence_begins_and_ends_as_it_is_shown() -> None:
    odd = {one.place: one.said for one in SENTENCES if re.search(r"^\s|\s$|  |\.\.|[!?]{2}| [,;:]|[,;:]$", one.said)}
    assert odd == {}


def test_articles_fit_the_word_that_follows() -> None:
    wrong = re.compile(r"\ba (?=[aeio][a-z])(?!one\b|once\b)|\ban (?=[bcdfgjklmnpqrstvwxyz][a-z])|\b(\w+) \1\b")
    assert against(wrong) == {}


@pytest.mark.parametrize("room", ["casework", "web", "knowledge"])
def test_no_sentence_of_the_office_shows_a_key_of_the_program(room: str) -> None:
    plain = re.compile(r"(?<![`'\w])[a-z]+_[a-z_]+(?![`'\w])")
    shown = {one.place: one.said for one in SENTENCES if one.place.startswith(room) and plain.search(one.said)}
    assert shown == {}
