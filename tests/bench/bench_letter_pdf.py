"""How long a letter takes: writing it out, PDF and DOCX; each round prints a letter that differs from the one before.

Run: python tests/bench/bench_letter_pdf.py
"""

import datetime as dt
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "unit" / "drafting")]

from comity.drafting.docx import to_docx  # noqa: E402
from comity.drafting.letter_catalogue import letter_for  # noqa: E402
from comity.drafting.letter_render import render  # noqa: E402
from comity.drafting.pdf import to_pdf  # noqa: E402
from conftest import synthetic_case  # noqa: E402 - found on the path set above

DAY = dt.date(2026, 11, 21)
ROUNDS = 30


def main() -> None:
    """Print milliseconds, the first round (libraries and fonts loaded) apart from the others."""
    print(f"{'assistance, 3 pages':<22}{'first':>9}{'median':>9}{'worst':>9}   ms")
    for language in ("en", "fr", "es", "zh", "ar", "ru"):
        times: dict[str, list[float]] = {"write out": [], "PDF": [], "DOCX": []}
        letter = letter_for("assistance", language)
        for number in range(ROUNDS):
            case = synthetic_case() | {"reference": f"SYN-{number:04}"}
            case["facts"] = [*case["facts"], f"Fact number {number}."]
            start = time.perf_counter()
            document = render(letter, case, set(letter.groups)).document
            written = time.perf_counter()
            to_pdf(document, draft_mark=None, created=DAY)
            printed = time.perf_counter()
            to_docx(document, draft_mark=None, created=DAY)
            times["write out"].append(written - start)
            times["PDF"].append(printed - written)
            times["DOCX"].append(time.perf_counter() - printed)
        for name, seconds in times.items():
            first, *rest = (1000 * value for value in seconds)
            print(f"{language + ' ' + name:<22}{first:>9.1f}{statistics.median(rest):>9.1f}{max(rest):>9.1f}")


if __name__ == "__main__":
    main()
