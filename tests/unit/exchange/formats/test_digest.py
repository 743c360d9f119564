"""A digest computed beside the work is the digest of the same bytes, however many and in whatever pieces."""

import hashlib
import os
import threading

import pytest

from comity.exchange.formats.digest import DigestBeside


@pytest.mark.parametrize("size", [0, 1, 4 << 20, (9 << 20) + 5])
def test_it_is_the_digest_of_what_was_given(size: int) -> None:
    data = os.urandom(size)
    with DigestBeside() as digest:
        for start in range(0, size, 300_000):
            digest.update(memoryview(data)[start : start + 300_000])
        assert (digest.hexdigest(), digest.size) == (hashlib.sha256(data).hexdigest(), size)


def breaks_off() -> None:
    with DigestBeside() as digest:
        digest.update(bytes(8 << 20))
        raise ConnectionError


def test_no_thread_stays_behind_where_the_work_breaks_off() -> None:
    before = threading.active_count()
    with pytest.raises(ConnectionError):
        breaks_off()
    assert threading.active_count() == before
