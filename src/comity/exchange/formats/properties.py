"""Java property files, as the client of an e-CODEX connector reads and writes them beside each message."""

import re

from comity.exchange.refusal import Refusal, RefusedError

LARGEST = 64 * 1024
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ENTRY = re.compile(r"((?:\\.|[^\\=:\s])+)\s*[=:\s]\s*(.*)", re.DOTALL)


def read_properties(content: bytes) -> dict[str, str]:
    """Read a property file; a name that stands twice is refused, because readers differ on which one counts."""
    if len(content) > LARGEST:
        raise RefusedError(Refusal.LIMIT_EXCEEDED, "message.properties is larger than 64 KiB")
    found: dict[str, str] = {}
    for line in _lines(content.decode("latin-1")):
        entry = _ENTRY.fullmatch(line)
        name, value = (entry[1], entry[2]) if entry else (line, "")
        name = _plain(name)
        if name in found:
            raise RefusedError(Refusal.DAMAGED, f"message.properties says '{name[:60]}' twice")
        found[name] = _plain(value)
    return found


def properties_text(values: dict[str, str]) -> bytes:
    """Write a property file: one line each, sorted, everything but plain ASCII escaped."""
    lines = (f"{_escaped(name, name=True)}={_escaped(value, name=False)}\n" for name, value in sorted(values.items()))
    return "".join(lines).encode("ascii")


def _lines(text: str) -> list[str]:
    """The logical lines: comments and empty ones left out, those that end in a backslash joined with the next."""
    found: list[str] = []
    begun = ""
    for line in re.split(r"\r\n|\r|\n", text):
        part = begun + line.lstrip(" \t\f")
        if not begun and (not part or part[0] in "#!"):
            continue
        slashes = len(part) - len(part.rstrip("\\"))
        if slashes % 2:
            begun = part[:-1]
            continue
        found.append(part)
        begun = ""
    return [*found, begun] if begun else found


def _plain(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        said = match[1]
        return chr(int(said[1:], 16)) if len(said) == 5 else _ESCAPED.get(said, said)

    joined = _ESCAPE.sub(one, text)
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(text: str, *, name: bool) -> str:
    special = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f"}
    special |= {letter: f"\\{letter}" for letter in "=: #!"} if name else {}
    whole = text.encode("utf-16-be", "surrogatepass")
    units = [int.from_bytes(whole[at : at + 2], "big") for at in range(0, len(whole), 2)]
    told = [special.get(chr(u), chr(u) if 0x20 <= u < 0x7F else f"\\u{u:04X}") for u in units]
    return "\\ " + "".join(told[1:]) if told and not name and told[0] == " " else "".join(told)
