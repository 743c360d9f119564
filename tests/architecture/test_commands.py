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
PROSE = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]
NAMED = re.compile(r"`(?:\./run )?comity ([a-z][^`\n]*)`|^ {4}(?:\./run )?comity ([a-z].*)$", re.MULTILINE)
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


def _untrue(line: str) -> str:
    """What of a command line that a text names does not exist; empty where all of it does."""
    words = line.partition("#")[0].split()
    command = read_command(words[0]) if words[0] in command_names() else None
    if command is not None and hasattr(command, "commands") and words[1:] and words[1].isalpha():
        command = command.commands.get(words[1])
    if command is None:
        return line
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)} | {"--help"}
    inner = getattr(command, "commands", {}).values()
    known |= {option for part in inner for param in part.params for option in param.opts}
    return " ".join(option for option in re.findall(r"--[a-z][a-z-]*", line) if option not in known)


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_every_command_and_option_that_a_text_names_exists(path: Path) -> None:
    named = [one or block for one, block in NAMED.findall(path.read_text(encoding="utf-8"))]
    assert {line: wrong for line in named if (wrong := _untrue(line))} == {}


@pytest.mark.parametrize("name", sorted(command_names()))
def test_every_command_explains_itself_in_a_sentence(name: str) -> None:
    assert command_names()[name][1].endswith(".")
