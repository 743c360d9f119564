"""The index that Spark builds is the local one to the byte, and work that was cut off goes on."""

import importlib.util
import os
import random
import shutil
from pathlib import Path

import pytest

from comity.common.errors import BadInputError, ComityError
from comity.tracing.index.kept import index_write
from comity.tracing.index.spark import spark_entries, work_begin
from comity.tracing.ledger_files import read_ledger

pytest.importorskip("numpy", reason="the extra for large ledgers is not installed")
BOTH = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))
# Spark leaves its gateway's sockets to the end of the process.
quiet = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
long = pytest.mark.skipif(not os.environ.get("COMITY_LONG"), reason="starts Spark; COMITY_LONG=1 or ./run prove does")


def written(path: Path, seed: int, rows: int) -> Path:
    """A ledger with ties, cycles, overdrafts, transfers of nothing and to oneself."""
    chance = random.Random(seed)
    lines = ["time,sender,receiver,amount,currency"]
    names = ["", *(f"acct{n}" for n in range(1, 8))]
    while len(lines) <= rows:
        sender, receiver = chance.choice(names), chance.choice(names)
        if sender or receiver:
            day, amount = chance.randrange(1, 28), chance.choice(["0", "1", "7.5", "10", "10000.01"])
            lines.append(f"2024-01-{day:02d},{sender},{receiver},{amount},EUR")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@quiet
@long
@pytest.mark.skipif(not BOTH, reason="Spark needs Java")
@pytest.mark.parametrize("parts", [1, 3])
def test_spark_builds_the_index_of_the_local_builder_to_the_byte(tmp_path: Path, parts: int) -> None:
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    for seed in range(5):
        ledger = read_ledger(written(tmp_path / f"{seed}.csv", seed, 400))
        work = tmp_path / f"work-{seed}-{parts}"
        index_write(ledger, tmp_path / "local", compiled=True)
        index_write(ledger, tmp_path / "spark", entries=spark_entries(ledger, work, parts=parts), compiled=True)
        assert (tmp_path / "spark").read_bytes() == (tmp_path / "local").read_bytes()


@quiet
@long
@pytest.mark.skipif(not BOTH, reason="Spark needs Java")
def test_work_that_was_cut_off_goes_on_with_the_part_that_is_missing(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    ledger = read_ledger(written(tmp_path / "l.csv", 1, 300))
    told: list[int] = []
    whole = spark_entries(ledger, tmp_path / "work", parts=3)
    shutil.rmtree(tmp_path / "work" / "entries-00001.parquet")
    again = spark_entries(ledger, tmp_path / "work", parts=3, progress=lambda done, _: told.append(done))
    assert told == [2]
    assert again.row.tolist() == whole.row.tolist()
    assert again.balance.tolist() == whole.balance.tolist()


def test_the_work_on_another_ledger_is_not_taken_for_this_one(tmp_path: Path) -> None:
    one, other = (read_ledger(written(tmp_path / f"{n}.csv", n, 30)) for n in (1, 2))
    work_begin(one, tmp_path / "work", 1)
    work_begin(one, tmp_path / "work", 1)
    with pytest.raises(BadInputError, match="holds the work on another ledger, or in other parts"):
        work_begin(other, tmp_path / "work", 1)
    with pytest.raises(BadInputError, match="holds the work on another ledger, or in other parts"):
        work_begin(one, tmp_path / "work", 2)


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="Spark is installed here")
def test_without_spark_one_sentence_says_how_to_have_it(tmp_path: Path) -> None:
    with pytest.raises(ComityError, match="it is the extra 'spark'"):
        spark_entries(read_ledger(written(tmp_path / "l.csv", 1, 30)), tmp_path / "work")
