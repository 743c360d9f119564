"""Score card: Comity beside nomenklatura and rapidfuzz on the same pairs of names, each in an environment of its own.

Prints for each: recall where 95 and 90 of 100 that are called the same are the same, pairs in a second of processor
time, p50 and p99 of one pair, memory; and each as a ratio to Comity. The pairs are made of the words that names have
(half of them one name in another order with a slip), or come from a labelled CSV (left, right, label) in COMITY_PAIRS.
A peer that cannot be installed here is said to be not measured. COMITY_PEERS names the folder of the environments.
"""

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parent))

from bench_screening import recall

from comity.screening.tables import rarity

MOST_PAIRS = int(os.environ.get("COMITY_MOST_PAIRS", "4000"))
MINUTES = 10

MEASURE = """
import csv, json, resource, sys, time
pairs = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
{setup}
for p in pairs[:50]:
    score(p["left"], p["right"])
scores, times, began = [], [], time.process_time()
for p in pairs:
    t = time.perf_counter()
    scores.append(score(p["left"], p["right"]))
    times.append(time.perf_counter() - t)
spent = time.process_time() - began
times.sort()
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
print(json.dumps(dict(scores=scores, rate=len(pairs) / spent, p50=p50, p99=p99, rss=rss)))
"""
COMITY = """
from comity.screening.comparison import compare
from comity.screening.entity import Entity
def score(a, b): return compare(Entity("a", "Person", (a,)), Entity("b", "Person", (b,))).logit
"""
RAPIDFUZZ = """
from rapidfuzz import fuzz, utils
def score(a, b): return fuzz.token_sort_ratio(a, b, processor=utils.default_process)
"""
# Each entity has an id of its own: the peer remembers the names of an id.
NOMENKLATURA = """
from itertools import count
from followthemoney.proxy import EntityProxy
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig
matcher, numbers, config = get_algorithm("logic-v2"), count(), ScoringConfig.defaults()
def person(name):
    data = {"id": f"e{next(numbers)}", "schema": "Person", "properties": {"name": [name]}}
    return EntityProxy.from_dict(data)
def score(a, b): return matcher.compare(person(a), person(b), config).score
"""
PEERS = {
    "comity": ("", COMITY),
    "rapidfuzz token_sort_ratio": ("rapidfuzz", RAPIDFUZZ),
    "nomenklatura logic-v2": ("nomenklatura", NOMENKLATURA),
}


def made_pairs(count: int) -> list[dict[str, str]]:
    """Names and the same names turned and with one letter changed; and as many of two people who share a word."""
    chance = random.Random(7)
    words = sorted(word for word, weight in rarity("person").items() if weight > 0.6 and len(word) > 4)
    pairs: list[dict[str, str]] = []
    for number in range(count):
        one, two, three = chance.sample(words, 3)
        place = chance.randrange(1, len(one))
        slip = one[:place] + chance.choice("aeiou") + one[place + 1 :]
        right, label = (f"{two.upper()}, {slip}", 1) if number % 2 else (f"{one} {three}", 0)
        pairs.append({"left": f"{one} {two}", "right": right, "label": str(label)})
    return pairs


def pairs_asked() -> list[dict[str, str]]:
    """The labelled pairs; where there are many, some drawn by lot, always the same."""
    given = os.environ.get("COMITY_PAIRS")
    if not given:
        return made_pairs(MOST_PAIRS)
    with Path(given).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row.get("schema") or "Person") == "Person"]
    return random.Random(11).sample(rows, min(MOST_PAIRS, len(rows)))


def interpreter(folder: Path, package: str) -> str | None:
    """The Python of an environment that holds one package; nothing where it cannot be made."""
    if not package:
        return sys.executable
    python = folder / package / "bin" / "python"
    uv = shutil.which("uv")
    if not python.exists():
        make = (
            [[uv, "venv", "-q", str(folder / package)]]
            if uv
            else [[sys.executable, "-m", "venv", str(folder / package)]]
        )
        pip = (
            [uv, "pip", "install", "-q", "--python", str(python)] if uv else [str(python), "-m", "pip", "install", "-q"]
        )
        for command in (*make, [*pip, package]):
            try:
                subprocess.run(command, check=True, timeout=MINUTES * 60, capture_output=True)
            except (subprocess.SubprocessError, OSError):
                shutil.rmtree(folder / package, ignore_errors=True)
                return None
    return str(python)


def measured(python: str, setup: str, pairs: Path) -> dict[str, object] | str:
    """What one matcher scored and took; or why it could not."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2] / "src") if python == sys.executable else "",
    }
    command = [python, "-c", MEASURE.replace("{setup}", setup), str(pairs)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=MINUTES * 60, env=environment, check=False)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "stopped"
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Measure each and print the card."""
    pairs = pairs_asked()
    labels = [int(row["label"]) for row in pairs]
    folder = Path(os.environ.get("COMITY_PEERS") or Path(tempfile.gettempdir()) / "comity-peers")
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("left", "right", "label"), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(pairs)
        file.flush()
        print(f"{len(pairs)} pairs, {sum(labels)} of them the same")
        own_rate = 0.0
        for name, (package, setup) in PEERS.items():
            python = interpreter(folder, package)
            found = measured(python, setup, Path(file.name)) if python else "cannot be installed here"
            if isinstance(found, str):
                print(f"  {name:28} not measured: {found}")
                continue
            scored = list(zip(found["scores"], labels, strict=True))
            own_rate = own_rate or found["rate"]
            print(
                f"  {name:28} R@P95 {recall(scored, 0.95):.3f}  R@P90 {recall(scored, 0.9):.3f}  "
                f"{found['rate']:8.0f} pairs/cpu-s (x{found['rate'] / own_rate:.2f})  p50 {found['p50'] * 1e6:.0f} us  "
                f"p99 {found['p99'] * 1e6:.0f} us  {found['rss']:.0f} MB"
            )


if __name__ == "__main__":
    main()
