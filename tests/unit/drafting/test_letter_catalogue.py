"""Every letter that ships is read here, and its language versions are held against one another."""

from collections import Counter, defaultdict
from enum import StrEnum
from typing import Any

import pytest

from comity.casefile.assets import AssetKind, AssetLink
from comity.casefile.case import Handling
from comity.casefile.people import IdentifierKind, PersonStatus
from comity.casefile.proceedings import OrderKind, Stage
from comity.casefile.requests import Measure, UrgencyLevel
from comity.common.errors import BadInputError
from comity.drafting.blocks import FieldKind, all_runs, plain_text
from comity.drafting.fields import load_fields, load_terms
from comity.drafting.letter_catalogue import letter_for, letters, letters_folder
from comity.drafting.letter_file import Letter, locked_insertions
from comity.drafting.letter_render import render
from comity.drafting.locked import locked_differences

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
ALL = letters()
BY_MEASURE: dict[str, list[Letter]] = defaultdict(list)
for _letter in ALL:
    BY_MEASURE[_letter.measure].append(_letter)


def every_measure() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("versions", BY_MEASURE.values(), ids=BY_MEASURE.keys())


def test_there_is_a_letter_for_every_measure_and_every_answer():
    assert {
        "extradition",
        "provisional_arrest",
        "assistance",
        "freezing",
        "confiscation",
        "return_of_assets",
        "transfer_of_proceedings",
        "transfer_of_sentenced",
        "joint_investigation",
        "spontaneous_information",
        "denial_of_entry",
        "reciprocity_undertaking",
        "acknowledgement",
        "clarification",
        "consultation",
        "refusal",
        "results",
    } <= BY_MEASURE.keys()


@every_measure()
def test_a_letter_is_at_hand_in_six_languages_that_say_the_same(versions: list[Letter]):
    first = versions[0]
    assert tuple(letter.language for letter in versions) == LANGUAGES
    assert all(letter.cites for letter in versions)
    for other in versions[1:]:
        assert set(other.fields) == set(first.fields)
        assert list(other.groups) == list(first.groups)
        assert {g.when for g in other.groups.values()} == {g.when for g in first.groups.values()}
        assert other.required == first.required
        assert locked_insertions(other) == locked_insertions(first)
        assert (other.version, other.cites) == (first.version, first.cites)


@every_measure()
def test_the_language_versions_of_a_written_letter_lock_the_same_values(versions: list[Letter], case: dict[str, Any]):
    written = [render(letter, case, set(letter.groups)) for letter in versions]
    for one in written:
        assert one.missing == ()
        assert one.untranslated == ()
        assert locked_differences(written[0].locked, one.locked) == []


@every_measure()
def test_no_mark_of_the_markdown_is_left_in_the_text(versions: list[Letter], case: dict[str, Any]):
    for letter in versions:
        text = plain_text(tuple(all_runs(render(letter, case, set(letter.groups)).blocks)))
        assert not Counter(text).keys() & set("{}*#|\ue000\ue001"), letter.file


def test_every_vocabulary_speaks_every_language_of_the_letters():
    for vocabulary in load_terms(letters_folder()).vocabularies.values():
        for code, texts in vocabulary.items():
            assert set(texts) == set(LANGUAGES), code
            assert all(texts.values()), code


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        ("measure", Measure),
        ("urgency", UrgencyLevel),
        ("confidentiality", Handling),
        ("stage", Stage),
        ("identifier", IdentifierKind),
        ("person_status", PersonStatus),
        ("order", OrderKind),
        ("asset_kind", AssetKind),
        ("asset_link", AssetLink),
    ],
)
def test_every_code_of_the_case_file_has_its_words_and_no_other(vocabulary: str, codes: type[StrEnum]):
    assert set(load_terms(letters_folder()).vocabularies[vocabulary]) == {str(code) for code in codes}


def test_every_field_of_the_dictionary_is_used_and_says_what_it_is():
    fields = load_fields(letters_folder())
    used = {name for letter in ALL for name in letter.fields}
    spoken_for = {"confidentiality"}  # the mark in the header reads it
    assert set(fields) - used - spoken_for == set()
    assert all(field.says.endswith(".") for field in fields.values())
    vocabularies = load_terms(letters_folder()).vocabularies
    assert all(field.terms in vocabularies for field in fields.values() if field.kind is FieldKind.TERM)


def test_a_language_that_is_not_at_hand_is_answered_with_those_that_are():
    with pytest.raises(BadInputError, match="no letter 'freezing' in 'de'; it is at hand in ar, en, es, fr, ru, zh"):
        letter_for("freezing", "de")
