"""Tests that run in a process of their own beside all the others, so that both of a machine's cores have work.

They mostly wait for a browser or a database and share nothing with the others. One runs after the other.
"""

import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
ADDRESS = os.environ.get("COMITY_TEST_POSTGRESQL", "")
JOURNEYS = ROOT / "tests" / "journeys"
ROOMS = ("casework", "knowledge", "statistics", "web")
NOT_OF_IT = ("web/upkeep", "web/test_tour.py")
"""Each office of the first says itself where it lies; the second reads what pages say in each language."""
PATIENCE = 1800  # seconds; a browser or server that no longer answers must not keep the tests for ever
TOLD = 20_000  # characters at the end of what a run printed


@dataclass(frozen=True, slots=True)
class Run:
    """One run of pytest: its arguments, and what its environment holds besides this one's."""

    arguments: tuple[str, ...]
    own: dict[str, str] = field(default_factory=dict)

    def begin(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Begin it; what it prints goes to ``output``."""
        kept = {k: v for k, v in os.environ.items() if k != "COMITY_TEST_POSTGRESQL"}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *self.arguments]
        return subprocess.Popen(command, cwd=ROOT, env=kept | self.own, stdout=output, stderr=output)


class Alongside:
    """Runs by their names, one after the other from now on, while nobody waits."""

    def __init__(self, runs: dict[str, Run]) -> None:
        self.names = frozenset(runs)
        self._ends: dict[str, tuple[int, str]] = {}
        self._over = {name: threading.Event() for name in runs}
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, args=(runs,), daemon=True)
        self._thread.start()

    def ended(self, name: str) -> tuple[int, str]:
        """Wait for the end of a run; the code it ends with and what it printed last."""
        if not self._over[name].wait(PATIENCE):
            return 1, f"{name} did not end within {PATIENCE} seconds"
        return self._ends[name]

    def stop(self) -> None:
        """End what still runs where nobody waits any longer."""
        self._stopped.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        self._thread.join()

    def _work(self, runs: dict[str, Run]) -> None:
        for name, run in runs.items():
            with tempfile.TemporaryFile() as output:
                self._process = run.begin(output)
                if self._stopped.is_set():
                    self._process.terminate()
                code = self._process.wait()
                output.seek(0)
                self._ends[name] = code, output.read().decode(errors="replace")[-TOLD:]
            self._over[name].set()
            if self._stopped.is_set():
                return


def journeys() -> Run:
    """The walks through a real browser."""
    return Run((str(JOURNEYS),))


def on_postgresql() -> Run:
    """The office's tests on the server that COMITY_TEST_POSTGRESQL names."""
    own = {"COMITY_DATA": tempfile.mkdtemp(prefix="comity-test-"), "DJANGO_SETTINGS_MODULE": "office_settings"}
    folders = (str(ROOT / "tests" / "unit" / room) for room in ROOMS)
    others = (f"--ignore={ROOT / 'tests' / 'unit' / name}" for name in NOT_OF_IT)
    return Run(("--create-db", *others, *folders), own | {"COMITY_DATABASE_URL": ADDRESS})
