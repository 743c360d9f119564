"""Labels: every word stands in one catalogue, and a language that lacks one falls back to English."""

import ast
import inspect
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

import comity.casework
import comity.web
from comity.casework import predicates
from comity.casework.deadlines.practice import PRACTICE
from comity.casework.lifecycle import LIFECYCLES
from comity.casework.lifecycle.guards import SENTENCES
from comity.casework.requests.checklist import Group
from comity.casework.requests.forms import FORMS
from comity.casework.requests.results import CONFIDENTIALITY, SPECIALTY
from comity.law.vocabulary import TOPICS
from comity.tracing import sentences as tracing_sentences
from comity.web import labels

WEB = Path(comity.web.__file__).parent
FILES = [*sorted(labels.CATALOGUE.glob("*.json")), tracing_sentences.SENTENCES]
# Files whose labels are not all translated yet; no new file joins them.
NOT_YET: frozenset[str] = frozenset()


def used() -> set[str]:
    """Every label that a template or a view says."""
    found: set[str] = set()
    for path in WEB.rglob("*.html"):
        found |= set(re.findall(r"""\{% say ["'](.+?)["'](?: as \w+)? %\}""", path.read_text(encoding="utf-8")))
    for path in WEB.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(_said(ast.parse(text)))
        found |= {
            words for field in re.findall(r'\b(?:Record)?Field\(\s*("[^)]+)\)', text) for words in _labels_of(field)
        }
    return found


def _said(tree: ast.Module) -> Iterator[str]:
    """The texts that are given to ``say``, in an f-string or a choice of two as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            for given in node.args:
                branches = (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)
                yield from (one.value for one in branches if isinstance(one, ast.Constant))


def _labels_of(field: str) -> list[str]:
    """Label and hint of a field in a table of fields: its texts from the second on that begin with a capital."""
    return [text for text in re.findall(r'"([^"]*)"', field)[1:] if text[:1].isupper()]


def test_the_catalogue_holds_every_label_and_no_other_languages() -> None:
    assert used() - labels.catalogue().keys() == set()
    assert {code for row in labels.catalogue().values() for code in row} <= labels.LANGUAGES.keys()


def test_the_catalogue_holds_every_state_action_and_event_of_every_life_cycle() -> None:
    codes = {state for table in LIFECYCLES.values() for state in table.states}
    codes |= {code for table in LIFECYCLES.values() for step in table.steps for code in (step.action, step.event)}
    words = {code.replace("_", " ").capitalize() for code in codes}
    assert words - labels.catalogue().keys() == set()


def test_the_catalogue_holds_every_word_of_the_forms_of_the_steps() -> None:
    fields = [field for table in FORMS.values() for row in table.values() for field in row]
    shown = {text for field in fields for text in (field.label, field.hint) if text}
    coded = {code for field in fields for code in field.choices if field.name != "language"} | set(Group) | TOPICS
    shown |= {code.replace("_", " ").capitalize() for code in (*coded, *SPECIALTY, *CONFIDENTIALITY)}
    assert shown - labels.catalogue().keys() == set()


def test_every_deadline_of_the_office_says_in_all_languages_what_it_is_and_what_follows() -> None:
    told = {text for rule in PRACTICE for text in (rule.title, rule.effect)}
    for path in Path(inspect.getfile(comity.casework)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Dated":
                told |= {text for given in node.args for text in _texts(given)}
    assert len(told) > 20
    assert {text for text in told if re.search(r"\w", text)} - labels.catalogue().keys() == set()


def _texts(given: ast.expr) -> Iterator[str]:
    """A text as the catalogue has it: what is put into it stands as {}."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value
    elif isinstance(given, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in given.values)


def test_every_sentence_that_hinders_somebody_is_said_in_all_languages() -> None:
    asked = [p for _, p in inspect.getmembers(predicates, inspect.isfunction) if p.__module__ == predicates.__name__]
    shown = {p.__doc__ or "" for p in asked} | set(SENTENCES.values())
    wanted = labels.LANGUAGES.keys() - {"en"}
    assert [text for text in shown if wanted - labels.catalogue().get(text, {}).keys()] == []


@pytest.mark.django_db
def test_a_person_reads_in_their_language_what_stands_in_the_way(person: Callable[[str], Any]) -> None:
    client = Client()
    client.force_login(person("anna"))
    client.post("/language", {"language": "es"})
    body = client.get("/oversight").content.decode()
    assert "Se necesita: La persona supervisa el uso del sistema." in body


def test_a_label_stands_in_one_file_only() -> None:
    counts = Counter(label for path in FILES for label in json.loads(path.read_text(encoding="utf-8")))
    assert [label for label, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", [path for path in FILES if path.stem not in NOT_YET], ids=lambda path: path.stem)
def test_every_label_is_said_in_all_languages(path: Path) -> None:
    wanted = labels.LANGUAGES.keys() - {"en"}
    rows = json.loads(path.read_text(encoding="utf-8"))
    assert {label: sorted(wanted - row.keys()) for label, row in rows.items() if wanted - row.keys()} == {}


def test_a_label_without_translation_is_said_in_english() -> None:
    with translation.override("fr"):
        assert labels.say("A label that nobody has translated") == "A label that nobody has translated"


@pytest.mark.django_db
@pytest.mark.parametrize("code", labels.LANGUAGES)
def test_a_page_is_shown_in_the_chosen_language_and_direction(code: str) -> None:
    client = Client()
    client.post("/language", {"language": code})
    body = client.get("/sign-in").content.decode()
    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}"' in body
    assert ("comity.rtl.css" in body) is (code == "ar")
