"""Screening: index build, questions in a second with p50 and p99, and pairs, on names made from the word lists.

With a file of labelled pairs (CSV: left, right, label, and where wanted group) as COMITY_PAIRS it prints recall at a
precision of 95 and 90 of 100 and the area under the curve for each group.
"""

import csv
import os
import platform
import random
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from comity.screening.comparison import compare
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, build
from comity.screening.index.reader import Index
from comity.screening.index.search import search
from comity.screening.tables import rarity

ENTITIES = int(os.environ.get("COMITY_ENTITIES", "20000"))
QUESTIONS = 300


def people(count: int, seed: int) -> list[Entity]:
    """Names made of the words that names have, in other combinations."""
    chance = random.Random(seed)
    words = sorted(rarity("person"))
    return [
        Entity(str(n), "Person", (" ".join(chance.sample(words, chance.choice((2, 2, 3)))).title(),), row=n + 1)
        for n in range(count)
    ]


def speed() -> None:
    """Index, then ask for people half of whom are listed under another spelling."""
    listed = people(ENTITIES, 1)
    started = time.process_time()
    data = b"".join(build([(ListOrigin("made", "1", "", ""), listed)]))
    spent = time.process_time() - started
    print(f"index: {ENTITIES} names in {spent:.1f} cpu-s, {len(data) / 1e6:.0f} MB")
    index = Index(data, "made")
    asked = [Entity("q", "Person", (e.names[0].replace("i", "y"),)) for e in listed[: QUESTIONS // 2]]
    asked += people(QUESTIONS // 2, 2)
    times: list[float] = []
    found = 0
    started = time.process_time()
    for number, question in enumerate(asked):
        before = time.perf_counter()
        hits = search(index, question)
        times.append(time.perf_counter() - before)
        found += number < QUESTIONS // 2 and str(number) in {hit.listed.entity.id for hit in hits}
    spent = time.process_time() - started
    p99 = sorted(times)[int(len(times) * 0.99)]
    middle = statistics.median(times) * 1e3
    print(f"questions: {len(asked) / spent:.0f} per cpu-s, p50 {middle:.1f} ms, p99 {p99 * 1e3:.1f} ms")
    print(f"found under another spelling: {found} of {QUESTIONS // 2}")


def recall(scored: list[tuple[float, int]], precision: float) -> float:
    """The largest share of the same that is found while the precision holds; ties are taken together."""
    ordered = sorted(scored, reverse=True)
    total = sum(same for _, same in ordered)
    best = right = 0
    for place, (score, same) in enumerate(ordered, 1):
        right += same
        last_of_its_score = place == len(ordered) or ordered[place][0] != score
        if last_of_its_score and right / place >= precision:
            best = right
    return best / total if total else 0.0


def area(scored: list[tuple[float, int]]) -> float:
    """How often one of the same scores above one of the others."""
    ordered = sorted(scored)
    ranks = sum(place for place, (_, same) in enumerate(ordered, 1) if same)
    same = sum(s for _, s in ordered)
    other = len(ordered) - same
    return (ranks - same * (same + 1) / 2) / (same * other) if same and other else float("nan")


def accuracy(path: Path) -> None:
    """Recall and area under the curve of a labelled file, by group."""
    groups: dict[str, list[tuple[float, int]]] = defaultdict(list)
    started, count = time.process_time(), 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            schema = row.get("schema") or "Person"
            sides = (Entity(side, schema, (row[side],)) for side in ("left", "right"))
            groups[row.get("group") or "all"].append((compare(*sides).logit, int(row["label"])))
            count += 1
    print(f"pairs: {count / (time.process_time() - started):.0f} per cpu-s")
    for name, scored in sorted(groups.items()):
        shown = f"R@P95 {recall(scored, 0.95):.3f}  R@P90 {recall(scored, 0.9):.3f}  AUC {area(scored):.3f}"
        print(f"  {name:42} n {len(scored):6}  {shown}")


if __name__ == "__main__":
    print(f"{platform.machine()}, Python {platform.python_version()}")
    speed()
    if os.environ.get("COMITY_PAIRS"):
        accuracy(Path(os.environ["COMITY_PAIRS"]))
