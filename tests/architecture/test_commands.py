"""Every command is in the table and in the guide, and what is documented exists."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

import comity.cli
from comity.cli.commands import command_names, read_command

ROOT = Path(__file__).parents[2]
HEADING = re.compile(r"^#+ `comity ([^`]+)`", re.MULTILINE)


def commands() -> Iterator[str]:
    for name in command_names():
        command = read_command(name)
        if hasattr(command, "commands"):
            yield from (f"{name} {part}" for part, inner in command.commands.items() if not inner.hidden)
        elif not command.hidden:
            yield name


def registered() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(comity.cli.__path__):
        noun = import_module(f"comity.cli.{module.name}")
        if hasattr(noun, "register"):
            collected = typer.Typer(rich_markup_mode=None)
            collected.callback()(lambda: None)
            noun.register(collected)
            for name, command in typer.main.get_command(collected).commands.items():
                found[name] = (module.name, " ".join((command.help or "").split("\n\n")[0].split()))
    return found


def documented() -> set[str]:
    """The commands that have a heading of their own: words up to the first argument or option."""
    headings = HEADING.findall((ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))
    return {re.split(r" (?=[A-Z\[<-])", heading)[0].strip() for heading in headings}


def test_the_table_of_commands_is_what_the_files_register_and_say() -> None:
    assert registered() == command_names()


def test_every_command_has_a_heading_in_the_command_guide() -> None:
    assert set(commands()) - documented() == set()


def test_the_command_guide_describes_only_commands_that_exist() -> None:
    assert documented() - set(commands()) == set()


@pytest.mark.parametrize("name", sorted(command_names()))
def test_every_command_explains_itself_in_a_sentence(name: str) -> None:
    assert command_names()[name][1].endswith(".")
