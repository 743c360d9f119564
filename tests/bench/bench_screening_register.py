"""Duplicates within a register: Comity beside Splink on a labelled register, each in an environment of its own.

COMITY_REGISTER names a CSV or Parquet file with the columns unique_id, cluster (records of one person share it),
full_name, first_name, surname, dob, birth_place, postcode_fake and gender, as Splink's historical_50k has them. Comity
indexes the whole register and asks for COMITY_SAMPLE (3,000) records of it, drawn by lot; a pair counts where one of
the two was drawn, so that precision and recall are those of the whole. Splink links the whole with the settings of its
own demonstration. Both are told the same of each person; the occupation, which Comity does not compare, is left out.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parent))

from bench_screening_peers import interpreter

SAMPLE = int(os.environ.get("COMITY_SAMPLE", "3000"))
COLUMNS = "unique_id, cluster, full_name, first_name, surname, dob, birth_place, postcode_fake, gender"
MOST_HITS = 60

COMITY = f"""
import csv, json, sys, time
from dataclasses import replace
from pathlib import Path
from comity.screening.index.build import build
from comity.screening.index.compiled import accelerate
from comity.screening.index.reader import Index
from comity.screening.index.search import search_all
from comity.screening.lists.reading import open_list
opened = open_list(Path(sys.argv[1]), "")
people = list(opened.entities)
started = time.process_time()
index = Index(b"".join(build([(opened.origin, people)])), "register")
built = time.process_time() - started
accelerate(index)
drawn = set(json.load(open(sys.argv[2], encoding="utf-8")))
asked = [person for person in people if person.id in drawn]
pairs, started = [], time.process_time()
for first in range(0, len(asked), 250):
    portion = asked[first : first + 250]
    for person, hits in zip(portion, search_all(index, portion, threshold=0.3, limit={MOST_HITS})):
        pairs += [(person.id, h.listed.entity.id, h.comparison.score) for h in hits if h.listed.entity.id != person.id]
asking = time.process_time() - started
print(json.dumps(dict(pairs=pairs, spent=built + asking * len(people) / len(asked))))
"""
SPLINK = """
import json, sys, time
import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
connection = duckdb.connect()
connection.sql(f"CREATE TABLE register AS SELECT * FROM read_csv('{sys.argv[1]}', all_varchar=true)")
drawn = set(json.load(open(sys.argv[2], encoding="utf-8")))
started = time.process_time()
blocks = [("first_name", "surname"), ("surname", "dob"), ("first_name", "dob"), ("postcode_fake", "first_name"),
    ("postcode_fake", "surname"), ("dob", "birth_place"), ("postcode_fake", "dob"), ("postcode_fake", "birth_place")]
settings = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[block_on(*columns) for columns in blocks],
    comparisons=[cl.NameComparison("first_name"), cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True), cl.PostcodeComparison("postcode_fake"),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True), cl.ExactMatch("gender")],
)
api = DuckDBAPI(connection)
linker = Linker(api.register("register"), settings)
training = linker.training
training.estimate_probability_two_random_records_match(
    [block_on("first_name", "surname", "dob"), block_on("surname", "dob", "postcode_fake")], recall=0.6)
training.estimate_u_using_random_sampling(max_pairs=5e6)
training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
told = linker.inference.predict(threshold_match_probability=0.01).physical_name
told = connection.sql(f"SELECT unique_id_l, unique_id_r, match_weight FROM {told}").fetchall()
spent = time.process_time() - started
print(json.dumps(dict(pairs=[each for each in told if drawn.intersection(each[:2])], spent=spent)))
"""


def best(pairs: list[tuple[str, str, float]], clusters: dict[str, str], drawn: set[str]) -> tuple[float, float, float]:
    """The best F1 that a threshold gives, with its precision and recall."""
    scores = {tuple(sorted((one, two))): score for one, two, score in pairs}
    sizes: dict[str, int] = defaultdict(int)
    drawn_of: dict[str, int] = defaultdict(int)
    for record, cluster in clusters.items():
        sizes[cluster] += 1
        drawn_of[cluster] += record in drawn
    true = sum(n * (sizes[c] - n) + n * (n - 1) // 2 for c, n in drawn_of.items())
    ordered = sorted(scores.items(), key=lambda item: -item[1])
    right, found = 0, (0.0, 0.0, 0.0)
    for place, ((one, two), score) in enumerate(ordered, 1):
        right += clusters[one] == clusters[two]
        if place == len(ordered) or ordered[place][1] != score:
            precision, recall = right / place, right / true
            found = max(found, (2 * right / (place + true), precision, recall))
    return found


def prepared(register: str, folder: Path) -> tuple[dict[str, Path], dict[str, str]]:
    """The register as each of the two reads it, and to whom each record belongs."""
    source = f"SELECT {COLUMNS} FROM '{register}'"
    names = "unique_id AS id, full_name AS name, dob AS birth_date, birth_place AS town, postcode_fake AS postcode"
    theirs, ours = folder / "register.csv", folder / "people.csv"
    duckdb.sql(source).write_csv(str(theirs))
    duckdb.sql(f"SELECT {names}, gender FROM ({source})").write_csv(str(ours))
    return {"Comity": ours, "Splink": theirs}, dict(duckdb.sql(f"SELECT unique_id, cluster FROM ({source})").fetchall())


def surroundings(peer: str) -> dict[str, str]:
    """The environment of a peer, which finds Comity only where it is Comity."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src") if peer == "Comity" else ""}


def main() -> None:
    """Find the duplicates with both and print accuracy and time."""
    register = os.environ.get("COMITY_REGISTER")
    if not register:
        print("not measured: COMITY_REGISTER names no labelled register")
        return
    peers = Path(os.environ.get("COMITY_PEERS") or Path(tempfile.gettempdir()) / "comity-peers")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files, clusters = prepared(register, folder)
        drawn = random.Random(1).sample(sorted(clusters), min(SAMPLE, len(clusters)))
        (folder / "drawn.json").write_text(json.dumps(drawn), encoding="utf-8")
        print(f"{len(clusters)} records of {len(set(clusters.values()))} people; {len(drawn)} drawn by lot")
        for peer, program in (("Comity", COMITY), ("Splink", SPLINK)):
            python = interpreter(peers, "" if peer == "Comity" else "splink")
            if python is None:
                print(f"{peer}: not measured (it cannot be installed here)")
                continue
            arguments = [python, "-c", program, str(files[peer]), str(folder / "drawn.json")]
            done = subprocess.run(arguments, capture_output=True, text=True, env=surroundings(peer), check=False)
            if done.returncode:
                print(f"{peer}: not measured: {done.stderr.strip().splitlines()[-1]}")
                continue
            told = json.loads(done.stdout.splitlines()[-1])
            f1, precision, recall = best(told["pairs"], clusters, set(drawn))
            shown = f"F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f})"
            print(f"{peer}: {shown}, {told['spent']:.0f} cpu-s for the whole register")


if __name__ == "__main__":
    main()
