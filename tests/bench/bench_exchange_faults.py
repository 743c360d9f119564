"""What is lost or doubled when nodes are killed and connections cut at random: `./run bench exchange_faults`.

Two nodes as processes of their own, a proxy between them that cuts connections at a random byte or falls silent in the
middle, and a hand that kills either node (SIGKILL) after a random while. Afterwards every package and every receipt is
brought three times more, in another order, which must change nothing. COMITY_SOAK_KILLS sets how often to kill (default
20; 10,000 in a night), COMITY_SOAK_SECONDS ends it earlier, COMITY_SOAK_LONGEST sets the longest while between two
kills; COMITY_SOAK_SEED draws the same again, though what a kill hits is up to the machine. On SIGTERM it ends early and
tells what it has done. It exits 1 where a package was lost, doubled or left behind. A kill is not a power cut: the disk
keeps what the system had taken.
"""

import contextlib
import datetime as dt
import io
import os
import random
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node.ceremony import Reach, init_node, own_card, renew_card, trust_card
from comity.exchange.node.node import Node, open_node
from comity.exchange.node.receipts import take_receipt
from comity.exchange.node.receiving import receive_copy
from comity.exchange.node.sending import Letter, seal_letter
from comity.exchange.node.status import node_status
from comity.exchange.packing import Source
from comity.exchange.wire.client import send_all
from comity.exchange.wire.serving import serve_node

KILLS = int(os.environ.get("COMITY_SOAK_KILLS", "20"))
SEED = int(os.environ.get("COMITY_SOAK_SEED", "0")) or random.SystemRandom().randrange(1 << 32)
LONGEST = float(os.environ.get("COMITY_SOAK_LONGEST", "1.5"))
SECONDS = float(os.environ.get("COMITY_SOAK_SECONDS", "inf"))
SIZES, WEIGHTS = (200, 20_000, 9_000_000), (6, 5, 1)
SILENCE = 3.0
AGAIN = 3
CONTACTS = 10


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def forked(action: Callable[[], object]) -> int:
    process = os.fork()
    if process == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with contextlib.suppress(BaseException):
            action()
        os._exit(0)
    return process


def proxy(port: int, target: int, seed: int) -> None:
    """Pass bytes on; now and then cut both ways after a random number of them, at once or after a silence."""
    chance = random.Random(seed)
    with socket.create_server(("127.0.0.1", port)) as listening:
        while True:
            caller, _ = listening.accept()
            try:
                callee = socket.create_connection(("127.0.0.1", target), timeout=2)
            except OSError:
                caller.close()
                continue
            budget = [chance.randrange(200_000) if chance.random() < 0.3 else 1 << 40]
            silence = SILENCE if chance.random() < 0.3 else 0.0
            for source, sink in ((caller, callee), (callee, caller)):
                threading.Thread(target=pump, args=(source, sink, budget, silence), daemon=True).start()


def pump(source: socket.socket, sink: socket.socket, budget: list[int], silence: float) -> None:
    with contextlib.suppress(OSError):
        while budget[0] > 0 and (data := source.recv(16_384)):
            budget[0] -= len(data)
            sink.sendall(data)
    if budget[0] <= 0:
        time.sleep(silence)
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


def keep_sending(folder: Path, other: Path, seed: int) -> None:
    chance = random.Random(seed)
    node, card = open_node(folder), own_card(open_node(other)).card
    while True:
        body = chance.randbytes(*chance.choices(SIZES, WEIGHTS))
        source = Source("evidence.bin", PartRole.DOCUMENT, lambda body=body: io.BytesIO(body))  # type: ignore[misc]
        seal_letter(node, Letter(PackageType.EVIDENCE, "Records", "R-1", sources=[source]), card, now())
        send_all(node, now)


def main() -> int:
    if not hasattr(os, "fork"):
        print("this measurement needs a system that can fork")
        return 0
    chance, began, ended = random.Random(SEED), time.monotonic(), threading.Event()
    print(f"seed {SEED}, at most {KILLS} kills, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        one, other = Path(name) / "fra", Path(name) / "che"
        ports = free_port(), free_port()
        if os.waitpid(forked(lambda: prepare(one, other, ports[0])), 0)[1] or not other.exists():
            return 1
        relay = forked(lambda: proxy(*ports, SEED))
        serve = lambda: forked(  # noqa: E731 - it is started again and again
            lambda: serve_node(lambda: open_node(other), ("127.0.0.1", ports[1]), now, ready=str, deliver=False)
        )
        send = lambda: forked(lambda: keep_sending(one, other, chance.randrange(1 << 32)))  # noqa: E731
        running = {"receiver": (serve, serve()), "sender": (send, send())}
        killed = {"receiver": 0, "sender": 0}
        signal.signal(signal.SIGTERM, lambda *_: ended.set())
        try:
            for _ in range(KILLS):
                if ended.wait(chance.uniform(0.1, LONGEST)) or time.monotonic() - began > SECONDS:
                    break
                who = chance.choice(sorted(running))
                start, process = running[who]
                stop(process)
                killed[who] += 1
                running[who] = (start, start())
            stop(running.pop("sender")[1])
            return told(one, other, killed)
        finally:
            for _, process in running.values():
                stop(process)
            stop(relay)


def stop(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def prepare(one: Path, other: Path, port: int) -> None:
    asking = init_node(one, "FRA", "Bureau A (invented)", now(), Reach())
    asked = init_node(other, "CHE", "Office B (invented)", now(), Reach())
    card = renew_card(asked, now(), reach=Reach((f"https://127.0.0.1:{port}",)))
    trust_card(asking, card.text, card.card.fingerprint, now())
    trust_card(asked, own_card(asking).text, own_card(asking).card.fingerprint, now())


def told(one: Path, other: Path, killed: dict[str, int]) -> int:
    asking, asked = open_node(one), open_node(other)
    quiet = 0  # contacts with nothing left to send; a receipt that a kill came before is fetched in one that is not cut
    for _ in range(200):
        send_all(asking, now)
        quiet += not node_status(asking, now())["outbox"]
        if quiet > CONTACTS:
            break
    sent, arrived = (node_status(node, now()) for node in (asking, asked))
    here, there = ([package["digest"] for package in status["packages"]] for status in (sent, arrived))
    events = asked.store.rows(
        "SELECT json_extract(event, '$.package') AS p FROM exchange_leaf WHERE event LIKE '%package_received%'"
    )
    lost, doubled = len(set(here) - set(there)), len(events) - len({row["p"] for row in events})
    files = {path.stem for path in (other / "packages").glob("*.cx")}
    orphans, waiting = len(files - set(there)), len(sent["outbox"])
    heads = [node.store.check_log() for node in (asking, asked)]
    effects = brought_again(asking, asked, there)
    effects += heads != [node.store.check_log() for node in (asking, asked)]
    alarms = len(sent["alarms"]) + len(arrived["alarms"])
    print(f"false alarms: {alarms}; both logs computed again, {sum(head.size for head in heads):,} entries")
    print(f"{AGAIN * len(there):,} packages and their receipts brought again: {effects} with an effect")
    print(f"lost {lost}, doubled {doubled}, left behind {waiting}; files that nothing names {orphans}")
    kills, wrong = sum(killed.values()), lost + doubled + waiting
    print(f"{kills:,} kills {killed}, {len(here):,} packages: {wrong} lost, doubled or left behind, seed {SEED}")
    return 1 if lost or doubled or waiting or alarms or effects else 0


def brought_again(asking: Node, asked: Node, digests: list[str]) -> int:
    """Bring every package and every receipt about it again, in any order; how many had an effect or another receipt."""
    effects, order = 0, digests * AGAIN
    random.Random(SEED).shuffle(order)
    for digest in order:
        before = [row["text"] for row in asked.store.rows(_OWN, digest, asked.id)]
        taken = receive_copy(asked, asking.package_path(digest), now())
        effects += taken.new or list(taken.receipts) != before
        for text in taken.receipts:
            take_receipt(asking, text, now())
    return effects


_OWN = "SELECT text FROM exchange_receipt WHERE package = ? AND issuer = ? ORDER BY number"


if __name__ == "__main__":
    sys.exit(main())
