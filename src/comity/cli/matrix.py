"""``comity matrix``: for one measure, the best route of every pair of states, as a table others can compute with."""

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.output import JsonFlag, console, print_json, print_line, print_table
from comity.cli.route import Conduct, Fact, FactFile, Measure, On, gather_facts, read_conduct, read_measures, read_on
from comity.common.errors import BadInputError, Place
from comity.law.matrix import Cell, matrix
from comity.law.states import read_state, un_members

if TYPE_CHECKING:
    from collections.abc import Iterable

States = Annotated[
    list[str] | None, typer.Option("--state", help="Only these states; all UN members where none is given.")
]
Out = Annotated[Path | None, typer.Option("--out", help="Write the cells as CSV.")]


def pairs(
    measure: Measure,
    state: States = None,
    on: On = None,
    conduct: Conduct = None,
    fact: Fact = None,
    facts: FactFile = None,
    out: Out = None,
    json: JsonFlag = False,
) -> None:
    """Solve one measure for every pair of states; count the verdicts and write the cells."""
    if measure == "any":
        raise BadInputError("a matrix is about one measure, not any")
    day = read_on(on)
    names = tuple(dict.fromkeys(read_state(code) for code in state or ())) or un_members()
    solved = matrix(
        names,
        read_measures(measure)[0],
        day,
        conduct=read_conduct(conduct or []),
        facts=gather_facts(facts, fact or []),
    )
    cells = list(solved if json else _with_progress(solved, len(names) * (len(names) - 1)))
    if out is not None:
        _write(out, cells)
    counts = Counter(cell.verdict.value for cell in cells)
    if json:
        print_json({"measure": measure, "on": day, "states": names, "verdicts": counts, "cells": [] if out else cells})
        return
    print_table(f"{measure}, {day}: {len(cells)} pairs", ("Verdict", "Pairs"), counts.most_common())
    if out is not None:
        print_line(f"Written: {out}")


def _with_progress(cells: "Iterable[Cell]", total: int) -> "Iterable[Cell]":
    from rich.progress import track  # noqa: PLC0415 - only for a person at a terminal

    return track(cells, "Solving pairs", total=total, console=console(), disable=not sys.stdout.isatty())


def _write(out: Path, cells: list[Cell]) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("requesting", "requested", "verdict", "basis"))
            rows.writerows((cell.requesting, cell.requested, cell.verdict.value, cell.basis) for cell in cells)
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("matrix")(pairs)
