"""On a full disk nothing is acknowledged, nothing is half there, and all of it arrives when there is space again."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from comity.exchange.node.durable import disk_trouble_told, write_durably
from comity.exchange.node.receiving import receive_copy
from comity.exchange.node.status import node_status
from comity.exchange.refusal import Refusal, RefusedError

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
FULL = Path("/dev/full")


def test_a_store_that_is_full_takes_nothing_and_later_everything(pair: Any) -> None:
    sealed = pair.seal(b"one", subject="s" * 300, details={"note": "n" * 100_000})
    with pair.asked.store.transaction() as transaction:
        (pages,) = transaction.connection.execute("PRAGMA page_count").fetchone()
        transaction.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RefusedError) as refused:
        receive_copy(pair.asked, pair.path(sealed), NOW)
    assert refused.value.code == Refusal.OUT_OF_SPACE
    assert node_status(pair.asked, NOW)["packages"] == []
    pair.asked.store.check_log()
    with pair.asked.store.transaction() as transaction:
        transaction.connection.execute("PRAGMA max_page_count = 1000000")
    assert receive_copy(pair.asked, pair.path(sealed), NOW).new
    assert len(node_status(pair.asked, NOW)["work"]) == 1


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_a_refusal_that_may_be_tried_again() -> None:
    with pytest.raises(RefusedError) as refused, disk_trouble_told(), FULL.open("wb", buffering=0) as stream:
        stream.write(b"x")
    assert refused.value.code == Refusal.OUT_OF_SPACE


def test_a_small_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "keys" / "one.pem"
    write_durably(target, b"secret", private=True)
    assert target.read_bytes() == b"secret"
    assert target.stat().st_mode & 0o077 == 0
    assert [path.name for path in target.parent.iterdir()] == ["one.pem"]
