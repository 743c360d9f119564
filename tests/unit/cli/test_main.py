"""No traceback reaches the person at the desk."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.cli import main as command_line

ASK = ("facts", "--json")


class FullDisk(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def _fail(*_: object, **__: object) -> None:
    raise KeyError("a name that nobody else should read")


def test_an_error_of_comity_is_one_sentence_without_the_data(
    comity: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_line, "app", _fail)
    monkeypatch.delenv("COMITY_DEBUG", raising=False)
    answer = comity(*ASK)
    assert answer.code == 70
    assert answer.err.startswith("Comity stopped on an error of its own (KeyError in comity/cli/main.py line ")
    assert answer.err.count("\n") == 1
    assert "nobody else" not in answer.err


def test_the_trace_is_there_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_line, "app", _fail)
    monkeypatch.setenv("COMITY_DEBUG", "1")
    with pytest.raises(KeyError):
        command_line.main(list(ASK))


def test_a_full_disk_behind_the_output_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", FullDisk())
    monkeypatch.setattr(sys, "stderr", said)
    with pytest.raises(SystemExit) as stopped:
        command_line.main(list(ASK))
    assert stopped.value.code == 74
    assert said.getvalue() == "the system says: No space left on device.\n"


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "comity", *ASK], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    assert started.stdout is not None
    assert started.stderr is not None
    with started:
        started.stdout.read(10)
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.returncode == 0
