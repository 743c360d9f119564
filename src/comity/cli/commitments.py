"""``comity commitments``: what a state has on record before the G20, APEC, the OECD and the United Nations."""

from typing import Annotated

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.route import On, read_on
from comity.law.commitments import memberships
from comity.law.on_record import commitments_of
from comity.law.states import read_state, state_name

State = Annotated[str, typer.Argument(metavar="STATE", help="A name or three-letter code.")]
Body = Annotated[str, typer.Option("--body", help="Only those of one body: G20, APEC, OECD, …")]


def commitments(state: State, body: Body = "", on: On = None, json: JsonFlag = False) -> None:
    """Show the commitments and memberships of networks that a state has on record, with evidence and date."""
    code, day = read_state(state), read_on(on)
    standing, networks = commitments_of(code, day, body), memberships(code)
    if json:
        print_json({"state": code, "on": day, "commitments": standing, "memberships": networks})
        return
    rows = (
        (
            one.on_record.replace("_", " "),
            one.since,
            one.body,
            f"{one.title} {one.article}",
            f"{one.because}\n{one.source}",
        )
        for one in standing
    )
    print_table(f"{state_name(code)}, {day}", ("On record", "Since", "Body", "Commitment", "Evidence"), rows)
    held = ((one.title, one.status, one.since or one.on, f"{one.source}") for one in networks)
    print_table("Networks", ("Network", "Status", "Date", "Evidence"), held)
    print_line("'Not evidenced' is not 'no': the data names the members of few bodies.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("commitments")(commitments)
