"""``comity demo --office``: two synthetic authorities of two states on this machine, each with its office and node."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.cli.node_folder import is_office
from comity.cli.office_folder import check_free
from comity.cli.output import print_line
from comity.common.errors import BadInputError

_PATIENCE = 90.0
CASE = "netherlands-united-states.yaml"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two offices: what it does, where it lies, where it answers people and where its node answers nodes."""

    role: str
    told: str
    folder: Path
    port: int
    node_port: int

    @property
    def address(self) -> str:
        """Where people find it."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def endpoint(self) -> str:
        """Where other nodes find it."""
        return f"https://127.0.0.1:{self.node_port}"


def two_offices(folder: Path, port: int, cases: Path) -> None:
    """Fill what is empty, start both offices with their nodes, and keep them until somebody stops it."""
    sides = (
        Side("requesting", "the Netherlands ask", folder / "netherlands", port, port + 2),
        Side("receiving", "Switzerland is asked", folder / "switzerland", port + 1, port + 3),
    )
    for side in sides:
        check_free("127.0.0.1", side.port)
        check_free("127.0.0.1", side.node_port)
    _fill(sides, cases / CASE)
    signal.signal(signal.SIGTERM, stopped_by_signal)  # whoever ends this one ends both offices
    with contextlib.ExitStack() as running:
        processes = [running.enter_context(served(side)) for side in sides]
        for side, process in zip(sides, processes, strict=True):
            wait_for(side, process)
        print_line("Real states and their law; invented authorities, people and conduct. Two offices answer:", "bold")
        for side in sides:
            print_line(f"  {side.address}  {side.told} (kept in {side.folder})")
        print_line("Send the request 'bank-records-che' as dirk at the first, and take it up as rea at the second.")
        print_line("The sign-in pages show who else you can be. Ctrl-C ends both.")
        with contextlib.suppress(KeyboardInterrupt):
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)


def stopped_by_signal(*_signal: object) -> None:
    """End as by Ctrl-C, so that what was started ends, too."""
    raise KeyboardInterrupt


def _fill(sides: tuple[Side, Side], case: Path) -> None:
    """Fill both offices at the same time; each waits for the other's card before it is done."""
    if all(is_office(side.folder) for side in sides):
        return
    if any(side.folder.exists() and any(side.folder.iterdir()) for side in sides):
        raise BadInputError(f"{sides[0].folder.parent}: only one of the two offices is there; take it away first")
    cards = [side.folder / "own.card" for side in sides]
    fill_sides(sides, case, cards[::-1])


def fill_sides(sides: Sequence[Side], case: Path, others: Sequence[Path]) -> None:
    """Fill offices, each in a process of its own; ``others`` are the cards that they trust, once those are there."""
    filling = [
        _started(
            side,
            [
                *(sys.executable, "-m", "comity.web.filling_pair", side.role, str(case), side.endpoint),
                *map(str, (side.folder / "own.card", other)),
            ],
        )
        for side, other in zip(sides, others, strict=True)
    ]
    if any(process.wait() for process in filling):
        raise BadInputError("an office could not be filled; the lines above say why")


def _started(side: Side, command: list[str]) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "COMITY_DATA": str(side.folder), "COMITY_DEMO": "1"}
    return subprocess.Popen(command, env=environment)  # noqa: S603 - this very program


@contextlib.contextmanager
def served(side: Side) -> "Iterator[subprocess.Popen[bytes]]":
    """Serve an office with its node while the block lasts."""
    place = ["--dir", str(side.folder), "--port", str(side.port), "--exchange", f"127.0.0.1:{side.node_port}"]
    command = [sys.executable, "-m", "comity", "serve", "--demo", "--quiet", *place]
    process = _started(side, command)
    try:
        yield process
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)


def wait_for(side: Side, process: "subprocess.Popen[bytes]") -> None:
    """Wait until an office answers."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, TimeoutError, ConnectionError):
            urllib.request.urlopen(f"{side.address}health", timeout=2).close()  # noqa: S310 - this machine
            return
        time.sleep(0.1)
    raise BadInputError(f"the office at {side.address} did not start; the lines above say why")
