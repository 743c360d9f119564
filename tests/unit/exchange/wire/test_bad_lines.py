"""Over a line that cuts, falls silent, lags or crumbles, a package arrives once, and its receipts are the same."""

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from comity.exchange.node.ceremony import Reach, renew_card, trust_card
from comity.exchange.node.node import open_node
from comity.exchange.node.receipts import receipts_of
from comity.exchange.node.sending import Sealed
from comity.exchange.node.status import node_status
from comity.exchange.wire import client
from comity.exchange.wire.client import send_all
from comity.exchange.wire.server import NodeServer
from proof.bad_lines import Line, Relay

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
FILE = bytes(range(256)) * 200


def now() -> dt.datetime:
    return NOW


@pytest.fixture
def relay(pair: Any) -> Iterator[Relay]:
    """The asked authority serves behind a line, and the asking one has the card with the address of the line."""
    with NodeServer(lambda: open_node(pair.asked.folder), ("127.0.0.1", 0), now) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        between = Relay(("127.0.0.1", server.server_address[1]))
        with between.standing() as endpoint:
            renewed = renew_card(pair.asked, NOW, reach=Reach((endpoint,)))
            trust_card(pair.asking, renewed.text, None, NOW)
            yield between
        server.shutdown()
        thread.join()


def arrives_once(pair: Any, relay: Relay, *lines: Line) -> None:
    """Send over bad lines, one attempt each, then over a good one: it is there once, with one set of receipts."""
    relay.lines[:] = lines
    sealed = pair.seal(FILE)
    for _ in lines:
        send_all(pair.asking, now)
    is_there_once(pair, sealed)


def is_there_once(pair: Any, sealed: Sealed) -> None:
    """Send over a good line, and look at both sides."""
    send_all(pair.asking, now)
    asked = open_node(pair.asked.folder)
    assert [row["digest"] for row in node_status(asked, NOW)["packages"]].count(sealed.digest) == 1
    assert node_status(pair.asking, NOW)["outbox"] == []
    theirs = [text for text in receipts_of(asked, sealed.digest) if text in receipts_of(pair.asking, sealed.digest)]
    assert len(theirs) == 2, "the relay and the delivery, each attested once"
    asked.store.close()


@pytest.mark.parametrize("answers", [False, True], ids=["questions", "answers"])
def test_a_line_that_is_cut_at_any_record_only_delays(pair: Any, relay: Relay, answers: bool) -> None:
    arrives_once(pair, relay)
    cuts = range(relay.carried + 2)
    assert len(cuts) > 8
    for records in cuts:
        arrives_once(pair, relay, Line(records=records, answers=answers))


def test_a_line_that_is_cut_again_and_again_only_delays(pair: Any, relay: Relay) -> None:
    arrives_once(pair, relay, *(Line(records=2 + n, answers=bool(n % 2)) for n in range(9)))


@pytest.mark.parametrize("records", [0, 1, 4, 7])
@pytest.mark.parametrize("answers", [False, True], ids=["questions", "answers"])
def test_a_line_that_falls_silent_is_left_and_only_delays(
    pair: Any, relay: Relay, monkeypatch: pytest.MonkeyPatch, records: int, answers: bool
) -> None:
    relay.lines[:] = [Line(records=records, answers=answers, silent=True)]
    sealed = pair.seal(FILE)
    with monkeypatch.context() as brief:
        brief.setattr(client, "PATIENCE", 0.5)
        send_all(pair.asking, now)
    is_there_once(pair, sealed)


@pytest.mark.parametrize("line", [Line(lag=0.075), Line(crumb=97)], ids=["150 ms there and back", "in crumbs"])
def test_a_line_that_lags_or_crumbles_carries_all(pair: Any, relay: Relay, line: Line) -> None:
    relay.lines[:] = [line]
    pair.seal(FILE)
    assert [outcome.delivered for outcome in send_all(pair.asking, now)] == [True]
