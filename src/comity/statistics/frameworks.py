"""The figures that a framework asks for, each with the tables that answer it, or with word that nothing does yet."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from comity.common.errors import BadInputError, Place
from comity.statistics.definitions import Definition, definitions, frameworks
from comity.statistics.table import Table

NOT_COUNTED = "Nothing in the record of an office counts this yet."
HEADINGS = ("question", "title", "figure", "heading_1", "heading_2", "heading_3", "column", "value", "kept_back")


@dataclass(frozen=True, slots=True)
class Answered:
    """One figure that a framework asks for, and our tables that answer it; none where nothing counts it."""

    question: Definition
    tables: tuple[Table, ...]


def framework_keys() -> dict[str, str]:
    """Each framework by a short key that stands in addresses and options."""
    return {re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"): name for name in frameworks()}


def answers_to(key: str, tables: Iterable[Table]) -> tuple[Answered, ...]:
    """What a framework asks, in its order, with our answers."""
    name = framework_keys().get(key)
    if name is None:
        told = f"there is no framework '{key[:40]}' (there are: {', '.join(framework_keys())})"
        raise BadInputError(told, Place(field="framework"))
    counted = {table.figure: table for table in tables}
    asked = [item for item in definitions() if item.framework == name]
    return tuple(Answered(item, tuple(counted[one] for one in item.tables)) for item in asked)


def answers_csv(answers: Iterable[Answered]) -> str:
    """The answers as one CSV: a line per value under its question; one without an answer has a line that says so."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(HEADINGS)
    for answer in answers:
        question = (answer.question.id, answer.question.title)
        if not answer.tables:
            lines.writerow((*question, "", "", "", "", "", "", NOT_COUNTED))
        for table in answer.tables:
            lines.writerows((*question, *line) for line in table_lines(table))
    return out.getvalue()


def table_lines(table: Table) -> list[tuple[str, ...]]:
    """A table as lines of one value each: figure, three headings, column, value, and whether it is kept back."""
    made = []
    for row in table.rows:
        under = (*row.under, "", "")[:3]
        for column, value in zip(table.columns, row.values, strict=True):
            kept = "yes" if column in row.kept_back else ""
            made.append((table.figure, *under, column, "" if value is None else str(value), kept))
    return made
