"""``comity trace``: whose money rests where under each rule, with paths, conservation and an exhibit."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.clock_now import now
from comity.cli.output import JsonFlag, console, print_json, print_line, print_table
from comity.cli.trace_options import Engine, LedgerFile, Openings, Rates, read_engine, read_rates
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place
from comity.tracing.rules import Rule

if TYPE_CHECKING:
    from comity.tracing.trace import Progress, Trace

From = Annotated[str | None, typer.Option("--from", help="The account whose payments are traced.")]
Amount = Annotated[str | None, typer.Option("--amount", help="Only this much of what --from pays out.")]
Transfers = Annotated[list[str] | None, typer.Option("--transfer", help="A transfer to trace, by id; repeatable.")]
Origins = Annotated[bool, typer.Option("--origins", help="Trace every origin label at once.")]
Rules = Annotated[list[str] | None, typer.Option("--rule", help="A rule, or all (the default); repeatable.")]
Until = Annotated[str | None, typer.Option("--until", help="Only transfers up to this day (YYYY-MM-DD).")]
OutFolder = Annotated[Path, typer.Option("--out", help="The folder to write into.")]
State = Annotated[str | None, typer.Option("--state", help="The requested state, whose rule is marked.")]
Assets = Annotated[Path | None, typer.Option("--assets", help="Assets: CSV account, asset, owner, third parties.")]
Holdings = Annotated[Path | None, typer.Option("--holdings", help="Who owns whom, as comity own takes it.")]
NetWorthFile = Annotated[Path | None, typer.Option("--net-worth", help="CSV year, kind, item, amount, currency.")]
Findings = Annotated[Path | None, typer.Option("--findings", help="Links that somebody signed: CSV, see the guide.")]
Purpose = Annotated[str | None, typer.Option("--purpose", help="object, confiscation, restitution or victims.")]

Language = Annotated[str, typer.Option("--language", help="The exhibit's: en, ar, es, fr, ru or zh.")]


def trace(
    ledger: LedgerFile,
    out: OutFolder,
    from_: From = None,
    amount: Amount = None,
    transfer: Transfers = None,
    origins: Origins = False,
    rule: Rules = None,
    until: Until = None,
    engine: Engine = "local",
    rate: Rates = None,
    openings: Openings = None,
    state: State = None,
    purpose: Purpose = None,
    assets: Assets = None,
    holdings: Holdings = None,
    net_worth: NetWorthFile = None,
    findings: Findings = None,
    language: Language = "en",
    json: JsonFlag = False,
) -> None:
    """Trace money through a ledger under one or several rules and write holdings, moves, paths and an exhibit."""
    from comity.cli.trace_beside import BesideFiles, read_beside  # noqa: PLC0415 - what only this command needs
    from comity.cli.trace_files import write_trace  # noqa: PLC0415
    from comity.drafting.trace_exhibit_blocks import exhibit_language  # noqa: PLC0415
    from comity.tracing.findings import follow_findings, read_findings  # noqa: PLC0415
    from comity.tracing.ledger_files import read_ledger  # noqa: PLC0415
    from comity.tracing.question import Question  # noqa: PLC0415
    from comity.tracing.trace import trace as answer  # noqa: PLC0415

    _with_index(ledger, engine)
    rules, day = read_rules(rule), parse_day(until, "--until") if until else None
    asked = Question(from_ or "", amount or "", tuple(transfer or ()), origins, day)
    law, spoken = _law(state, purpose), exhibit_language(language, "--language")
    with _progress() as told:
        found = answer(read_ledger(ledger, rates=read_rates(rate), openings=openings), asked, rules, progress=told)
    beside = read_beside(found, BesideFiles(assets, holdings, net_worth), spoken)
    followed = follow_findings(found, read_findings(findings)) if findings else []
    written = write_trace(found, out, law, beside, followed, spoken)
    print_json(written) if json else _tell(found, written, out)


def _with_index(ledger: Path, engine: str) -> None:
    """With Spark the index is built first, where it does not stand beside the ledger; every trace then reads it."""
    if read_engine(engine) == "spark":
        from comity.cli.trace_index import index_by_spark  # noqa: PLC0415 - what only this engine needs

        index_by_spark(ledger)


def read_rules(names: list[str] | None) -> list[Rule]:
    """The rules asked for, each once; all where none is named."""
    found: list[Rule] = []
    for name in names or ["all"]:
        if name != "all" and name not in set(Rule):
            known = ", ".join(Rule)
            raise BadInputError(f"'{name}' is not a rule ({known}, all)", Place(field="--rule"))
        found += list(Rule) if name == "all" else [Rule(name)]
    return list(dict.fromkeys(found))


def _law(state: str | None, purpose: str | None) -> list[dict[str, Any]]:
    """The rule of the requested state with its authority, as ``comity trace-rules`` tells it."""
    if state is None:
        return []
    from comity.law.tracing_rules import rules_of  # noqa: PLC0415 - only where a state is named

    return rules_of(state, purpose, now().date())


@contextmanager
def _progress() -> "Iterator[Progress | None]":
    if not sys.stdout.isatty():
        yield None
        return
    from rich.progress import Progress as Bar  # noqa: PLC0415 - only for a person at a terminal

    with Bar(console=console(), transient=True) as bar:
        tasks: dict[Rule, Any] = {}

        def told(rule: Rule, done: int, total: int) -> None:
            if rule not in tasks:
                tasks[rule] = bar.add_task(rule, total=total)
            bar.update(tasks[rule], completed=done)

        yield told


def _tell(found: "Trace", written: dict[str, Any], out: Path) -> None:
    names = _conservation_rows(found, written)
    columns = ("Rule", "Traced in", "At rest", "Left the ledger", "Repaid overdrafts", "Difference", "Accounts")
    print_table(f"Amounts in {found.ledger.currency}", columns, names)
    most = written["most_conservative"]
    if most and len(found.replays) > 1:
        print_line(f"The most conservative figure is that of {most}.")
    for rule in written["law"]:
        print_line(f"{rule['state']}, {rule['purpose']}: {rule['rule']} ({rule['authority']})")
    _tell_holdings(found)
    asked = [(n["account"], n["why"], n["from"], n["to"], n["most"]) for n in written["next_requests"][:5]]
    if asked:
        print_table("Ask next for the statements of", ("Account", "Why", "From", "To", "At stake"), asked)
    _tell_links(written)
    for caveat in written["caveats"]:
        where = f" ({'; '.join(caveat['where'])})" if caveat["where"] else ""
        print_line(f"- {caveat['text']}{where}")
    print_line(f"Written to {out}: {', '.join(written['files'])}", "bold")


def _tell_links(written: dict[str, Any]) -> None:
    """The links that only a person may make, and those that somebody made."""
    offered = [(c["kind"], c["first"], c["then"], c["because"]) for c in written["candidates"][:5]]
    if offered:
        columns = ("Kind", "From", "To", "What speaks for it")
        print_table("Links that only a named person may make, with reason and evidence (--findings)", columns, offered)
    for made in written["findings"]:
        for rule, told in made["rules"].items():
            rests = ", ".join(f"{one['amount']} on {one['account']}" for one in told["resting"]) or "nothing at rest"
            print_line(
                f"Signed by {made['signed_by']}, {made['kind']} {made['first']} to {made['then']}, {rule}: {rests}"
            )


def _conservation_rows(found: "Trace", written: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    for rule, part in written["rules"].items():
        whole = part["conservation"]
        keys = ("seeded", "resting", "left_the_ledger", "repaid_overdraft", "difference")
        cells = [whole[key] for key in keys] if whole else ["no amount", *[""] * 4]
        yield (rule, *cells, len({item.account for item in found.holdings[Rule(rule)]}))


def _tell_holdings(found: "Trace", most: int = 15) -> None:
    from comity.tracing.results import traced_rows  # noqa: PLC0415

    rows = [row[:5] for row in traced_rows(found)]
    for rule in found.replays:
        own = sorted((row for row in rows if row[0] == rule), key=lambda row: -float(row[3] or 0))
        if own and rule is not Rule.POISON:
            columns = ("Account", "Origin", "Amount", "Share of balance")
            print_table(str(rule), columns, [row[1:] for row in own[:most]])
            if len(own) > most:
                print_line(f"and {len(own) - most} more in traced.csv")


def register(app: typer.Typer) -> None:
    """Add the command."""
    command: Callable[..., None] = trace
    app.command("trace")(command)
