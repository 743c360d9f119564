"""A scanner for malicious software (clamd) looks at a file before it is released, where one is set up."""

import socket
import struct
from pathlib import Path

from comity.common.errors import BadInputError, Place

_PIECE = 1 << 16
_PATIENCE_SECONDS = 300
_SILENT = "the scanner for malicious software does not answer; nothing is released before it does"


def file_scan(path: Path, scanner: str) -> str:
    """What the scanner says of a file that it finds clean; one that it names, or cannot look at, is refused.

    ``scanner`` is the path of the scanner's socket, or address:port.
    """
    try:
        with _connected(scanner) as line, path.open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while piece := file.read(_PIECE):
                line.sendall(struct.pack(">L", len(piece)) + piece)
            line.sendall(struct.pack(">L", 0))
            answer = _answer(line)
    except OSError:
        raise BadInputError(_SILENT) from None
    if answer.endswith(" FOUND"):
        name = answer.removeprefix("stream: ").removesuffix(" FOUND")[:100]
        raise BadInputError(f"the scanner names it '{name}'; it cannot be released", Place(field="reason"))
    if not answer.endswith(" OK"):
        raise BadInputError(f"the scanner could not look at the file: {answer[:100]}")
    return answer


def _connected(scanner: str) -> socket.socket:
    if scanner.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_PATIENCE_SECONDS)
        try:
            line.connect(scanner)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = scanner.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_PATIENCE_SECONDS)


def _answer(line: socket.socket) -> str:
    told = b""
    while len(told) < 4096 and not told.endswith(b"\0") and (piece := line.recv(4096)):
        told += piece
    return told.rstrip(b"\0\n").decode("utf-8", "replace")
