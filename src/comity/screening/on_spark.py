"""Screening past one machine: portions of a file go to the processes of a Spark cluster, and every index with them.

The rows are read and the result is written where the run was begun; between, each portion is screened as on one
machine, by the same lines, so the result is the same. Comity has to be installed on every machine that takes part.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from comity.common.spark import spark_session
from comity.screening.bulk import Portion, Screened, screen_portion
from comity.screening.sharing import WAITING


def share_out(portions: Iterator[Portion], indexes: tuple[str, ...]) -> Iterator[tuple[int, Screened]]:
    """What came of each portion in turn, and how many rows it had; ``indexes`` are the files that all of them ask."""
    with tempfile.TemporaryDirectory() as folder, spark_session("screen-file") as session:
        context = session.sparkContext
        names = tuple(_give(context, Path(folder), number, index) for number, index in enumerate(indexes))
        while wave := list(islice(portions, context.defaultParallelism * WAITING)):
            given = [replace(portion, plan=replace(portion.plan, indexes=names)) for portion in wave]
            screened = context.parallelize(given, len(given)).map(screen_there).collect()
            yield from zip((len(portion.rows) for portion in wave), screened, strict=True)


def _give(context: Any, folder: Path, number: int, index: str) -> str:  # noqa: ANN401 - Spark ships few types
    """Send one index file to every machine, under a name that no other has."""
    file = folder / f"{number}.index"
    shutil.copyfile(index, file)
    context.addFile(str(file))
    return file.name


def screen_there(portion: Portion) -> Screened:
    """Screen a portion where Spark put it, with that machine's copies of the indexes."""
    from pyspark import SparkFiles  # noqa: PLC0415 - the extra for more than one machine

    here = tuple(SparkFiles.get(name) for name in portion.plan.indexes)
    return screen_portion(replace(portion, plan=replace(portion.plan, indexes=here)))
