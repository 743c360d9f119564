"""Every command is documented, and what is documented exists."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from comity.cli.main import app

ROOT = Path(__file__).parents[2]
HEADING = re.compile(r"^#+ `comity ([^`]+)`", re.MULTILINE)


def commands(group: Any, prefix: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix}{name} ")
        elif not command.hidden:
            yield f"{prefix}{name}"


def documented() -> set[str]:
    """The commands that have a heading of their own: words up to the first argument or option."""
    headings = HEADING.findall((ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))
    return {re.split(r" (?=[A-Z\[<-])", heading)[0].strip() for heading in headings}


def test_every_command_has_a_heading_in_the_command_guide() -> None:
    assert set(commands(typer.main.get_command(app))) - documented() == set()


def test_the_command_guide_describes_only_commands_that_exist() -> None:
    assert documented() - set(commands(typer.main.get_command(app))) == set()
