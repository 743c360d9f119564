"""The files of a trace: traced.csv, moves.parquet, paths.jsonl, summary.json and the exhibit, all or none."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity import __version__
from comity.cli.whole_folder import whole_folder
from comity.drafting.trace_exhibit import exhibit, exhibit_word
from comity.drafting.trace_exhibit_funds import Beside
from comity.tracing.results import (
    MOVE_COLUMNS,
    TRACED_COLUMNS,
    followed_told,
    move_rows,
    path_lines,
    summary,
    traced_rows,
)

if TYPE_CHECKING:
    from comity.tracing.findings import Followed
    from comity.tracing.trace import Trace

MOST_PATHS = 20_000
"""Paths written per rule; the largest are kept and the summary says how many there are."""
FILES = ("traced.csv", "moves.parquet", "paths.jsonl", "summary.json", "exhibit.pdf", "exhibit.docx")


def write_trace(
    found: "Trace",
    out: Path,
    law: list[dict[str, Any]],
    beside: Beside | None = None,
    followed: "Sequence[Followed]" = (),
    language: str = "en",
) -> dict[str, Any]:
    """Write every file of a trace, the exhibit in a language, and give the summary that was written."""
    with whole_folder(out) as folder:
        write_csv(folder / "traced.csv", TRACED_COLUMNS, traced_rows(found))
        _write_moves(folder, found)
        links = {"findings": followed_told(followed, found.ledger)}
        told = summary(found) | links | {"law": law, "files": list(FILES), "version": __version__}
        told["paths"] = _write_paths(folder / "paths.jsonl", found)
        (folder / "summary.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (folder / "exhibit.pdf").write_bytes(exhibit(found, told, beside, language))
        (folder / "exhibit.docx").write_bytes(exhibit_word(found, told, beside, language))
    return told


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write a CSV file with its header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _write_paths(path: Path, found: "Trace") -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {str(rule): {"written": 0, "of": 0} for rule in found.replays}
    with path.open("w", encoding="utf-8") as file:
        for line, of in path_lines(found, MOST_PATHS):
            count = counts[json.loads(line)["rule"]]
            count["written"] += 1
            count["of"] = of
            file.write(line + "\n")
    return counts


def _write_moves(folder: Path, found: "Trace") -> None:
    """Parquet is written from a CSV beside it, because rows go into the library fastest that way."""
    plain = folder / "moves.csv"
    write_csv(plain, MOVE_COLUMNS, move_rows(found))
    money = f"DECIMAL(24,{found.ledger.decimals})"
    typed = {"step": "BIGINT", "line": "BIGINT", "traced_minor": "BIGINT"}
    typed |= dict.fromkeys(("amount", "traced", "entered", "repaid_overdraft"), money)
    parquet_from_csv(plain, folder / "moves.parquet", {name: typed.get(name, "VARCHAR") for name in MOVE_COLUMNS})
    plain.unlink()


def parquet_from_csv(plain: Path, target: Path, columns: dict[str, str]) -> None:
    """Turn a CSV file of ours into Parquet with the given column types; an empty number is null."""
    import duckdb  # noqa: PLC0415 - a large library that only Parquet needs

    types = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items()) + "}"
    source = str(plain).replace("'", "''")
    order = "SET preserve_insertion_order = true; SET threads = 1"
    text = [name for name, kind in columns.items() if kind == "VARCHAR"]
    kept = ", ".join(f"coalesce({name}, '') AS {name}" if name in text else name for name in columns)
    read = f"read_csv('{source}', header=true, columns={types}, quote='\"', escape='\"', auto_detect=false, delim=',')"
    with duckdb.connect() as database:
        database.execute(order)
        goal = str(target).replace("'", "''")
        try:
            database.execute(f"COPY (SELECT {kept} FROM {read}) TO '{goal}' (FORMAT parquet)")  # noqa: S608 - our own
        except duckdb.Error as error:
            raise OSError(0, str(error).splitlines()[0]) from None
