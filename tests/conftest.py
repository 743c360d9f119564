"""What holds for every test: it reaches no other machine, not even where a failure to connect is taken calmly."""

from collections.abc import Iterator

import pytest

from proof import outbound

outbound.stand_guard()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    outbound.attempts.clear()
    yield
    assert outbound.attempts == [], "reached for another machine"
