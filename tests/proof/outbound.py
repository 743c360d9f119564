"""A guard under which the tests run: nothing reaches another machine, and no attempt to is swallowed."""

import ipaddress
import sys
from typing import Any

CONNECTING = frozenset({"socket.connect", "socket.sendto"})
ASKING = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
attempts: list[str] = []
_standing = [True]


class OutboundError(OSError):
    """Something tried to reach another machine."""


def is_here(host: str) -> bool:
    """Whether a host is this machine; no name but localhost is asked for."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in {"", "localhost"}


def hosts_of(event: str, arguments: tuple[Any, ...]) -> list[str]:
    """Which hosts an event of the interpreter is about."""
    named = []
    if event in CONNECTING and isinstance(arguments[-1], tuple):
        named = [arguments[-1][0]]
    elif event in ASKING and arguments[0] is not None:
        named = [arguments[0]]
    return [host.decode() if isinstance(host, bytes) else str(host) for host in named]


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    for host in hosts_of(event, arguments) if _standing and _standing[0] else ():  # nothing is left at the very end
        if not is_here(host):
            attempts.append(f"{event} {host}")
            raise OutboundError(f"the tests reach no other machine, and this would: {host}")


def stand_guard() -> None:
    """From here on every attempt is refused and remembered; an audit hook cannot be taken away again."""
    sys.addaudithook(_refuse)


def step_aside() -> None:
    """Let a process of its own through, where the guard of the program itself is what is tried."""
    _standing[0] = False
