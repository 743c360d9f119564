"""``comity trace-index`` and ``comity trace-origin``: the index of a ledger, and where money came from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.trace_options import Engine, LedgerFile, Openings, Rates, read_engine, read_rates
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.tracing.index.entries import Entries
    from comity.tracing.index.origins import Origins
    from comity.tracing.index.way import Way
    from comity.tracing.ledger import Ledger

Out = Annotated[Path | None, typer.Option("--out", help="The index; beside the ledger where not given.")]
Of = Annotated[str | None, typer.Option("--of", help="The account whose balance is asked about.")]
Transfer = Annotated[str | None, typer.Option("--transfer", help="The transfer whose money is asked about, by id.")]
OrderRule = Annotated[str, typer.Option("--rule", help="fifo or lifo: the rules that say where each unit came from.")]
Until = Annotated[str | None, typer.Option("--until", help="Only transfers up to this day (YYYY-MM-DD).")]


Work = Annotated[Path | None, typer.Option("--work", help="Where Spark keeps what is done; beside --out if not given.")]


def trace_index(
    ledger: LedgerFile,
    out: Out = None,
    rate: Rates = None,
    openings: Openings = None,
    engine: Engine = "local",
    work: Work = None,
    json: JsonFlag = False,
) -> None:
    """Index a ledger, so that each later trace of it reads its own transfers only and gives the same figures."""
    from comity.tracing.index.kept import index_write  # noqa: PLC0415 - what only this command needs
    from comity.tracing.ledger_files import INDEX_ENDING, read_ledger  # noqa: PLC0415

    read = read_ledger(ledger, rates=read_rates(rate), openings=openings, beside=False)
    if read.index is not None:
        raise BadInputError("is an index already", Place(str(ledger)))
    path = out or ledger.with_name(ledger.name + INDEX_ENDING)
    as_it_stands = not rate and openings is None
    entries = _by_spark(read, path, work) if read_engine(engine) == "spark" else None
    told = index_write(read, path, as_it_stands=as_it_stands, entries=entries) | {"file": str(path), "engine": engine}
    if json:
        print_json(told)
    else:
        print_line(f"{told['transfers']} transfers between {told['accounts']} accounts: {path}, {told['bytes']} bytes")


def index_by_spark(ledger: Path) -> None:
    """Build the index of a ledger with Spark beside it, unless it stands there."""
    from comity.tracing.index.kept import index_write  # noqa: PLC0415 - what only this engine needs
    from comity.tracing.ledger_files import INDEX_ENDING, read_ledger  # noqa: PLC0415

    if read_ledger(ledger).index is None:
        path = ledger.with_name(ledger.name + INDEX_ENDING)
        read = read_ledger(ledger, beside=False)
        index_write(read, path, entries=_by_spark(read, path, None))


def _by_spark(read: "Ledger", path: Path, work: Path | None) -> "Entries":
    """The entries as Spark builds them; a folder that was not asked for by name is cleared away at the end."""
    import shutil  # noqa: PLC0415 - what only this engine needs

    from comity.tracing.index.spark import spark_entries  # noqa: PLC0415

    folder = work or path.with_name(f".work-{path.name}")
    found = spark_entries(read, folder)
    if work is None:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def trace_origin(
    ledger: LedgerFile,
    of: Of = None,
    transfer: Transfer = None,
    rule: OrderRule = "fifo",
    until: Until = None,
    json: JsonFlag = False,
) -> None:
    """Say where the money on an account, or of one transfer, came from, back to where it entered the ledger."""
    from comity.tracing.index.kept import way_of  # noqa: PLC0415 - what only this command needs
    from comity.tracing.ledger_files import read_ledger  # noqa: PLC0415

    if rule not in ("fifo", "lifo"):
        raise BadInputError("only fifo and lifo say where each unit came from", Place(field="--rule"))
    if bool(of) == bool(transfer):
        raise BadInputError("say whose money: one of --of ACCOUNT, or --transfer ID")
    read = read_ledger(ledger)
    found = _asked(read, way_of(read), of, transfer, until, newest=rule == "lifo")
    told = _told(read, found) | {"of": of, "transfer": transfer, "rule": rule, "until": until}
    if json:
        print_json(told)
        return
    columns = ("Amount", "Time", "From", "To", "Transfer", "Origin")
    for title, key in (("Entered the ledger with", "entered"), ("Paid on credit with", "on_credit")):
        rows = [(r["amount"], r["time"], r["sender"], r["receiver"], r["transfer"], r["origin"]) for r in told[key]]
        if rows:
            print_table(f"{title} (in {read.currency})", columns, rows)
    print_line(f"Asked about: {told['asked']}; unexplained: {told['difference']} {read.currency}", "bold")


def _asked(
    read: "Ledger", way: "Way", of: str | None, transfer: str | None, until: str | None, *, newest: bool
) -> "Origins":
    from comity.tracing.index.origins import origins_of_balance, origins_of_transfer  # noqa: PLC0415

    if transfer:
        row = read.rows_of([transfer]).get(transfer)
        if row is None or read.sender[row] == read.receiver[row]:
            what = "is not in the ledger" if row is None else "goes from an account to itself"
            raise BadInputError(f"the transfer '{transfer}' {what}", Place(read.name, field="--transfer"))
        return origins_of_transfer(way, row, newest=newest)
    account = read.account(of or "")
    if not account:
        raise BadInputError(f"the account '{of}' is not in the ledger", Place(read.name, field="--of"))
    if until and read.timed == "sequence":
        raise BadInputError("--until needs times, and this ledger has only sequence numbers", Place(read.name))
    rows = read.until(parse_day(until, "--until")) if until else len(read)
    return origins_of_balance(way, account, rows, newest=newest)


def _told(read: "Ledger", found: "Origins") -> dict[str, Any]:
    return {
        "ledger": {"file": read.name, "sha256": read.digest},
        "currency": read.currency,
        "asked": read.money(found.asked),
        "entered": _rows(read, found.entered),
        "on_credit": _rows(read, found.credit),
        "passed_through": len(found.passed),
        "difference": read.money(found.difference),
    }


def _rows(read: "Ledger", amounts: dict[int, int]) -> list[dict[str, Any]]:
    """The largest first."""
    return [
        {
            "transfer": read.ids[row],
            "line": int(read.line[row]),
            "time": read.when(row),
            "sender": read.accounts[read.sender[row]],
            "receiver": read.accounts[read.receiver[row]],
            "origin": read.origins[read.origin[row]],
            "amount": read.money(amount),
        }
        for row, amount in sorted(amounts.items(), key=lambda item: (-item[1], item[0]))
    ]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("trace-index")(trace_index)
    app.command("trace-origin")(trace_origin)
