"""A clock has one length: a limit, or bands by the penalty, and at most one way to grow."""

import pytest

from comity.common.errors import BadInputError
from comity.common.shape import Record
from comity.common.strict_yaml import parse_yaml
from comity.law.compilation.clock_rows import compile_clock
from comity.law.compilation.sourced import SourcedFile

HEAD = """\
sources:
  act: {title: Act, checked: 2026-11-21}
clock:
  {id: X/y, title: T, starts_from: event, article: "1", effect: Over., source: act, """


def _clock(rest: str):
    top = Record.whole(parse_yaml(HEAD + rest + "}\n", "clocks.yaml"))
    return compile_clock(top.record("clock"), SourcedFile.read(top), set())


def test_a_clock_runs_forward_as_a_limit_unless_it_says_otherwise():
    row = _clock("limit: {value: 2, unit: weeks}")
    assert (row["nature"], row["direction"], row["limit"]) == ("limit", "after", {"value": 2, "unit": "weeks"})


@pytest.mark.parametrize(
    ("rest", "complaint"),
    [
        ("note: none", "either a limit or bands"),
        (
            'limit: {value: 2, unit: days}, bands: [{test: {penalty.max_months: {at_least: 1}}, article: "1"}]',
            "either a limit or bands",
        ),
        (
            "limit: {value: 2, unit: days}, extension: {says: S, times: 2, by: {value: 1, unit: days}}",
            "not several",
        ),
        ('bands: [{test: {penalty.max_months: {above: 1}}, article: "1"}]', "'above' is not one of"),
        ('bands: [{test: {penalty.max_months: {at_least: 1, at_most: 2}}, article: "1"}]', "compares the penalty once"),
        ('bands: [{test: {offence.fiscal: true}, article: "1"}]', "unknown key 'offence.fiscal'"),
        ("limit: {value: 2, unit: days}, direction: sideways", "'sideways' is not one of after, before"),
    ],
)
def test_a_clock_that_cannot_be_computed_is_refused(rest, complaint):
    with pytest.raises(BadInputError, match=complaint):
        _clock(rest)
