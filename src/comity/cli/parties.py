"""``comity parties`` and ``comity instruments``: who is bound by what on a day, and what stands between two states."""

import datetime as dt
from typing import Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.dates import parse_day
from comity.common.errors import BadInputError
from comity.common.plain import plain
from comity.law.answers import conflict_answer, status_answer
from comity.law.between import Between, between, everything
from comity.law.party_count import Compared, compared, evidenced, latest
from comity.law.register import register as party_register
from comity.law.states import read_state, state_name, un_members
from comity.law.status import Status
from comity.law.vocabulary import PURPOSES

Instrument = Annotated[str, typer.Argument(help="An instrument, such as UNCAC or ETS024.", show_default=False)]
On = Annotated[str | None, typer.Option("--on", help="The day asked for (YYYY-MM-DD); today where it is not given.")]
State = Annotated[
    str | None, typer.Option("--state", help="Only this state or territory (its name or three-letter code).")
]
Pair = Annotated[
    list[str] | None, typer.Argument(help="Two states or territories (names or three-letter codes), or none.")
]
Purpose = Annotated[str, typer.Option("--purpose", help=f"One of {', '.join(PURPOSES)}, or any.")]


def parties(instrument: Instrument, on: On = None, state: State = None, json: JsonFlag = False) -> None:
    """Tell the status of one state, or of every state, under a multilateral instrument on a day."""
    day = _day(on)
    listed = party_register().instrument(instrument)
    if state is not None:
        found = party_register().status(instrument, read_state(state), day)
        _print_status(found, json=json)
        return
    statuses = [party_register().status(instrument, code, day) for code in sorted({*un_members(), *listed.states})]
    totals = compared(listed, day)
    last = latest(totals, day)
    answer = {
        "instrument": instrument,
        "title": listed.title,
        "on": day,
        "states": [status_answer(status) for status in statuses],
        "evidenced": evidenced(listed, day),
        "published": [_published(total) for total in totals],
        "gap": last.gap if last else None,
    }
    if json:
        print_json(answer)
    else:
        _print_list(answer, statuses)


def _published(total: Compared) -> dict[str, Any]:
    shown: dict[str, Any] = plain(total.published)
    return {**shown, "evidenced": total.evidenced, "gap": total.gap}


def _print_status(found: Status, *, json: bool) -> None:
    if json:
        print_json(status_answer(found))
        return
    print_line(f"{state_name(found.state)} ({found.state}), {found.instrument}, {found.on}: {found.status}", "bold")
    rows = [
        ("signed", found.signed),
        ("deposited", found.deposited),
        ("in force", found.in_force),
        ("left", found.left),
    ]
    print_table("", ("Step", "Date"), [row for row in rows if row[1]])
    for reason in found.why:
        print_line(f"- {reason}")
    for entry in found.declarations:
        print_line(f"- declared{f' on {entry.on}' if entry.on else ''}: {entry.text} [{entry.source.title}]")
    for disagreement in found.conflicts:
        told = "; ".join(f"{value} ({basis}, {source})" for value, basis, source in disagreement.values)
        print_line(f"- sources differ on {disagreement.field}: {told}")
    for source in found.sources:
        print_line(f"  source: {source}")


def _print_list(answer: dict[str, Any], statuses: list[Status]) -> None:
    known = [status for status in statuses if status.status != "not_evidenced" or status.disputed]
    rows = [
        (
            s.state,
            state_name(s.state),
            f"{s.status}{' (disputed)' if s.disputed else ''}",
            s.deposited,
            s.in_force,
            s.left,
        )
        for s in known
    ]
    title = f"{answer['title']} ({answer['instrument']}), {answer['on']}"
    print_table(title, ("Code", "State", "Status", "Deposited", "In force", "Left"), rows)
    print_line(f"{answer['evidenced']} parties evidenced; {len(statuses) - len(known)} states not evidenced.")
    for total in answer["published"]:
        as_of = total["as_of"] or "undated"
        print_line(
            f"Published: {total['total']} {total['what']}, {as_of} ({total['source']});"
            f" evidenced for that day {total['evidenced']}, gap {total['gap']}."
        )


def instruments(pair: Pair = None, purpose: Purpose = "any", on: On = None, json: JsonFlag = False) -> None:
    """Tell which treaties and designations stand between two states on a day, and whether each applies."""
    day = _day(on)
    wanted = _purpose(purpose)
    states = [read_state(code) for code in pair or ()]
    if len(states) not in (0, 2) or len(set(states)) != len(states):
        raise BadInputError("name two different states, or none for every instrument at hand")
    found = between(states[0], states[1], day, wanted) if states else everything(day, wanted)
    if json:
        print_json({"on": day, "between": states, "instruments": [_instrument(entry) for entry in found]})
        return
    _print_between(f"{' and '.join(map(state_name, states)) or 'Every instrument at hand'}, {day}", found)


def _print_between(title: str, found: list[Between]) -> None:
    shown = [entry for entry in found if entry.applies == "yes" or entry.kind != "multilateral"]
    rows = [(e.applies, e.id, e.title, e.why[0] if e.why else "") for e in shown]
    print_table(title, ("Applies", "Instrument", "Title", "Why"), rows)
    for answer, words in (("no", "Not in force between the two"), ("not_evidenced", "Not evidenced between the two")):
        ids = [entry.id for entry in found if entry.applies == answer and entry not in shown]
        if ids:
            print_line(f"{words}: {', '.join(ids)} ('comity parties INSTRUMENT --state S' tells why).")


def _instrument(entry: Between) -> dict[str, Any]:
    answer: dict[str, Any] = plain(entry)
    answer["status"] = {state: _status(status) for state, status in entry.status.items()}
    return answer


def _status(status: Any) -> Any:  # noqa: ANN401 - a status of any kind becomes plain data
    if isinstance(status, Status):
        return status_answer(status)
    answer = plain(status)
    if getattr(status, "conflicts", None):
        answer["conflicts"] = [conflict_answer(entry) for entry in status.conflicts]
    return answer


def _day(text: str | None) -> dt.date:
    return parse_day(text, "--on") if text else dt.date.today()  # noqa: DTZ011 - the day at the desk, not an instant


def _purpose(text: str) -> str | None:
    if text == "any":
        return None
    if text not in PURPOSES:
        raise BadInputError(f"'{text}' is not a purpose; purposes are {', '.join(PURPOSES)}, or any")
    return text


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("parties")(parties)
    app.command("instruments")(instruments)
