"""Serving: the node answers its counterparts and delivers its outbox until it is told to stop."""

import contextlib
import threading
from collections.abc import Callable

from comity.exchange.documents.connector import Settings
from comity.exchange.node.connector_loop import look_into
from comity.exchange.node.overdue import attest_overdue
from comity.exchange.wire.client import send_all
from comity.exchange.wire.server import Clock, NodeServer, Opener

INTERVAL = 2.0
CONNECTOR_ROUNDS = 10


def serve_node(
    opener: Opener,
    address: tuple[str, int],
    clock: Clock,
    *,
    ready: Callable[[str], None],
    seconds: float | None = None,
    deliver: bool = True,
    connector: Settings | None = None,
) -> None:
    """Serve until interrupted, or for some seconds; where a connector is named, look into its folders meanwhile."""
    opener().store.close()
    stopped = threading.Event()
    with NodeServer(opener, address, clock) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        host, port = server.server_address[:2]
        ready(f"https://{host!s}:{port}")
        outgoing = threading.Thread(target=_deliver, args=(opener, clock, stopped, connector), daemon=True)
        if deliver:
            outgoing.start()
        with contextlib.suppress(KeyboardInterrupt):
            stopped.wait(seconds)
        stopped.set()
        server.shutdown()
        thread.join()
        if deliver:
            outgoing.join(timeout=5)


def _deliver(opener: Opener, clock: Clock, stopped: threading.Event, connector: Settings | None) -> None:
    rounds = 0
    while not stopped.wait(INTERVAL):
        node = opener()
        try:
            send_all(node, clock, due_only=True)
            if connector is not None and rounds % CONNECTOR_ROUNDS == 0:
                look_into(node, connector, clock())
            rounds += 1
            node.desk.look_after(node, clock())
            attest_overdue(node, clock())
        finally:
            node.store.close()
