"""What holds for every test: it reaches no other machine, not even where a failure to connect is taken calmly.

What can run beside the others (proof/alongside.py) begins with the session and is asked for last.
"""

import atexit
import os
import sys
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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys asked for together with all other tests run beside them; asked for alone, they run here."""
    items.sort(key=_is_awaited)
    walks = {item for item in items if item.path.is_relative_to(alongside.JOURNEYS)}
    runs = {}
    if walks and _is_awaiting(items, "in_browsers"):
        runs["journeys"] = alongside.journeys()
        config.hook.pytest_deselected(items=list(walks))
        items[:] = [item for item in items if item not in walks]
    if alongside.ADDRESS and _is_awaiting(items, "on_postgresql"):
        runs["postgresql"] = alongside.on_postgresql()
    if runs and not config.option.collectonly:
        config.stash[RUNNING] = alongside.Alongside(runs)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if RUNNING in session.config.stash:
        session.config.stash[RUNNING].stop()


@atexit.register
def keep_the_closing_line_last() -> None:
    """DuckDB, where it was read, lists its own types as leaked after the closing line of pytest."""
    if "duckdb" in sys.modules:
        sys.stderr.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@pytest.fixture
def in_browsers(pytestconfig: pytest.Config) -> alongside.Alongside:
    """The walks through a browser that were begun with this session."""
    running = pytestconfig.stash.get(RUNNING, None)
    if running is None or "journeys" not in running.names:
        pytest.skip("no journey was asked for besides this")
    return running


@pytest.fixture
def on_postgresql(pytestconfig: pytest.Config) -> alongside.Alongside:
    """The run on PostgreSQL that was begun with this session."""
    return pytestconfig.stash[RUNNING]


def _is_awaiting(items: list[pytest.Item], name: str) -> bool:
    return any(name in getattr(item, "fixturenames", ()) for item in items)


def _is_awaited(item: pytest.Item) -> bool:
    return _is_awaiting([item], "on_postgresql") or _is_awaiting([item], "in_browsers")
