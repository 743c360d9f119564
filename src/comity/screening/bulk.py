"""Bulk screening: every row of a file against indexes, in order, with its status; it goes on where it was stopped."""

import csv
import gc
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.screening.entity import Entity
from comity.screening.explanation import told
from comity.screening.index.changes import apply_changes
from comity.screening.index.compiled import accelerate
from comity.screening.index.reader import Index
from comity.screening.index.search import Hit, search_all
from comity.screening.lists.ftm import ftm_entities
from comity.screening.lists.tables import Fields, fields_of, holds_names, row_entity
from comity.screening.lists.trouble import Troubles
from comity.screening.reading import has_letters
from comity.screening.results import write_result
from comity.screening.sharing import in_turn
from comity.screening.sheets import is_parquet, is_workbook, parquet_rows, workbook_rows
from comity.screening.tabular import UNREADABLE, Cells, columns_of, read_cells

COLUMNS = (
    "row",
    "customer_id",
    "customer",
    "status",
    "score",
    "entity_id",
    "entity",
    "list",
    "list_version",
    "list_digest",
    "list_retrieved",
    "explanation",
)
NOTHING_FOUND = ("",) * (len(COLUMNS) - 5)  # from the score to where the list comes from
PORTION = 250  # rows that are screened together
LARGE_PORTION = 1_000  # of a long file
WORTH_COMPILING = 500  # rows after which a worker takes the time to load the compiled quick look
MANY = 1 << 18  # bytes of a file that is so long that it does so at once


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of a run: index files, lowest score, most hits for one row, whether duplicates are looked for."""

    indexes: tuple[str, ...]
    threshold: float | None
    limit: int
    duplicates: bool = False


Row = dict[str, str]
Raw = tuple[int, Cells] | tuple[Entity, str]  # a row of a table with its line, or an entity and what is wrong with it


def customers(path: Path) -> Iterator[tuple[Entity, str]]:
    """The rows of a customer file as entities, each with what is wrong with it (empty where nothing is)."""
    rows, fields = raw_rows(path)
    return (_entity(raw, fields) for raw in rows)


def raw_rows(path: Path) -> tuple[Iterator[Raw], Fields]:
    """The rows of a customer file as they stand in it, and the fields that its columns hold."""
    with path.open("rb") as file:
        start = file.read(4096).lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:1] == b"{":
        return _ftm(path), ()
    columns, rows = _table(path, start)
    if not holds_names(columns):
        raise BadInputError("no column holds names (name, full_name, first_name, last_name, …)", Place(str(path), 1))
    return rows, fields_of(columns)


def _entity(raw: Raw, fields: Fields) -> tuple[Entity, str]:
    first, second = raw
    if isinstance(first, Entity):
        return first, str(second)
    entity = row_entity(second, fields, first)
    for name in entity.names:
        if UNREADABLE in name:
            return entity, "the name holds bytes that are no text"
    return entity, "" if any(map(has_letters, entity.names)) else "no name"


def _table(path: Path, start: bytes) -> tuple[list[str], Iterator[tuple[int, Cells]]]:
    if is_parquet(start):
        return parquet_rows(path)
    return workbook_rows(path) if is_workbook(start) else (columns_of(path), read_cells(path))


def _ftm(path: Path) -> Iterator[tuple[Entity, str]]:
    troubles = Troubles()
    told_so_far = 0
    for entity in ftm_entities(path, troubles):
        for trouble in troubles.told[told_so_far:]:
            yield Entity(str(trouble.line), "Person", (), row=trouble.line), trouble.text
        told_so_far = len(troubles.told)
        yield entity, ""
    for trouble in troubles.told[told_so_far:]:
        yield Entity(str(trouble.line), "Person", (), row=trouble.line), trouble.text


@dataclass(frozen=True, slots=True)
class Portion:
    """Some rows that are screened together, what is asked of them, and whether they are a part of very many."""

    plan: Plan
    fields: Fields
    rows: list[Raw]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Screened:
    """What came of a portion: its lines of the result, how many hits and troubles they hold."""

    text: str
    hits: int
    troubles: int


Line = tuple[str, ...]
Share = Callable[[Iterator[Portion]], Iterator[tuple[int, Screened]]]
_open: dict[tuple[str, ...], tuple[Index, ...]] = {}
_screened = 0


def screen_portion(portion: Portion) -> Screened:
    """Screen some rows; each worker opens an index once and shares its pages with the others."""
    global _screened  # noqa: PLW0603 - what this worker has done so far
    plan = portion.plan
    if plan.indexes not in _open:
        _open[plan.indexes] = apply_changes(Index.open(Path(path)) for path in plan.indexes)
    if portion.many or _screened >= WORTH_COMPILING:
        for index in _open[plan.indexes]:
            accelerate(index)
        gc.freeze()  # what is remembered of words and tables stays, and is not looked through for what may go
    _screened += len(portion.rows)
    customers_asked = [_entity(raw, portion.fields) for raw in portion.rows]
    found = _found(plan, [entity for entity, trouble in customers_asked if not trouble])
    lines: list[Line] = []
    hits = troubles = 0
    for entity, trouble in customers_asked:
        base = str(entity.row), entity.id, entity.names[0] if entity.names else ""
        if trouble:
            troubles += 1
            lines.append((*base, "trouble", *NOTHING_FOUND, trouble))
        elif chosen := _chosen(plan, entity, next(found)):
            hits += len(chosen)
            lines.extend([(*base, "hit", *_hit(hit)) for hit in chosen])
        else:
            lines.append((*base, "no hit", *NOTHING_FOUND, ""))
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return Screened(text.getvalue(), hits, troubles)


def _found(plan: Plan, entities: list[Entity]) -> Iterator[tuple[Hit, ...]]:
    """The hits of each customer in all lists together."""
    most = plan.limit + (50 if plan.duplicates else 0)
    of_each = [search_all(index, entities, threshold=plan.threshold, limit=most) for index in _open[plan.indexes]]
    return (tuple(chain.from_iterable(hits)) for hits in zip(*of_each, strict=True))


def _chosen(plan: Plan, entity: Entity, found: tuple[Hit, ...]) -> list[Hit]:
    """The hits that are told: each pair of duplicates once, and nobody is a duplicate of themselves."""
    hits = [hit for hit in found if not plan.duplicates or hit.listed.entity.row > entity.row]
    hits.sort(key=lambda hit: (-hit.comparison.logit, hit.listed.entity.id))
    return hits[: plan.limit]


def _hit(hit: Hit) -> Line:
    """A hit from its score to its explanation."""
    entity = hit.listed.entity
    return (
        f"{hit.comparison.score:.6f}",
        entity.id,
        entity.names[0] if entity.names else "",
        *(str(hit.origin[key]) for key in ("name", "version", "digest", "retrieved")),
        told(hit.comparison),
    )


def _portions(rows: Iterable[Raw], plan: Plan, fields: Fields, *, many: bool) -> Iterator[Portion]:
    waiting = iter(rows)
    while portion := list(islice(waiting, LARGE_PORTION if many else PORTION)):
        yield Portion(plan, fields, portion, many)


@dataclass(slots=True)
class Progress:
    """How far a run has come: rows done, the bytes they fill in the unfinished file, and counts by status."""

    asked: dict[str, Any]
    done: int = 0
    size: int = 0
    hits: int = 0
    troubles: int = 0


def resume(out: Path, asked: dict[str, Any]) -> Progress:
    """The progress of an unfinished run that asked the same; a fresh one where there is none."""
    note = _note(out)
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Progress(asked)
    if known.get("asked") != asked or not _part(out).exists() or _part(out).stat().st_size < known["size"]:
        return Progress(asked)
    return Progress(**known)


def run(
    source: Path, out: Path, plan: Plan, progress: Progress, workers: int, share: Share | None = None
) -> Iterator[Progress]:
    """Screen a whole file into ``out``; the progress is told, and kept on the disk, after each portion.

    ``share`` gives the portions to others than the processes of this machine, and their results back in order.
    """
    part = _part(out)
    with part.open("r+b" if progress.size else "wb") as raw:
        raw.truncate(progress.size)
    with part.open("a", encoding="utf-8", newline="") as file:
        if not progress.size:
            csv.writer(file).writerow(COLUMNS)
        rows, fields = raw_rows(source)
        portions = _portions(islice(rows, progress.done, None), plan, fields, many=source.stat().st_size >= MANY)
        for count, screened in share(portions) if share else _here(portions, workers):
            file.write(screened.text)
            file.flush()
            progress.done += count
            progress.size = file.tell()
            progress.hits += screened.hits
            progress.troubles += screened.troubles
            _keep(out, progress)
            yield progress
    write_result(part, out)
    _note(out).unlink(missing_ok=True)


def _here(portions: Iterator[Portion], workers: int) -> Iterator[tuple[int, Screened]]:
    """What came of each portion in turn, and how many rows it had."""
    return ((len(portion.rows), screened) for portion, screened in in_turn(screen_portion, portions, workers))


def _part(out: Path) -> Path:
    return out.with_name(out.name + ".part")


def _note(out: Path) -> Path:
    return out.with_name(out.name + ".progress")


def _keep(out: Path, progress: Progress) -> None:
    note = _note(out)
    fresh = note.with_name(note.name + ".new")
    fields = ("asked", "done", "size", "hits", "troubles")
    fresh.write_text(json.dumps({f: getattr(progress, f) for f in fields}), encoding="utf-8")
    fresh.replace(note)


def changes(before: Path, after: Path) -> dict[str, list[Row]]:
    """What a second screening found otherwise than the first: new, changed (other score) and gone hits."""
    old, new = ({(r["customer_id"], r["entity_id"], r["list"]): r for r in _hits_in(path)} for path in (before, after))
    return {
        "new": [row for key, row in new.items() if key not in old],
        "changed": [row for key, row in new.items() if key in old and old[key]["score"] != row["score"]],
        "gone": [row for key, row in old.items() if key not in new],
    }


def _hits_in(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        columns, rows = _table(path, file.read(4096))
    for needed in ("customer_id", "entity_id", "list", "score", "status"):
        if needed not in columns:
            raise BadInputError(f"is no result of screen-file: the column '{needed}' is missing", Place(str(path), 1))
    named = (dict(zip(columns, cells, strict=False)) for _, cells in rows)
    return (row for row in named if row["status"] == "hit")
