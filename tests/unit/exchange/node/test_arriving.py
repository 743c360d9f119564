"""A package that is examined while it arrives is examined as wholly as one that lies there."""

import datetime as dt
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from comity.exchange.node import arriving
from comity.exchange.node.arriving import examined, piece_arrived
from comity.exchange.node.ceremony import renew_card, trust_card
from comity.exchange.node.examining import examine_file
from comity.exchange.node.receiving import receive_file
from comity.exchange.refusal import RefusedError

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
PIECE = 1 << 20


def arrive(pair: Any, data: bytes, path: Path, start: int = 0, stop: int | None = None) -> None:
    """Bring the pieces of a file, one after the other."""
    path.parent.mkdir(exist_ok=True)
    for offset in range(start, stop or len(data), PIECE):
        with path.open("ab") as stream:
            stream.write(data[offset : offset + PIECE])
        there = min(offset + PIECE, len(data))
        piece_arrived(pair.asked, path, range(offset, there), len(data), NOW)


@pytest.fixture
def data(pair: Any) -> bytes:
    return bytes(pair.path(pair.seal(os.urandom(3 * PIECE + 1000))).read_bytes())


@pytest.fixture
def path(pair: Any) -> Path:
    return Path(pair.asked.incoming / "arriving.part")


def test_the_finding_is_that_of_the_whole_file(pair: Any, data: bytes, path: Path) -> None:
    arrive(pair, data, path)
    found = examined(pair.asked, path, NOW)
    assert found == examine_file(pair.asked, path, NOW)
    assert receive_file(pair.asked, path, NOW, found.digest, found).state == "delivered"


def test_one_altered_byte_is_found_on_the_way_too(pair: Any, data: bytes, path: Path) -> None:
    arrive(pair, data[:2_000_000] + bytes([data[2_000_000] ^ 1]) + data[2_000_001:], path)
    found = examined(pair.asked, path, NOW)
    assert found is not None
    assert not found.examination.holds
    with pytest.raises(RefusedError, match="altered or is cut off"):
        receive_file(pair.asked, path, NOW, None, found)


def test_a_file_that_is_begun_again_is_examined_from_its_beginning(pair: Any, data: bytes, path: Path) -> None:
    arrive(pair, os.urandom(len(data)), path, stop=2 * PIECE)
    path.unlink()
    arrive(pair, data, path)
    assert examined(pair.asked, path, NOW) == examine_file(pair.asked, path, NOW)


def test_an_upload_that_goes_on_after_a_restart_is_examined_from_its_beginning(
    pair: Any, data: bytes, path: Path
) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data[:PIECE])
    arrive(pair, data, path, start=PIECE)
    assert examined(pair.asked, path, NOW) == examine_file(pair.asked, path, NOW)


def test_what_was_found_does_not_count_where_trust_changed_meanwhile(pair: Any, data: bytes, path: Path) -> None:
    arrive(pair, data, path, stop=2 * PIECE)
    card = renew_card(pair.asking, NOW)
    trust_card(pair.asked, card.text, None, NOW)
    arrive(pair, data, path, start=2 * PIECE)
    assert examined(pair.asked, path, NOW) is None


def test_what_stops_coming_is_forgotten(pair: Any, data: bytes, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "PATIENCE", 0.05)
    arrive(pair, data, path, stop=2 * PIECE)
    while any(thread.name == f"arriving {path.name}" for thread in threading.enumerate()):
        time.sleep(0.01)
    assert examined(pair.asked, path, NOW) is None


def test_the_known_moment_of_a_revoked_key_is_left_to_the_whole_examination(pair: Any, data: bytes, path: Path) -> None:
    fresh = renew_card(pair.asking, NOW, revoke="stolen")
    trust_card(pair.asked, fresh.text, fresh.card.fingerprint, NOW)
    arrive(pair, data, path)
    assert examined(pair.asked, path, NOW) is None
