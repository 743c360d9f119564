"""Killed at any durable step, a node loses nothing, doubles nothing and leaves nothing behind that counts."""

import datetime as dt
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.common.errors import BadInputError
from comity.exchange.node import fail_points
from comity.exchange.node.ceremony import Reach, init_node, own_card, renew_card, trust_card
from comity.exchange.node.deletion import delete_content
from comity.exchange.node.hand import receive_by_hand, write_receipts
from comity.exchange.node.node import open_node
from comity.exchange.node.opening import open_package
from comity.exchange.node.status import node_status
from comity.exchange.wire.client import send_all
from comity.exchange.wire.serving import serve_node

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")
NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
SERVER_POINTS = {"piece:before_write", "piece:written", "piece:synced", "serve:before_answer"}
ON_THE_WAY = {"receive:before_name", "receive:file_named", "receive:in_transaction", "receive:committed"}


def in_a_process_of_its_own(action: Callable[[], object], point: str | None) -> int:
    """Run something in a fork that is killed at a point; gives how it ended."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            if point:
                os.environ["COMITY_FAIL_POINT"] = point
            action()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def whole_way(pair: Any) -> None:
    """Seal, carry over, open, carry the receipts back, delete."""
    out = pair.folder / "out"
    asking, asked = (open_node(node.folder) for node in (pair.asking, pair.asked))
    mine = pair.__class__(asking, asked, pair.stranger, pair.folder)
    if not node_status(asking, NOW)["packages"]:
        mine.seal(b"one")
    digest = node_status(asking, NOW)["packages"][0]["digest"]
    assert receive_by_hand(asked, asking.package_path(digest), NOW).accepted
    if not out.exists():
        open_package(asked, asking.package_path(digest), out, NOW)
    else:
        open_package(asked, asking.package_path(digest), pair.folder / "again", NOW)
    for path in write_receipts(asked, pair.folder / "back", [digest]):
        assert receive_by_hand(asking, path, NOW).accepted
    delete_content(asked, digest, NOW)


@pytest.mark.parametrize(
    "point",
    [
        name
        for name in fail_points.NAMES
        if not name.startswith(("send:", "serve:", "piece:", "init:", "dispatch:", "export:"))
    ],
)
def test_killed_at_any_step_by_hand_the_second_try_ends_as_if_nothing_had_happened(pair: Any, point: str) -> None:
    if point == "trust:committed":
        card = own_card(pair.stranger)

        def trust() -> None:
            trust_card(open_node(pair.asked.folder), card.text, card.card.fingerprint, NOW)

        assert in_a_process_of_its_own(trust, point) == -signal.SIGKILL
        trust()
        assert len(node_status(pair.asked, NOW)["counterparts"]) == 2
        return
    assert in_a_process_of_its_own(lambda: whole_way(pair), point) == -signal.SIGKILL
    assert in_a_process_of_its_own(lambda: whole_way(pair), None) == 0
    check_end(pair)


@pytest.mark.parametrize(("point", "whole"), [("init:in_transaction", False), ("init:committed", True)])
def test_killed_while_it_is_made_a_node_is_whole_or_says_that_it_is_none(
    tmp_path: Path, point: str, whole: bool
) -> None:
    def make() -> None:
        init_node(tmp_path / "node", "FRA", "Bureau A (invented)", NOW, Reach())

    assert in_a_process_of_its_own(make, point) == -signal.SIGKILL
    if whole:
        assert open_node(tmp_path / "node").store.check_log().size == 2
    else:
        with pytest.raises(BadInputError, match="never finished"):
            open_node(tmp_path / "node")


def check_end(pair: Any) -> None:
    sent, arrived = (node_status(node, NOW) for node in (pair.asking, pair.asked))
    assert [p["digest"] for p in sent["packages"]] == [p["digest"] for p in arrived["packages"]]
    assert len(sent["packages"]) == 1
    for node in (pair.asking, pair.asked):
        node.store.check_log()
        assert node_status(node, NOW)["alarms"] == []
    events = [entry.event for entry in pair.asked.store.events()]
    assert events.count("package_received") == events.count("package_delivered") == 1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(folder: Path, port: int, point: str | None) -> int:
    process = os.fork()
    if process == 0:
        try:
            if point:
                os.environ["COMITY_FAIL_POINT"] = point
            serve_node(
                lambda: open_node(folder), ("127.0.0.1", port), lambda: NOW, ready=str, seconds=20, deliver=False
            )
        finally:
            os._exit(0)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.02)
    return process


WIRE_POINTS = [
    name for name in fail_points.NAMES if name.startswith(("send:", "serve:", "piece:", "receive:", "receipt:"))
]


@pytest.mark.parametrize("point", WIRE_POINTS)
def test_killed_at_any_step_by_wire_the_second_try_delivers_once(pair: Any, point: str) -> None:
    port = free_port()
    renewed = renew_card(pair.asked, NOW, reach=Reach((f"https://127.0.0.1:{port}",)))
    trust_card(pair.asking, renewed.text, None, NOW)
    pair.seal(b"one")
    at_server = point in SERVER_POINTS | ON_THE_WAY

    def send() -> None:
        assert all(outcome.delivered for outcome in send_all(open_node(pair.asking.folder), lambda: NOW))

    server = serve(pair.asked.folder, port, point if at_server else None)
    try:
        ended = in_a_process_of_its_own(send, None if at_server else point)
        assert ended == (1 if at_server else -signal.SIGKILL)
        if at_server:
            assert os.waitstatus_to_exitcode(os.waitpid(server, 0)[1]) == -signal.SIGKILL
            server = serve(pair.asked.folder, port, None)
        assert in_a_process_of_its_own(send, None) == 0
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
    check_end(pair)
    assert node_status(pair.asking, NOW)["outbox"] == []
    assert node_status(pair.asking, NOW)["packages"][0]["state"] == "delivery"


def test_every_commit_rename_and_request_has_a_fail_point_beside_it() -> None:
    source = Path(fail_points.__file__).parents[1]
    used = set()
    office = source.parent / "casework" / "correspondence"
    for path in (*source.rglob("node/*.py"), *source.rglob("wire/*.py"), *office.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        used |= {name for name in fail_points.NAMES if f'fail_point("{name}")' in text}
    assert used == set(fail_points.NAMES)
