"""Labels: every word stands in one catalogue, and a language that lacks one falls back to English."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

import comity.web
from comity.casework.lifecycle import LIFECYCLES
from comity.web import labels

WEB = Path(comity.web.__file__).parent


def used() -> set[str]:
    """Every label that a template or a view says."""
    found: set[str] = set()
    for path in WEB.rglob("*.html"):
        found |= set(re.findall(r"""\{% say ["'](.+?)["'](?: as \w+)? %\}""", path.read_text(encoding="utf-8")))
    for path in WEB.rglob("*.py"):
        found |= set(re.findall(r'\bsay\("([^"]+)"\)', path.read_text(encoding="utf-8")))
    return found


def test_the_catalogue_holds_every_label_and_no_other_languages() -> None:
    assert used() - labels.catalogue().keys() == set()
    assert {code for row in labels.catalogue().values() for code in row} <= labels.LANGUAGES.keys()


def test_the_catalogue_holds_every_state_of_every_life_cycle() -> None:
    words = {state.replace("_", " ").capitalize() for table in LIFECYCLES.values() for state in table.states}
    assert words - labels.catalogue().keys() == set()


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
