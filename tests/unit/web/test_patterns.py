"""Sentences that carry values are said in every language; none that a person meets is left out."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import comity
from comity.common.patterns import HOLE, PLACED, compiled, match
from comity.web import labels
from comity.web.templatetags.comity import said

HOUSE = Path(comity.__file__).parent
ROOMS = ("casework", "web", "knowledge", "statistics")
# What nobody meets on a page, with the reason; an entry is a module or a folder of modules.
NOT_ON_A_PAGE = {
    "casework/access.py": "a page names the predicate that stands in the way instead",
    "casework/records/scope.py": "a slip of the program, not of a person",
    "statistics/compilation": "the command that compiles the definitions",
    "statistics/store.py": "the package was not built whole",
    "web/starting.py": "the command line",
    "web/upkeep": "the command line: backup, restore and check",
}
# Errors that are caught before anybody reads them.
CAUGHT = {"KeyError", "TypeError", "ValueError", "LookupError"}


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _told(node: ast.AST) -> Iterator[ast.expr]:
    """The texts that a piece of code tells somebody: an error, failed work, a slip, what stands in the way."""
    if isinstance(node, ast.Yield) and node.value:
        yield node.value
    if isinstance(node, ast.keyword) and node.arg == "refused":
        yield node.value
    if isinstance(node, ast.FunctionDef) and node.name in {"sentence", "closing_hindrances"}:
        yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)
    if isinstance(node, ast.Call):
        name = _name(node)
        if (name.endswith("Error") and name not in CAUGHT) or name in {"fail", "Slip", "append", "__init__"}:
            yield from node.args


def sentences(kind: type[ast.expr]) -> dict[str, str]:
    """Key of the catalogue -> where the sentence is told, for all that the office can tell a person."""
    found = {}
    for path in (path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.py"))):
        module = path.relative_to(HOUSE).as_posix()
        if any(module.startswith(left_out) for left_out in NOT_ON_A_PAGE) or "migrations" in module:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for text in (text for text in _told(node) if isinstance(text, kind)):
                key = _key(text)
                if " " in key and len(re.findall(r"[a-z]{2,}", key)) > 1:
                    found[key] = f"{module}:{text.lineno}"
    return found


def _key(text: ast.expr) -> str:
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    words = "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in parts)
    return words[:1].upper() + words[1:]


def test_every_sentence_with_values_that_the_office_tells_stands_in_the_catalogue() -> None:
    told = sentences(ast.JoinedStr)
    assert len(told) > 80
    assert {key: place for key, place in told.items() if key not in labels.catalogue()} == {}


def test_every_sentence_without_values_that_the_office_tells_stands_in_the_catalogue() -> None:
    told = sentences(ast.Constant)
    assert len(told) > 300
    assert {key: place for key, place in told.items() if key not in labels.catalogue()} == {}


def test_what_is_left_out_is_still_there() -> None:
    assert [name for name in NOT_ON_A_PAGE if not (HOUSE / name).exists()] == []


@pytest.mark.parametrize("key", [key for key in labels.catalogue() if HOLE in key])
def test_every_language_puts_each_value_in_its_place_once(key: str) -> None:
    wanted = [str(number) for number in range(key.count(HOLE))]
    for language, text in labels.catalogue()[key].items():
        places = [number for number, _ in PLACED.findall(text)]
        assert sorted(places) == wanted, language
        assert "{" not in PLACED.sub("", text), language
        assert {way for _, way in PLACED.findall(text)} <= {"", "word", "words", "state", "states", "said"}, language


@pytest.mark.parametrize("key", [key for key in labels.catalogue() if HOLE in key])
def test_a_sentence_is_known_by_its_own_pattern_and_no_vaguer_one(key: str) -> None:
    values = tuple(f"value-{number}" for number in range(key.count(HOLE)))
    sentence = "".join(f"{part}{value}" for part, value in zip(key.split(HOLE), (*values, ""), strict=True))
    assert match(sentence, labels.patterns()) == (key, values)


def test_the_pattern_that_says_most_is_asked_first() -> None:
    patterns = compiled(["{} is not on the team", "The {} is not on the team", "No value"])
    assert match("the officer is not on the team", patterns) == ("The {} is not on the team", ("officer",))
    assert match("anna is not on the team", patterns) == ("{} is not on the team", ("anna",))
    assert match("No value", patterns) is None


def test_values_stand_where_the_language_wants_them() -> None:
    with translation.override("zh-hans"):
        assert labels.sentence("'{}' is no rule".format("last in")) == "“last in”不是规则"
        assert labels.sentence("the period ends (2026-01-01) before it begins (2026-02-01)") == (
            "期间结束（2026-01-01）早于开始（2026-02-01）"
        )


def test_a_code_of_the_vocabulary_is_a_word_of_the_language_also_in_english() -> None:
    told = "'sign' is not possible while the state is 'results_complete' (possible: close, withdraw)"
    with translation.override("en"):
        assert "Results complete" in labels.sentence(told)
    with translation.override("es"):
        shown = labels.sentence(told)
    assert "results_complete" not in shown
    assert labels.catalogue()["Results complete"]["es"] in shown
    assert labels.catalogue()["Close"]["es"] in shown


def test_a_state_is_named_in_the_language_and_a_sentence_within_is_said_too() -> None:
    with translation.override("fr"):
        assert labels.sentence("A condition of CHE stands against it: Secret.") == (
            "Une condition de Suisse s'y oppose : Secret."
        )
        assert labels.sentence("row 3 cannot be read (this is needed)").startswith("La ligne 3 ne peut pas être lue (")
        assert "this is needed" not in labels.sentence("row 3 cannot be read (this is needed)").casefold()


def test_a_value_does_not_turn_the_sentence_round() -> None:
    with translation.override("ar"):
        assert "\u2068EV-1\u2069" in labels.sentence("EV-1 has no file")
    with translation.override("fr"):
        assert labels.sentence("EV-1 has no file") == "EV-1 n'a pas de fichier"
        assert "\u2068كشف\u2069" in labels.sentence("كشف has no file")


def test_a_name_at_the_beginning_keeps_its_first_letter() -> None:
    told = "is not on the team of this case; choose somebody of the team"
    with translation.override("en"):
        assert labels.sentence(f"anna {told}") == f"anna {told}"


def test_a_value_with_marks_of_a_page_stays_text() -> None:
    with translation.override("es"):
        assert "&lt;b&gt;" in said("'<b>' is no rule")


def test_what_nobody_translated_is_marked_as_english() -> None:
    with translation.override("ru"):
        assert said("nothing of the kind was ever said") == (
            '<span lang="en" dir="ltr"><bdi>Nothing of the kind was ever said</bdi></span>'
        )
