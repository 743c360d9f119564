"""The server of a node: counterparts bring packages, fetch those that wait for them, and exchange receipts."""

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from comity.exchange.documents.trust import Counterpart
from comity.exchange.node.arriving import examined, piece_arrived
from comity.exchange.node.ceremony import own_card, trusted
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.node.receipts import take_receipt
from comity.exchange.node.receiving import receive_file, received
from comity.exchange.refusal import TRY_LATER, Refusal, RefusedError
from comity.exchange.wire.protocol import (
    DIGEST,
    LARGEST_DOCUMENT,
    LENGTH,
    OFFSET,
    PAGE,
    PIECE,
    PROBLEM,
    ROOT,
    json_bytes,
    problem,
    status_of,
)
from comity.exchange.wire.tls import server_context, whose
from comity.exchange.wire.uploads import Upload

Clock = Callable[[], datetime]
Opener = Callable[[], Node]
PATIENCE = 60.0
MOST_CONNECTIONS = 64


class NodeServer(ThreadingHTTPServer):
    """Listens for counterparts; the handshake of each happens in its own thread, so that none can hold up another."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, opener: Opener, address: tuple[str, int], clock: Clock) -> None:
        self._opener = opener
        self.clock = clock
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__(address, BaseHTTPRequestHandler)  # finish_request makes the handler itself

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ANN401, ARG002 - socketserver's shape
        """Let a connection in while there are places left."""
        return self._places.acquire(blocking=False)

    def finish_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's shape
        """Shake hands, then answer one counterpart until it leaves."""
        try:
            node = self._opener()
            try:
                request.settimeout(PATIENCE)
                request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                context = server_context(node, trusted(node))
                with (
                    contextlib.suppress(ssl.SSLError, OSError),
                    context.wrap_socket(request, server_side=True) as secured,
                ):
                    NodeHandler(secured, client_address, self, node)
            finally:
                node.store.close()
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's shape
        """Stay silent: a counterpart that breaks off is no news."""


class NodeHandler(BaseHTTPRequestHandler):
    """Answers one connection of one counterpart."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Comity", ""
    server: NodeServer
    _space = bytearray()

    def __init__(self, request: Any, client_address: Any, server: NodeServer, node: Node) -> None:  # noqa: ANN401
        self.node = node
        self.peer: Counterpart | None = whose(request.getpeercert(binary_form=True), trusted(node))
        super().__init__(request, client_address, server)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the library's shape
        """Keep no access log: the node's own log says what counts."""

    def do_HEAD(self) -> None:
        """Say how much of a package is here."""
        self._answered(self._head)

    def do_GET(self) -> None:
        """Give a page of the outbox or of receipts, a piece of a package, the card, or proofs of the log."""
        self._answered(self._get)

    def do_PATCH(self) -> None:
        """Take a piece of a package."""
        self._answered(self._patch)

    def do_POST(self) -> None:
        """Take a receipt."""
        self._answered(self._post)

    def _answered(self, action: Callable[[str, dict[str, str]], None]) -> None:
        try:
            if self.peer is None:
                raise RefusedError(Refusal.UNTRUSTED_SENDER, "the certificate shown is not one that is trusted here")
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if not parts.path.startswith(ROOT + "/"):
                raise RefusedError(Refusal.NOT_PERMITTED, "there is nothing here")
            action(parts.path.removeprefix(ROOT + "/"), query)
        except RefusedError as error:
            self.close_connection = True
            self._send(status_of(error.code), problem(error.code, error.what, error.receipt), PROBLEM)
        except (ValueError, KeyError, json.JSONDecodeError):
            self.close_connection = True
            self._send(HTTPStatus.BAD_REQUEST, problem(Refusal.DAMAGED, "the request cannot be read"), PROBLEM)

    def _send(self, status: HTTPStatus, body: bytes = b"", kind: str = "application/json", **headers: object) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    @property
    def _caller(self) -> str:
        if self.peer is None:
            raise RefusedError(Refusal.UNTRUSTED_SENDER, "nobody is calling")
        return self.peer.card.node

    def _body(self, largest: int) -> memoryview:
        """Read the body of a request; it is there until the next is read."""
        size = int(self.headers["Content-Length"] or "-1")
        if not 0 <= size <= largest or "Transfer-Encoding" in self.headers:
            raise RefusedError(Refusal.LIMIT_EXCEEDED, f"a body has a length, of at most {largest} bytes")
        if len(self._space) < size:
            self._space = bytearray(size)
        data = memoryview(self._space)[:size]
        if self.rfile.readinto(data) != size:
            raise RefusedError(Refusal.DAMAGED, "the body was cut off")
        return data

    def _head(self, path: str, query: dict[str, str]) -> None:  # noqa: ARG002 - one shape for all
        upload = Upload(self.node, self._caller, path.removeprefix("packages/"))
        question = "SELECT size FROM exchange_package WHERE digest = ? AND incoming = 1 AND peer = ?"
        row = self.node.store.row(question, path.removeprefix("packages/"), self._caller)
        self._send(HTTPStatus.OK, Upload_Offset=row["size"] if row else upload.offset())

    def _patch(self, path: str, query: dict[str, str]) -> None:  # noqa: ARG002
        digest = path.removeprefix("packages/")
        offset, length = int(self.headers[OFFSET]), int(self.headers[LENGTH])
        piece = self._body(PIECE)
        question = "SELECT 1 FROM exchange_package WHERE digest = ? AND incoming = 1 AND peer = ?"
        upload = Upload(self.node, self._caller, digest)
        with upload.lock:
            if self.node.store.row(question, digest, self._caller):
                upload.drop()
                return self._attest(received(self.node, digest, new=False))
            following = upload.put(offset, length, piece, self.headers[DIGEST] or "")
            at = self.server.clock()
            piece_arrived(self.node, upload.path, range(offset, following), length, at)
            if following < length:
                return self._send(HTTPStatus.NO_CONTENT, Upload_Offset=following)
            try:
                found = examined(self.node, upload.path, at)
                return self._attest(receive_file(self.node, upload.path, at, digest, found))
            except RefusedError as error:
                if error.code not in TRY_LATER:
                    upload.drop()
                raise

    def _attest(self, found: Any) -> None:  # noqa: ANN401 - Received
        fail_point("serve:before_answer")
        body = json_bytes({"state": found.state, "receipts": list(found.receipts)})
        self._send(HTTPStatus.CREATED if found.new else HTTPStatus.OK, body, Upload_Offset=0)

    def _post(self, path: str, query: dict[str, str]) -> None:  # noqa: ARG002
        if path != "receipts":
            raise RefusedError(Refusal.NOT_PERMITTED, "there is nothing here")
        take_receipt(self.node, bytes(self._body(LARGEST_DOCUMENT)), self.server.clock())
        self._send(HTTPStatus.NO_CONTENT)

    def _get(self, path: str, query: dict[str, str]) -> None:
        if path == "card":
            return self._send(HTTPStatus.OK, own_card(self.node).text.encode("ascii"), "application/pkcs7-mime")
        if path == "log/head":
            head = self.node.store.head()
            return self._send(HTTPStatus.OK, json_bytes({"size": head.size, "root": head.root.hex()}))
        if path == "log/consistency":
            return self._send(HTTPStatus.OK, json_bytes(self._consistency(int(query["from"]), int(query["to"]))))
        if path == "outbox":
            return self._send(HTTPStatus.OK, json_bytes({"packages": self._outbox(int(query.get("after", "0")))}))
        if path == "receipts":
            return self._send(HTTPStatus.OK, json_bytes({"receipts": self._receipts(int(query.get("after", "0")))}))
        return self._piece(path.removeprefix("packages/"), int(query.get("offset", "0")))

    def _consistency(self, old: int, new: int) -> dict[str, Any]:
        if not 0 <= old <= new <= self.node.store.head().size:
            raise RefusedError(Refusal.NOT_PERMITTED, "the log has no such sizes")
        return {"proof": [step.hex() for step in self.node.store.consistency(old, new)]}

    def _outbox(self, after: int) -> list[dict[str, Any]]:
        question = (
            "SELECT o.number, o.digest, p.size FROM exchange_outbox o JOIN exchange_package p USING (digest) "
            "WHERE o.peer = ? AND o.number > ? AND o.done IS NULL ORDER BY o.number LIMIT ?"
        )
        return [dict(row) for row in self.node.store.rows(question, self._caller, after, PAGE)]

    def _receipts(self, after: int) -> list[dict[str, Any]]:
        question = (
            "SELECT r.number, r.text FROM exchange_receipt r JOIN exchange_package p ON p.digest = r.package "
            "WHERE r.peer = ? AND r.issuer = ? AND p.incoming = 1 AND r.number > ? ORDER BY r.number LIMIT ?"
        )
        return [dict(row) for row in self.node.store.rows(question, self._caller, self.node.id, after, PAGE)]

    def _piece(self, digest: str, offset: int) -> None:
        question = "SELECT size FROM exchange_package WHERE digest = ? AND incoming = 0 AND peer = ?"
        if offset < 0 or self.node.store.row(question, digest, self._caller) is None:
            raise RefusedError(Refusal.NOT_PERMITTED, "there is no such package for you here")
        try:
            with self.node.package_path(digest).open("rb") as stream:
                stream.seek(offset)
                piece = stream.read(PIECE)
        except FileNotFoundError:
            raise RefusedError(Refusal.NOT_PERMITTED, "the content of this package was deleted") from None
        self._send(HTTPStatus.OK, piece, "application/octet-stream")
