"""How long a whole request takes once warm: route, letter, review, and its PDF. Exits 1 where the goal is missed.

Run: python tests/bench/bench_draft.py
"""

import datetime as dt
import itertools
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from comity.casefile.loader import CaseFile, read_case  # noqa: E402 - found on the path set above
from comity.cli.shipped_cases import case_files, shipped_cases  # noqa: E402
from comity.drafting.chosen_route import chosen_route, routes_of  # noqa: E402
from comity.drafting.draft import draft_request, pdf_of, write_letter  # noqa: E402

ROUNDS = 7
GOAL = 50.0
ON = dt.date(2026, 11, 21)
STEPS = ("route", "letter", "PDF", "letter+PDF", "whole")


def timed(file: CaseFile, request_id: str, day: dt.date) -> dict[str, float]:
    """Milliseconds of the steps of one request; the day changes each round, so no letter is printed twice."""
    case = file.case
    request = case.request(request_id)
    marks = [time.perf_counter()]
    route = chosen_route(request, routes_of(case, request, day))
    marks.append(time.perf_counter())
    rendered = write_letter(case, request, route, day, request.language or case.languages[0])
    marks.append(time.perf_counter())
    pdf_of(rendered, day, as_draft=False)
    marks.append(time.perf_counter())
    draft = draft_request(file, request_id, day + dt.timedelta(days=ROUNDS))
    pdf_of(draft.rendered, draft.date, as_draft=False)
    marks.append(time.perf_counter())
    gone = [1000 * (later - earlier) for earlier, later in itertools.pairwise(marks)]
    return dict(zip(STEPS, (gone[0], gone[1], gone[2], gone[1] + gone[2], gone[3]), strict=True))


def main() -> int:
    """Print the median of the warm rounds of every shipped request."""
    print(f"{'median of ' + str(ROUNDS - 1) + ' warm rounds, ms':<52}" + "".join(f"{step:>12}" for step in STEPS))
    worst = 0.0
    for path in case_files(shipped_cases()):
        file = read_case(path)
        for request in file.case.requests:
            rounds = [timed(file, request.id, ON + dt.timedelta(days=number)) for number in range(ROUNDS)][1:]
            medians = {step: statistics.median(one[step] for one in rounds) for step in STEPS}
            worst = max(worst, medians["PDF"])
            print(f"{path.stem + ' ' + request.id:<52}" + "".join(f"{medians[step]:>12.1f}" for step in STEPS))
    print(f"PDF of the slowest letter: {worst:.1f} ms (goal {GOAL:.0f} ms): {'met' if worst <= GOAL else 'MISSED'}")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main())
