"""A working day's load on the whole office: `./run bench load`.

Fills an office as bench_office does, starts `comity serve` on it and lets desks work: each a person of their own who
opens a page, thinks for some ten seconds, and opens the next; one step in twelve writes a note, which is a transaction
with its log entry. Every page is asked for with its authorisation and comes over HTTP. Printed are the times of pages
and notes, what share of the processors the server took, its memory at the beginning and at the end, answers that were
not what was asked for, whether every note that was acknowledged is there, and whether the log holds. It exits 1 where
one of the last three is wrong.

COMITY_BENCH_DESKS (default 100), COMITY_BENCH_MINUTES (3; 4320 is the soak of 72 hours), COMITY_BENCH_CASES (10,000),
COMITY_BENCH_SEED; COMITY_DATABASE_URL names an empty PostgreSQL database, else SQLite is used.
"""

import http.client
import logging
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench_exchange_faults import free_port
from bench_office import WORDS, fill

DESKS = int(os.environ.get("COMITY_BENCH_DESKS", "100"))
MINUTES = float(os.environ.get("COMITY_BENCH_MINUTES", "3"))
CASES = int(os.environ.get("COMITY_BENCH_CASES", "10000"))
SEED = int(os.environ.get("COMITY_BENCH_SEED", "20261122"))
THINKING = 10.0  # seconds, on average
PAGES = (
    "case list",
    "case",
    "case",
    "case",
    "people",
    "people",
    "case file",
    "evidence",
    "tasks",
    "search",
    "due",
    "note",
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(slots=True)
class Day:
    """What the desks have seen."""

    spans: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, span: float, wrong: str) -> None:
        """One page that somebody opened."""
        with self.lock:
            self.spans.setdefault(what, []).append(span * 1000)
            if wrong:
                self.wrong.append(f"{what}: {wrong}")


def main() -> int:
    """Fill an office, let the desks work, and say what it took."""
    python, load = sys.version.split()[0], os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, Python {python}, load {load:.1f} at the start, seed {SEED}")
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        keys, own = prepare(folder, port)
        with served(folder, port) as server:
            day, ends = Day(), time.monotonic() + MINUTES * 60
            before, memory = processor(server), resident(server)
            began = time.monotonic()
            desks = [threading.Thread(target=work, args=(n, keys[n], own, port, ends, day)) for n in range(DESKS)]
            for desk in desks:
                desk.start()
            for desk in desks:
                desk.join()
            took = time.monotonic() - began
            used, after = processor(server) - before, resident(server)
        tell(day, took, used, (memory, after))
        return judged(day)


def prepare(folder: Path, port: int) -> tuple[list[str], list[int]]:
    """The office with its cases, a signed-in person for each desk, and the cases they work on."""
    from comity.web import starting  # noqa: PLC0415 - Django is told first where the office is

    starting.prepare_django(starting.Place(folder, port=port))
    starting.make_tables()
    logging.disable(logging.INFO)  # the copy of the log that a real office sends elsewhere
    began = time.perf_counter()
    fill(CASES)
    from comity.casework.accounts.services import user_create  # noqa: PLC0415
    from comity.casework.agencies.models import Agency  # noqa: PLC0415
    from comity.casework.cases.models import Case, Membership  # noqa: PLC0415
    from comity.casework.identity import Role  # noqa: PLC0415

    agency = Agency.objects.get(key="desk")
    everything = list(Case.everything.order_by("pk").values_list("pk", flat=True))
    own = everything[:: max(1, len(everything) // 200)][:200]
    keys = []
    for n in range(DESKS):
        user = user_create(
            username=f"desk{n}", name=f"Desk {n}", agency=agency, roles=[Role.CASEWORKER], password="x" * 12
        )
        Membership.objects.bulk_create(Membership(case_id=k, user=user, relation="member") for k in own)
        keys.append(signed_in(user))
    print(
        f"{CASES:,} cases and {DESKS} desks in {time.perf_counter() - began:.0f} s; each desk works on {len(own)} cases"
    )
    return keys, own


def signed_in(user: object) -> str:
    """The key of a session as it is after password and second factor."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415

    from comity.casework.accounts.models import User  # noqa: PLC0415
    from comity.casework.accounts.session_store import SessionStore  # noqa: PLC0415

    assert isinstance(user, User)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["strong"] = True
    session["started"] = session["seen"] = session["shown"] = time.time()
    session.create()
    return str(session.session_key)


@contextmanager
def served(folder: Path, port: int) -> Iterator[int]:
    """`comity serve` on the office; the number of its process."""
    command = [sys.executable, "-m", "comity", "serve", "--dir", str(folder), "--port", str(port), "--quiet"]
    with (
        (folder / "output.txt").open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=output) as server,
    ):
        try:
            for _ in range(300):
                if server.poll() is not None:
                    sys.exit((folder / "output.txt").read_text())
                try:
                    if asked(port, "", "/health")[0] == 200:
                        break
                except OSError:
                    time.sleep(0.2)
            yield server.pid
        finally:
            server.terminate()


def work(number: int, key: str, own: list[int], port: int, ends: float, day: Day) -> None:
    """One desk: a page, some thought, the next page; the desks do not begin in step."""
    drawn = random.Random(f"{SEED}-{number}")
    time.sleep(drawn.uniform(0, THINKING))
    while time.monotonic() < ends:
        what, case = drawn.choice(PAGES), drawn.choice(own)
        try:
            (write if what == "note" else read)(what, case, port, key, drawn, day)
        except OSError as error:
            day.note(what, 0.0, type(error).__name__)
        time.sleep(min(drawn.expovariate(1 / THINKING), max(0.0, ends - time.monotonic())))


def read(what: str, case: int, port: int, key: str, drawn: random.Random, day: Day) -> str:
    """Open a page."""
    address = {
        "case list": "/",
        "case": f"/cases/{case}",
        "people": f"/cases/{case}/people",
        "case file": f"/cases/{case}/records",
        "evidence": f"/cases/{case}/evidence",
        "tasks": "/tasks",
        "search": f"/search?{urlencode({'q': drawn.choice(WORDS)})}",
        "due": "/deadlines",
    }[what]
    before = time.perf_counter()
    status, body = asked(port, key, address)
    day.note(what, time.perf_counter() - before, "" if status == 200 else f"{status} at {address}")
    return body


def write(what: str, case: int, port: int, key: str, drawn: random.Random, day: Day) -> None:
    """Open a case and write a note into it."""
    token = TOKEN.search(read("case", case, port, key, drawn, day))
    if token is None:
        day.note(what, 0.0, "no form on the page")
        return
    text = f"Called the register, {drawn.getrandbits(64):016x} (synthetic)."
    form = urlencode({"csrfmiddlewaretoken": token.group(1), "text": text})
    before = time.perf_counter()
    status, _ = asked(port, key, f"/cases/{case}/notes", form)
    day.note(what, time.perf_counter() - before, "" if status == 302 else str(status))
    if status == 302:
        with day.lock:
            day.written.append(text)


def asked(port: int, key: str, address: str, form: str | None = None) -> tuple[int, str]:
    """The status and the body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": f"comity={key}"} | ({"Content-Type": "application/x-www-form-urlencoded"} if form else {})
    try:
        connection.request("POST" if form else "GET", address, form, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    below = children.read_text().split() if children.exists() else []
    return [pid, *(one for child in below for one in family(int(child)))]


def processor(pid: int) -> float:
    """Seconds of processor of a process and all that it has started."""
    spans = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in family(pid))
    return sum(int(told[11]) + int(told[12]) for told in spans) / TICKS


def resident(pid: int) -> float:
    """The memory of a process and all that it has started, MB; what they share is counted once for each share of it."""
    told = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in family(pid))
    return sum(int(found.group(1)) for text in told if (found := re.search(r"Pss:\s+(\d+) kB", text))) / 1024


def tell(day: Day, took: float, used: float, memory: tuple[float, float]) -> None:
    """Print what it took."""
    whole = [span for spans in day.spans.values() for span in spans]
    print(f"{DESKS} desks for {took / 60:.1f} minutes: {len(whole):,} answers, {len(whole) / took:.1f} a second")
    for what, spans in {"all": whole, **dict(sorted(day.spans.items()))}.items():
        cuts = statistics.quantiles(spans, n=100, method="inclusive") if len(spans) > 1 else spans * 99
        print(
            f"  {what:<10} n {len(spans):>6,}   median {cuts[49]:7.1f} ms   p95 {cuts[94]:7.1f}   "
            f"p99 {cuts[98]:7.1f}   slowest {max(spans):7.1f}"
        )
    share = used / took / (os.cpu_count() or 1)
    print(f"  processors {share:.0%} of {os.cpu_count()} (goal < 70 %)")
    print(f"  memory {memory[0]:.0f} MB before, {memory[1]:.0f} MB after")


def judged(day: Day) -> int:
    """Whether every answer was what was asked for, every acknowledged note is there, and the log holds."""
    from comity.casework.cases.models import Note  # noqa: PLC0415
    from comity.casework.log.checking import log_check  # noqa: PLC0415

    kept = set(Note.everything.filter(text__in=day.written).values_list("text", flat=True))
    lost, broken = set(day.written) - kept, log_check().troubles
    print(f"  answers that were not what was asked for: {len(day.wrong)} {day.wrong[:3] or ''}")
    print(f"  notes acknowledged {len(day.written)}, lost {len(lost)}; the log {'is BROKEN' if broken else 'holds'}")
    print("goals: p95 <= 300 ms, p99 <= 800 ms with 100 desks thinking 10 s, no wrong answer, nothing lost")
    return 1 if day.wrong or lost or broken else 0


if __name__ == "__main__":
    sys.exit(main())
