"""Asks tests about many changes of a program without beginning again for each: a fork with the changed function in it.

The tests run once as they are, and it is noted which of them enter which function. For each change the process is then
forked; the fork puts the changed code into the function, in whoever holds it, and runs the tests that enter it, the
quickest first, to the first that fails. What is worked out before any test (a module's tables, the office in which
tests begin) was worked out by the true program, so a change that passes here must be asked of a process of its own.
"""

import gc
import os
import resource
import signal
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest

from proof.changing import Change, changed

PASSES, FAILS, CANNOT = 0, 1, 3
PATIENCE = 20  # times what the tests of the function take without the change
LEAST_PATIENCE = 20  # seconds of processor time
Place = tuple[str, int]
Told = Callable[[Change, bool | None], None]


class Swapping:
    """Runs the tests of a session once, then a fork for each change; `told` hears of each what came of it."""

    def __init__(self, source: Path, changes: Iterator[Change], told: Told) -> None:
        self._source, self._changes, self._told = source, changes, told
        self._entered: dict[Place, set[int]] = defaultdict(set)
        self._took: list[float] = []
        self._here = -1
        self._folder = f"{source}{os.sep}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run each test once and ask about each change, in place of running the tests."""
        self._run_once(session)
        if session.testsfailed:
            raise session.Failed("the tests fail without any change")
        for change in self._changes:
            self._told(change, self._asked(session, change))
        return True

    def _run_once(self, session: pytest.Session) -> None:
        sys.settrace(self._seen)
        threading.settrace(self._seen)
        for self._here, item in enumerate(session.items):
            began = time.process_time()
            following = session.items[(self._here + 1) % len(session.items)]  # what the session made is kept
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self._took.append(time.process_time() - began)
        threading.settrace(None)  # type: ignore[arg-type] - as its documentation says
        sys.settrace(None)

    def _seen(self, frame: FrameType, _event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_filename.startswith(self._folder):
            self._entered[code.co_filename, code.co_firstlineno].add(self._here)

    def _asked(self, session: pytest.Session, change: Change) -> bool | None:
        """Whether a test fails with the change; none where it cannot be put into a function that is there."""
        path = self._source / change.file
        text = path.read_text(encoding="utf-8")
        made = changed(text, change)
        if made is None or change.within is None:
            return None
        entering = set[int]().union(*(self._entered.get((str(path), line), set()) for line in change.within))
        chosen = sorted(entering, key=self._took.__getitem__)
        process = os.fork()
        if process == 0:
            code = CANNOT
            try:
                _alone(PATIENCE * sum(self._took[one] for one in chosen))
                code = _outcome(session, [session.items[one] for one in chosen], path, text, made)
            finally:
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        return None if code == CANNOT else code != PASSES


def _alone(seconds: float) -> None:
    """A fork says nothing, and ends where a change makes it run for ever or take all memory."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    limit = int(LEAST_PATIENCE + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    signal.alarm(6 * limit)  # and where it only waits


def _outcome(session: pytest.Session, items: Sequence[pytest.Item], path: Path, text: str, made: str) -> int:
    if not put(path, text, made):
        return CANNOT
    try:
        for item in items[:1]:
            session._setupstate.teardown_exact(item)  # noqa: SLF001 - as pytest does between two tests
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following or item)
            if session.testsfailed:
                return FAILS
    except BaseException:  # the change may break the very tests' own machinery
        return FAILS
    return PASSES


def put(path: Path, text: str, made: str) -> bool:
    """Put the changed code of a file into every function that was made from it; whether that can be done."""
    was, becomes = (list(_codes(compile(one, str(path), "exec", dont_inherit=True))) for one in (text, made))
    known = Counter(map(_place, was))
    fresh = {_place(old): new for old, new in zip(was, becomes, strict=True) if old != new}
    if any(known[place] > 1 for place in fresh):
        return False
    functions = [one for one in gc.get_objects() if type(one) is FunctionType]  # not isinstance: it wakes lazy objects
    swapped = 0
    for function in functions:
        code = function.__code__
        if code.co_filename == str(path) and (new := fresh.get(_place(code))) is not None:
            if new.co_freevars != code.co_freevars:
                return False
            function.__code__ = new
            swapped += 1
    return swapped > 0


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _place(code: CodeType) -> tuple[Any, ...]:
    """Where a function stands; several in one line differ in the column of what they do first."""
    positions = [one[2] for one in code.co_positions() if one[2] is not None]
    return code.co_qualname, code.co_firstlineno, min(positions, default=0)


def outcomes(source: Path, tests: list[str], root: Path, asked: list[Change]) -> list[bool | None]:
    """Ask the tests of a project about each change, in a process that is theirs alone."""
    os.environ.pop("COMITY_DATA", None)
    os.chdir(root)
    found: list[bool | None] = []

    def told(change: Change, outcome: bool | None) -> None:
        found.append(outcome)
        word = {True: "killed", False: "passes, asked again", None: "asked in a process of its own"}[outcome]
        print(f"{word}: {change}", file=sys.stderr, flush=True)

    options = ["-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", "-o", "tmp_path_retention_policy=failed"]
    code = pytest.main([*options, *tests], plugins=[Swapping(source, iter(asked), told)])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        raise RuntimeError(f"the tests of {', '.join(tests)} do not pass without any change")
    return found
