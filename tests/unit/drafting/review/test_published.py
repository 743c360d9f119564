from pathlib import Path

import pytest

from comity.drafting.review.published import rules_as_data, rules_as_markdown
from comity.drafting.review.reviewing import SUBJECTS, review_rules
from comity.drafting.review.rule import ReviewRule

ROOT = Path(__file__).parents[4]
RULES = tuple(review_rules().values())


def test_the_published_table_is_the_one_that_is_applied() -> None:
    published = (ROOT / "docs" / "review-rules.md").read_text(encoding="utf-8")
    assert published == rules_as_markdown(), "run: comity review-rules --markdown > docs/review-rules.md"


def test_every_subject_has_rules_and_every_rule_a_subject() -> None:
    assert {row["subject"] for row in rules_as_data()} == set(SUBJECTS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_explains_itself_and_names_its_source(rule: ReviewRule) -> None:
    assert rule.says.endswith(".")
    assert rule.says[0].isupper()
    assert rule.source
    assert rule.id.replace("-", "_") == rule.check.__name__
    assert "|" not in rule.says + rule.source
