"""What holds for every test: it reaches no other machine, not even where a failure to connect is taken calmly.

The tests on PostgreSQL begin with the session and are asked for last, so that both of a machine's cores have work.
"""

from collections.abc import Iterator

import pytest

from proof import alongside, outbound

outbound.stand_guard()
RUNNING = pytest.StashKey[alongside.Alongside]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    outbound.attempts.clear()
    yield
    assert outbound.attempts == [], "reached for another machine"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_is_awaited)


def pytest_collection_finish(session: pytest.Session) -> None:
    awaited = alongside.ADDRESS and any(map(_is_awaited, session.items))
    if awaited and not session.config.option.collectonly:
        session.config.stash[RUNNING] = alongside.begin()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if RUNNING in session.config.stash:
        session.config.stash[RUNNING].stop()


@pytest.fixture
def on_postgresql(pytestconfig: pytest.Config) -> alongside.Alongside:
    """The run on PostgreSQL that was begun with this session."""
    return pytestconfig.stash[RUNNING]


def _is_awaited(item: pytest.Item) -> bool:
    return "on_postgresql" in getattr(item, "fixturenames", ())
