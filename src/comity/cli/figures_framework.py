"""``comity figures --framework``: what a framework asks, what the office answers, and what it cannot answer."""

from pathlib import Path

from comity.cli.figures_own import KEPT_BACK, counted_figures, table_cells, words_of
from comity.cli.output import print_json, print_line, print_table
from comity.common.errors import BadInputError, Place
from comity.statistics.counted import as_rows
from comity.statistics.definitions import definitions
from comity.statistics.frameworks import NOT_COUNTED, Answered, answers_csv, answers_to
from comity.statistics.period import Period
from comity.statistics.suppression import DEFAULT_LEAST
from comity.statistics.table import publishable


def framework_figures(
    period: Period,
    framework: str,
    record: Path | None,
    folder: Path | None,
    out: Path | None,
    *,
    exact: bool,
    json: bool,
) -> None:
    """Show or write what a framework asks and what the record answers; small counts are kept back unless ``exact``."""
    answers_to(framework, ())  # a slip is told before anything is counted
    head, counted = counted_figures(period, record, folder)
    answers = answers_to(framework, counted if exact else publishable(counted))
    if out is not None:
        _write(out, answers)
    if json:
        span = {"from": period.start, "to": period.end}
        least = None if exact else DEFAULT_LEAST
        print_json({"framework": framework, "period": span, "log": head, "least": least, "asked": _asked(answers)})
        return
    if out is not None:
        print_line(f"Written: {out}")
        return
    titles = {item.id: item.title for item in definitions()}
    for answer in answers:
        print_line(f"{answer.question.title} ({answer.question.id}): {answer.question.counts}", style="bold")
        print_line(f"Left open: {answer.question.leaves_open} Text {answer.question.reading.replace('_', ' ')}.")
        if not answer.tables:
            print_line(NOT_COUNTED)
        for table in answer.tables:
            headings = [*map(words_of, (*table.under, *table.columns))]
            print_table(titles[table.figure], headings, map(table_cells, table.rows))
        print_line()
    if not exact:
        print_line(f"{KEPT_BACK}: kept back, because counts from 1 to {DEFAULT_LEAST - 1} could tell who a person is.")


def _asked(answers: tuple[Answered, ...]) -> list[dict[str, object]]:
    return [
        {
            "question": answer.question.id,
            "title": answer.question.title,
            "counts": answer.question.counts,
            "leaves_open": answer.question.leaves_open,
            "reading": answer.question.reading,
            "answers": [{"figure": table.figure, "rows": as_rows(table)} for table in answer.tables],
        }
        for answer in answers
    ]


def _write(out: Path, answers: tuple[Answered, ...]) -> None:
    if out.suffix.lower() != ".csv":
        raise BadInputError("the answers to a framework are written as .csv", Place(str(out)))
    try:
        out.write_text(answers_csv(answers), encoding="utf-8", newline="")
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None
