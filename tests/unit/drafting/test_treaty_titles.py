"""Titles of treaties stand in a letter as they are printed somewhere, or in quotation marks; none is made up."""

from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.drafting.letter_catalogue import letters_folder
from comity.drafting.treaty_titles import TitleTable, load_titles
from comity.law.bilateral import bilaterals
from comity.law.instruments import instruments

LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}


@pytest.fixture
def table() -> TitleTable:
    return load_titles(letters_folder())


def test_every_title_has_a_source_with_a_grade_and_the_day_it_was_checked(table: TitleTable) -> None:
    printed = [title for held in table.instruments.values() for title in held.titles.values()]
    assert len(printed) > 80
    assert all(title.text and title.source.title and title.source.grade and title.source.checked for title in printed)


def test_every_convention_on_corruption_that_can_be_a_basis_has_its_titles(table: TitleTable) -> None:
    assert {"UNCAC", "UNTOC", "OECD-ABC", "OAS-B58", "ETS173", "ETS191"} <= table.instruments.keys()


def test_every_id_in_the_table_is_that_of_an_instrument(table: TitleTable) -> None:
    assert table.instruments.keys() - instruments().keys() - {treaty.id for treaty in bilaterals()} == set()


def test_a_letter_cites_a_title_in_each_language_of_the_letters(table: TitleTable) -> None:
    assert all(set(table.cited(known)) == LANGUAGES for known in table.instruments)


def test_a_united_nations_convention_has_its_authentic_title_in_each_language(table: TitleTable) -> None:
    assert table.cited("UNCAC") == {
        "en": "United Nations Convention against Corruption",
        "fr": "Convention des Nations Unies contre la corruption",
        "es": "Convención de las Naciones Unidas contra la Corrupción",
        "zh": "《联合国反腐败公约》",
        "ar": "اتفاقية الأمم المتحدة لمكافحة الفساد",
        "ru": "Конвенция Организации Объединенных Наций против коррупции",
    }


def test_a_title_that_is_not_evidenced_is_quoted_in_an_authentic_language_and_never_translated(
    table: TitleTable,
) -> None:
    cited = table.cited("ETS141")
    title = "Convention on Laundering, Search, Seizure and Confiscation of the Proceeds from Crime"
    assert cited["es"] == f"«{title}» (en inglés)"
    assert cited["zh"] == f"“{title}”（英文）"
    assert cited["ar"] == f"«\u2068{title}\u2069» (بالإنكليزية)"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("en: {title: T, source: missing}", "'missing' is not one of s"),
        ("en: {title: T}", "the key 'source' is missing"),
        ("zh: {title: 约, source: s}", "no title is given in a language of the authentic text"),
    ],
)
def test_a_slip_in_the_table_is_one_sentence_with_its_place(tmp_path: Path, row: str, complaint: str) -> None:
    (tmp_path / "titles.yaml").write_text(
        f"""printed: {{en: "{{title}}"}}
quoted: {{en: "“{{title}}” ({{language}})"}}
languages: {{en: {{en: English}}}}
sources: {{s: {{title: A gazette, checked: 2026-11-21, grade: A}}}}
titles:
  X:
    authentic: [en]
    {row}
""",
        encoding="utf-8",
    )
    with pytest.raises(BadInputError, match=complaint) as caught:
        load_titles(tmp_path)
    assert "titles.yaml" in str(caught.value)


def test_a_source_without_a_day_it_was_checked_is_refused(tmp_path: Path) -> None:
    (tmp_path / "titles.yaml").write_text(
        "printed: {}\nquoted: {}\nlanguages: {}\ntitles: {}\nsources: {s: {title: A gazette, grade: A}}\n",
        encoding="utf-8",
    )
    with pytest.raises(BadInputError, match="the key 'checked' is missing"):
        load_titles(tmp_path)
