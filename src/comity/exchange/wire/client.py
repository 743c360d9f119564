"""The client of a node: brings the outbox to counterparts, fetches what waits there, and exchanges receipts."""

import contextlib
import http.client
import json
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from comity.exchange.documents.fields import time_text
from comity.exchange.documents.trust import Counterpart
from comity.exchange.formats.certificates import certificate_der
from comity.exchange.formats.digest import Octets
from comity.exchange.node.ceremony import trusted
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.hand import Taken, receive_by_hand
from comity.exchange.node.node import Node
from comity.exchange.node.receipts import take_receipt
from comity.exchange.node.store import raise_alarm
from comity.exchange.refusal import Refusal, RefusedError
from comity.exchange.wire.protocol import DIGEST, LENGTH, OFFSET, PIECE, ROOT, content_digest
from comity.exchange.wire.tls import client_context
from comity.exchange.wire.uploads import PiecesAhead, Upload

Clock = Callable[[], datetime]
PATIENCE = 60.0
FIRST_RETRY, LAST_RETRY = timedelta(seconds=10), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of delivering one package."""

    digest: str
    state: str
    delivered: bool
    told: str
    pieces: int = 0

    def as_data(self) -> dict[str, Any]:
        """Give the fields as the command prints them."""
        return {"digest": self.digest, "to": self.state, "delivered": self.delivered, "outcome": self.told}


class NotReachedError(Exception):
    """The counterpart could not be reached, or broke off; the same can be tried again."""


class Connection:
    """A connection to one counterpart, whose certificate is the one on its card."""

    def __init__(self, node: Node, counterpart: Counterpart, endpoint: str) -> None:
        parts = urlsplit(endpoint)
        self._http = http.client.HTTPSConnection(
            parts.hostname or "", parts.port or 443, timeout=PATIENCE, context=client_context(node, counterpart.card)
        )
        self._pinned = certificate_der(counterpart.card.tls)

    def connect(self) -> None:
        """Connect; a certificate other than the card's ends it."""
        with _troubles_told():
            self._http.connect()
            secured: Any = self._http.sock
            if secured.getpeercert(binary_form=True) != self._pinned:
                raise NotReachedError("the counterpart shows another certificate than the one on its card")

    def ask(self, method: str, path: str, body: Octets = b"", headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401
        """Ask something; gives status, headers and body, and turns a problem into the refusal that it is."""
        with _troubles_told():
            self._http.request(method, ROOT + path, body, headers or {})
            answer = self._http.getresponse()
            data = answer.read()
        if answer.status >= 400:
            raise _refusal(data, answer.status)
        return answer.headers, data

    def close(self) -> None:
        """Hang up."""
        self._http.close()


@contextlib.contextmanager
def _troubles_told() -> Iterator[None]:
    try:
        yield
    except (OSError, ssl.SSLError, http.client.HTTPException) as error:
        raise NotReachedError(f"not reached: {_in_words(error)}") from None


def _in_words(error: Exception) -> str:
    """What the network or the other machine did, as the system says it; what says nothing is told as no answer."""
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return told.strip() or "no answer"


def _refusal(data: bytes, status: int) -> Exception:
    try:
        told = json.loads(data)
        code, what, retry = Refusal(told["code"]), str(told["title"])[:300], bool(told["retry"])
    except (ValueError, KeyError, TypeError):
        return NotReachedError(f"the counterpart answered {status} without a reason")
    return (
        NotReachedError(f"the counterpart: {what} [{code}]")
        if retry
        else RefusedError(code, f"the counterpart: {what}")
    )


@contextlib.contextmanager
def connected(node: Node, counterpart: Counterpart) -> Iterator[Connection]:
    """Reach a counterpart at the first of its addresses that answers."""
    trouble = NotReachedError("the counterpart's card names no address; carry the sealed file by hand")
    for endpoint in counterpart.card.endpoints:
        connection = Connection(node, counterpart, endpoint)
        try:
            connection.connect()
        except NotReachedError as error:
            trouble = error
            continue
        try:
            yield connection
        finally:
            connection.close()
        return
    raise trouble


def send_all(node: Node, clock: Clock, *, due_only: bool = False) -> list[Outcome]:
    """Deliver the outbox to every counterpart, and exchange receipts with it."""
    outcomes: list[Outcome] = []
    for counterpart in trusted(node):
        question = "SELECT digest, next_at FROM exchange_outbox WHERE peer = ? AND done IS NULL ORDER BY number"
        rows = node.store.rows(question, counterpart.card.node)
        due = [row["digest"] for row in rows if not due_only or row["next_at"] <= time_text(clock())]
        if due or (counterpart.card.endpoints and not due_only):
            outcomes += _deliver_to(node, counterpart, due, clock)
    return outcomes


def _deliver_to(node: Node, counterpart: Counterpart, due: list[str], clock: Clock) -> list[Outcome]:
    outcomes: list[Outcome] = []
    state = counterpart.card.state
    try:
        with connected(node, counterpart) as connection:
            for digest in due:
                outcomes.append(_deliver(node, connection, digest, state, clock))  # noqa: PERF401 - kept when cut off
            exchange_receipts(node, connection, counterpart.card.node, clock)
    except NotReachedError as error:
        done = {outcome.digest for outcome in outcomes}
        for digest in [digest for digest in due if digest not in done]:
            _try_later(node, digest, str(error), clock())
            outcomes.append(Outcome(digest, state, False, str(error)))
    return outcomes


def _deliver(node: Node, connection: Connection, digest: str, state: str, clock: Clock) -> Outcome:
    try:
        pieces, receipts = upload(node, connection, digest)
        for text in receipts:
            take_receipt(node, text, clock())
    except RefusedError as error:
        if error.receipt:
            with contextlib.suppress(RefusedError):
                take_receipt(node, error.receipt, clock())
        _stop_trying(node, digest, str(error), clock())
        return Outcome(digest, state, False, str(error))
    fail_point("send:done")
    return Outcome(digest, state, True, f"delivered in {pieces} pieces", pieces)


def upload(node: Node, connection: Connection, digest: str) -> tuple[int, list[str]]:
    """Bring a package over, from where it was cut last time; gives the number of pieces sent, and the receipts."""
    path = node.package_path(digest)
    try:
        length = path.stat().st_size
        stream = path.open("rb")
    except OSError:
        raise RefusedError(Refusal.NOT_PERMITTED, "the content of this package was deleted") from None
    with stream, PiecesAhead(stream, length) as ahead:
        headers, _ = connection.ask("HEAD", f"/packages/{digest}")
        offset, pieces = int(headers[OFFSET]), 0
        while True:
            start = min(offset, max(0, (length - 1) // PIECE * PIECE))
            piece, its_digest = ahead.piece(start)
            told = {OFFSET: str(start), LENGTH: str(length), DIGEST: its_digest}
            fail_point("send:before_request")
            headers, body = connection.ask("PATCH", f"/packages/{digest}", piece, told)
            fail_point("send:answered")
            pieces += 1
            if body:
                fail_point("send:before_done")
                return pieces, list(json.loads(body)["receipts"])
            offset = int(headers[OFFSET])


def _try_later(node: Node, digest: str, trouble: str, at: datetime) -> None:
    row = node.store.row("SELECT attempts FROM exchange_outbox WHERE digest = ?", digest)
    wait = min(LAST_RETRY, FIRST_RETRY * 2 ** min(row["attempts"] if row else 0, 10))
    wait += wait * (int(digest[:2], 16) / 1024)  # so that many packages do not all come back at once
    with node.store.transaction() as transaction:
        statement = "UPDATE exchange_outbox SET attempts = attempts + 1, next_at = ?, trouble = ? WHERE digest = ?"
        transaction.do(statement, time_text(at + wait), trouble, digest)
        fail_point("later:in_transaction")
    fail_point("later:committed")


def _stop_trying(node: Node, digest: str, trouble: str, at: datetime) -> None:
    with node.store.transaction() as transaction:
        statement = "UPDATE exchange_outbox SET attempts = attempts + 1, done = ?, trouble = ? WHERE digest = ?"
        transaction.do(statement, time_text(at), trouble, digest)
        row = transaction.row("SELECT peer FROM exchange_package WHERE digest = ?", digest)
        transaction.do("UPDATE exchange_package SET state = 'refused' WHERE digest = ?", digest)
        node.desk.package_stopped(digest, trouble, at)
        raise_alarm(transaction, at, row["peer"] if row else None, "package_refused", f"{digest}: {trouble}")
        fail_point("stop:in_transaction")
    fail_point("stop:committed")


def exchange_receipts(node: Node, connection: Connection, peer: str, clock: Clock) -> None:
    """Fetch the receipts that wait there, and bring those that were issued here since last time."""
    while page := _page(connection, "receipts", _pulled(node, peer, "receipts")):
        for item in page:
            with contextlib.suppress(RefusedError):  # a receipt that does not hold must not stop those behind it
                take_receipt(node, item["text"], clock())
            _remember(node, peer, "receipts", int(item["number"]))
    question = (
        "SELECT r.number, r.text FROM exchange_receipt r JOIN exchange_package p ON p.digest = r.package "
        "WHERE r.peer = ? AND r.issuer = ? AND p.incoming = 1 AND r.number > ? ORDER BY r.number"
    )
    for row in node.store.rows(question, peer, node.id, _pulled(node, peer, "pushed")):
        with contextlib.suppress(RefusedError):
            fail_point("push:before_request")
            connection.ask("POST", "/receipts", row["text"].encode("ascii"))
            fail_point("push:answered")
        _remember(node, peer, "pushed", row["number"])


def _page(connection: Connection, what: str, after: int) -> list[dict[str, Any]]:
    key = "packages" if what == "outbox" else what
    return list(json.loads(connection.ask("GET", f"/{what}?after={after}")[1])[key])


def _pulled(node: Node, peer: str, what: str) -> int:
    row = node.store.row("SELECT number FROM exchange_pulled WHERE node = ? AND what = ?", peer, what)
    return int(row["number"]) if row else 0


def _remember(node: Node, peer: str, what: str, number: int) -> None:
    with node.store.transaction() as transaction:
        statement = (
            "INSERT INTO exchange_pulled (node, what, number) VALUES (?, ?, ?) ON CONFLICT (node, what) "
            "DO UPDATE SET number = excluded.number WHERE excluded.number > exchange_pulled.number"
        )
        transaction.do(statement, peer, what, number)
        fail_point("remember:in_transaction")
    fail_point("remember:committed")


def fetch_all(node: Node, clock: Clock) -> list[Taken]:
    """Fetch what counterparts hold ready: for a node that nobody can call."""
    taken: list[Taken] = []
    for counterpart in trusted(node):
        if not counterpart.card.endpoints:
            continue
        try:
            with connected(node, counterpart) as connection:
                taken += _fetch_from(node, connection, counterpart.card.node, clock)
                exchange_receipts(node, connection, counterpart.card.node, clock)
        except NotReachedError as error:
            taken.append(Taken(counterpart.card.name, "counterpart", False, str(error)))
    return taken


def _fetch_from(node: Node, connection: Connection, peer: str, clock: Clock) -> list[Taken]:
    taken: list[Taken] = []
    after = 0
    while page := _page(connection, "outbox", after):
        for item in page:
            digest, length, after = str(item["digest"]), int(item["size"]), int(item["number"])
            if not node.store.row("SELECT 1 FROM exchange_package WHERE digest = ?", digest):
                download = Upload(node, peer, digest)
                offset = download.offset()
                while offset < length:
                    piece = connection.ask("GET", f"/packages/{digest}?offset={offset}")[1]
                    offset = download.put(offset, length, piece, content_digest(piece))
                taken.append(receive_by_hand(node, download.path, clock()))
                download.drop()
    return taken
