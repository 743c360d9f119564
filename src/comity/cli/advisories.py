"""``comity advisories``: known weaknesses of the packages in use, from a database of advisories brought as a file."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.clock_now import now
from comity.cli.output import JsonFlag, print_json, print_line

if TYPE_CHECKING:
    from comity.web.upkeep.advisories import Checked

Database = Annotated[Path, typer.Option("--advisories", help="An OSV export: a ZIP archive, a folder, or a JSON file.")]
Lock = Annotated[Path | None, typer.Option("--lock", help="A lock with NAME==VERSION; else what is installed here.")]
On = Annotated[dt.datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day asked about; today.")]
_OVERDUE = 3


def advisories(database: Database, lock: Lock = None, on: On = None, json: JsonFlag = False) -> int:
    """Hold the packages in use against a database of known weaknesses; exit 3 where one is mended too late."""
    from comity.web.upkeep.advisories import (  # noqa: PLC0415 - only this command needs it
        STALE,
        advisories_check,
        packages_installed,
        packages_locked,
    )

    day = on.date() if on else now().date()
    checked = advisories_check(database, packages_installed() if lock is None else packages_locked(lock))
    late = [one for one in checked.found if (due := one.due()) is not None and due < day]
    stale = checked.newest is None or day - checked.newest > STALE
    if json:
        found = [
            {"package": w.package, "version": w.version, "advisory": w.advisory, "aliases": w.aliases}
            | {"summary": w.summary, "grade": w.grade, "published": w.published, "due": w.due()}
            | {"mended_in": w.mended_in, "late": w in late}
            for w in checked.found
        ]
        told = {"on": day, "database": checked.newest, "stale": stale, "advisories": checked.advisories}
        print_json({**told, "packages": checked.packages, "found": found, "late": len(late)})
    else:
        _print(checked, len(late), stale, day)
    return _OVERDUE if late else 0


def _print(checked: "Checked", late: int, stale: bool, day: dt.date) -> None:
    of = checked.newest.isoformat() if checked.newest else "an unknown day"
    print_line(f"The database is of {of} and holds {checked.advisories:,} advisories.", "yellow" if stale else "")
    if stale:
        print_line("It is older than thirty days: bring a newer one before relying on this.", "yellow")
    for one in checked.found:
        due = one.due()
        until = "with the next version" if due is None else f"until {due}{', which has passed' if due < day else ''}"
        mended = f"; mended in {', '.join(one.mended_in)}" if one.mended_in else "; no mended version is told"
        print_line(f"{one.package} {one.version}: {one.advisory} ({one.grade}), {until}{mended}", "bold red")
        if one.summary:
            print_line(f"         {one.summary}")
    print_line(f"{checked.packages} packages, {len(checked.found)} known weaknesses, {late} past their time.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("advisories")(advisories)
