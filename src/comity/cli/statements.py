"""``comity statements``: bank statements into one ledger, debits matched to credits; a person can override it."""

import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.tracing.statements.assemble import Assembled
    from comity.tracing.statements.matching import Match
    from comity.tracing.statements.read import StatementFile

Files = Annotated[
    list[Path], typer.Argument(help="Statements: CSV, XLSX, MT940, camt.053; FollowTheMoney payments.", metavar="FILE…")
]
Out = Annotated[Path, typer.Option("--out", help="The ledger to write: .parquet, or .csv.")]
Mapping = Annotated[list[str] | None, typer.Option("--mapping", help="FIELD=COLUMN, or a mapping file; repeatable.")]
Matches = Annotated[Path | None, typer.Option("--matches", help="Decisions: CSV debit, credit, decision (yes or no).")]
RatesFile = Annotated[Path | None, typer.Option("--rates", help="Exchange rates: CSV date, from, to, rate, source.")]
_MATCH_COLUMNS = ("debit", "credit", "score", "because", "decision", "taken", "ambiguous")


def statements(
    files: Files,
    out: Out,
    mapping: Mapping = None,
    matches: Matches = None,
    rates: RatesFile = None,
    json: JsonFlag = False,
) -> None:
    """Read bank statements into one ledger; openings, gaps, fees and money in transit are rows of their own."""
    from comity.tracing.statements.assemble import assemble  # noqa: PLC0415 - what only this command needs
    from comity.tracing.statements.rates import read_rates_file  # noqa: PLC0415
    from comity.tracing.statements.read import read_statement_file  # noqa: PLC0415

    given = read_mapping(mapping or [])
    decisions = _decisions(matches)
    read = [read_statement_file(path, given) for path in files]
    _no_file_twice(read)
    result = assemble(read, decisions, read_rates_file(rates) if rates else None)
    if not result.rows:
        raise BadInputError("holds no entry", Place(files[0].name))
    _write(out, result, read)
    told = _summary(result, read, out)
    if json:
        print_json(told)
    else:
        _tell(told, result)


def read_mapping(parts: list[str]) -> dict[str, str]:
    """A mapping from FIELD=COLUMN pairs and from files that an earlier run wrote."""
    from comity.tracing.statements.tables import FIELDS, SETTINGS  # noqa: PLC0415

    found: dict[str, str] = {}
    for part in parts:
        key, separator, value = part.partition("=")
        if separator:
            found[key.strip()] = value.strip()
            continue
        try:
            data = json_format.loads(Path(part).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise BadInputError(
                f"'{part}' is neither FIELD=COLUMN nor a mapping file", Place(field="--mapping")
            ) from None
        found |= {str(k): str(v) for k, v in data.items()}
    for key in found:
        if key not in FIELDS and key not in SETTINGS:
            known = ", ".join((*FIELDS, *sorted(SETTINGS)))
            raise BadInputError(f"'{key}' is not a field ({known})", Place(field="--mapping"))
    return found


def _decisions(path: Path | None) -> dict[tuple[str, str], bool]:
    if path is None:
        return {}
    from comity.tracing.table_files import csv_rows  # noqa: PLC0415

    found = {}
    for row in csv_rows(path, ["debit", "credit", "decision"], ("debit", "credit", "decision")):
        word = row.get("decision").lower()
        if word not in ("", "yes", "no"):
            raise BadInputError(
                f"'{word}' is not a decision (yes, no, or empty)", Place(path.name, row.line, "decision")
            )
        if word:
            found[row.get("debit"), row.get("credit")] = word == "yes"
    return found


def _no_file_twice(read: "list[StatementFile]") -> None:
    seen: dict[str, str] = {}
    for file in read:
        if file.digest in seen:
            raise BadInputError(f"is the same file as {seen[file.digest]}", Place(file.name))
        seen[file.digest] = file.name


def _write(out: Path, result: "Assembled", read: "list[StatementFile]") -> None:
    from comity.cli.trace_files import parquet_from_csv, write_csv  # noqa: PLC0415
    from comity.cli.whole_folder import whole_folder  # noqa: PLC0415
    from comity.tracing.statements.assemble import LEDGER_COLUMNS  # noqa: PLC0415

    with whole_folder(out.parent) as folder:
        plain = folder / (out.name if out.suffix == ".csv" else "ledger-as-text.csv")
        write_csv(plain, LEDGER_COLUMNS, (row.cells() for row in result.rows))
        if out.suffix != ".csv":
            decimals = max(row.decimals for row in result.rows)
            types = dict.fromkeys(LEDGER_COLUMNS, "VARCHAR")
            types |= {"time": "DATE", "amount": f"DECIMAL(24,{decimals})", "amount_minor": "BIGINT"}
            parquet_from_csv(plain, folder / out.name, types | {"match_score": "DOUBLE"})
            plain.unlink()
        pairs = [_match(m, taken=True) for m in result.matches] + [_match(m, taken=False) for m in result.weaker]
        write_csv(folder / f"{out.stem}.matches.csv", _MATCH_COLUMNS, pairs)
        if result.unusable:
            told = ((line.file, line.place, line.what) for line in result.unusable)
            write_csv(folder / f"{out.stem}.errors.csv", ("file", "place", "what"), told)
        mapping: dict[str, str] = {}
        for file in read:
            mapping |= file.mapping
        if mapping:
            text = json_format.dumps(mapping, ensure_ascii=False, indent=1)
            (folder / f"{out.stem}.mapping.json").write_text(text + "\n", encoding="utf-8")


def _match(match: "Match", *, taken: bool) -> tuple[str, ...]:
    because, unsure = "; ".join(match.because), "yes" if match.ambiguous else ""
    return (match.debit.id, match.credit.id, f"{match.score:.3f}", because, "", "yes" if taken else "no", unsure)


def _summary(result: "Assembled", read: "list[StatementFile]", out: Path) -> dict[str, Any]:
    return {
        "ledger": str(out),
        "matches_file": f"{out.stem}.matches.csv",
        "transfers": len(result.rows),
        "entries": result.entries,
        "files": [
            {
                "file": file.name,
                "kind": file.kind,
                "sha256": file.digest,
                "accounts": sorted({s.account for s in file.statements}),
                "entries": sum(len(s.entries) for s in file.statements),
                "payments": len(file.payments),
                "unusable": [{"place": line.place, "what": line.what} for line in file.unusable],
                "mapping": dict(file.mapping) or None,
            }
            for file in read
        ],
        "matched": len(result.matches),
        "unmatched": result.entries - 2 * len(result.matches),
        "matches": [
            {
                "debit": m.debit.id,
                "credit": m.credit.id,
                "score": m.score,
                "because": m.because,
                "rate": str(m.rate) if m.rate else None,
                "ambiguous": m.ambiguous,
            }
            for m in result.matches
        ],
        "caveats": [{"id": c.id, "text": c.text, "where": list(c.where)} for c in result.caveats],
    }


def _tell(told: dict[str, Any], result: "Assembled") -> None:
    rows = [(f["file"], f["kind"], ", ".join(f["accounts"]), f["entries"] + f["payments"]) for f in told["files"]]
    print_table("", ("File", "Kind", "Accounts", "Entries"), rows)
    shown = [(m.debit.id, m.credit.id, f"{m.score:.2f}", "; ".join(m.because)) for m in result.matches[:20]]
    if shown:
        print_table("Debits matched to credits", ("Debit", "Credit", "Score", "Because"), shown)
    print_line(f"{told['matched']} transfers matched, {told['unmatched']} entries without their other side.")
    for caveat in told["caveats"]:
        where = f" ({'; '.join(caveat['where'])})" if caveat["where"] else ""
        print_line(f"- {caveat['text']}{where}")
    print_line(f"Written to {told['ledger']}; correct {told['matches_file']} and give it back with --matches.", "bold")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("statements")(statements)
