"""The whole suite runs under a guard that refuses every connection to another machine; this is the guard's own test."""

import socket

import pytest

from proof import outbound


def test_the_tests_reach_no_other_machine() -> None:
    with pytest.raises(outbound.OutboundError):
        socket.create_connection(("192.0.2.1", 443), timeout=1)
    with pytest.raises(outbound.OutboundError):
        socket.getaddrinfo("elsewhere.example", 443)
    assert {attempt.split()[1] for attempt in outbound.attempts} == {"192.0.2.1", "elsewhere.example"}
    outbound.attempts.clear()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", ""])
def test_this_machine_may_be_reached(host: str) -> None:
    assert outbound.is_here(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "example.org", "localhost.example.org"])
def test_every_other_one_may_not(host: str) -> None:
    assert not outbound.is_here(host)
