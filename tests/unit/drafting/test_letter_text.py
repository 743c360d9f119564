import pytest

from comity.common.errors import BadInputError
from comity.drafting.letter_text import Each, Insertion, Optional, Words, parse_letter_text


def parse(text: str):
    return parse_letter_text(text, "x.en.md")


def test_a_field_is_inserted_where_it_stands():
    assert parse("Ref. {reference}.") == (Words("Ref. ", 1), Insertion("reference", 1), Words(".", 1))


def test_a_keyword_alone_on_its_line_leaves_no_empty_line_behind():
    assert parse("{each assets as asset}\n- {asset.kind}\n{end}\nafter") == (
        Each("assets", "asset", 1, (Words("- ", 2), Insertion("asset.kind", 2), Words("\n", 2))),
        Words("after", 4),
    )


def test_a_part_may_be_optional_inside_a_sentence():
    assert parse("born{optional person.birth_place} in {person.birth_place}{end}.") == (
        Words("born", 1),
        Optional("person.birth_place", 1, (Words(" in ", 1), Insertion("person.birth_place", 1))),
        Words(".", 1),
    )


def test_a_part_may_stand_where_a_field_is_not_given():
    assert parse("{unless purpose}none{end}") == (Optional("purpose", 1, (Words("none", 1),), unless=True),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\n{each assets as asset}\nb", "x.en.md, line 2: '{each assets as asset}' has no {end}"),
        ("a\n\nb {end}", "x.en.md, line 3: {end} closes nothing"),
        ("a\n{1 + 1}", "x.en.md, line 2: '{1 + 1}' is not a field, {each … as …}, {optional …}, {unless …} or {end}"),
        ("a\n{reference", "x.en.md, line 2: a brace without its partner on the same line"),
        (
            "{each assets}{end}",
            "x.en.md, line 1: '{each assets}' is not a field, {each … as …}, {optional …}, {unless …} or {end}",
        ),
    ],
)
def test_a_slip_in_the_braces_is_named_with_its_line(text: str, sentence: str):
    with pytest.raises(BadInputError) as caught:
        parse(text)
    assert str(caught.value) == sentence
