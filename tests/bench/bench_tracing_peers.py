"""Tracing beside what a user would pick instead, on one ledger in one run: `./run bench tracing_peers`.

The question that all can answer is who was reached, in the order of booking (what Comity calls poison); a script that
divides in proportion stands beside pro rata. Each peer has an environment and a process of its own, and reads the same
file. Printed as a table: version, what it answers, seconds by the clock and of processor without reading the file,
memory, and the ratio to Comity's full scan. It exits 1 where a peer that answers the same question finds something
else. A peer that cannot be installed here is said to be not measured. COMITY_BENCH_TRANSFERS (default 1,000,000),
COMITY_PEERS (the folder of the environments).
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parent))

from bench_screening_peers import interpreter
from bench_tracing import SOURCE, write_ledger

from comity.tracing.ledger_files import read_ledger

TRANSFERS = int(os.environ.get("COMITY_BENCH_TRANSFERS", "1000000"))
MINUTES = 20

# The file holds sender, receiver, amount in minor units; the number of a row is its moment, account 0 lies outside.
# The peers count the source among those reached; nobody pays it, so it is taken off again.
MEASURE = """
import json, resource, sys, time
from importlib.metadata import version
path, source = sys.argv[1], int(sys.argv[2])
{work}
def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
given = prepare()
clock, cpu = time.perf_counter(), spent()
found = answer(given)
clock, cpu = time.perf_counter() - clock, spent() - cpu
rss = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(json.dumps(dict(found=found, clock=clock, cpu=cpu, rss=rss, version=told())))
"""
COMITY = """
from pathlib import Path
import comity
from comity.tracing.ledger_files import read_ledger
from comity.tracing.question import Question, seeds_of
from comity.tracing.replay import replay
from comity.tracing.rules import Rule
def prepare():
    ledger = read_ledger(Path(sys.argv[3]))
    seeds = seeds_of(Question(account=sys.argv[4]), ledger)
    replay({rule}, ledger, seeds, compiled={compiled})  # compiled once, as in a process that lives long
    return ledger, seeds
def answer(given):
    return len(replay({rule}, *given, compiled={compiled}).held)
def told(): return comity.__version__
"""
DUCKDB = """
import duckdb
def prepare():
    database = duckdb.connect()
    columns = "column0 AS sender, column1 AS receiver, row_number() OVER () - 1 AS moment"
    database.execute(f"CREATE TABLE transfers AS SELECT {columns} FROM read_csv('{path}', header=false)")
    return database
def answer(database):
    return database.execute(f'''WITH RECURSIVE reached(account, since) USING KEY (account) AS (
        SELECT {source}::BIGINT, -1::BIGINT
        UNION SELECT t.receiver, min(t.moment) FROM reached r JOIN transfers t
              ON t.sender = r.account AND t.moment > r.since
              LEFT JOIN recurring.reached k ON k.account = t.receiver
              WHERE t.receiver <> 0 AND (k.since IS NULL OR t.moment < k.since) GROUP BY t.receiver)
        SELECT count(*) - 1 FROM reached''').fetchone()[0]
def told(): return version("duckdb")
"""
POLARS = """
import polars as pl
def prepare():
    read = pl.read_csv(path, has_header=False, new_columns=["sender", "receiver", "amount"]).with_row_index("moment")
    return read.select("sender", "receiver", pl.col("moment").cast(pl.Int64))
def answer(transfers):
    reached = pl.DataFrame({"account": [source], "since": [-1]})
    frontier = reached
    while frontier.height:
        hop = frontier.join(transfers, left_on="account", right_on="sender").filter(pl.col("moment") > pl.col("since"))
        hop = hop.filter(pl.col("receiver") != 0).group_by("receiver").agg(pl.col("moment").min())
        hop = hop.join(reached, left_on="receiver", right_on="account", how="left")
        hop = hop.filter(pl.col("since").is_null() | (pl.col("moment") < pl.col("since")))
        frontier = hop.select(account="receiver", since="moment")
        reached = pl.concat([reached, frontier]).group_by("account").agg(pl.col("since").min())
    return reached.height - 1
def told(): return version("polars")
"""
NETWORKX = """
import csv, heapq
import networkx as nx
def prepare():
    graph = nx.MultiDiGraph()
    with open(path, newline="") as file:
        for moment, (sender, receiver, _) in enumerate(csv.reader(file)):
            graph.add_edge(int(sender), int(receiver), moment=moment)
    return graph
def answer(graph):
    since, waiting = {source: -1}, [(-1, source)]
    while waiting:
        moment, account = heapq.heappop(waiting)
        if since[account] < moment:
            continue
        for _, receiver, later in graph.out_edges(account, data="moment"):
            if later > moment and receiver and later < since.get(receiver, float("inf")):
                since[receiver] = later
                heapq.heappush(waiting, (later, receiver))
    return len(since) - 1
def told(): return version("networkx")
"""
READING = """
import csv, platform
def prepare():
    with open(path, newline="") as file:
        return [tuple(map(int, row)) for row in csv.reader(file)]
def told(): return platform.python_version()
"""
SCRIPT = (
    READING
    + """
def answer(rows):
    reached = {source}
    for sender, receiver, _ in rows:
        if sender in reached and receiver:
            reached.add(receiver)
    return len(reached) - 1
"""
)
PROPORTION = (
    READING
    + """
def answer(rows):
    balance, dirty = {}, {}
    for s, r, a in rows:
        have = balance.get(s, 0.0)
        share = 1.0 if s == source else min(1.0, dirty.get(s, 0.0) / have) if have > 0 and s else 0.0
        balance[s], dirty[s] = have - a, dirty.get(s, 0.0) - a * share
        balance[r], dirty[r] = balance.get(r, 0.0) + a, dirty.get(r, 0.0) + a * share
    return 0
"""
)
REACH, SHARES = "who was reached, in order", "shares in proportion"
PEERS = {
    "Comity, compiled": ("", COMITY.format(rule="Rule.POISON", compiled=True), REACH),
    "Comity, plain Python": ("", COMITY.format(rule="Rule.POISON", compiled=False), REACH),
    "DuckDB, recursive query": ("duckdb", DUCKDB, REACH),
    "Polars, frontier loop": ("polars", POLARS, REACH),
    "networkx, earliest arrival": ("networkx", NETWORKX, REACH),
    "a script, one pass": ("", SCRIPT, REACH),
    "Comity, pro rata": (
        "",
        COMITY.format(rule="Rule.PRO_RATA", compiled=True),
        SHARES + ", exact, with paths",
    ),
    "a script, floats": ("", PROPORTION, SHARES + ", rounded, no paths"),
}


def main() -> int:
    """Measure each peer on one ledger; 1 where two that answer the same question differ."""
    found: dict[str, dict[str, float]] = {}
    kept = os.environ.get("COMITY_PEERS")
    print(f"{TRANSFERS:,} transfers, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, n = 1 each")
    print("| what | version | answers | found | clock s | processor s | memory MB | times Comity |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as passing:
        ledger, columns, source = written(Path(passing))
        for name, (package, work, answers) in PEERS.items():
            python = interpreter(Path(kept or passing), package)
            told = measured(python, work, columns, source, ledger) if python else None
            if told is None:
                print(f"| {name} | – | {answers} | not measured here | | | | |", flush=True)
                continue
            found[name] = told
            first = found["Comity, compiled" if answers == REACH else "Comity, pro rata"]
            print(
                f"| {name} | {told['version']} | {answers} | {told['found'] or '–'} | {told['clock']:.2f} | "
                f"{told['cpu']:.2f} | {told['rss']:.0f} | {told['cpu'] / first['cpu']:.1f} |",
                flush=True,
            )
    reached = {name: told["found"] for name, told in found.items() if PEERS[name][2] == REACH}
    if len(set(reached.values())) > 1:
        print(f"They differ: {reached}")
        return 1
    return 0


def written(folder: Path) -> tuple[Path, Path, int]:
    """The ledger, its columns for the peers, and the number of the account whose payments are followed."""
    path, columns = folder / "ledger.csv", folder / "columns.csv"
    write_ledger(path, TRANSFERS)
    ledger = read_ledger(path)
    with columns.open("w") as file:
        for sender, receiver, amount in zip(ledger.sender, ledger.receiver, ledger.amount, strict=True):
            file.write(f"{sender},{receiver},{amount}\n")
    return path, columns, ledger.account(SOURCE)


def measured(python: str, work: str, columns: Path, source: int, ledger: Path) -> dict[str, float] | None:
    """One peer in a process of its own; nothing where it fails or takes too long."""
    command = [python, "-c", MEASURE.format(work=work), str(columns), str(source), str(ledger), SOURCE]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment, timeout=MINUTES * 60
        )
    except subprocess.CalledProcessError as error:
        print(error.stderr[-2000:], file=sys.stderr)
        return None
    except subprocess.TimeoutExpired:
        return None
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    sys.exit(main())
