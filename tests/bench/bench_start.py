"""From nothing to the result of ``./run demo``: fresh clones, empty caches, both roads; then the start of the command.

What it measures depends on the network as well; the line says so by telling the slowest run beside the median.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 3
STARTS = 10
GOALS = {"uv": 20.0, "pip alone": 40.0}
LARGEST_MB = 300
HELP_GOAL = 0.3


def megabytes(folder: Path) -> float:
    """What a folder takes on disk."""
    return sum(p.lstat().st_blocks * 512 for p in folder.rglob("*")) / 1e6


def environment(road: str, caches: Path) -> dict[str, str]:
    """The environment of a first-time user: empty caches, nothing of the running virtual environment."""
    own = {"UV_CACHE_DIR": str(caches / "uv"), "PIP_CACHE_DIR": str(caches / "pip")}
    if road == "pip alone":
        own["COMITY_NO_UV"] = "1"
    return {**{k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "PYTHONPATH"}}, **own}


def from_nothing(road: str) -> tuple[float, float]:
    """Seconds from a fresh clone to the end of the demo, and the megabytes that it installed."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "comity"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        python = getattr(sys, "_base_executable", sys.executable)
        started = time.perf_counter()
        done = subprocess.run(
            [python, str(clone / "run"), "demo"],
            cwd=clone,
            env=environment(road, Path(folder)),
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.perf_counter() - started
        if done.returncode != 0:
            sys.exit(f"./run demo failed ({road}): {done.stderr.strip().splitlines()[-1]}")
        return seconds, megabytes(clone / ".venv") + megabytes(clone / ".tools")


def help_seconds() -> float:
    """Seconds for one ``comity --help`` in a process of its own."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "comity", "--help"], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - started


def told(what: str, seconds: list[float], goal: float) -> bool:
    """Print one measurement; whether it meets its goal."""
    median = statistics.median(seconds)
    met = median <= goal
    slowest = f"slowest {max(seconds):.2f} s, n={len(seconds)}, goal {goal:g} s"
    print(f"{'ok    ' if met else 'MISSED'} {what}: median {median:.2f} s ({slowest})", flush=True)
    return met


def main() -> int:
    """Measure everything; 1 when a goal is missed."""
    met = []
    for road, goal in GOALS.items():
        if road == "uv" and shutil.which("uv") is None:
            print("left out: the road with uv (no uv on this machine)")
            continue
        runs = [from_nothing(road) for _ in range(RUNS)]
        met.append(told(f"nothing to demo, empty caches, {road}", [seconds for seconds, _ in runs], goal))
        size = max(size for _, size in runs)
        met.append(size <= LARGEST_MB)
        print(
            f"{'ok    ' if met[-1] else 'MISSED'} installed, {road}: {size:.0f} MB (goal {LARGEST_MB} MB)", flush=True
        )
    help_seconds()  # the first start writes bytecode
    met.append(told("comity --help, warm", [help_seconds() for _ in range(STARTS)], HELP_GOAL))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
