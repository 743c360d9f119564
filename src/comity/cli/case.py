"""``comity case``: check a case file, print its published shape, and carry it to FollowTheMoney and back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.errors import BadInputError, Place

CaseArgument = Annotated[Path, typer.Argument(help="A case file (.yaml or .json).", show_default=False)]


def check(case: CaseArgument, as_json: JsonFlag = False) -> None:
    """Check a case file against its published shape; a bad file is one sentence with file, line and field."""
    from comity.casefile.loader import load_case  # noqa: PLC0415 - reading YAML is not needed to start

    found = load_case(case)
    counts = {
        name: len(getattr(found, name))
        for name in ("agencies", "people", "companies", "conduct", "proceedings", "orders", "assets", "documents")
    }
    requests = [{"id": r.id, "to": r.to, "measure": r.measure.value, "language": r.language} for r in found.requests]
    if as_json:
        print_json({"reference": found.reference, "state": found.state, "counts": counts, "requests": requests})
        return
    print_line(f"{found.reference}: {found.title.best(*found.languages)}", style="bold")
    print_line(", ".join(f"{name} {number}" for name, number in counts.items()))
    print_table("Requests", ("id", "to", "measure", "language"), (tuple(r.values()) for r in requests))


def schema(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the fields as the documentation shows them.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Print the JSON Schema of a case file."""
    if markdown and not as_json:
        from comity.casefile.field_list import field_list  # noqa: PLC0415 - reading the schema is not needed to start

        typer.echo(field_list(), nl=False)
        return
    from comity.casefile.schema import case_schema  # noqa: PLC0415

    print_json(case_schema())


def to_ftm(
    case: CaseArgument,
    out: Annotated[Path, typer.Option(help="The file of FollowTheMoney entities to write, one JSON document a line.")],
    as_json: JsonFlag = False,
) -> None:
    """Write the people, companies, assets, payments and proceedings of a case as FollowTheMoney entities."""
    from comity.casefile.followthemoney import to_followthemoney  # noqa: PLC0415
    from comity.casefile.loader import load_case  # noqa: PLC0415

    entities = to_followthemoney(load_case(case))
    _not_over(case, out)
    _write(out, "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities))
    if as_json:
        print_json({"out": str(out), "entities": len(entities)})
    else:
        print_line(f"{len(entities)} entities written to {out}.")


def from_ftm(
    entities: Annotated[
        Path, typer.Argument(help="FollowTheMoney entities, one JSON document a line.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="The case file to write; it is completed by hand.")],
    language: Annotated[str, typer.Option(help="The language that texts of the entities are in.")] = "en",
    as_json: JsonFlag = False,
) -> None:
    """Write FollowTheMoney entities as the people, companies, assets and documents of a case file."""
    from comity.casefile.ftm_reading import from_followthemoney  # noqa: PLC0415
    from comity.casefile.schema import check_fragment  # noqa: PLC0415

    fragment = {k: v for k, v in from_followthemoney(_lines(entities), language).items() if v}
    if not fragment:
        raise BadInputError("holds no person, company, asset or document", Place(str(entities)))
    missing = check_fragment(fragment, str(entities), language)
    _not_over(entities, out)
    _write(out, _yaml({"languages": [language], **fragment}))
    counts = {name: len(records) for name, records in fragment.items()}
    if as_json:
        print_json({"out": str(out), "counts": counts, "missing": missing})
        return
    print_line(", ".join(f"{name} {number}" for name, number in counts.items()) or "nothing of use was found")
    print_line(f"Written to {out}. Still to be added by hand: {', '.join(missing)}.")


def register(app: typer.Typer) -> None:
    """Add ``comity case`` and its commands to the command line."""
    case = typer.Typer(help="Case files: check them, see their shape, convert them.", no_args_is_help=True)
    case.command("check")(check)
    case.command("schema")(schema)
    case.command("to-ftm")(to_ftm)
    case.command("from-ftm")(from_ftm)
    app.add_typer(case, name="case")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The entities of a file, one a line; a line that is none is bad input."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise BadInputError("no such file", Place(str(path))) from None
    except (OSError, UnicodeDecodeError):
        raise BadInputError("cannot be read as UTF-8 text", Place(str(path))) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _entity(line, Place(str(path), number))


def _entity(line: str, place: Place) -> dict[str, Any]:
    try:
        entity = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInputError(f"is not JSON: {error.msg}", place) from None
    except (RecursionError, ValueError):
        raise BadInputError("is JSON that no FollowTheMoney entity is written in", place) from None
    wanted = isinstance(entity, dict) and entity.get("id") and entity.get("schema")
    if not wanted or not isinstance(entity.get("properties"), dict):
        raise BadInputError("is no FollowTheMoney entity (id, schema and properties)", place)
    return dict(entity)


def _yaml(data: dict[str, Any]) -> str:
    import io  # noqa: PLC0415 - only this command writes YAML

    from ruamel.yaml import YAML  # noqa: PLC0415

    writer: Any = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.sort_base_mapping_type_on_output = False
    text = io.StringIO()
    writer.dump(data, text)
    return text.getvalue()


def _not_over(read: Path, out: Path) -> None:
    """What was read is not written over."""
    if out.exists() and out.samefile(read):
        raise BadInputError("is the file that is read; name another one to write", Place(str(out), field="--out"))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(path))) from None
