"""The slow programme starts each of its parts, keeps what they said, and goes on where it was stopped."""

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from proof import changing, mutants, programme

ROOT = Path(__file__).parents[2]
PROGRAMME = str(ROOT / "tests/proof/programme.py")


def test_every_part_is_there() -> None:
    named = [part.name for part in programme.parts()]
    assert named[:5] == ["checks", "supply", "tests", "planted", "mutants"]
    assert len(named) == len(set(named)) > 20
    for part in programme.parts():
        assert Path(part.command[1]).is_file() or part.command[1] == "-m", part.name


def test_what_a_part_says_last_is_kept_with_its_seed_code_and_machine() -> None:
    told = "print('drawn with seed 7'); print('3 of 4 noticed'); print(); raise SystemExit(1)"
    outcome = programme.ran(programme.Part("invented", (sys.executable, "-c", told)), "abc")
    assert (outcome.said, outcome.seed, outcome.code) == ("3 of 4 noticed", "7", 1)
    assert "cores" in outcome.machine
    page = programme.told_on("# Page\n\n## Other\n\nstays\n", programme.table({"invented": outcome}))
    assert page.startswith("# Page\n\n## Other\n\nstays\n")
    assert "**exit 1:** 3 of 4 noticed" in page
    assert programme.told_on(page, programme.table({"invented": outcome})) == page
    assert "Not run yet: checks, supply" in page


def test_a_part_that_does_not_exist_is_told_with_those_that_do() -> None:
    done = subprocess.run([sys.executable, PROGRAMME, "none"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "There is no part none (known: checks" in done.stderr


def test_a_stopped_programme_leaves_nothing_running_and_says_how_to_go_on(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    slow = f"import pathlib, time; pathlib.Path({str(mark)!r}).touch(); time.sleep(60); print('never')"
    code = f"""
import signal, sys; sys.path[:0] = [{str(ROOT / "tests")!r}]
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has what it begins behind it pass over it
from pathlib import Path
from proof import programme
programme.KEPT = Path({str(tmp_path / "prove.json")!r})
programme.parts = lambda: [programme.Part("slow", (sys.executable, "-c", {slow!r}))]
programme.sources = lambda: "abc"
sys.argv = ["programme"]
sys.exit(programme.main())
"""
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) as process:
        for _ in range(300):
            if mark.exists():
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=30)[1]
    assert process.returncode == programme.STOPPED
    assert "[1 of 1] slow" in said
    assert "The next ./run prove goes on with it" in said
    assert not (tmp_path / "prove.json").exists()


def test_every_change_of_a_room_is_one_change_of_a_program_that_can_be_read() -> None:
    for room in mutants.ROOMS.values():
        assert all((ROOT / "tests" / name).exists() for name in room.tests)
        for one in mutants.sample(room, 60, seed=1).drawn:
            text = (mutants.SOURCE / one.file).read_text(encoding="utf-8")
            made = changing.changed(text, one)
            assert made is not None, one
            ast.parse(made)
            assert sum(a != b for a, b in zip(text.split("\n"), made.split("\n"), strict=True)) == 1, one


def test_a_change_that_is_said_to_change_nothing_is_one_that_would_be_asked_about_and_says_why() -> None:
    named = changing.equivalents()
    assert all(set(one) == {"file", "was", "is", "because"} and len(one["because"]) > 20 for one in named)
    found = set[tuple[str, str, str]]()
    for name in {one["file"] for one in named}:
        text = (mutants.SOURCE / name).read_text(encoding="utf-8")
        for change in changing.changes(mutants.SOURCE / name, name):
            for one in named:
                if changing.reason(change, text, [one]):
                    found.add((one["file"], one["was"], one["is"]))
    assert {(one["file"], one["was"], one["is"]) for one in named} == found


ROOM = """
LIMIT = 3


def fits(size: int) -> bool:
    return size <= LIMIT


def unseen(size: int) -> bool:
    return size == 1
"""
TESTS = """
from room import fits, unseen


def test_what_is_larger_than_the_limit_does_not_fit() -> None:
    assert [fits(size) for size in (3, 4)] == [True, False]


def test_nothing_about_the_other() -> None:
    unseen(1)
"""


def test_a_change_that_a_test_notices_is_killed_and_one_that_none_notices_is_not(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text(ROOM, encoding="utf-8")
    (tmp_path / "test_room.py").write_text(TESTS, encoding="utf-8")
    known = list(changing.changes(tmp_path / "room.py", "room.py"))
    code = f"""
import sys; sys.path[:0] = [{str(ROOT / "tests")!r}, {str(tmp_path)!r}]
from pathlib import Path
from proof import changing, swapping
folder = Path({str(tmp_path)!r})
known = list(changing.changes(folder / "room.py", "room.py"))
options = ["-c", "/dev/null", "--rootdir", str(folder), str(folder / "test_room.py")]
print([*zip(map(str, known), swapping.outcomes(folder, options, folder, known))])
"""
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=alone, check=False)
    said = dict(ast.literal_eval(done.stdout.splitlines()[-1]))
    assert len(said) == len(known) == 6, done.stderr
    assert said == {
        "room.py:2 -> '4'": None,  # worked out before any test: to be asked of a process of its own
        "room.py:6 -> '<'": True,
        "room.py:6 -> 'None'": True,
        "room.py:10 -> '!='": False,
        "room.py:10 -> '2'": False,
        "room.py:10 -> 'None'": False,
    }
    assert (tmp_path / "room.py").read_text(encoding="utf-8") == ROOM
