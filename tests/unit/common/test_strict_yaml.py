"""A file that would fill memory or never end is answered like any other slip: one sentence, with its line."""

import pytest

from comity.common.errors import BadInputError
from comity.common.strict_yaml import parse_yaml


def test_a_page_that_stands_for_more_than_memory_holds_is_refused() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(BadInputError, match="repeats its own parts too often"):
        parse_yaml("\n".join(rows), "law.yaml")


def test_parts_that_are_repeated_a_few_times_are_read() -> None:
    assert parse_yaml("a: &a {b: 1}\nc: [*a, *a]", "law.yaml").data == {"a": {"b": 1}, "c": [{"b": 1}, {"b": 1}]}


@pytest.mark.parametrize(
    "text", ["a: &a [*a]", "a: " + "[" * 300 + "]" * 300, "[" * 9000], ids=["own", "deep", "abyss"]
)
def test_tables_too_deep_in_one_another_are_refused(text: str) -> None:
    with pytest.raises(BadInputError, match=r"law\.yaml.*: tables stand too deep in one another"):
        parse_yaml(text, "law.yaml")


def test_a_number_longer_than_any_count_stays_the_text_that_was_written() -> None:
    assert parse_yaml("n: " + "9" * 5000, "law.yaml").data == {"n": "9" * 5000}
    assert parse_yaml("n: 999999999999999999", "law.yaml").data == {"n": 999999999999999999}
