"""``comity screen-file``: every row of a customer file against lists, with progress, resumable, and what changed."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.screening.bulk import Plan, Share

Customers = Annotated[
    Path, typer.Argument(help="CSV, Excel, Parquet or FollowTheMoney JSON lines.", show_default=False)
]
Lists = Annotated[list[Path] | None, typer.Option("--list", help="A list as it is published, or an index; repeatable.")]
_KINDS = (".csv", ".xlsx", ".parquet")
Out = Annotated[Path, typer.Option("--out", help="Each row with its status and hits: .csv, .xlsx or .parquet.")]
Threshold = Annotated[
    float | None,
    typer.Option("--threshold", min=0.0, max=1.0, help="The lowest score that is a hit; 0.9 for people, else 0.75."),
]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many hits for one row at most.")]
Engine = Annotated[str, typer.Option("--engine", help="local, or spark: more than one machine (the extra 'spark').")]
Workers = Annotated[int, typer.Option("--workers", min=0, help="How many processes; 0 takes one for each processor.")]
Since = Annotated[Path | None, typer.Option("--since", help="The result of an earlier run: tell only what changed.")]
Duplicates = Annotated[
    bool, typer.Option("--duplicates", help="Find duplicates within the file itself; needs no list.")
]


def screen_file(
    customers: Customers,
    out: Out,
    lists: Lists = None,
    threshold: Threshold = None,
    limit: Limit = 10,
    engine: Engine = "local",
    workers: Workers = 0,
    since: Since = None,
    duplicates: Duplicates = False,
    json: JsonFlag = False,
) -> None:
    """Screen every row of a file against lists; a run that was stopped goes on where it was."""
    from comity.screening.bulk import Plan, changes  # noqa: PLC0415 - start-up does not need the room

    if engine not in ("local", "spark"):
        raise BadInputError(f"'{engine}' is not an engine (local, spark)", Place(field="--engine"))
    if not customers.is_file():
        raise BadInputError("no such file", Place(str(customers)))
    wanted = [customers] if duplicates else (lists or [])
    if not wanted:
        raise BadInputError("name at least one list to look in", Place(field="--list"))
    with tempfile.TemporaryDirectory() as folder:
        indexes, origins = _indexes(wanted, Path(folder), workers or os.cpu_count() or 1)
        plan = Plan(tuple(str(path) for path in indexes), threshold, limit, duplicates)
        share = _share(plan) if engine == "spark" else None
        done = _run(customers, out, plan, origins, workers or os.cpu_count() or 1, share, quiet=json)
    answer: dict[str, Any] = {"out": str(out), **done, "lists": origins, "threshold": threshold}
    if since is not None:
        answer["changes"] = changes(since, out)
    _tell(answer, json=json)


def _share(plan: "Plan") -> "Share":
    from comity.common.spark import check_spark  # noqa: PLC0415 - as above
    from comity.screening.on_spark import share_out  # noqa: PLC0415

    check_spark()
    return lambda portions: share_out(portions, plan.indexes)


def _indexes(lists: list[Path], folder: Path, workers: int) -> tuple[list[Path], list[dict[str, Any]]]:
    """The index files of the lists; a raw list is indexed into the folder first."""
    from comity.cli.screen import write_index  # noqa: PLC0415 - as above
    from comity.screening.index.reader import Index  # noqa: PLC0415
    from comity.screening.lists.reading import is_index  # noqa: PLC0415

    paths: list[Path] = []
    for number, path in enumerate(lists):
        if is_index(path):
            paths.append(path)
        else:
            write_index([path], folder / f"{number}.index", workers)
            paths.append(folder / f"{number}.index")
    return paths, [origin for path in paths for origin in Index.open(path).lists]


def _run(
    source: Path,
    out: Path,
    plan: "Plan",
    origins: list[dict[str, Any]],
    workers: int,
    share: "Share | None",
    *,
    quiet: bool,
) -> dict[str, Any]:
    from comity.screening.bulk import resume, run  # noqa: PLC0415 - as above

    digests = [origin["digest"] for origin in origins]
    stat = source.stat()
    asked = {
        "source": [str(source), stat.st_size, stat.st_mtime_ns],
        "lists": digests,
        "plan": [plan.threshold, plan.limit, plan.duplicates],
    }
    if out.suffix.lower() not in _KINDS:
        raise BadInputError(f"is not a name that ends in {', '.join(_KINDS)}", Place(str(out), field="--out"))
    progress = resume(out, asked)
    resumed_at = progress.done
    try:
        with _bar(quiet=quiet) as step:
            for state in run(source, out, plan, progress, workers, share):
                step(state.done, state.hits)
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None
    return {"rows": progress.done, "hits": progress.hits, "troubles": progress.troubles, "resumed_at": resumed_at}


class _bar:  # noqa: N801 - a context, used like a function
    """A progress line on standard error for a person; nothing where a machine reads."""

    def __init__(self, *, quiet: bool) -> None:
        self._progress: Any = None
        if not quiet:
            from rich.console import Console  # noqa: PLC0415 - JSON output does not need it
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)

    def __enter__(self) -> Any:  # noqa: ANN401 - the function that tells how far it is
        if self._progress is None:
            return lambda _done, _hits: None
        self._progress.start()
        task = self._progress.add_task("Screening", total=None)
        return lambda done, hits: self._progress.update(task, description=f"{done} rows, {hits} hits")

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()


def _tell(answer: dict[str, Any], *, json: bool) -> None:
    if json:
        print_json(answer)
        return
    resumed = f", gone on from row {answer['resumed_at']}" if answer["resumed_at"] else ""
    print_line(
        f"{answer['rows']} rows{resumed}: {answer['hits']} hits, {answer['troubles']} troubles; in {answer['out']}"
    )
    for kind, rows in answer.get("changes", {}).items():
        print_line(f"{kind}: {len(rows)}", "bold")
        for row in rows[:20]:
            print_line(
                f"  {row['customer']} ({row['customer_id']}): {row['entity']} ({row['entity_id']}), {row['score']}"
            )


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command("screen-file")(screen_file)
