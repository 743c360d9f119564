"""The walks through a real browser (tests/journeys), which run beside the other tests."""

from proof import alongside


def test_every_walk_through_a_browser_comes_to_its_end(in_browsers: alongside.Alongside) -> None:
    code, output = in_browsers.ended("journeys")
    assert code == 0, output
