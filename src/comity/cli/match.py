"""``comity match``: two holders learn which of the asker's subjects the other holds too, and nothing else."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.clock_now import now
from comity.cli.node_folder import opened
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.seal import KeyFolder, read_bytes
from comity.common.errors import BadInputError, Place

Out = Annotated[Path, typer.Option("--out", help="The file to write.")]
MandateFile = Annotated[Path, typer.Argument(help="The mandate.", metavar="MANDATE")]
OfferFile = Annotated[Path, typer.Argument(help="The holder's offer; its tags lie beside it as OFFER.tags.")]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Read people or subjects: CSV with id, name, birth_date and any identifiers; a slip is told with its line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if "name" not in (reader.fieldnames or ()) and not set(reader.fieldnames or ()) - {"id"}:
                raise BadInputError("has no columns such as id, name, birth_date, passport", Place(str(path), 1))
            for row in reader:
                if None in row or None in row.values():
                    raise BadInputError(
                        "has another number of fields than the first line", Place(str(path), reader.line_num)
                    )
                _check_date(row.get("birth_date", ""), Place(str(path), reader.line_num, "birth_date"))
                yield row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInputError(f"cannot be read: {error}", Place(str(path))) from None


def _check_date(text: str, place: Place) -> None:
    try:
        if text:
            dt.date.fromisoformat(text)
    except ValueError:
        raise BadInputError(f"'{text}' is not a date such as 1970-12-31", place) from None


def _write(path: Path, data: bytes) -> None:
    from comity.exchange.node.durable import write_durably  # noqa: PLC0415

    try:
        write_durably(path, data)
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(path))) from None


def _tell(json: bool, **told: object) -> None:
    if json:
        print_json(told)
    else:
        print_line(", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in told.items()))


def mandate(
    to: Annotated[Path, typer.Option("--to", help="The node card of the holder.")],
    basis: Annotated[str, typer.Option(help="The legal basis.")],
    case: Annotated[str, typer.Option(help="The reference of the case.")],
    purpose: Annotated[str, typer.Option(help="What the match is for.")],
    until: Annotated[str, typer.Option(help="The day on which it ends (YYYY-MM-DD).")],
    key: KeyFolder,
    out: Out,
    most: Annotated[
        int, typer.Option("--most", help="How many keys may be asked about in all.", min=1, max=16384)
    ] = 256,
    wide: Annotated[
        bool, typer.Option("--wide", help="Single words of names too: more hits, many of them false.")
    ] = False,
    json: JsonFlag = False,
) -> None:
    """Seal the mandate: who may ask whom about how many keys, in which matter, on which basis, until when."""
    from comity.exchange.documents.card import read_card  # noqa: PLC0415 - cryptography loads slowly
    from comity.exchange.node.matching import Terms, make_mandate  # noqa: PLC0415

    _check_date(until, Place(field="--until"))
    ends = dt.datetime.combine(dt.date.fromisoformat(until) + dt.timedelta(days=1), dt.time(), dt.UTC)
    with opened(key) as node:
        card = read_card(read_bytes(to)).card
        text = make_mandate(node, card, Terms(basis, case, purpose, most, ends, wide), now())
    _write(out, text.encode("ascii"))
    _tell(json, file=str(out), holder=card.state, most=most, until=until)


def offer(
    mandate: MandateFile,
    people: Annotated[Path, typer.Argument(help="The people held: CSV.", metavar="PEOPLE.csv")],
    key: KeyFolder,
    out: Out,
    json: JsonFlag = False,
) -> None:
    """As the holder: accept a mandate and write the offer, with the tags of all people held beside it."""
    from comity.exchange.node.matching import make_offer  # noqa: PLC0415

    rows = list(_rows(people))
    with opened(key) as node:
        text, tags = make_offer(node, read_bytes(mandate), rows, now())
    tags_file = out.with_name(out.name + ".tags")
    _write(tags_file, tags)
    _write(out, text.encode("ascii"))
    _tell(json, file=str(out), tags=str(tags_file), people=len(rows), count=len(tags) // 8)


def ask(
    mandate: MandateFile,
    offer: OfferFile,
    subjects: Annotated[Path, typer.Argument(help="The subjects: CSV.", metavar="SUBJECTS.csv")],
    key: KeyFolder,
    out: Out,
    variants: Annotated[bool, typer.Option("--variants", help="Ask about usual slips in birth dates too.")] = False,
    json: JsonFlag = False,
) -> None:
    """As the asker: ask about subjects without naming them."""
    from comity.exchange.node.matching import make_ask  # noqa: PLC0415

    rows = list(_rows(subjects))
    with opened(key) as node:
        text = make_ask(node, read_bytes(mandate), read_bytes(offer), rows, now(), variants=variants)
    _write(out, text.encode("ascii"))
    _tell(json, file=str(out), subjects=len(rows))


def evaluate(
    mandate: MandateFile,
    ask: Annotated[Path, typer.Argument(help="What the asker wrote.", metavar="ASK")],
    key: KeyFolder,
    out: Out,
    json: JsonFlag = False,
) -> None:
    """As the holder: answer within the mandate, and prove that one key was used throughout."""
    from comity.exchange.node.matching import make_answer  # noqa: PLC0415

    with opened(key) as node:
        text = make_answer(node, read_bytes(mandate), read_bytes(ask), now())
    _write(out, text.encode("ascii"))
    _tell(json, file=str(out))


def result(
    offer: OfferFile,
    answer: Annotated[Path, typer.Argument(help="What the holder answered.", metavar="ANSWER")],
    key: KeyFolder,
    json: JsonFlag = False,
) -> None:
    """As the asker: check the proof and read which subjects the holder has too."""
    from comity.exchange.node.matching import read_result  # noqa: PLC0415

    tags = read_bytes(offer.with_name(offer.name + ".tags"))
    with opened(key) as node:
        hits = read_result(node, read_bytes(offer), tags, read_bytes(answer), now())
    if json:
        print_json({"hits": [{"subject": subject, "keys": keys} for subject, keys in sorted(hits.items())]})
        return
    print_table("Held by both", ("subject", "met on"), ((name, ", ".join(keys)) for name, keys in sorted(hits.items())))
    print_line(
        "A hit is a reason to ask in the open, with the name; it is not yet a person." if hits else "No subject."
    )


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Private matching under a mandate.")
    for command in (mandate, offer, ask, evaluate, result):
        group.command()(command)
    app.add_typer(group, name="match")
