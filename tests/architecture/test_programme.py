"""The slow programme starts each of its parts, keeps what they said, and goes on where it was stopped."""

import ast
import signal
import subprocess
import sys
import time
from pathlib import Path

from proof import mutants, programme

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
import sys; sys.path[:0] = [{str(ROOT / "tests")!r}]
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
    for files, _ in mutants.ROOMS.values():
        for name in files:
            path = ROOT / "src/comity" / name
            text = path.read_text(encoding="utf-8")
            made = [new for one in mutants.changes(path, name) if (new := mutants.changed(text, one)) is not None]
            assert len(made) > 3, name
            for new in made:
                ast.parse(new)
                differing = sum(a != b for a, b in zip(text.split("\n"), new.split("\n"), strict=True))
                assert differing == 1, name
