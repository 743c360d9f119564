"""Over the wire a package arrives once, whole, from where it was cut, and only between those who trust one another."""

import datetime as dt
import os
import shutil
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from comity.exchange.documents.receipt import Evidence, read_receipt
from comity.exchange.node.ceremony import Reach, own_card, renew_card, trust_card
from comity.exchange.node.hand import receive_by_hand, write_receipts
from comity.exchange.node.node import Node, open_node, opened
from comity.exchange.node.opening import open_package
from comity.exchange.node.receipts import receipts_of
from comity.exchange.node.status import log_entries, node_status
from comity.exchange.refusal import RefusedError
from comity.exchange.wire import client, uploads
from comity.exchange.wire.client import Connection, NotReachedError, connected, fetch_all, send_all
from comity.exchange.wire.protocol import PIECE, content_digest
from comity.exchange.wire.server import NodeServer

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)


def now() -> dt.datetime:
    return NOW


@contextmanager
def serving(node: Node) -> Iterator[str]:
    with NodeServer(lambda: open_node(node.folder), ("127.0.0.1", 0), now) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def address(pair: Any) -> Iterator[str]:
    """The asked authority serves, and the asking one has the card with its address."""
    with serving(pair.asked) as endpoint:
        renewed = renew_card(pair.asked, NOW, reach=Reach((endpoint,)))
        trust_card(pair.asking, renewed.text, None, NOW)
        object.__setattr__(pair, "asked", open_node(pair.asked.folder))
        yield endpoint
        pair.asked.store.close()


def test_a_package_is_delivered_and_its_receipts_come_back(pair: Any, address: str) -> None:
    sealed = pair.seal(b"one")
    outcomes = send_all(pair.asking, now)
    assert [(o.digest, o.delivered) for o in outcomes] == [(sealed.digest, True)]
    evidences = [read_receipt(text)[0].evidence for text in receipts_of(pair.asking, sealed.digest)]
    assert evidences == [Evidence.SUBMISSION_ACCEPTANCE, Evidence.RELAY_ACCEPTANCE, Evidence.DELIVERY]
    assert send_all(pair.asking, now) == []
    assert len(node_status(pair.asked, NOW)["work"]) == 1


def test_the_receipt_for_opening_is_fetched_later(pair: Any, address: str, tmp_path: Path) -> None:
    sealed = pair.seal(b"one")
    send_all(pair.asking, now)
    open_package(pair.asked, pair.path(sealed), tmp_path / "out", NOW)
    send_all(pair.asking, now)
    assert node_status(pair.asking, NOW)["packages"][0]["state"] == "retrieval"


def test_a_cut_upload_goes_on_at_the_piece_where_it_was_cut(pair: Any, address: str) -> None:
    sealed = pair.seal(os.urandom(2 * PIECE + 1000))
    data = pair.path(sealed).read_bytes()
    with connected(pair.asking, pair.asking.counterpart(pair.asked.id)) as connection:
        headers = {
            "Upload-Offset": "0",
            "Upload-Length": str(len(data)),
            "Content-Digest": content_digest(data[:PIECE]),
        }
        connection.ask("PATCH", f"/packages/{sealed.digest}", data[:PIECE], headers)
    part = uploads.Upload(pair.asked, pair.asking.id, sealed.digest).path
    with part.open("ab") as stream:
        stream.write(b"what came before the cut")
    outcome = send_all(pair.asking, now)[0]
    assert (outcome.delivered, outcome.pieces) == (True, 2)
    assert pair.asked.package_path(sealed.digest).read_bytes() == data


def test_a_damaged_piece_is_asked_for_again(pair: Any, address: str) -> None:
    data = pair.path(pair.seal(b"one")).read_bytes()
    with connected(pair.asking, pair.asking.counterpart(pair.asked.id)) as connection:
        headers = {"Upload-Offset": "0", "Upload-Length": str(len(data)), "Content-Digest": content_digest(b"other")}
        with pytest.raises(NotReachedError, match="damaged on its way"):
            connection.ask("PATCH", "/packages/" + "0" * 64, data, headers)
    assert list(pair.asked.incoming.glob("*.part")) == []


def test_a_file_under_another_digest_is_not_accepted(pair: Any, address: str) -> None:
    data = pair.path(pair.seal(b"one")).read_bytes()
    with connected(pair.asking, pair.asking.counterpart(pair.asked.id)) as connection:
        headers = {"Upload-Offset": "0", "Upload-Length": str(len(data)), "Content-Digest": content_digest(data)}
        with pytest.raises(NotReachedError, match="not the one that was announced"):
            connection.ask("PATCH", "/packages/" + "0" * 64, data, headers)
    assert node_status(pair.asked, NOW)["packages"] == []


def test_a_node_that_nobody_can_call_fetches_what_waits_for_it(pair: Any, address: str) -> None:
    sealed = pair.seal(os.urandom(PIECE + 5), sender=pair.asked)
    taken = fetch_all(pair.asking, now)
    assert [(item.digest, item.new) for item in taken] == [(sealed.digest, True)]
    assert node_status(pair.asked, NOW)["packages"][0]["state"] == "delivery"
    assert fetch_all(pair.asking, now) == []


def test_a_stranger_is_not_let_in(pair: Any, address: str) -> None:
    trust_card(pair.stranger, own_card(pair.asked).text, own_card(pair.asked).card.fingerprint, NOW)
    with (
        pytest.raises(NotReachedError),
        connected(pair.stranger, pair.stranger.counterpart(pair.asked.id)) as connection,
    ):
        connection.ask("GET", "/card")


def test_nobody_is_told_about_packages_of_others(pair: Any, address: str) -> None:
    sealed = pair.seal(b"one", sender=pair.asked)
    trust_card(pair.asked, own_card(pair.stranger).text, own_card(pair.stranger).card.fingerprint, NOW)
    trust_card(pair.stranger, own_card(pair.asked).text, own_card(pair.asked).card.fingerprint, NOW)
    with connected(pair.stranger, pair.stranger.counterpart(pair.asked.id)) as connection:
        assert b'packages": []' in connection.ask("GET", "/outbox")[1]
        assert b'receipts": []' in connection.ask("GET", "/receipts")[1]
    for path in (f"/packages/{sealed.digest}", "/packages/../node.json", "/leaves", "/../../node.sqlite"):
        with (
            connected(pair.stranger, pair.stranger.counterpart(pair.asked.id)) as connection,
            pytest.raises(RefusedError),
        ):
            connection.ask("GET", path)


def test_a_server_with_another_certificate_is_not_talked_to(pair: Any, address: str) -> None:
    with serving(pair.stranger) as elsewhere, pytest.raises(NotReachedError):
        Connection(pair.asking, pair.asking.counterpart(pair.asked.id), elsewhere).connect()


def test_only_tls_1_3_is_spoken(pair: Any, address: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    assert client.client_context(pair.asking, own_card(pair.asked).card).minimum_version == ssl.TLSVersion.TLSv1_3
    assert context.minimum_version <= ssl.TLSVersion.TLSv1_3


def test_a_full_disk_is_told_nothing_is_acknowledged_and_all_arrives_later(
    pair: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = pair.seal(b"one")
    monkeypatch.setattr(uploads, "RESERVE", 1 << 60)
    outcome = send_all(pair.asking, now)[0]
    assert not outcome.delivered
    assert "space" in outcome.told
    assert len(receipts_of(pair.asking, sealed.digest)) == 1
    monkeypatch.undo()
    assert send_all(pair.asking, now)[0].delivered


def test_an_unreachable_counterpart_is_tried_again_later_and_the_file_can_be_carried(pair: Any) -> None:
    sealed = pair.seal(b"one")
    outcome = send_all(pair.asking, now)[0]
    assert not outcome.delivered
    row = node_status(pair.asking, NOW)["outbox"][0]
    assert row["attempts"] == 1
    assert row["next_at"] > "2026-11-21T09:00:09Z"
    assert send_all(pair.asking, now, due_only=True) == []
    assert sealed.digest == row["digest"]


def test_the_stick_and_the_wire_end_in_the_same_state(pair: Any, address: str) -> None:
    sealed = pair.seal(b"one")
    shutil.copytree(pair.asked.folder, pair.folder / "by-hand")
    with opened(pair.folder / "by-hand") as by_hand:
        taken = receive_by_hand(by_hand, pair.path(sealed), NOW)
        receipts = write_receipts(by_hand, pair.folder / "back", [taken.digest])
        offline, offline_log = node_status(by_hand, NOW)["packages"], log_entries(by_hand)
        stored = by_hand.package_path(sealed.digest).read_bytes()
    send_all(pair.asking, now)
    assert node_status(pair.asked, NOW)["packages"] == offline
    assert [entry["event"] for entry in log_entries(pair.asked)] == [entry["event"] for entry in offline_log]
    assert pair.asked.package_path(sealed.digest).read_bytes() == stored
    assert len(receipts) == 2
