"""Screening: a list indexed, files screened on two processes, single questions, the service; and accuracy by group.

Without more it makes people of the words that names are made of, one customer in twenty a listed one under another
spelling, with birth dates and countries on most. COMITY_ENTITIES says how many entries (100,000), COMITY_CUSTOMERS how
many customers (20,000); COMITY_LIST and COMITY_FILE take files of yours instead. A labelled file of pairs (CSV: left,
right, label, and where wanted group) as COMITY_PAIRS gives recall at a precision of 95 and 90 of 100 and the area under
the curve for each group. The machine's own measure is rapidfuzz comparing whole names (Indel, cdist) of every customer
with every listed name in one process: the speed of files is told as a multiple of it too.
"""

import csv
import http.client
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from comity.screening.bulk import customers
from comity.screening.comparison import compare
from comity.screening.entity import Entity
from comity.screening.index.compiled import accelerate
from comity.screening.index.reader import Index
from comity.screening.index.search import search
from comity.screening.tables import rarity

ENTITIES = int(os.environ.get("COMITY_ENTITIES", "100000"))
CUSTOMERS = int(os.environ.get("COMITY_CUSTOMERS", "20000"))
QUESTIONS, RATE, SECONDS, PORT = 2000, 100, 20, 8937
COUNTRIES = ("France", "China", "Nigeria", "Brazil", "Ukraine", "Singapore", "Iran", "Canada")
COMITY = (sys.executable, "-m", "comity")


def made(folder: Path) -> tuple[Path, Path]:
    """A list and a file of customers, made up from the words of names."""
    chance = random.Random(1)
    words = sorted(rarity("person"))
    listed, asked = folder / "list.jsonl", folder / "customers.csv"
    names: list[tuple[str, str, str]] = []
    with listed.open("w", encoding="utf-8") as file:
        for number in range(ENTITIES):
            name = " ".join(chance.sample(words, chance.choice((2, 2, 3)))).title()
            born = f"{chance.randint(1930, 2003)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            names.append((name, born if chance.random() < 0.6 else "", chance.choice(COUNTRIES)))
            known = {"name": [name], "birthDate": [names[-1][1]], "country": [names[-1][2]]}
            if chance.random() < 0.5:
                known["name"].append(name.replace("i", "y").replace("k", "c"))
            file.write(json.dumps({"id": str(number), "schema": "Person", "properties": known}) + "\n")
    with asked.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "birth_date", "country"))
        for number in range(CUSTOMERS):
            name, born, country = chance.choice(names)
            if chance.random() < 0.95:  # somebody else
                name = " ".join(chance.sample(words, 2)).title()
                born = f"{chance.randint(1930, 2003)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            rows.writerow((number, name.replace("i", "y"), born, country))
    return listed, asked


def timed(*arguments: str) -> tuple[float, float, float]:
    """Run a command of Comity: seconds on the clock, seconds of processor, megabytes of its largest process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run([*COMITY, *arguments, "--json"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, spent, after.ru_maxrss / 1024


def plain_measure(index: Index, asked: list[Entity]) -> float:
    """For how many customers a second of processor is enough where rapidfuzz compares whole names with all listed."""
    listed = [index.name(number) for number in range(len(index.owners))]
    names = [entity.names[0] for entity in asked[:50] if entity.names]
    started = time.process_time()
    cdist(names, listed, scorer=Indel.normalized_similarity, score_cutoff=0.85, workers=1)
    return len(names) / (time.process_time() - started)


def files(listed: Path, asked: Path, folder: Path) -> Path:
    """Index the list and screen the file on two processes; the index."""
    index, out = folder / "list.index", folder / "hits.csv"
    clock, spent, most = timed("screen-index", str(listed), "--out", str(index), "--workers", "2")
    opened = Index.open(index)
    held = f"{len(opened)} entries, {len(opened.owners)} names, {index.stat().st_size / 1e6:.0f} MB"
    print(f"index: {held} in {clock:.0f} s ({spent:.0f} cpu-s, {most:.0f} MB of memory)")
    timed("screen-file", str(asked), "--list", str(index), "--out", str(out), "--workers", "2")  # compiles once
    out.unlink()
    clock, spent, most = timed("screen-file", str(asked), "--list", str(index), "--out", str(out), "--workers", "2")
    questions = [entity for entity, _ in islice(customers(asked), 1_000_000)]
    plainly = plain_measure(opened, questions)
    count = len(questions)
    print(
        f"file: {count} rows on 2 processes in {clock:.1f} s: {count / clock:.0f} a second, "
        f"{count / spent:.0f} a cpu-second ({count / spent / plainly:.1f} times rapidfuzz), {most:.0f} MB"
    )
    return index


def questions(path: Path, asked: Path) -> None:
    """One question after another in this process, and how long the first ones take."""
    started = time.perf_counter()
    index = Index.open(path)
    compiled = accelerate(index)
    search(index, Entity("warm", "Person", ("Maria Testova",)))
    print(f"ready after {time.perf_counter() - started:.1f} s, compiled: {'yes' if compiled else 'no'}")
    times: list[float] = []
    for entity, _ in islice(customers(asked), QUESTIONS):
        before = time.thread_time()
        search(index, entity, limit=5)
        times.append((time.thread_time() - before) * 1e3)
    times.sort()
    p99, most = times[int(len(times) * 0.99)], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"questions: {len(times)}, processor p50 {statistics.median(times):.2f} ms, p99 {p99:.1f} ms, {most:.0f} MB")


def service(path: Path, asked: Path) -> None:
    """Two processes that answer over HTTP, asked at a steady rate; the time from when a question was due."""
    bodies = [json.dumps({"queries": {"q": _question(entity)}}) for entity, _ in islice(customers(asked), QUESTIONS)]
    begun = time.perf_counter()
    arguments = ("serve", "--only", "screening", "--list", str(path), "--port", str(PORT), "--workers", "2")
    with subprocess.Popen([*COMITY, *arguments], stdout=subprocess.DEVNULL) as server:
        try:
            ready = _wait(begun)
            times: list[float] = []
            threads = [threading.Thread(target=_ask, args=(bodies, start, times)) for start in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            server.terminate()
    times.sort()
    p50, p99 = times[len(times) // 2] * 1e3, times[int(len(times) * 0.99)] * 1e3
    print(f"service: answers after {ready:.1f} s; {len(times)} at {RATE} a second: p50 {p50:.1f} ms, p99 {p99:.1f} ms")


def _question(entity: Entity) -> dict[str, object]:
    known = {"name": entity.names, "birthDate": entity.dates, "country": entity.countries}
    return {"schema": "Person", "properties": {field: list(values) for field, values in known.items()}}


def _wait(begun: float) -> float:
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
        try:
            connection.request("GET", "/readyz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return time.perf_counter() - begun
        finally:
            connection.close()


def _ask(bodies: list[str], start: int, times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    begun = time.perf_counter()
    for turn in range(start, RATE * SECONDS, 8):
        due = begun + turn / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        connection.request("POST", "/match/default", bodies[turn % len(bodies)])
        connection.getresponse().read()
        times.append(time.perf_counter() - due)


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


def main() -> None:
    """Measure everything on one list and one file."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.machine()}, {os.cpu_count()} processors{load}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        listed, asked = (os.environ.get(key) for key in ("COMITY_LIST", "COMITY_FILE"))
        sources = (Path(listed), Path(asked)) if listed and asked else made(folder)
        index = files(*sources, folder)
        questions(index, sources[1])
        service(index, sources[1])
    if os.environ.get("COMITY_PAIRS"):
        accuracy(Path(os.environ["COMITY_PAIRS"]))


if __name__ == "__main__":
    main()
