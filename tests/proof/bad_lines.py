"""A line between two nodes that is cut, falls silent, lags or crumbles what it carries, connection by connection."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

RECORD_HEAD = 5  # bytes of TLS: the kind, the version, the length


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of a connection: after so many TLS records of one direction (None: never) it is cut or silent."""

    records: int | None = None
    answers: bool = False  # the records of the answers are counted, not those of the questions
    silent: bool = False
    lag: float = 0.0  # seconds by which each record comes late
    crumb: int = 1 << 20  # bytes that are passed on at a time


@dataclass
class Relay:
    """Carries connections to a node; the next ones are of the lines that wait here, all others are good."""

    target: tuple[str, int]
    lines: list[Line] = field(default_factory=list)
    carried: int = 0  # records of questions that the last good line carried

    @contextlib.contextmanager
    def standing(self) -> Iterator[str]:
        """Stand between two nodes; gives the address to call."""
        with socket.create_server(("127.0.0.1", 0)) as listening:
            threading.Thread(target=self._take, args=(listening,), daemon=True).start()
            yield f"https://127.0.0.1:{listening.getsockname()[1]}"
            with contextlib.suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)

    def _take(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = listening.accept()
                callee = socket.create_connection(self.target)
                line = self.lines.pop(0) if self.lines else Line()
                for source, sink, counted in ((caller, callee, not line.answers), (callee, caller, line.answers)):
                    threading.Thread(target=self._carry, args=(source, sink, line, counted), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, line: Line, counted: bool) -> None:
        count = 0
        with contextlib.suppress(OSError):
            for record in _records(source):
                if counted and count == line.records:
                    break
                count += 1
                if counted and line.records is None:
                    self.carried = count
                time.sleep(line.lag)
                for start in range(0, len(record), line.crumb):
                    sink.sendall(record[start : start + line.crumb])
            while counted and line.silent and source.recv(1 << 16):  # taken, and never passed on
                pass
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _records(source: socket.socket) -> Iterator[bytes]:
    with source.makefile("rb") as stream:
        while len(head := stream.read(RECORD_HEAD)) == RECORD_HEAD:
            yield head + stream.read(int.from_bytes(head[3:], "big"))
