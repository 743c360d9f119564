"""``comity facts``: every fact the rules can ask for."""

import typer

from comity.cli.output import JsonFlag, print_json, print_table
from comity.law.facts import fact_keys


def facts(json: JsonFlag = False) -> None:
    """List every fact the rules can ask for: type, unit, meaning and the rules that use it."""
    used = _rules_by_fact()
    rows = [
        {
            "key": fact.key,
            "type": fact.type,
            "unit": fact.unit,
            "codes": list(fact.codes),
            "meaning": fact.meaning,
            "question": fact.question,
            "rules": used.get(fact.key, []),
        }
        for fact in fact_keys().values()
    ]
    if json:
        print_json(rows)
        return
    columns = ("Fact", "Type", "Meaning", "Rules")
    print_table("", columns, [(r["key"], r["unit"] or r["type"], r["meaning"], len(r["rules"])) for r in rows])


def _rules_by_fact() -> dict[str, list[str]]:
    from comity.law.catalogue import all_rules  # noqa: PLC0415 - reads every rule there is

    used: dict[str, list[str]] = {}
    for rule in all_rules():
        for key in rule.facts():
            used.setdefault(key, []).append(rule.id)
    return used


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("facts")(facts)
