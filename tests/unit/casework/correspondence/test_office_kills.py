"""Killed at any durable step, an office and its node lose nothing, double nothing and leave nothing half.

The points that the office adds are visited always; with COMITY_LONG=1 those of its node, too.
"""

import datetime as dt
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node import fail_points
from comity.exchange.node.ceremony import Reach, init_node, own_card
from comity.exchange.node.node import open_node
from comity.exchange.node.sending import Letter, seal_letter
from comity.exchange.packing import Source

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="processes are not killed there"),
    pytest.mark.skipif(bool(os.environ.get("COMITY_DATABASE_URL")), reason="each copy is a SQLite file"),
]
ROOT = Path(__file__).parents[4]
PROGRAM = Path(__file__).with_name("office_in_a_process.py")
LONG = bool(os.environ.get("COMITY_LONG"))
ARRIVING = ("desk:", "files:", "receive:", "release:") if LONG else ("desk:", "files:")
RECEIVING = [n for n in fail_points.NAMES if n.startswith(ARRIVING) and n != "files:set_aside"]
SENDING = [n for n in fail_points.NAMES if n.startswith(("dispatch:", "seal:") if LONG else "dispatch:")]


class Office:
    """The program of the office, which begins a process for each thing it is asked to do."""

    def __init__(self, output: Path) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("COMITY_")}
        environment |= {"COMITY_DATA": str(output.parent), "DJANGO_SETTINGS_MODULE": "comity.web.settings"}
        environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore"}
        command = [sys.executable, str(PROGRAM)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.program = subprocess.Popen(command, env=environment, text=True, **pipes)
        self.output = output

    def run(self, folder: Path, what: str, point: str = "") -> "subprocess.CompletedProcess[str]":
        """Do one thing with the office of a folder, which dies at a fail point."""
        asked = {"folder": str(folder), "what": what, "point": point, "output": str(self.output)}
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.output.write_text("", "utf-8")
        self.program.stdin.write(json.dumps(asked) + "\n")
        self.program.stdin.flush()
        code = int(self.program.stdout.readline())
        return subprocess.CompletedProcess([what], code, self.output.read_text("utf-8"))


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """How a test has the office of a folder do something."""
    office = Office(tmp_path_factory.mktemp("program") / "output")
    with office.program:
        yield office.run


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """An office and another node that has sealed a request and its withdrawal for it."""
    folder, at = tmp_path_factory.mktemp("kills"), dt.datetime.now(dt.UTC).replace(microsecond=0)
    (folder / "office").mkdir()
    init_node(folder / "other", "NLD", "Office A (invented)", at, Reach()).store.close()
    made = run(folder, "make")
    assert made.returncode == 0, made.stdout
    node = open_node(folder / "other")
    office = next(c for name, c in node.counterparts().items() if name != node.id)
    statement = Source("STATEMENT.txt", PartRole.DOCUMENT, lambda: io.BytesIO(b"A statement (invented)"))
    first = seal_letter(node, Letter(PackageType.REQUEST, "Bank records", "R-1", (statement,)), office.card, at)
    for kind in (PackageType.CLARIFICATION, PackageType.REQUEST, PackageType.WITHDRAWAL):
        again = Letter(kind, "More", "R-1", conversation=first.package.conversation)
        seal_letter(node, again, office.card, at)
    asked = {"package": first.digest}
    back = Letter(PackageType.DELETION_REQUEST, "B", "R-1", conversation=first.package.conversation, details=asked)
    seal_letter(node, back, office.card, at)
    assert own_card(node).card.state == "NLD"
    node.store.close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.mark.parametrize("point", RECEIVING)
def test_killed_while_it_receives_an_office_ends_with_one_request(run: Run, folder: Path, point: str) -> None:
    assert run(folder, "receive", point).returncode == -signal.SIGKILL
    assert run(folder, "receive").returncode == 0
    assert run(folder, "check").stdout == "['received'] (3, 3, 0) (1, 1, 0) ()"


def test_killed_while_it_puts_altered_files_aside_an_office_registers_none_of_them(run: Run, folder: Path) -> None:
    (folder / "other" / "altered").touch()
    assert run(folder, "receive", "files:set_aside").returncode == -signal.SIGKILL
    assert run(folder, "receive").returncode == 0
    assert run(folder, "check").stdout == "['received'] (3, 3, 0) (0, 0, 0) ()"


def test_killed_while_the_counterpart_moves_a_request_it_is_moved_once(run: Run, folder: Path) -> None:
    assert run(folder, "receive").returncode == 0
    assert run(folder, "withdrawal", "told:in_transaction").returncode == -signal.SIGKILL
    assert run(folder, "check").stdout == "['registered'] (3, 3, 0) (1, 1, 0) ()"
    assert run(folder, "withdrawal").returncode == 0
    assert run(folder, "check").stdout == "['withdrawn'] (4, 4, 0) (1, 1, 0) ()"


def test_killed_while_an_answer_is_printed_neither_the_step_nor_the_papers_are_there(run: Run, folder: Path) -> None:
    assert run(folder, "paper", "print:in_transaction").returncode == -signal.SIGKILL
    assert run(folder, "check").stdout == "['registered'] (0, 0, 0) (0, 0, 0) ()"
    assert run(folder, "paper").returncode == 0
    assert run(folder, "check").stdout == "['acknowledged'] (1, 0, 0) (0, 0, 3) ()"


def test_killed_while_an_answer_on_paper_is_entered_it_is_there_once(run: Run, folder: Path) -> None:
    assert run(folder, "answer", "paper:in_transaction").returncode == -signal.SIGKILL
    assert run(folder, "check").stdout == "['acknowledged'] (1, 0, 0) (0, 0, 3) ()"
    assert run(folder, "answer").returncode == 0
    assert run(folder, "check").stdout == "['acknowledged'] (2, 0, 0) (0, 0, 3) ()"


def test_killed_while_a_message_of_the_connector_is_shown_it_is_there_once(run: Run, folder: Path) -> None:
    assert run(folder, "connector", "connector:told").returncode == -signal.SIGKILL
    assert run(folder, "check").stdout == "[] (0, 1, 1) (0, 0, 0) ()"
    for _ in range(2):
        assert run(folder, "connector").returncode == 0
    assert run(folder, "check").stdout == "[] (1, 1, 1) (0, 0, 0) ()"


@pytest.mark.parametrize("what", ["written", "in_transaction", "committed", "named"])
def test_killed_while_a_step_hands_over_to_the_connector_its_client_sees_the_message_once(
    run: Run, folder: Path, what: str
) -> None:
    assert run(folder, "by_connector", f"connector:{what}").returncode == -signal.SIGKILL
    for _ in range(2):
        assert run(folder, "by_connector").returncode == 0
    assert [path.name.endswith("_message") for path in (folder / "other" / "out").iterdir()] == [True]
    assert run(folder, "check").stdout == "['acknowledged'] (1, 1, 0) (0, 0, 0) ()"


@pytest.mark.parametrize("point", [name for name in fail_points.NAMES if name.startswith("reply:")])
def test_killed_while_it_deletes_an_office_deletes_and_confirms_once(run: Run, folder: Path, point: str) -> None:
    assert run(folder, "delete", point).returncode == -signal.SIGKILL
    assert run(folder, "delete").returncode == 0
    assert run(folder, "check").stdout == "['received'] (6, 6, 1) (1, 1, 0) ()"
    assert not any(path.is_file() for path in (folder / "office" / "evidence").rglob("*"))


@pytest.mark.parametrize("point", SENDING)
def test_killed_while_a_step_sends_neither_or_both_have_happened(run: Run, folder: Path, point: str) -> None:
    assert run(folder, "receive").returncode == 0
    assert run(folder, "forward", point).returncode == -signal.SIGKILL
    assert run(folder, "check").stdout == "['received'] (3, 3, 0) (1, 1, 0) ()"
    assert run(folder, "forward").returncode == 0
    assert run(folder, "check").stdout == "['forwarded'] (4, 4, 1) (1, 1, 0) ()"
