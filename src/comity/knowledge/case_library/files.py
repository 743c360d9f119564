"""The library as files: JSON as it is kept, and CSV for a spreadsheet, a row a case; both come back without loss."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.common.spreadsheet import guarded, unguarded
from comity.knowledge.case_library.reading import Slip, read_summary
from comity.knowledge.case_library.summary import COLUMNS, LISTS, ROWS, Summary
from comity.law.states import parse_state

FORMAT = "comity-library/1"
LARGEST = 60_000_000
_NUMBERED = re.compile(rf"({'|'.join(ROWS)})\.(\d{{1,3}})\.(\w+)")
_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: its summaries and the state that gives them, or the slips that keep it from being used."""

    summaries: tuple[Summary, ...]
    slips: tuple[Slip, ...]
    giver: str = ""


def write_json(summaries: Iterable[Summary], state: str) -> str:
    """Write summaries as a bundle that a state gives; the same ones give the same bytes."""
    cases = [summary.data() for summary in sorted(summaries, key=lambda one: one.uid)]
    return json.dumps({"format": FORMAT, "from": state, "cases": cases}, ensure_ascii=False, indent=1) + "\n"


def write_csv(summaries: Iterable[Summary]) -> str:
    """Write summaries as CSV, a row each; amounts and sources have numbered columns."""
    held = sorted(summaries, key=lambda one: one.uid)
    names = ["uid", *(column.name for column in COLUMNS)]
    for rows, columns in ROWS.items():
        most = max((len(getattr(one, rows)) for one in held), default=0)
        names += [f"{rows}.{number}.{column.name}" for number in range(1, most + 1) for column in columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for one in held:
        cells = _cells(one)
        writer.writerow([guarded(cells.get(name, "")) for name in names])
    return out.getvalue()


def _cells(summary: Summary) -> dict[str, str]:
    cells = {"uid": summary.uid}
    for name, value in summary.fields.items():
        cells[name] = value if isinstance(value, str) else _BETWEEN.join(value)
    for rows in ROWS:
        for number, row in enumerate(getattr(summary, rows), start=1):
            cells |= {f"{rows}.{number}.{name}": text for name, text in row.items()}
    return cells


def read_library(content: bytes, name: str) -> Read:
    """Read a file of summaries, JSON or CSV; what cannot be used is told line by line."""
    if len(content) > LARGEST:
        raise BadInputError(f"the file is larger than {LARGEST // 1_000_000} MB", Place(name))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadInputError(
            "this line is no plain text; save the file again as UTF-8", Place(name, line=line)
        ) from None
    if not text.lstrip().startswith("{"):
        return _read(list(_csv_rows(text, name)))
    giver, rows = _json_rows(text, name)
    return _read(rows, giver)


def _read(rows: Sequence[tuple[int, dict[str, Any]]], giver: str = "") -> Read:
    summaries, slips, seen = [], [], dict[str, int]()
    for line, data in rows:
        summary, wrong = read_summary(data, line)
        slips += wrong
        if summary is None:
            continue
        if summary.uid in seen:
            slips.append(Slip(line, "uid", f"the same case stands in line {seen[summary.uid]}"))
        seen[summary.uid] = line
        summaries.append(summary)
    return Read(() if slips else tuple(summaries), tuple(slips), giver)


def _json_rows(text: str, name: str) -> tuple[str, list[tuple[int, dict[str, Any]]]]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInputError(f"this is not JSON ({error.msg})", Place(name, line=error.lineno)) from None
    except RecursionError:
        raise BadInputError(f"this is no library of cases ({FORMAT})", Place(name)) from None
    cases = data.get("cases")
    if data.get("format") != FORMAT or not isinstance(cases, list) or not all(isinstance(c, dict) for c in cases):
        raise BadInputError(f"this is no library of cases ({FORMAT})", Place(name))
    giver = str(data.get("from") or "")
    return parse_state(giver) if giver else "", list(enumerate(cases, start=1))


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    first = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        header = [cell.strip() for cell in next(lines, [])]
        if "title" not in header:
            raise BadInputError("this is no library of cases: the first line names no column 'title'", Place(name))
        twice = next((column for column in header if column and header.count(column) > 1), "")
        if twice:
            raise BadInputError(f"the first line names the column '{twice[:40]}' twice", Place(name, line=1))
        began = lines.line_num + 1
        for cells in lines:
            if any(cell.strip() for cell in cells):
                yield began, _gathered(header, cells)
            began = lines.line_num + 1
    except csv.Error as error:
        raise BadInputError(f"this is no CSV ({error})", Place(name, line=lines.line_num)) from None


def _gathered(header: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """The cells of one row as the data of a summary; a cell beyond the header is a field that there is not."""
    data: dict[str, Any] = {}
    kinds = {column.name: column.kind for column in COLUMNS}
    rows: dict[str, dict[int, dict[str, str]]] = {rows: {} for rows in ROWS}
    for at, cell in enumerate(cells):
        column, text = header[at] if at < len(header) else f"column {at + 1}", unguarded(cell)
        if not text:
            continue
        numbered = _NUMBERED.fullmatch(column)
        if numbered is not None:
            rows[numbered[1]].setdefault(int(numbered[2]), {})[numbered[3]] = text
        elif kinds.get(column) in LISTS:
            data[column] = [part.strip() for part in text.split(";") if part.strip()]
        else:
            data[column] = text
    return data | {name: [found[at] for at in sorted(found)] for name, found in rows.items() if found}
