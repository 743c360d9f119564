from collections import Counter
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.drafting.blocks import FieldKind
from comity.drafting.fields import Field, Terms
from comity.drafting.letter_file import SIGNED_FIELDS, load_letter, locked_insertions, read_letter

FIELDS = {
    name: Field(name, kind, many)
    for name, kind, many in (
        ("reference", FieldKind.CODE, False),
        ("date", FieldKind.DATE, False),
        ("place", FieldKind.TEXT, False),
        ("signatory.name", FieldKind.NAME, False),
        ("signatory.title", FieldKind.TEXT, False),
        ("purpose", FieldKind.TEXT, False),
        ("assets", FieldKind.LIST, True),
        ("assets.amount", FieldKind.MONEY, False),
        ("assets.holder", FieldKind.NAME, False),
    )
}
FRONT = """---
title: A letter
measure: freezing
language: en
version: 1
checked: 2026-11-21
optional:
  explain: {says: Say what it is for, when: purpose}
---
"""


def read(body: str, front: str = FRONT, name: str = "freezing.en.md"):
    return read_letter(front + body, name, FIELDS, Terms({}))


def test_a_letter_knows_the_fields_it_uses_and_those_it_cannot_do_without():
    letter = read(
        "{each assets as a}\n- {a.amount}{optional a.holder} {a.holder}{end}\n{end}\n{optional explain}{purpose}{end}"
    )
    assert set(letter.fields) == {"assets", "assets.amount", "assets.holder", "purpose", "place", *SIGNED_FIELDS}
    assert letter.required == {"assets", "assets.amount", *SIGNED_FIELDS}
    assert letter.groups["explain"].says == "Say what it is for"


def test_locked_insertions_are_counted_by_the_dictionarys_name():
    letter = read("{optional explain}{date}{end}{each assets as a}{a.amount}{a.amount}{purpose}{end}")
    assert locked_insertions(letter) == Counter({"assets.amount": 2, "date": 1})


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("a\n{amount}{optional explain}{end}", "freezing.en.md, line 11: the field 'amount' is not declared"),
        ("{each purpose as p}{end}", "freezing.en.md, line 10: 'purpose' is not a list"),
        ("{assets}", "freezing.en.md, line 10: 'assets' is a list of records; use {each assets as …}"),
        (
            "{optional reasons}x{end}",
            "freezing.en.md, line 10: 'reasons' is neither an optional part of the front matter nor a field",
        ),
        ("{unless explain}x{end}", "freezing.en.md, line 10: 'explain' is no field; {unless …} asks for one"),
        ("nothing", "freezing.en.md, line 8, optional.explain: the optional part 'explain' is declared and never used"),
    ],
)
def test_a_name_that_is_not_declared_or_misused_is_named_with_its_line(body: str, sentence: str):
    with pytest.raises(BadInputError) as caught:
        read(body)
    assert str(caught.value) == sentence


def test_front_matter_that_disagrees_with_the_files_name_is_refused():
    with pytest.raises(
        BadInputError, match=r"line 3, measure: .*'freezing.en.md', the file's name says 'freezing.fr.md'"
    ):
        read("{optional explain}{end}", name="freezing.fr.md")


def test_an_unknown_key_of_the_front_matter_is_refused_with_its_line():
    with pytest.raises(BadInputError, match=r"freezing.en.md, line 2, titel: unknown key 'titel'"):
        read("", FRONT.replace("title:", "titel:"))


def test_a_letter_may_declare_a_field_of_its_own():
    front = FRONT.replace("optional:", "fields:\n  docket: {type: code, says: The docket number.}\noptional:")
    letter = read("{docket}{optional explain}{end}", front)
    assert letter.fields["docket"].kind is FieldKind.CODE


def test_an_optional_part_may_not_take_the_name_of_a_field():
    with pytest.raises(BadInputError, match="'purpose' is a field; an optional part needs a name of its own"):
        read("{optional purpose}{end}", FRONT.replace("explain:", "purpose:"))


def test_a_file_without_front_matter_is_refused(tmp_path: Path):
    path = tmp_path / "freezing.en.md"
    path.write_text("# A letter\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="line 1: a letter begins with a line '---'"):
        load_letter(path)
