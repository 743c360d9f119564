"""Run the command line as a person does, without a new process."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from comity.cli.main import main


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def comity(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    def run(*arguments: str) -> Answer:
        with pytest.raises(SystemExit) as stopped:
            main(list(arguments))
        printed = capsys.readouterr()
        return Answer(int(stopped.value.code or 0), printed.out, printed.err)

    return run
