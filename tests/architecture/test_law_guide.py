"""The guide to the law data names every form that the compiler reads."""

from pathlib import Path

import pytest

from comity.law.compilation.instruments import RELATION_KINDS
from comity.law.condition_language import FORMS, NUMBERS
from comity.law.rules import Effect, Relation
from comity.law.vocabulary import COVERAGE, KINDS, PURPOSES, WITHOUT_TREATY

GUIDE = (Path(__file__).parents[2] / "docs" / "law-data.md").read_text(encoding="utf-8")
WORDS = [*FORMS, *NUMBERS, *RELATION_KINDS, *Effect, *Relation, *COVERAGE, *KINDS, *PURPOSES, *WITHOUT_TREATY]


@pytest.mark.parametrize("word", WORDS)
def test_the_guide_names_every_word_that_law_files_may_use(word: str) -> None:
    assert word in GUIDE
