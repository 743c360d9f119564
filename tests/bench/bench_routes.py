"""Routes: law data read, 1,000 routes with reasons, the matrix of all pairs, on one core, each in a fresh process."""

import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 3
# What is measured, the statement that is timed after warming up, its goal in seconds.
MEASURES = {
    "law data read (instruments, parties, states)": ("", "read()", 0.1),
    "1,000 routes with full reasons, warm": ("solve(50)", "solve(1000)", 10.0),
    "matrix of 193 x 192 pairs, one measure": ("solve(50)", "pairs()", 60.0),
}
PROGRAMME = """
import datetime as dt, json, random, time
from comity.law.bilateral import bilaterals
from comity.law.inquiry import Inquiry
from comity.law.instruments import instruments
from comity.law.matrix import matrix
from comity.law.profiles import national_laws
from comity.law.register import register
from comity.law.routes import routes
from comity.law.states import un_members
from comity.common.plain import plain
from comity.law.answers import route_data

ON = dt.date(2026, 1, 1)

def read():
    instruments(); register(); bilaterals(); national_laws("CHE")

def solve(count):
    states, choose = un_members(), random.Random(7)
    for _ in range(count):
        one, other = choose.sample(states, 2)
        json.dumps([plain(route_data(r)) for r in routes(Inquiry(one, other, ON, ("uncac:17",)), ["extradition"])])

def pairs():
    assert sum(1 for _ in matrix(un_members(), "extradition", ON, conduct=("uncac:17",))) == 193 * 192

{warm}
started = time.perf_counter()
{timed}
print(time.perf_counter() - started)
"""


def seconds(warm: str, timed: str) -> float:
    """Run the programme once in a process of its own and give the seconds that it printed."""
    code = PROGRAMME.format(warm=warm, timed=timed)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> int:
    """Print the median of each measure beside its goal; 1 where one is missed."""
    missed = 0
    for name, (warm, timed, goal) in MEASURES.items():
        taken = [seconds(warm, timed) for _ in range(RUNS)]
        median = statistics.median(taken)
        missed += median > goal
        print(f"{name}: median {median:.3f} s, slowest {max(taken):.3f} s (n={RUNS}); goal {goal} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
