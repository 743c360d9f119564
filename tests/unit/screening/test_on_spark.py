"""What Spark screens is what one machine screens, row by row."""

import os
import random
import shutil
from functools import partial
from pathlib import Path

import pytest

from comity.screening.bulk import PORTION, Plan, Progress, run
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, build
from comity.screening.on_spark import share_out
from comity.screening.tables import rarity

JAVA = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))
# Spark leaves its gateway's sockets to the end of the process.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not os.environ.get("COMITY_LONG"), reason="starts Spark; COMITY_LONG=1 or ./run prove does"),
    pytest.mark.skipif(not JAVA, reason="Spark needs Java"),
]


def test_a_file_screened_by_spark_has_the_result_of_one_machine_to_the_byte(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    chance = random.Random(7)
    words = sorted(rarity("person"))
    people = [" ".join(chance.sample(words, 2)).title() for _ in range(4 * PORTION)]
    indexes = []
    for number in range(2):  # two lists in folders of their own, both called the same
        (tmp_path / str(number)).mkdir()
        path = tmp_path / str(number) / "sought.index"
        listed = [Entity(str(n), "Person", (name,), row=n) for n, name in enumerate(people[number::3], 1)]
        path.write_bytes(b"".join(build([(ListOrigin(f"list {number}", "1", "d", "t"), listed)])))
        indexes.append(str(path))
    source = tmp_path / "customers.csv"
    source.write_text(
        "id,name\n" + "".join(f"{n},{name}\n" for n, name in enumerate([*people, "!!!"])), encoding="utf-8"
    )
    plan = Plan(tuple(indexes), 0.7, 5)
    for _ in run(source, tmp_path / "here.csv", plan, Progress({}), 1):
        pass
    shared = partial(share_out, indexes=plan.indexes)
    steps = list(run(source, tmp_path / "spark.csv", plan, Progress({}), 1, shared))
    assert steps[-1].hits > PORTION
    assert (tmp_path / "spark.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()
