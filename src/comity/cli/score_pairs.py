"""``comity score-pairs``: how alike are the names of each row, and why."""

import csv
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line
from comity.common.errors import BadInputError, Place

Pairs = Annotated[
    Path, typer.Argument(help="CSV with left, right and optional schema, left_birthDate, …", show_default=False)
]
Out = Annotated[Path, typer.Option("--out", help="The CSV file to write: the same rows with score and explanation.")]


def score_pairs(pairs: Pairs, out: Out, json: JsonFlag = False) -> None:
    """Score pairs of names in a CSV file; each row gets a score from 0 to 1 and an explanation."""
    from comity.screening.tabular import columns_of, read_rows  # noqa: PLC0415 - start-up does not need the room

    columns = columns_of(pairs)
    for needed in ("left", "right"):
        if needed not in columns:
            raise BadInputError(f"the column '{needed}' is missing", Place(str(pairs), 1))
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            counts = _write(file, columns, read_rows(pairs))
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None
    part.replace(out)
    answer: dict[str, Any] = {
        "pairs": counts["pairs"],
        "scored": counts["scored"],
        "troubles": counts["troubles"],
        "out": out,
    }
    if json:
        print_json({**answer, "out": str(out)})
        return
    print_line(f"{counts['scored']} of {counts['pairs']} pairs scored into {out}")
    for trouble in counts["troubles"][:20]:
        print_line(f"  line {trouble['line']}: {trouble['trouble']}", "yellow")


def _write(file: Any, columns: list[str], rows: Any) -> dict[str, Any]:  # noqa: ANN401 - an open text file, rows with lines
    from comity.screening.explanation import told  # noqa: PLC0415 - as above
    from comity.screening.pairs import score_pair  # noqa: PLC0415

    kept = [c for c in columns if c not in {"score", "explanation"}]
    writer = csv.DictWriter(file, [*kept, "score", "explanation"], extrasaction="ignore")
    writer.writeheader()
    troubles: list[dict[str, Any]] = []
    count = 0
    for line, row in rows:
        count += 1
        scored = score_pair(row)
        if scored.comparison is None:
            troubles.append({"line": line, "trouble": scored.trouble})
            writer.writerow({**row, "score": "", "explanation": scored.trouble})
            continue
        comparison = scored.comparison
        writer.writerow({**row, "score": f"{comparison.score:.6f}", "explanation": told(comparison)})
    return {"pairs": count, "scored": count - len(troubles), "troubles": troubles}


def register(app: typer.Typer) -> None:
    """Put the command of this file on the command line."""
    app.command("score-pairs")(score_pairs)
