"""Killed at any durable step, a node loses nothing, doubles nothing and leaves nothing behind that counts."""

import datetime as dt
import io
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
from comity.exchange.documents.conditions import Use
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node import fail_points
from comity.exchange.node.ceremony import Reach, init_node, own_card, renew_card, trust_card
from comity.exchange.node.deletion import delete_content
from comity.exchange.node.export import export_package
from comity.exchange.node.hand import receive_by_hand, write_receipts
from comity.exchange.node.matching import Terms, make_answer, make_ask, make_mandate, make_offer
from comity.exchange.node.node import open_node
from comity.exchange.node.opening import open_package
from comity.exchange.node.overdue import RELAY_WITHIN, attest_overdue
from comity.exchange.node.paper import enter_paper
from comity.exchange.node.sending import Letter, seal_letter
from comity.exchange.node.status import node_status
from comity.exchange.packing import Source
from comity.exchange.refusal import RefusedError
from comity.exchange.wire.client import send_all
from comity.exchange.wire.serving import serve_node

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")


def sources(content: bytes) -> list[Source]:
    return [Source("page.txt", PartRole.DOCUMENT, lambda: io.BytesIO(content))]


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


BY_HAND = ("seal:", "receive:", "release:", "open:", "extract:", "durable:", "delete:", "receipt:", "trust:")
BY_WIRE = ("send:", "serve:", "piece:", "push:", "remember:", "later:", "stop:")
MATCHING = ("match:", "reserve:")
OFFICE = ("dispatch:", "desk:", "files:", "reply:", "told:", "print:", "paper:")
OTHER = ("init:", "renew:", "refuse:", "enter:", "export:", "overdue:", "reject:", "connector:")


def points(*starts: str) -> list[str]:
    return [name for name in fail_points.NAMES if name.startswith(starts)]


def test_every_point_is_visited_by_one_of_the_kinds_of_test() -> None:
    assert len(fail_points.NAMES) >= 60
    assert set(points(*BY_HAND, *BY_WIRE, *MATCHING, *OFFICE, *OTHER)) == set(fail_points.NAMES)


@pytest.mark.parametrize("point", points(*BY_HAND))
def test_killed_at_any_step_by_hand_the_second_try_ends_as_if_nothing_had_happened(pair: Any, point: str) -> None:
    if point.startswith("trust:"):
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
    *points("send:", "serve:", "piece:", "receive:", "receipt:"),
    "remember:in_transaction",
    "remember:committed",
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


def again_and_again(pair: Any, action: Callable[[], object], point: str) -> None:
    """Kill an action at a point, then let it run to its end, and hold both logs to what they are."""
    assert in_a_process_of_its_own(action, point) == -signal.SIGKILL
    assert in_a_process_of_its_own(action, None) == 0
    for node in (pair.asking, pair.asked):
        assert open_node(node.folder).store.check_log().size > 0


@pytest.mark.parametrize("point", points("renew:"))
def test_killed_while_it_renews_a_node_has_a_card_with_keys_that_are_there(pair: Any, point: str) -> None:
    def renew() -> None:
        renew_card(open_node(pair.asked.folder), NOW)

    again_and_again(pair, renew, point)
    node = open_node(pair.asked.folder)
    assert own_card(node).card.seal == node.keys.seal


@pytest.mark.parametrize("point", points("refuse:"))
def test_killed_while_it_refuses_it_refuses_again_with_one_rejection(pair: Any, point: str) -> None:
    path = pair.path(pair.seal(b"one", sender=pair.stranger), pair.stranger)

    def refuse() -> None:
        assert not receive_by_hand(open_node(pair.asked.folder), path, NOW).accepted

    again_and_again(pair, refuse, point)
    assert node_status(pair.asked, NOW)["packages"] == []


@pytest.mark.parametrize("point", points("enter:"))
def test_killed_while_paper_is_entered_no_paper_waits_to_be_sent(pair: Any, point: str) -> None:
    def enter() -> None:
        letter = Letter(PackageType.RESULT, "On paper", "P-1", sources=sources(b"page"))
        enter_paper(open_node(pair.asking.folder), letter, "PER", "clerk 3", NOW)

    again_and_again(pair, enter, point)
    entered = [p for p in node_status(pair.asking, NOW)["packages"] if p["state"] == "entered"]
    assert [p["signed"] for p in entered] == [False] * len(entered)
    assert entered


@pytest.mark.parametrize("point", points("export:"))
def test_killed_while_files_leave_the_log_says_what_left(pair: Any, tmp_path: Path, point: str) -> None:
    sealed = pair.seal(b"one")
    assert receive_by_hand(pair.asked, pair.path(sealed), NOW).accepted

    def export() -> None:
        out = tmp_path / f"out-{os.getpid()}"
        export_package(open_node(pair.asked.folder), sealed.digest, out, Use.COURT, NOW)

    again_and_again(pair, export, point)
    events = [entry.event for entry in open_node(pair.asked.folder).store.events()]
    assert events.count("package_exported") == (1 if point == "export:in_transaction" else 2)


@pytest.mark.parametrize("point", points("match:", "reserve:"))
def test_killed_while_it_matches_a_mandate_counts_every_ask_once(pair: Any, point: str) -> None:
    people = [{"id": "1", "name": "Jan Voorbeeld", "birth_date": "1971-04-03"}]
    ends = NOW + dt.timedelta(days=9)
    terms = Terms("art. 46", "C-1", "to find an account", 64, ends)
    mandate = make_mandate(pair.asking, own_card(pair.asked).card, terms, NOW)
    offer, _ = make_offer(pair.asked, mandate, people, NOW)
    ask = make_ask(pair.asking, mandate, offer, people, NOW, variants=False)

    def go_on() -> None:
        node = open_node(pair.asked.folder)
        make_offer(node, mandate, people, NOW + dt.timedelta(seconds=1))
        make_answer(node, mandate, ask, NOW)

    again_and_again(pair, go_on, point)
    used = open_node(pair.asked.folder).store.rows("SELECT count FROM exchange_matching WHERE step = 'answer'")
    assert [row["count"] for row in used] == [64]


@pytest.mark.parametrize("point", points("later:"))
def test_killed_while_it_waits_for_a_counterpart_a_package_stays_in_the_outbox(pair: Any, point: str) -> None:
    pair.seal(b"one")

    def send() -> None:
        send_all(open_node(pair.asking.folder), lambda: NOW)

    again_and_again(pair, send, point)
    assert len(node_status(pair.asking, NOW)["outbox"]) == 1


@pytest.mark.parametrize("point", points("stop:", "push:"))
def test_killed_while_a_refusal_or_a_receipt_goes_over_the_other_side_hears_of_it_once(pair: Any, point: str) -> None:
    port = free_port()
    renewed = renew_card(pair.asked, NOW, reach=Reach((f"https://127.0.0.1:{port}",)))
    trust_card(pair.asking, renewed.text, None, NOW)
    if point.startswith("push:"):
        sealed = pair.seal(b"one", sender=pair.asked)
        assert receive_by_hand(pair.asking, pair.path(sealed, pair.asked), NOW).accepted
    else:
        delete_content(pair.asking, pair.seal(b"one").digest, NOW)

    def send() -> None:
        send_all(open_node(pair.asking.folder), lambda: NOW)

    server = serve(pair.asked.folder, port, None)
    try:
        again_and_again(pair, send, point)
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
    if point.startswith("push:"):
        assert node_status(pair.asked, NOW)["packages"][0]["state"] == "delivery"
    else:
        assert [alarm["code"] for alarm in node_status(pair.asking, NOW)["alarms"]] == ["package_refused"]


@pytest.mark.parametrize("point", points("overdue:"))
def test_killed_while_it_attests_what_is_overdue_a_node_attests_it_once(pair: Any, point: str) -> None:
    digest = pair.seal(b"one").digest

    def attest() -> None:
        attest_overdue(open_node(pair.asking.folder), NOW + RELAY_WITHIN)

    again_and_again(pair, attest, point)
    rows = pair.asking.store.rows("SELECT evidence FROM exchange_receipt WHERE package = ? ORDER BY number", digest)
    assert [row["evidence"] for row in rows] == ["SUBMISSION_ACCEPTANCE", "RELAY_REMMD_FAILURE"]


@pytest.mark.parametrize("point", points("reject:"))
def test_killed_while_it_rejects_a_letter_a_node_has_sealed_nothing(pair: Any, point: str) -> None:
    later = NOW + dt.timedelta(days=800)

    def seal() -> None:
        letter = Letter(PackageType.REQUEST, "Too late", "R-1", sources=sources(b"page"))
        with pytest.raises(RefusedError):
            seal_letter(open_node(pair.asking.folder), letter, own_card(pair.asked).card, later)

    again_and_again(pair, seal, point)
    assert node_status(pair.asking, NOW)["packages"] == []
