"""``comity screen`` and its kin: is somebody on a list, in any script, and why."""

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.screening.entity import Entity
    from comity.screening.index.reader import Index
    from comity.screening.index.search import Hit
    from comity.screening.lists.reading import ListFile

Query = Annotated[str | None, typer.Argument(help="A name, in any script and order.", show_default=False)]
QueryFile = Annotated[Path | None, typer.Option("--query-file", help="A FollowTheMoney entity as JSON.")]
Lists = Annotated[list[Path], typer.Option("--list", help="A list as it is published, or an index; repeatable.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many hits at most.")]
Threshold = Annotated[
    float | None,
    typer.Option("--threshold", min=0.0, max=1.0, help="The lowest score that is a hit; 0.9 for people, else 0.75."),
]
Schema = Annotated[str, typer.Option("--schema", help="Person, Company, Organization, Vessel, …")]
Date = Annotated[str | None, typer.Option("--birth-date", help="YYYY, YYYY-MM or YYYY-MM-DD.")]
Country = Annotated[str | None, typer.Option("--country", help="A country of the person: code or name.")]
Files = Annotated[list[Path], typer.Argument(help="Lists as they are published.", show_default=False)]
Base = Annotated[Path | None, typer.Option("--base", help="The index of the whole list that the file changes.")]
Out = Annotated[Path, typer.Option("--out", help="The index file to write.")]
Workers = Annotated[
    int, typer.Option("--workers", min=0, help="How many processes read large lists; 0 takes one for each processor.")
]
WORTH_SHARING = 1 << 24  # bytes of lists


def screen(
    query: Query = None,
    lists: Lists = [],  # noqa: B006 - typer reads the empty list as "may be left out"; it is never changed
    query_file: QueryFile = None,
    limit: Limit = 10,
    threshold: Threshold = None,
    schema: Schema = "Person",
    birth_date: Date = None,
    country: Country = None,
    json: JsonFlag = False,
) -> None:
    """Look for one person or company in lists, in any script, and say why."""
    from comity.screening.index.changes import apply_changes  # noqa: PLC0415 - start-up does not need the room
    from comity.screening.index.search import default_threshold, search  # noqa: PLC0415

    asked = _asked(query, query_file, schema, birth_date, country)
    lowest = default_threshold(asked) if threshold is None else threshold
    if not lists:
        raise BadInputError("name at least one list to look in", Place(field="--list"))
    indexes = apply_changes(index_of(path) for path in lists)
    hits = [hit for index in indexes for hit in search(index, asked, threshold=lowest, limit=limit)]
    hits.sort(key=lambda hit: (-hit.comparison.logit, hit.listed.entity.id))
    answer = {
        "query": {"names": asked.names, "schema": asked.schema, "dates": asked.dates, "countries": asked.countries},
        "threshold": lowest,
        "algorithm": algorithm(),
        "lists": [origin for index in indexes for origin in index.lists],
        "hits": [hit_answer(hit) for hit in hits[:limit]],
    }
    if json:
        print_json(answer)
    else:
        _print_hits(answer)


def _asked(query: str | None, file: Path | None, schema: str, date: str | None, country: str | None) -> "Entity":
    from comity.screening.countries import countries_sharing, country_code  # noqa: PLC0415 - as above
    from comity.screening.entity import Entity  # noqa: PLC0415
    from comity.screening.reading import has_letters  # noqa: PLC0415

    if (query is None) == (file is None):
        raise BadInputError("give either a name or --query-file", Place(field="QUERY"))
    if file is not None:
        return _entity_in(file)
    name = query or ""
    if not has_letters(name):
        raise BadInputError("holds no letter of any script", Place(field="QUERY"))
    if date and not _is_day(date):
        raise BadInputError(f"'{date[:40]}' is not a date (YYYY, YYYY-MM or YYYY-MM-DD)", Place(field="--birth-date"))
    if country and (codes := countries_sharing(country)):
        sentence = f"'{country[:60]}' can mean {' or '.join(codes)}; give the code"
        raise BadInputError(sentence, Place(field="--country"))
    if country and not country_code(country):
        raise BadInputError(f"'{country[:60]}' is no country by code or name", Place(field="--country"))
    return Entity("query", schema, (name,), (date,) if date else (), (country,) if country else ())


def _is_day(text: str) -> bool:
    """Whether a text is a year, a month or a day of the calendar."""
    whole = f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10] if len(text) == 7 else text
    try:
        return len(whole) == 10 and str(dt.date.fromisoformat(whole)) == whole
    except ValueError:
        return False


def _entity_in(file: Path) -> "Entity":
    import json  # noqa: PLC0415 - the name is taken by an option elsewhere

    from comity.screening.entity import from_ftm  # noqa: PLC0415 - as above

    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(file))) from None
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"is not JSON: {error}", Place(str(file))) from None
    if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
        raise BadInputError("is not a FollowTheMoney entity (id, schema, properties)", Place(str(file)))
    entity = from_ftm(data)
    if not entity.names:
        raise BadInputError("the entity has no name", Place(str(file), field="properties.name"))
    return entity


def index_of(path: Path) -> "Index":
    """The index in a file; a raw list is indexed in memory first."""
    from comity.screening.index.build import build  # noqa: PLC0415 - as above
    from comity.screening.index.reader import Index  # noqa: PLC0415
    from comity.screening.lists.reading import is_index, open_list  # noqa: PLC0415

    if is_index(path):
        return Index.open(path)
    opened = open_list(path, _retrieved(path))
    return Index(b"".join(build([(opened.origin, opened.entities)])), str(path))


def _retrieved(path: Path) -> str:
    """When a file came to this machine: the time it was last written, in UTC."""
    return (
        dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).isoformat(timespec="seconds") if path.exists() else ""
    )


def algorithm() -> dict[str, str]:
    """What compared: the name of the method and the digest of the numbers it was fitted to."""
    import hashlib  # noqa: PLC0415 - as above

    from comity import __version__  # noqa: PLC0415
    from comity.screening.tables import FOLDER  # noqa: PLC0415

    digest = hashlib.sha256((FOLDER / "scorer.json").read_bytes()).hexdigest()
    return {"name": "comity-names", "version": __version__, "scorer": digest[:16]}


def hit_answer(hit: "Hit") -> dict[str, Any]:
    """One hit as the JSON that others build on."""
    from comity.screening.explanation import as_data  # noqa: PLC0415 - as above

    entity = hit.listed.entity
    return {
        "id": entity.id,
        "schema": entity.schema,
        "caption": entity.names[0] if entity.names else entity.id,
        **as_data(hit.comparison),
        "entity": {
            "names": entity.names,
            "dates": entity.dates,
            "countries": entity.countries,
            "genders": entity.genders,
            "identifiers": [list(pair) for pair in entity.identifiers],
            "topics": entity.topics,
            "first_seen": entity.first_seen,
            "last_change": entity.last_change,
        },
        "list": {key: hit.origin[key] for key in ("name", "version", "digest", "retrieved")},
    }


def _print_hits(answer: dict[str, Any]) -> None:
    lists = ", ".join(
        f"{origin['name']} ({origin['version']}, {origin['entities']} entries)" for origin in answer["lists"]
    )
    shown = " / ".join(answer["query"]["names"])
    if not answer["hits"]:
        print_line(f"{shown}: nobody at or above {answer['threshold']} in {lists}")
        return
    print_table(
        f"{shown}: {len(answer['hits'])} at or above {answer['threshold']} in {lists}",
        ("score", "name on the list", "id", "list", "why"),
        (
            (f"{hit['score']:.3f}", hit["caption"], hit["id"], hit["list"]["name"], hit["explanation"])
            for hit in answer["hits"]
        ),
    )


def screen_index(lists: Files, out: Out, base: Base = None, workers: Workers = 0, json: JsonFlag = False) -> None:
    """Build one index file from lists; rows that cannot be read are counted and told, the rest is indexed."""
    from comity.screening.index.reader import Index  # noqa: PLC0415 - as above

    if base is None:
        opened = write_index(lists, out, workers or os.cpu_count() or 1)
    else:
        opened = [write_changes(base, lists, out)]
    index = Index.open(out)
    answer: dict[str, Any] = {
        "out": str(out),
        "bytes": out.stat().st_size,
        "lists": [
            {
                **origin,
                "troubles": one.troubles.count,
                "told": [{"line": t.line, "trouble": t.text} for t in one.troubles.told],
            }
            for origin, one in zip(index.lists, opened, strict=True)
        ],
        "gone": len(index.head.get("gone", ())),
    }
    if json:
        print_json(answer)
        return
    for origin in answer["lists"]:
        print_line(
            f"{origin['name']}: {origin['entities']} entries, {origin['names']} names, {origin['troubles']} troubles"
        )
        for trouble in origin["told"][:10]:
            print_line(f"  line {trouble['line']}: {trouble['trouble']}", "yellow")
    print_line(f"Written: {out}")


def write_index(lists: list[Path], out: Path, workers: int = 1) -> "list[ListFile]":
    """Index lists into one file, large ones on several processes; the lists with what could not be read of them."""
    from comity.screening.index.build import build  # noqa: PLC0415 - as above
    from comity.screening.index.parts import build_shared  # noqa: PLC0415
    from comity.screening.lists.reading import open_list  # noqa: PLC0415

    opened = [open_list(path, _retrieved(path)) for path in lists]
    large = workers > 1 and sum(path.stat().st_size for path in lists) >= WORTH_SHARING
    _write(out, build_shared(opened, workers) if large else build((one.origin, one.entities) for one in opened))
    return opened


def _write(out: Path, pieces: Iterable[bytes]) -> None:
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
        part.replace(out)
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None


def write_changes(base: Path, changes: list[Path], out: Path) -> "ListFile":
    """Index a file of changes beside the index of the whole that they change."""
    from comity.screening.index.build import ListOrigin, digest_of  # noqa: PLC0415 - as above
    from comity.screening.index.changes import changed_index, read_changes  # noqa: PLC0415
    from comity.screening.index.reader import Index  # noqa: PLC0415
    from comity.screening.lists.reading import ListFile, chunks_of  # noqa: PLC0415
    from comity.screening.lists.trouble import Troubles  # noqa: PLC0415

    if len(changes) != 1:
        raise BadInputError("takes one file of changes at a time", Place(field="--base"))
    (path,) = changes
    retrieved, troubles = _retrieved(path), Troubles()
    origin = ListOrigin(path.name, retrieved[:10], digest_of(chunks_of(path)), retrieved)
    pieces = changed_index(Index.open(base), origin, read_changes(path, troubles))
    _write(out, pieces)
    return ListFile(origin, iter(()), troubles)


def register(app: typer.Typer) -> None:
    """Put the commands of screening on the command line."""
    app.command("screen")(screen)
    app.command("screen-index")(screen_index)
