"""The slow programme, part by part: it says what it is at, can be stopped at any time, and goes on from there.

`./run prove` runs what has not been run on these sources yet, in this order, one part at a time; `./run prove PART…`
runs the parts that are named; `--list` lists them with what they took last; `--afresh` forgets what was run. What each
part said is written into docs/proof.md with the day and the machine.
"""

import argparse
import datetime as dt
import hashlib
import json
import os
import platform
import re
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".tools" / "prove.json"
PAGE = ROOT / "docs" / "proof.md"
HEADING = "## What the last runs of `./run prove` said"
SEEDED = re.compile(r"\bseed[ =:]+(\d+)", re.IGNORECASE)
STOPPED = 130


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what is run, and with which settings."""

    name: str
    command: tuple[str, ...]
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a part said, when, on which sources and machine."""

    name: str
    code: int
    said: str
    seed: str
    seconds: int
    day: str
    sources: str
    machine: str


def parts() -> list[Part]:
    """All parts in their order: what fails soonest comes first."""
    python, proof = sys.executable, str(ROOT / "tests/proof")
    asked = (("COMITY_LONG", "1"), ("COMITY_FUZZ", "40"))
    benches = sorted((ROOT / "tests" / "bench").glob("bench_*.py"))
    return [
        Part("checks", (python, str(ROOT / "run"), "check")),
        Part("supply", (python, f"{proof}/supply.py")),
        Part("tests", (python, "-m", "pytest", "-q", "-p", "no:cacheprovider"), asked),
        Part("planted", (python, f"{proof}/planted.py", "--at-once", "1")),
        Part("mutants", (python, f"{proof}/mutants.py", "--all")),
        *(Part(path.stem.replace("_", "-"), (python, str(path))) for path in benches),
    ]


def sources() -> str:
    """A digest of everything that a part could depend on."""
    summed = hashlib.sha256()
    for folder in ("src", "tests", "lawdata", "requirements"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                summed.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return summed.hexdigest()[:12]


def machine() -> str:
    """The machine in a few words."""
    load = f", load {os.getloadavg()[0]:.0f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}{load}"


def kept() -> dict[str, Outcome]:
    """What was run before, by the name of the part."""
    try:
        told: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: Outcome(**one) for name, one in told.items()}


def keep(outcomes: dict[str, Outcome]) -> None:
    """Write it down at once, so that nothing is lost when the next part is stopped."""
    KEPT.parent.mkdir(exist_ok=True)
    fresh = KEPT.with_suffix(".new")
    fresh.write_text(json.dumps({name: asdict(one) for name, one in outcomes.items()}, indent=1), encoding="utf-8")
    fresh.replace(KEPT)


def ran(part: Part, of: str) -> Outcome:
    """Run one part; what it prints is shown as it comes, and its last line is kept."""
    began = time.monotonic()
    KEPT.parent.mkdir(exist_ok=True)
    environment = {**os.environ, **dict(part.settings), "PYTHONPATH": str(ROOT / "src")}
    lines: list[str] = []
    with subprocess.Popen(
        part.command,
        cwd=KEPT.parent if part.name == "supply" else ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            for line in process.stdout or ():
                sys.stdout.write(line)
                sys.stdout.flush()
                lines = [*lines[-200:], line.strip()]
        except KeyboardInterrupt:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGTERM)  # and whatever it has started
            else:
                process.terminate()
            raise
    said = next((line for line in reversed(lines) if line.strip("=. ")), "")
    seeds = SEEDED.findall("\n".join(lines))
    return Outcome(
        name=part.name,
        code=process.returncode,
        said=said[:200],
        seed=seeds[-1] if seeds else "",
        seconds=round(time.monotonic() - began),
        day=dt.datetime.now(dt.UTC).date().isoformat(),
        sources=of,
        machine=machine(),
    )


def table(outcomes: dict[str, Outcome]) -> str:
    """What the page says of them."""
    lines = [
        HEADING,
        "",
        "| part | said | seed | took | day | sources | machine |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in outcomes.values():
        said = one.said.replace("|", "/") or "–"
        told = said if one.code == 0 else f"**exit {one.code}:** {said}"
        seed, took = one.seed or "–", f"{one.seconds:,} s"
        lines.append(f"| {one.name} | {told} | {seed} | {took} | {one.day} | {one.sources} | {one.machine} |")
    missing = [part.name for part in parts() if part.name not in outcomes]
    whole = sum(one.seconds for one in outcomes.values())
    lines += ["", f"These {len(outcomes)} parts took {whole / 60:.0f} minutes."]
    lines += [f"Not run yet: {', '.join(missing)}."] if missing else []
    return "\n".join(lines) + "\n"


def told_on(page: str, block: str) -> str:
    """The page with its part about the last runs put anew; other parts stay as they are."""
    before, found, after = page.partition(HEADING)
    if not found:
        return f"{page.rstrip()}\n\n{block}"
    rest = after.partition("\n## ")
    return before + block + (f"\n## {rest[2]}" if rest[1] else "")


def main() -> int:
    """Run what is asked for, or what has not been run on these sources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--afresh", action="store_true")
    asked = parser.parse_args()
    known, outcomes, of = {part.name: part for part in parts()}, {} if asked.afresh else kept(), sources()
    if unknown := set(asked.parts) - known.keys():
        print(f"There is no part {', '.join(sorted(unknown))} (known: {', '.join(known)}).", file=sys.stderr)
        return 2
    if asked.list:
        for name in known:
            last = outcomes.get(name)
            print(f"{name}: {f'{last.seconds} s on {last.day}, exit {last.code}' if last else 'not run yet'}")
        return 0
    done = {name for name, one in outcomes.items() if one.sources == of and one.code == 0}
    todo = [known[name] for name in asked.parts] or [part for part in known.values() if part.name not in done]
    for at, part in enumerate(todo, 1):
        before = f"; took {outcomes[part.name].seconds} s last time" if part.name in outcomes else ""
        print(f"[{at} of {len(todo)}] {part.name}{before}", file=sys.stderr, flush=True)
        try:
            outcomes[part.name] = ran(part, of)
        except KeyboardInterrupt:
            print(f"Stopped in {part.name}. The next ./run prove goes on with it.", file=sys.stderr)
            return STOPPED
        keep(outcomes)
        PAGE.write_text(told_on(PAGE.read_text(encoding="utf-8"), table(outcomes)), encoding="utf-8")
    return max((outcomes[part.name].code != 0 for part in todo), default=0)


if __name__ == "__main__":
    sys.exit(main())
