"""``comity trace-rules``: the tracing rule that a state's courts apply, with authority and dates."""

from typing import Annotated

import typer

from comity.cli.clock_now import now
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.dates import parse_day

State = Annotated[str | None, typer.Option("--state", help="A state (ISO 3166-1 alpha-3), or INT for treaty law.")]
Purpose = Annotated[str | None, typer.Option("--purpose", help="object, confiscation, restitution or victims.")]
On = Annotated[str | None, typer.Option("--on", help="The day asked about (YYYY-MM-DD); today where not given.")]


def trace_rules(state: State = None, purpose: Purpose = None, on: On = None, json: JsonFlag = False) -> None:
    """The rule by which a state's courts follow money into mixed accounts, for which purpose, since when."""
    from comity.law.tracing_rules import rules_of  # noqa: PLC0415 - read only when asked

    day = parse_day(on, "--on") if on else now().date()
    found = rules_of(state, purpose, day)
    missing = None if found else _nothing(state, purpose)
    if json:
        print_json({"state": state, "purpose": purpose, "on": day, "rules": found, "none_because": missing})
        return
    if missing:
        print_line(missing)
        return
    rows = [(r["state"], r["purpose"], r["rule"], r["authority"], r["from"] or "", r["in_force"]) for r in found]
    print_table("", ("State", "Purpose", "Rule", "Authority", "From", "Applies"), rows)
    for rule in found:
        if rule["note"]:
            print_line(f"- {rule['state']}, {rule['authority']}: {rule['note']} [{rule['source']}]")


def _nothing(state: str | None, purpose: str | None) -> str:
    asked = " and ".join(part for part in (state, purpose) if part) or "any state"
    return f"No tracing rule is on file for {asked} on that day; that says nothing about the law there."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("trace-rules")(trace_rules)
