"""``./run`` keeps its promises: any Python can read it, digests lock every version, failures are sentences."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
RUN = ROOT / "run"
REQUIREMENT = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def run() -> ModuleType:
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    loader = SourceFileLoader("front_door", str(RUN))
    module = module_from_spec(spec_from_loader("front_door", loader))
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


def locked(name: str) -> dict[str, str]:
    return dict(REQUIREMENT.findall((ROOT / "requirements" / name).read_text(encoding="utf-8")))


def normalized(requirement: str) -> str:
    return re.sub(r"[._]", "-", re.split(r"[><=!~; \[]", requirement)[0].lower())


def test_an_old_python_can_read_it_far_enough_to_say_why_it_stops() -> None:
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_it_needs_nothing_but_the_standard_library() -> None:
    nodes = list(ast.walk(ast.parse(RUN.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_its_help_lists_every_command(run: ModuleType) -> None:
    listed = set(re.findall(r"^  \./run ([a-z]+)", run.HELP, re.MULTILINE))
    assert listed == {name for name in run.COMMANDS if not name.startswith("-")}


def test_an_unknown_command_is_one_sentence() -> None:
    answer = subprocess.run([sys.executable, str(RUN), "fly"], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "./run knows no command 'fly'; `./run help` lists them.\n"


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("error: No space left on device (os error 28)", "the disk is full"),
        ("[Errno 13] Permission denied: '.venv'", "this folder cannot be written to"),
        ("error: Hash mismatch for `typst==0.15.2`", "a package is not the one whose digest requirements/*.txt holds"),
        ("dns error: failed to lookup address information", "the package index cannot be reached"),
        ("Failed to establish a new connection: [Errno 111]", "the package index cannot be reached"),
        ("ERROR: No matching distribution found for typst", "no ready-made wheel fits this system and Python"),
    ],
)
def test_a_failed_installation_is_told_in_plain_words(run: ModuleType, output: str, reason: str) -> None:
    assert run.trouble(output).startswith(reason)


def test_an_unknown_failure_is_not_explained_away(run: ModuleType) -> None:
    assert run.trouble("error: something nobody has seen before") == ""


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "uv.txt"])
def test_every_locked_version_is_held_by_digests(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9-]+==)", text)
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_developers_lock_holds_what_a_user_has_at_the_same_versions() -> None:
    assert locked("run.txt").items() <= locked("dev.txt").items()


def test_the_locks_hold_every_package_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {normalized(r) for r in project["project"]["dependencies"]} <= locked("run.txt").keys()
    assert {normalized(r) for r in project["dependency-groups"]["dev"]} <= locked("dev.txt").keys()


def test_the_guides_name_only_commands_that_exist(run: ModuleType) -> None:
    for guide in ("README.md", "CONTRIBUTING.md", "docs/architecture.md"):
        named = set(re.findall(r"\./run ([a-z]+)", (ROOT / guide).read_text(encoding="utf-8")))
        assert named <= run.COMMANDS.keys(), guide
