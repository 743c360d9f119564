"""``comity lifecycle``: the life cycles of requests, extraditions, returns, assets and hits as tables."""

from typing import Annotated

import typer

from comity.cli.output import JsonFlag, print_json, print_table
from comity.common.errors import BadInputError

Outgoing = Annotated[bool, typer.Option("--outgoing", help="Requests that we make (the default).")]
Incoming = Annotated[bool, typer.Option("--incoming", help="Requests that are made to us.")]
Extradition = Annotated[bool, typer.Option("--extradition", help="Extradition, from location to specialty.")]
Return = Annotated[bool, typer.Option("--return", help="A person's return, from the plan to the arrival.")]
PersonRequest = Annotated[bool, typer.Option("--person-request", help="What a person asks about their own data.")]
Asset = Annotated[bool, typer.Option("--asset", help="Assets, from suspicion to end use.")]
Claim = Annotated[bool, typer.Option("--claim", help="Claims of third parties and victims on an asset.")]
Agreement = Annotated[bool, typer.Option("--agreement", help="Agreements on sharing and return.")]
ScreeningHit = Annotated[bool, typer.Option("--screening-hit", help="Hits of a screening, from proposal to decision.")]
EntryConsultation = Annotated[
    bool,
    typer.Option("--entry-consultation", help="The immigration desk and the owner of a case, after an entry check."),
]


def lifecycle(
    outgoing: Outgoing = False,
    incoming: Incoming = False,
    extradition: Extradition = False,
    returning: Return = False,
    person_request: PersonRequest = False,
    asset: Asset = False,
    claim: Claim = False,
    agreement: Agreement = False,
    screening_hit: ScreeningHit = False,
    entry_consultation: EntryConsultation = False,
    json: JsonFlag = False,
) -> None:
    """Print a life cycle: which action leads from which state to which, its guard, its clock and its event."""
    wanted = {
        "outgoing": outgoing,
        "incoming": incoming,
        "extradition": extradition,
        "return": returning,
        "asset": asset,
    }
    wanted |= {"claim": claim, "agreement": agreement}
    wanted |= {"person-request": person_request}
    wanted |= {"screening-hit": screening_hit, "entry-consultation": entry_consultation}
    chosen = [name for name, asked in wanted.items() if asked] or ["outgoing"]
    if len(chosen) > 1:
        raise BadInputError(f"choose one life cycle, not {' and '.join(chosen)}")
    from comity.casework.lifecycle.answers import lifecycle_data  # noqa: PLC0415 - only this command needs the tables

    data = lifecycle_data(chosen[0])
    if json:
        print_json(data)
        return
    columns = ("From", "Action", "To", "Guard", "Clock", "Event")
    rows = [tuple(row[name.lower()] or "" for name in columns) for row in data["actions"]]
    print_table(f"{chosen[0].capitalize()} (begins as '{data['states'][0]}')", columns, rows)
    print_table("Guards", ("Guard", "Stops when"), [(g, " / ".join(s)) for g, s in data["guards"].items()])


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lifecycle")(lifecycle)
