"""A disk that fails or loses what it was not told to keep takes nothing with it that was acknowledged."""

import datetime as dt
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.exchange.node.durable import sync_folder
from comity.exchange.node.node import Node
from comity.exchange.node.opening import open_package
from comity.exchange.node.receiving import receive_copy
from comity.exchange.node.status import node_status
from comity.exchange.refusal import Refusal, RefusedError
from comity.exchange.wire import uploads
from comity.exchange.wire.protocol import content_digest

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
BENCH = Path(__file__).parents[3] / "bench" / "bench_exchange_disk.py"
SEED = "20261122"
linux = pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="needs Linux and a C compiler")


@linux
def test_no_fault_of_the_disk_and_no_power_cut_takes_what_was_acknowledged() -> None:
    """Four places of each of eight kinds; `./run bench exchange_disk` tries every one."""
    environment = os.environ | {"COMITY_DISK_FAULTS": "4", "COMITY_DISK_SEED": SEED}
    ended = subprocess.run([sys.executable, str(BENCH)], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.count("0 of 4 lost, doubled or stuck") == 8, ended.stdout


class FailingSync:
    """The system's fsync, which fails from the first time that it is asked for a folder, or for a file."""

    def __init__(self, *, folders: bool, code: int = errno.EIO) -> None:
        self.folders, self.code, self.real, self.failed = folders, code, os.fsync, 0

    def __call__(self, handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}") == self.folders:  # noqa: PTH112 - a handle, not a path
            self.failed += 1
            raise OSError(self.code, os.strerror(self.code))
        self.real(handle)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FailingSync]:
    def fail(**how: Any) -> FailingSync:
        sync = FailingSync(**how)
        monkeypatch.setattr(os, "fsync", sync)
        return sync

    return fail


@linux
@pytest.mark.parametrize("folders", [True, False])
def test_what_could_not_be_synced_is_not_acknowledged_and_is_taken_later(
    pair: Any, failing: Callable[..., FailingSync], monkeypatch: pytest.MonkeyPatch, folders: bool
) -> None:
    sealed = pair.seal(b"one")
    failing(folders=folders)
    with pytest.raises(RefusedError) as refused:
        receive_copy(pair.asked, pair.path(sealed), NOW)
    assert refused.value.code is Refusal.DISK_FAILED
    assert node_status(pair.asked, NOW)["packages"] == []
    with pytest.raises(RefusedError):
        pair.seal(b"two")
    assert len(node_status(pair.asking, NOW)["packages"]) == 1
    monkeypatch.undo()
    assert receive_copy(pair.asked, pair.path(sealed), NOW).new


@linux
def test_a_folder_whose_name_was_not_kept_was_not_taken_out(
    pair: Any, failing: Callable[..., FailingSync], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, out = pair.path(pair.seal(b"one")), tmp_path / "out"
    receive_copy(pair.asked, path, NOW)
    failing(folders=True)
    with pytest.raises(RefusedError):
        open_package(pair.asked, path, out, NOW)
    assert list(tmp_path.glob("out")) == []
    monkeypatch.undo()
    open_package(pair.asked, path, out, NOW)


@linux
def test_a_piece_that_could_not_be_synced_is_not_counted_as_here(
    pair: Any, failing: Callable[..., FailingSync], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system may think such a piece clean and never write it; it has to be written again."""
    monkeypatch.setattr(uploads, "PIECE", 4)
    upload = uploads.Upload(pair.asked, pair.asking.id, "0" * 64)
    put(pair.asked, upload, 0)
    failing(folders=False)
    with pytest.raises(RefusedError) as refused:
        put(pair.asked, upload, 4)
    assert (refused.value.code, upload.offset(), upload.path.read_bytes()) == (Refusal.DISK_FAILED, 4, b"0123")


def put(node: Node, upload: uploads.Upload, offset: int) -> None:
    piece = b"0123456789"[offset : offset + 4]
    assert node.incoming.is_dir() or offset == 0
    upload.put(offset, 10, piece, content_digest(piece))


@linux
def test_a_system_that_cannot_sync_folders_is_no_failing_disk(
    tmp_path: Path, failing: Callable[..., FailingSync]
) -> None:
    sync = failing(folders=True, code=errno.EINVAL)
    sync_folder(tmp_path)
    assert sync.failed == 1
