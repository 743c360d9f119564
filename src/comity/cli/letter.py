"""``comity letter``: the answers to a request received, and the undertaking of reciprocity."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.draft import write_files
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.route import On, read_on
from comity.common.errors import BadInputError, ComityError

if TYPE_CHECKING:
    from comity.drafting.correspondence import Correspondence
    from comity.drafting.letter_file import Letter

Kind = Annotated[str | None, typer.Argument(help="Which letter; --list names them.", metavar="KIND")]
Answer = Annotated[
    Path | None, typer.Option("--answer", help="The REQUEST.json that is answered.", metavar="REQUEST.json")
]
ValuesFile = Annotated[
    Path | None, typer.Option("--values", help="A YAML file with the letter's fields.", metavar="VALUES.yaml")
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", help="One field, such as signatory.name=…; repeatable.", metavar="FIELD=VALUE"),
]
OutFolder = Annotated[
    Path | None, typer.Option("--out", help="The folder to write into; it is made if it is not there.")
]
Language = Annotated[
    str | None, typer.Option("--lang", help="The language of the letter; that of the request, or English, otherwise.")
]
With = Annotated[list[str] | None, typer.Option("--with", help="An optional part that is to stand; repeatable.")]
Without = Annotated[list[str] | None, typer.Option("--without", help="An optional part to leave out; repeatable.")]
AsDraft = Annotated[bool, typer.Option("--as-draft", help="Write although values are wanting; every page is marked.")]
Listed = Annotated[
    bool, typer.Option("--list", help="List the letters with their languages, fields and optional parts.")
]


class NotCompleteError(ComityError):
    """A letter still lacks what it needs to be signed."""


def letter(
    kind: Kind = None,
    out: OutFolder = None,
    answer: Answer = None,
    values: ValuesFile = None,
    settings: Settings = None,
    lang: Language = None,
    parts: With = None,
    without: Without = None,
    as_draft: AsDraft = False,
    listed: Listed = False,
    on: On = None,
    json: JsonFlag = False,
) -> None:
    """Write an answer to a request (receipt, consultation, refusal) or an undertaking of reciprocity."""
    if listed:
        _list(json=json)
        return
    if kind is None or out is None:
        raise BadInputError("which letter, and where to? comity letter KIND --out DIR; --list names the letters")
    _known(kind)
    if answer is None and values is None and not settings:
        raise BadInputError(f"'{kind}' needs values: --answer REQUEST.json, --values VALUES.yaml or --set field=value")
    written = _written(kind, answer, values, settings or [], lang, (parts or [], without or []), on)
    if written.wanting and not as_draft:
        raise NotCompleteError(_refusal(written))
    files = write_files(out, _contents(written, as_draft=as_draft))
    if json:
        print_json(
            {"kind": kind, "ready": not written.wanting, "wanting": written.wanting, "files": [*map(str, files)]}
        )
        return
    if written.wanting:
        print_line(f"Left open in the letter: {'; '.join(written.wanting)}", "yellow")
    for file in files:
        print_line(f"Written: {file}")


def _written(
    kind: str,
    answer: Path | None,
    values: Path | None,
    settings: list[str],
    lang: str | None,
    parts: tuple[list[str], list[str]],
    on: str | None,
) -> "Correspondence":
    from comity.drafting.correspondence import answer_to, write_correspondence  # noqa: PLC0415 - the help needs no letters
    from comity.drafting.field_values import merged, read_values, set_value  # noqa: PLC0415
    from comity.drafting.fields import load_fields  # noqa: PLC0415
    from comity.drafting.letter_catalogue import letters_folder  # noqa: PLC0415
    from comity.drafting.received import read_received  # noqa: PLC0415

    fields = load_fields(letters_folder())
    received = read_received(answer) if answer else None
    known: dict[str, Any] = answer_to(kind, received) if received else {}
    if values is not None:
        known = merged(known, read_values(values, fields))
    for assignment in settings:
        set_value(known, assignment, fields)
    language = lang or (received.language if received else "en")
    return write_correspondence(kind, language, read_on(on), known, *parts)


def _refusal(written: "Correspondence") -> str:
    count = len(written.wanting)
    return (
        f"the letter '{written.kind}' still needs {'; '.join(written.wanting)} "
        f"({count} {'value' if count == 1 else 'values'}); nothing was written; give them with --set or --values, "
        "or --as-draft writes a marked draft"
    )


def _contents(written: "Correspondence", *, as_draft: bool) -> dict[str, bytes]:
    from comity.drafting.correspondence import correspondence_json  # noqa: PLC0415 - see _written
    from comity.drafting.draft import docx_of, pdf_of  # noqa: PLC0415

    return {
        "LETTER.docx": docx_of(written.rendered, written.date, as_draft=as_draft),
        "LETTER.pdf": pdf_of(written.rendered, written.date, as_draft=as_draft),
        "LETTER.json": correspondence_json(written).encode(),
    }


def _known(kind: str) -> None:
    from comity.drafting.letter_catalogue import letters  # noqa: PLC0415 - see _written

    if kind not in {found.measure for found in letters()}:
        raise BadInputError(f"there is no letter '{kind[:60]}'; 'comity letter --list' names them all")


def _list(*, json: bool) -> None:
    from comity.drafting.correspondence import KINDS  # noqa: PLC0415 - see _written
    from comity.drafting.letter_catalogue import languages_of, letters  # noqa: PLC0415

    known = [found for found in letters() if found.language == "en"]
    data: list[dict[str, Any]] = [
        {"kind": item.measure, "title": item.title, "written_by": "letter" if item.measure in KINDS else "draft"}
        | {"languages": languages_of(item.measure), "cites": item.cites, **_shape(item)}
        for item in known
    ]
    if json:
        print_json({"letters": data})
        return
    for item in data:
        print_line(
            f"\n{item['kind']}: {item['title']} ({', '.join(item['languages'])}); 'comity {item['written_by']}'", "bold"
        )
        print_table("", ("Optional part", "What it does", "Stands"), [_part_row(part) for part in item["optional"]])
        needed = [field["field"] for field in item["fields"] if field["needed"]]
        more = [field["field"] for field in item["fields"] if not field["needed"]]
        print_line(f"Needs: {', '.join(needed)}")
        print_line(f"Takes: {', '.join(more)}", "dim")


def _shape(item: "Letter") -> dict[str, Any]:
    fields = [
        {
            "field": name,
            "type": f"list of {f.kind}" if f.many else str(f.kind),
            "says": f.says,
            "needed": name in item.required,
        }
        for name, f in item.fields.items()
    ]
    return {
        "fields": fields,
        "optional": [{"part": g.name, "says": g.says, "when": g.when} for g in item.groups.values()],
    }


def _part_row(part: dict[str, str]) -> tuple[str, str, str]:
    stands = {"always": "unless left out", "": "if chosen"}
    return part["part"], part["says"], stands.get(part["when"], f"if {part['when']} is given")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("letter")(letter)
