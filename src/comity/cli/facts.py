"""``comity facts``: every fact the rules can ask for."""

import typer

from comity.cli.output import JsonFlag, print_json, print_table
from comity.law.answers import fact_answers


def facts(json: JsonFlag = False) -> None:
    """List every fact the rules can ask for: type, unit, meaning and the rules that use it."""
    rows = fact_answers()
    if json:
        print_json(rows)
        return
    columns = ("Fact", "Type", "Meaning", "Rules")
    print_table("", columns, [(r["key"], r["unit"] or r["type"], r["meaning"], len(r["rules"])) for r in rows])


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("facts")(facts)
