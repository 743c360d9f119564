"""``comity clock``: a due date with its rule, article, calendar and reasoning."""

from typing import Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.dates import parse_day
from comity.common.errors import BadInputError
from comity.law.clocks import ClockRule, clock_rules
from comity.law.facts import Facts, read_facts
from comity.law.states import read_state

Rule = Annotated[str | None, typer.Argument(help="The clock, such as ETS024/provisional-arrest-must-end.")]
Event = Annotated[str | None, typer.Option("--event", help="The day of the event from which it runs (YYYY-MM-DD).")]
States = Annotated[list[str] | None, typer.Option("--state", help="A state whose offices must work on the last day.")]
FactPairs = Annotated[list[str] | None, typer.Option("--fact", help="KEY=VALUE, where a limit depends on a fact.")]
ListFlag = Annotated[bool, typer.Option("--list", help="List the clocks instead, all or those of the states named.")]


def clock(
    rule: Rule = None,
    event: Event = None,
    state: States = None,
    fact: FactPairs = None,
    list_clocks: ListFlag = False,
    json: JsonFlag = False,
) -> None:
    """Compute when something is due, with its article, the holidays met and every step of the reasoning."""
    states = [read_state(code) for code in state or []]
    if list_clocks:
        _print_list(states, json)
        return
    if rule is None or event is None:
        raise BadInputError("name a clock and its event: comity clock RULE --event YYYY-MM-DD ('--list' lists them)")
    answer = _answer(rule, event, states, _facts(fact or []))
    if json:
        print_json(answer)
    else:
        _print_answer(answer)


def _facts(pairs: list[str]) -> Facts:
    split = [pair.partition("=") for pair in pairs]
    for key, separator, value in split:
        if not separator:
            raise BadInputError(f"'{key}{value}' is not a fact (KEY=VALUE)")
    return read_facts((key.strip(), value.strip()) for key, _, value in split)


def _answer(rule: str, event: str, states: list[str], facts: Facts) -> dict[str, Any]:
    from comity.law.due_dates import due  # noqa: PLC0415 - holidays are read only for a due date

    found = due(rule, parse_day(event, "--event"), states, facts)
    return {
        "rule": found.rule.id,
        "title": found.rule.title,
        "nature": found.rule.nature,
        "starts_from": found.rule.starts_from,
        "event": found.event,
        "event_counted": found.event_counted,
        "limit": found.limit,
        "due": found.due,
        "extended_due": found.extended_due,
        "act_by": found.act_by,
        "not_before": found.not_before,
        "effect": found.rule.effect,
        "article": found.article,
        "calendar": found.calendar,
        "possible": [{"text": text, "due": day} for text, day in found.possible],
        "reasoning": found.reasoning,
        "source": str(found.source),
        "grade": found.source.grade,
    }


def _print_answer(answer: dict[str, Any]) -> None:
    print_line(f"{answer['title']} ({answer['rule']})", "bold")
    rows = [("Event", answer["event"]), ("Due", answer["due"]), ("Due if extended", answer["extended_due"])]
    rows += [("Act by", answer["act_by"]), ("Not before", answer["not_before"]), ("Then", answer["effect"])]
    rows += [("Article", answer["article"]), ("Source", answer["source"])]
    print_table("", ("", ""), [row for row in rows if row[1]])
    if answer["possible"]:
        print_table("Possible", ("Case", "Due"), [(part["text"], part["due"]) for part in answer["possible"]])
    if answer["calendar"]:
        holidays = [(day.date, day.state, day.name) for day in answer["calendar"]]
        print_table("Days off in the period", ("Date", "State", "Name"), holidays)
    for sentence in answer["reasoning"]:
        print_line(f"- {sentence}")


def _print_list(states: list[str], json: bool) -> None:
    rules = clock_rules() if not states else tuple(rule for code in states for rule in clock_rules(code))
    rules = tuple(dict.fromkeys(rules))
    if json:
        print_json({"clocks": [_listed(rule) for rule in rules]})
        return
    rows = [(r.id, r.title, r.starts_from, r.limit or "by penalty", r.article) for r in rules]
    print_table("", ("Clock", "Title", "Runs from", "Limit", "Article"), rows)


def _listed(rule: ClockRule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "title": rule.title,
        "measure": rule.measure or None,
        "starts_from": rule.starts_from,
        "limit": rule.limit,
        "nature": rule.nature,
        "direction": rule.direction,
        "article": rule.article,
        "effect": rule.effect,
        "source": str(rule.source),
    }


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("clock")(clock)
