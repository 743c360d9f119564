"""``comity own``: who owns and controls a company, or what somebody owns and controls, under every rule."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity import __version__
from comity.cli.clock_now import now
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    import datetime as dt

    from comity.tracing.ownership.answer import Answer, Found
    from comity.tracing.ownership.holdings import Graph, Register
    from comity.tracing.ownership.rules import Inquiry, OwnershipRule

HoldingsFile = Annotated[Path, typer.Argument(help="CSV, BODS 0.4 or FollowTheMoney.", metavar="HOLDINGS")]
Of = Annotated[str | None, typer.Option("--of", help="The company whose owners are asked for.")]
Holder = Annotated[str | None, typer.Option("--holder", help="The holder whose holdings are asked for.")]
Threshold = Annotated[str, typer.Option("--threshold", help="The share from which an interest counts.")]
On = Annotated[str | None, typer.Option("--on", help="The day asked about (YYYY-MM-DD); today where not given.")]
Rules = Annotated[list[str] | None, typer.Option("--rule", help="A rule, or all (the default); repeatable.")]

Out = Annotated[Path | None, typer.Option("--out", help="Write the holdings into this file, in the format of --as.")]
As = Annotated[
    str | None, typer.Option("--as", help="bods (0.4), followthemoney or csv; from the ending if not given.")
]
_ENDINGS = {".csv": "csv", ".ftm": "followthemoney", ".jsonl": "followthemoney", ".json": "bods"}


def own(
    holdings: HoldingsFile,
    of: Of = None,
    holder: Holder = None,
    threshold: Threshold = "0.25",
    on: On = None,
    rule: Rules = None,
    out: Out = None,
    form: As = None,
    json: JsonFlag = False,
) -> None:
    """Find owners and controllers, or holdings, under every rule, each percentage with its chains."""
    from comity.tracing.ownership.rules import Inquiry  # noqa: PLC0415
    from comity.tracing.table_files import file_digest  # noqa: PLC0415 - what only this command needs

    if of and holder:
        raise BadInputError("--of and --holder are two questions; ask one at a time")
    day = parse_day(on, "--on") if on else now().date()
    rules = read_rules(rule)
    least = _share(threshold)
    register, graph, kinds = _read(holdings, day, whole=out is not None or not (of or holder))
    inquiry = Inquiry(rules, least, kinds)
    told = _asked(graph, of, holder, inquiry) | {"on": day, "threshold": _number(inquiry.threshold)}
    told |= {"file": holdings.name, "sha256": register.digest if register else file_digest(holdings)}
    if out is not None and register is not None:
        told |= _write(register, out, form, day)
    if json:
        print_json(told)
    else:
        _tell(told)


def _read(path: Path, day: "dt.date", *, whole: bool) -> "tuple[Register | None, Graph, dict[str, str]]":
    """The graph of a day; a large file of which one name is asked is not read into a register."""
    from comity.tracing.ownership.bulk import BULK_FROM_BYTES, read_bulk  # noqa: PLC0415
    from comity.tracing.ownership.holdings import graph_on  # noqa: PLC0415
    from comity.tracing.ownership.read import is_table, read_holdings  # noqa: PLC0415

    if not whole and is_table(path) and path.stat().st_size >= BULK_FROM_BYTES:
        bulk = read_bulk(path, day)
        if bulk is not None:
            return None, bulk.graph, bulk.kinds
    register = read_holdings(path)
    return register, graph_on(register, day), register.kinds


def _write(register: "Register", out: Path, form: str | None, day: "dt.date") -> dict[str, Any]:
    from comity.cli.whole_folder import whole_folder  # noqa: PLC0415 - what only this command needs
    from comity.tracing.ownership.write import Form, written  # noqa: PLC0415

    name = form or _ENDINGS.get(out.suffix.lower(), "")
    if name not in set(Form):
        raise BadInputError(f"'{name}' is not a format ({', '.join(Form)})", Place(field="--as"))
    made = written(register, Form(name), on=day, publisher=f"Comity {__version__}")
    with whole_folder(out.parent) as folder:
        (folder / out.name).write_text(made.text, encoding="utf-8")
    return {"written": str(out), "as": name, "left_out": list(made.left_out)}


def read_rules(names: list[str] | None) -> "list[OwnershipRule]":
    """The rules asked for, each once; all where none is named."""
    from comity.tracing.ownership.rules import OwnershipRule  # noqa: PLC0415

    found: list[OwnershipRule] = []
    for name in names or ["all"]:
        if name != "all" and name not in set(OwnershipRule):
            raise BadInputError(f"'{name}' is not a rule ({', '.join(OwnershipRule)}, all)", Place(field="--rule"))
        found += list(OwnershipRule) if name == "all" else [OwnershipRule(name)]
    return list(dict.fromkeys(found))


def _share(text: str) -> Fraction:
    try:
        value = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if not 0 <= value <= 1:
        raise BadInputError(f"'{text}' is not a share (0.25 or 25%)", Place(field="--threshold"))
    return value


def _asked(graph: "Graph", of: str | None, holder: str | None, inquiry: "Inquiry") -> dict[str, Any]:
    from comity.tracing.ownership.answer import what_is_owned, who_owns  # noqa: PLC0415

    if of:
        answer = who_owns(graph, of, inquiry)
        return {"of": of, "owners": _rows(answer, "owner"), "caveats": _caveats(answer)}
    if holder:
        answer = what_is_owned(graph, holder, inquiry)
        return {"holder": holder, "holdings": _rows(answer, "owned"), "caveats": _caveats(answer)}
    companies: list[dict[str, Any]] = []
    caveats: dict[tuple[str, ...], dict[str, Any]] = {}
    for company in sorted(graph.owners):
        answer = who_owns(graph, company, inquiry)
        companies.append({"of": company, "owners": _rows(answer, "owner")})
        caveats |= {(c["id"], c["text"], *c["where"]): c for c in _caveats(answer)}
    return {"of": None, "companies": companies, "caveats": list(caveats.values())}


def _rows(answer: "Answer", key: str) -> list[dict[str, Any]]:
    return [_row(found, key) for found in answer.found]


def _row(found: "Found", key: str) -> dict[str, Any]:
    return {
        key: found.name,
        "rule": found.rule,
        "share": _number(found.share),
        "share_exact": str(found.share),
        "controls": found.controls,
        "chains": found.chains,
        "because": found.because,
    }


def _number(share: Fraction) -> float:
    return round(float(share), 12)


def _caveats(answer: "Answer") -> list[dict[str, Any]]:
    return [{"id": c.id, "text": c.text, "where": list(c.where)} for c in answer.caveats]


def _tell(told: dict[str, Any]) -> None:
    from comity.tracing.ownership.rules import EXPLANATIONS, OwnershipRule  # noqa: PLC0415

    parts = told.get("companies") or [told]
    rules: dict[str, None] = {}
    for part in parts:
        rows = part.get("owners", part.get("holdings"))
        key = "owner" if "owners" in part else "owned"
        title = f"{part.get('of') or part.get('holder')} on {told['on']}"
        shown = [
            (
                r["rule"],
                r[key],
                f"{r['share']:.4%}",
                _word(r["controls"]),
                "; ".join(" > ".join(c) for c in r["chains"]),
            )
            for r in rows
        ]
        print_table(title, ("Rule", key.capitalize(), "Share", "Controls", "Chains"), shown)
        rules |= dict.fromkeys(r["rule"] for r in rows)
    for rule in rules:
        print_line(f"{rule}: {EXPLANATIONS[OwnershipRule(rule)]}", "dim")
    if told.get("written"):
        print_line(f"Written to {told['written']} as {told['as']}.", "bold")
        for lost in told["left_out"]:
            print_line(f"- not in it: {lost}")
    for caveat in told["caveats"]:
        where = f" ({'; '.join(caveat['where'])})" if caveat["where"] else ""
        print_line(f"- {caveat['text']}{where}")


def _word(controls: bool | None) -> str:
    return "" if controls is None else "yes" if controls else "no"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("own")(own)
