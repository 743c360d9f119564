from dataclasses import dataclass
from typing import Any

import pytest

from comity.common.errors import BadInputError
from comity.drafting.blocks import FieldKind, Heading, ListBlock, Paragraph, all_runs, plain_text
from comity.drafting.fields import Field, Terms
from comity.drafting.letter_catalogue import letter_for
from comity.drafting.letter_file import read_letter
from comity.drafting.letter_render import Missing, render
from comity.drafting.locked import LockedValue, locked_differences

FIELDS = {
    name: Field(name, kind, many)
    for name, kind, many in (
        ("reference", FieldKind.CODE, False),
        ("date", FieldKind.DATE, False),
        ("place", FieldKind.TEXT, False),
        ("signatory.name", FieldKind.NAME, False),
        ("signatory.title", FieldKind.TEXT, False),
        ("purpose", FieldKind.TEXT, False),
        ("facts", FieldKind.TEXT, True),
        ("persons", FieldKind.LIST, True),
        ("persons.name", FieldKind.NAME, False),
        ("persons.nationalities", FieldKind.STATE, True),
    )
}
SIGNED = {
    "reference": "R-1",
    "date": "2026-11-21",
    "place": "Beijing",
    "signatory": {"name": "赵敏", "title": "Director"},
}
FRONT = "---\ntitle: A letter\nmeasure: freezing\nlanguage: {}\nversion: 1\nchecked: 2026-11-21\n{}---\n"
OPTIONAL = "optional:\n  explain: {says: x, when: purpose}\n  promise: {says: y, when: always}\n"


def written(body: str, values: dict[str, Any], language: str = "en", options: set[str] | None = None, front: str = ""):
    letter = read_letter(FRONT.format(language, front) + body, f"freezing.{language}.md", FIELDS, Terms({}))
    return render(letter, {**SIGNED, **values}, options)


def text_of(rendered) -> str:
    return "\n".join(plain_text(b.runs) for b in rendered.blocks if isinstance(b, (Heading, Paragraph)))


def test_a_list_writes_its_part_for_every_item():
    rendered = written("{each persons as p}\n- {p.name}\n{end}", {"persons": [{"name": "王伟"}, {"name": "Иван"}]})
    (block,) = rendered.blocks
    assert isinstance(block, ListBlock)
    assert [plain_text(item[0].runs) for item in block.items if isinstance(item[0], Paragraph)] == ["王伟", "Иван"]
    assert LockedValue("persons[1].name", FieldKind.NAME, "Иван") in rendered.locked


def test_the_facts_may_be_records_as_well_as_tables():
    @dataclass(frozen=True)
    class Person:
        name: str
        nationalities: tuple[str, ...]

    rendered = written(
        "{each persons as p}{p.name}: {p.nationalities}{end}", {"persons": [Person("A B", ("FRA", "CHN", "NLD"))]}
    )
    assert text_of(rendered) == "A B: France, China and Netherlands"


def test_an_inserted_value_is_never_read_as_markdown():
    rendered = written("{each facts as f}\n{f}\n{end}", {"facts": ["# 1. **not** | a heading {reference}"]})
    assert text_of(rendered) == "# 1. **not** | a heading {reference}"
    assert isinstance(rendered.blocks[0], Paragraph)


def test_a_text_inserted_alone_may_bring_several_paragraphs():
    rendered = written("{purpose}", {"purpose": "First.\n\nSecond."})
    assert [plain_text(b.runs) for b in rendered.blocks if isinstance(b, Paragraph)] == ["First.", "Second."]


def test_a_field_that_is_not_given_is_shown_and_reported_not_guessed():
    rendered = written("For {purpose}.", {"purpose": "unknown"})
    assert rendered.missing == (Missing("purpose", 8),)
    (run,) = [run for run in all_runs(rendered.blocks) if not run.given]
    assert run.text == "[purpose]"


def test_optional_groups_stand_by_default_where_their_field_is_given():
    body = "{optional explain}\nE {purpose}\n\n{end}\n{optional promise}\nP\n{end}"
    assert text_of(written(body, {"purpose": "x"}, front=OPTIONAL)) == "E x\nP"
    assert text_of(written(body, {}, front=OPTIONAL)) == "P"


def test_the_drafter_decides_which_optional_groups_stand():
    body = "{optional explain}\nE\n\n{end}\n{optional promise}\nP\n{end}"
    rendered = written(body, {"purpose": "x"}, options={"explain"}, front=OPTIONAL)
    assert (text_of(rendered), rendered.groups) == ("E", ("explain",))
    with pytest.raises(BadInputError, match="no optional part 'other'"):
        written(body, {}, options={"other"}, front=OPTIONAL)


def test_a_part_named_after_a_field_stands_where_the_field_is_given():
    body = "{each persons as p}\n- {p.name}{optional p.nationalities} ({p.nationalities}){end}\n{end}"
    values = {"persons": [{"name": "A", "nationalities": []}, {"name": "B", "nationalities": ["FRA"]}]}
    (block,) = written(body, values).blocks
    assert isinstance(block, ListBlock)
    assert [plain_text(item[0].runs) for item in block.items if isinstance(item[0], Paragraph)] == ["A", "B (France)"]


def test_a_part_may_stand_where_a_field_is_not_given():
    body = "{unless purpose}\nNo purpose is stated.\n{end}\n{optional purpose}\n{purpose}\n{end}"
    assert text_of(written(body, {})) == "No purpose is stated."
    assert text_of(written(body, {"purpose": "To trace"})) == "To trace"


def test_sections_are_numbered_in_the_manner_of_the_language():
    headings = {"en": "2. B", "zh": "二、B"}
    for language, heading in headings.items():
        assert plain_text(written("## A\n\n## B", {}, language).blocks[1].runs) == heading


def test_a_text_that_is_not_in_the_language_of_the_letter_is_reported():
    rendered = written("{purpose}", {"purpose": {"en": "To trace", "zh": "追查"}}, "fr")
    assert (text_of(rendered), rendered.untranslated) == ("To trace", ("purpose",))


def test_a_number_changed_in_one_language_is_found(case: dict[str, Any]):
    english = render(letter_for("freezing", "en"), case)
    case["facts"][0] = case["facts"][0] | {"fr": case["facts"][0]["fr"].replace("48250000.00", "48520000.00")}
    french = render(letter_for("freezing", "fr"), case)
    assert [str(difference) for difference in locked_differences(english.locked, french.locked)] == [
        "facts[0]: '48250000.00 CNY' stands 1 times in one version, 0 in the other",
        "facts[0]: '48520000.00 CNY' stands 0 times in one version, 1 in the other",
    ]


def test_a_letter_without_a_place_bears_its_date_alone(case: dict[str, Any]):
    del case["place"]
    rendered = render(letter_for("refusal", "zh"), case)
    assert rendered.missing == ()
    assert rendered.document.signature is not None
    assert rendered.document.signature.place_and_date == "2026年11月21日"


def test_the_place_to_sign_is_written_in_the_order_of_the_language(case: dict[str, Any]):
    places = {}
    for language in ("en", "fr", "zh"):
        signature = render(letter_for("refusal", language), case).document.signature
        assert signature is not None
        places[language] = signature.place_and_date
    assert places == {
        "en": "Beijing, 21 November 2026",
        "fr": "Pékin, le 21 novembre 2026",
        "zh": "2026年11月21日于北京",
    }
