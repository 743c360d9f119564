"""``comity trace-rules``: the tracing rule that a state's courts apply, with authority and dates."""

import datetime as dt
from typing import Annotated, Any

import typer

from comity.cli.clock_now import now
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.dates import PartialDate, parse_day
from comity.common.errors import BadInputError, Place
from comity.common.truth import Truth

_PURPOSES = ("object", "confiscation", "restitution", "victims")
State = Annotated[str | None, typer.Option("--state", help="A state (ISO 3166-1 alpha-3), or INT for treaty law.")]
Purpose = Annotated[str | None, typer.Option("--purpose", help="object, confiscation, restitution or victims.")]
On = Annotated[str | None, typer.Option("--on", help="The day asked about (YYYY-MM-DD); today where not given.")]


def trace_rules(state: State = None, purpose: Purpose = None, on: On = None, json: JsonFlag = False) -> None:
    """The rule by which a state's courts follow money into mixed accounts, for which purpose, since when."""
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


def rules_of(state: str | None, purpose: str | None, day: dt.date) -> list[dict[str, Any]]:
    """The rules on file for a state and purpose that hold, or may hold, on a day."""
    from comity.law.tracing_rules import tracing_rules  # noqa: PLC0415 - read only when asked

    if purpose is not None and purpose not in _PURPOSES:
        raise BadInputError(f"'{purpose}' is not a purpose ({', '.join(_PURPOSES)})", Place(field="--purpose"))
    code = _state(state)
    found = []
    for rule in tracing_rules():
        begun = PartialDate.parse(rule.since).reached_on(day) if rule.since else Truth.UNKNOWN
        if code not in (None, rule.state) or purpose not in (None, rule.purpose) or begun is Truth.FALSE:
            continue
        found.append(
            {
                "state": rule.state,
                "purpose": rule.purpose,
                "rule": rule.rule,
                "computed_by": rule.engine,
                "authority": rule.authority,
                "from": rule.since or None,
                "in_force": begun,
                "note": rule.note,
                "reading": rule.reading,
                "source": str(rule.source),
                "grade": rule.source.grade,
            }
        )
    return found


def _state(state: str | None) -> str | None:
    if state is None or state.upper() == "INT":
        return state and "INT"
    from comity.law.states import parse_state  # noqa: PLC0415

    return parse_state(state)


def _nothing(state: str | None, purpose: str | None) -> str:
    asked = " and ".join(part for part in (state, purpose) if part) or "any state"
    return f"No tracing rule is on file for {asked} on that day; that says nothing about the law there."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("trace-rules")(trace_rules)
