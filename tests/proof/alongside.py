"""The office's tests on PostgreSQL, run beside all the others: they mostly wait for the database and share nothing."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
ADDRESS = os.environ.get("COMITY_TEST_POSTGRESQL", "")
ROOMS = ("casework", "knowledge", "statistics", "web")
PATIENCE = 1800  # seconds; a server that no longer answers must not keep the tests for ever


@dataclass(frozen=True, slots=True)
class Alongside:
    """A run of these rooms' tests in a process of its own, begun before anybody waits for its end."""

    process: subprocess.Popen[bytes]
    output: IO[bytes]

    def ended(self) -> tuple[int, str]:
        """Wait for its end; the code it ends with and what it printed last."""
        code = self.process.wait(PATIENCE)
        self.output.seek(0)
        return code, self.output.read().decode(errors="replace")[-4000:]

    def stop(self) -> None:
        """End it where nobody waits any longer."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        self.output.close()


def begin() -> Alongside:
    """Begin the run on the server that COMITY_TEST_POSTGRESQL names."""
    kept = {k: v for k, v in os.environ.items() if k != "COMITY_TEST_POSTGRESQL"}
    own = {"COMITY_DATA": tempfile.mkdtemp(prefix="comity-test-"), "DJANGO_SETTINGS_MODULE": "office_settings"}
    command = [sys.executable, "-m", "pytest", "-q", "--create-db", "-p", "no:cacheprovider"]
    command += [str(ROOT / "tests" / "unit" / room) for room in ROOMS]
    output = tempfile.TemporaryFile()  # noqa: SIM115 - closed by ``stop``
    environment = kept | own | {"COMITY_DATABASE_URL": ADDRESS}
    return Alongside(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output), output)
