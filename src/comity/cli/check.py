"""``comity check``: what is wrong with this installation, in plain words."""

import datetime as dt
from typing import Annotated, Any

import typer

from comity.cli.office_folder import Folder, office_folder
from comity.cli.output import JsonFlag, print_json, print_line
from comity.common.errors import BadInputError

Only = Annotated[str | None, typer.Option("--only", help="Only these checks, parted by commas: log,evidence,disk …")]
_MARKS = {"fine": "ok     ", "warning": "WARNING", "unsafe": "UNSAFE "}
_STYLES = {"fine": "", "warning": "yellow", "unsafe": "bold red"}
_UNSAFE = 3


def check(folder: Folder = None, only: Only = None, json: JsonFlag = False) -> int:
    """Tell in plain words what is wrong with this installation; exit 3 where anything is unsafe."""
    place = office_folder(folder, demo=False)
    if not place.is_dir():
        raise BadInputError(f"there is no office in {place}; 'comity serve' makes one")
    from comity.web import starting  # noqa: PLC0415 - Django is slow to import

    starting.prepare_django(starting.Place(place))
    from comity.web.upkeep.finding import Level  # noqa: PLC0415 - needs the office
    from comity.web.upkeep.machine import machine_findings  # noqa: PLC0415
    from comity.web.upkeep.record import log_head, record_findings  # noqa: PLC0415

    now = dt.datetime.now(dt.UTC)
    wanted = set(only.split(",")) if only else None
    found = [*machine_findings(now)] if wanted is None or wanted - {"log", "evidence", "version"} else []
    found += record_findings(now.date(), wanted)
    found = [one for one in found if wanted is None or one.check in wanted]
    worst = [one for one in found if one.level is Level.UNSAFE]
    if json:
        print_json({"folder": str(place), "findings": found, "unsafe": len(worst), "log": log_head()})
    else:
        _print(found)
    return _UNSAFE if worst else 0


def _print(found: list[Any]) -> None:
    for one in found:
        print_line(f"{_MARKS[one.level]}  {one.sentence}", _STYLES[one.level])
        if one.cure:
            print_line(f"         {one.cure}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)
