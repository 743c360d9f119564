"""How fast an office exchanges on its own store, beside the limits of the same run: `./run bench exchange_office`.

A stand-alone node brings requests by wire to the node of an office (SQLite, every commit on disk): each opens a case,
enters its leaves, its receipts and its work item in one transaction. Then the office answers. Receipts, and the
office's log checked. COMITY_BENCH_PACKAGES sets the number of packages (default 100).
"""
# ruff: noqa: PLC0415 - the office must stand before its modules can be imported

import datetime as dt
import io
import json
import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PACKAGES = int(os.environ.get("COMITY_BENCH_PACKAGES", "100"))
CASE = Path(__file__).parents[2] / "lawdata" / "cases" / "netherlands-united-states.yaml"


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class Speed(float):
    """So many a second by the clock, and the milliseconds of processor that each took, which a busy machine leaves."""

    processor = 0.0


def rate(action: Callable[[], object], count: int) -> Speed:
    started, used = time.perf_counter(), time.process_time()
    action()
    speed = Speed(count / (time.perf_counter() - started))
    speed.processor = 1000 * (time.process_time() - used) / count
    return speed


def commits_per_second(folder: Path) -> float:
    database = sqlite3.connect(folder / "probe.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE t (a)")
    return rate(lambda: [database.execute("INSERT INTO t VALUES (?)", (n,)) for n in range(300)], 300)


def signatures_per_second() -> tuple[float, float]:
    key, data = ec.generate_private_key(ec.SECP256R1()), b"x" * 1000
    made = key.sign(data, ec.ECDSA(hashes.SHA256()))
    public = key.public_key()
    signing = rate(lambda: [key.sign(data, ec.ECDSA(hashes.SHA256())) for _ in range(1000)], 1000)
    checking = rate(lambda: [public.verify(made, data, ec.ECDSA(hashes.SHA256())) for _ in range(1000)], 1000)
    return signing, checking


def told(what: str, speed: float, limit: float, of: str) -> float:
    each = f", {speed.processor:.1f} ms of processor each" if isinstance(speed, Speed) else ""
    print(f"  {what}: {speed:,.1f} /s, {speed / limit:.4f} of {of}{each}")
    return speed


def request_json() -> bytes:
    """A request with records to take over, as a draft writes it."""
    from comity.casefile.loader import read_case
    from comity.drafting.draft import draft_request, json_text

    return json_text(draft_request(read_case(CASE), "bank-records-che", dt.date(2026, 11, 20))).encode()


def main() -> None:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {load:.1f} at the start")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commits = commits_per_second(folder)
        signing, checking = signatures_per_second()
        print(f"limits of this run: {commits:,.0f} commits/s, P-256 {signing:,.0f} signed/s, {checking:,.0f} checked/s")
        measure(folder, commits, signing, checking)


def measure(folder: Path, commits: float, signing: float, checking: float) -> None:
    from comity.web import starting

    starting.prepare_django(starting.Place(folder / "office"))
    starting.make_tables()
    from comity.casework.cases.models import Case
    from comity.casework.correspondence.demo_pair import receiving_office_create
    from comity.casework.correspondence.node import office_node
    from comity.exchange.documents.package import PackageType, PartRole
    from comity.exchange.documents.receipt import read_receipt
    from comity.exchange.node.ceremony import Reach, init_node, own_card, renew_card, trust_card
    from comity.exchange.node.node import open_node
    from comity.exchange.node.sending import Letter, seal_letter
    from comity.exchange.packing import Source
    from comity.exchange.wire.client import send_all
    from comity.exchange.wire.server import NodeServer

    receiving_office_create(state="CHE", reach=Reach())
    other = init_node(folder / "nld", "NLD", "Bureau A (invented)", now(), Reach())
    servers = [NodeServer(opener, ("127.0.0.1", 0), now) for opener in (office_node, lambda: open_node(other.folder))]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    office_card = renew_card(office_node(), now(), reach=Reach((f"https://127.0.0.1:{servers[0].server_address[1]}",)))
    other_card = renew_card(other, now(), reach=Reach((f"https://127.0.0.1:{servers[1].server_address[1]}",)))
    other = open_node(other.folder)
    trust_card(other, office_card.text, office_card.card.fingerprint, now())
    trust_card(office_node(), other_card.text, other_card.card.fingerprint, now())

    content = request_json()
    print(
        f"requests with records to take over ({len(content) >> 10} kB) and a page, n = {PACKAGES}, one after another:"
    )

    def seal(count: int, kind: PackageType) -> list[object]:
        sources = [Source("PAGE.txt", PartRole.DOCUMENT, lambda: io.BytesIO(os.urandom(10_000)))]
        if kind is PackageType.REQUEST:
            sources.append(Source("REQUEST.json", PartRole.REQUEST, lambda: io.BytesIO(content)))
        data = b"x" * 10_000
        sources[0] = Source("PAGE.txt", PartRole.DOCUMENT, lambda: io.BytesIO(data))
        letters = [Letter(kind, "Bank records", f"R-{number}", sources) for number in range(count)]
        return [seal_letter(other, letter, own_card(office_node()).card, now()) for letter in letters]

    sealed = told(
        "sealed at the sender's node",
        rate(lambda: seal(PACKAGES, PackageType.REQUEST), PACKAGES),
        commits,
        "the commits",
    )
    arrived = rate(lambda: send_all(other, now), PACKAGES)
    told("sent, verified, a case opened with its records, receipts back", arrived, commits, "the commits")
    assert Case.everything.count() == PACKAGES
    both = 1 / (1 / sealed + 1 / arrived)
    told("end to end", both, commits, "the commits")
    notes = rate(lambda: (seal(PACKAGES, PackageType.SPONTANEOUS), send_all(other, now)), PACKAGES)
    told("end to end, packages without records of a case (20 kB goal: 20/s)", notes, commits, "the commits")
    waiting = rate(lambda: office_node().desk.look_after(office_node(), now()), PACKAGES)
    told("files of a package put into the register of evidence", waiting, commits, "the commits")

    def answer() -> None:
        for number in range(PACKAGES):
            letter = Letter(PackageType.STATUS, "Answer", f"A-{number}", details={"step": "acknowledge"})
            seal_letter(office_node(), letter, own_card(other).card, now())
        send_all(office_node(), now)

    told("answers of the office, end to end", rate(answer, PACKAGES), commits, "the commits")
    texts = [row["text"] for row in other.store.rows("SELECT text FROM exchange_receipt")]
    told(
        f"receipts read and their seals checked, n = {len(texts)}",
        rate(lambda: [read_receipt(t) for t in texts], len(texts)),
        checking,
        "the checks",
    )
    size = office_node().store.head().size
    log = rate(office_node().store.check_log, size)
    print(f"  the office's log of {size} entries computed again: {log:,.0f} entries/s")
    for server in servers:
        server.shutdown()
    print(
        json.dumps(
            {
                "n": PACKAGES,
                "commits": round(commits),
                "end_to_end": round(both, 1),
                "notes": round(notes, 1),
                "signing": round(signing),
            }
        )
    )


if __name__ == "__main__":
    main()
