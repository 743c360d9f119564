"""``comity work``: the long work of an office, done beside its pages."""

from typing import Annotated

import typer

from comity.cli.office_folder import Folder, open_office
from comity.cli.output import JsonFlag, print_json, print_line

Waiting = Annotated[bool, typer.Option("--waiting", help="Do what waits now, then end.")]
Parent = Annotated[int | None, typer.Option("--parent", hidden=True, help="End when this process has ended.")]


def work(folder: Folder = None, waiting: Waiting = False, parent: Parent = None, json: JsonFlag = False) -> None:
    """Do the long work of an office (ledgers, traces, screenings), one after another; comity serve starts it."""
    open_office(folder)
    from comity.casework.background.queue import take_up_cut_off, work_off  # noqa: PLC0415 - needs the office
    from comity.casework.background.worker import keep_working, work_until_ended  # noqa: PLC0415 - as above

    if waiting:
        take_up_cut_off()
        done = work_off()
        if json:
            print_json({"done": done})
        else:
            print_line(f"Done: {done}")
        return
    if parent is None and not json:
        print_line("Doing what waits, and what will; Ctrl-C ends it, and what it was at is taken up again.")
    if parent is None:
        work_until_ended()
    else:
        keep_working(parent)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("work")(work)
