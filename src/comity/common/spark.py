"""A session of Spark, for work that is shared out over more than one machine: an optional extra that needs Java.

Which machines take part is said by Spark's own settings (SPARK_HOME/conf, or MASTER); without them it is this machine.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from comity.common.errors import ComityError

JAVA = 17


def check_spark() -> None:
    """Say in one sentence what Spark lacks here, before anything is begun."""
    if find_spec("pyspark") is None:
        raise ComityError("Spark is not installed: it is the extra 'spark' (pip install 'comity[spark]').")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise ComityError(f"Spark needs Java {JAVA} or later, and none was found (JAVA_HOME, or java on the path).")


@contextmanager
def spark_session(work: str) -> Iterator[Any]:
    """A session that ends with the work; what is missing, and what ended it, is told in one sentence."""
    check_spark()
    from pyspark.errors import PySparkException  # noqa: PLC0415 - the extra for more than one machine
    from pyspark.sql import SparkSession  # noqa: PLC0415

    builder = SparkSession.builder.appName(f"comity {work}").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if "MASTER" not in os.environ and "SPARK_HOME" not in os.environ:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master("local[*]").config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.sql.shuffle.partitions", "8")
    try:
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
    except (PySparkException, OSError, RuntimeError) as error:
        raise ComityError(f"Spark ended: {str(error).splitlines()[0]}; what was done is kept.") from None
    finally:
        active = SparkSession.getActiveSession()
        if active is not None:
            active.stop()
