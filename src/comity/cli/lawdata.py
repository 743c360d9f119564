"""``comity lawdata``: check the law files that people correct, and build the data that ships."""

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.output import JsonFlag, print_json, print_line

Folder = Annotated[Path, typer.Option("--folder", help="The folder of law files.")]
_DATA = Path(__file__).resolve().parents[1] / "law" / "data"


def lawdata_check(folder: Folder = Path("lawdata"), json: JsonFlag = False) -> None:
    """Check every law file; say whether the generated data is up to date."""
    from comity.law.compilation.build import stale  # noqa: PLC0415 - YAML reading is slow to import

    outdated = stale(folder, _DATA)
    if json:
        print_json({"valid": True, "outdated": outdated})
    elif outdated:
        print_line(f"The law files are valid; run 'comity lawdata build' to renew {', '.join(outdated)}.")
    else:
        print_line("The law files are valid and the generated data is up to date.")


def lawdata_build(folder: Folder = Path("lawdata"), json: JsonFlag = False) -> None:
    """Check every law file and write the data that ships; nothing is written while a file is wrong."""
    from comity.law.compilation.build import write_all  # noqa: PLC0415

    changed = write_all(folder, _DATA)
    if json:
        print_json({"changed": changed})
    else:
        print_line(f"Written: {', '.join(changed)}." if changed else "Nothing has changed.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Check the law files and build the data that ships.", no_args_is_help=True)
    group.command("check")(lawdata_check)
    group.command("build")(lawdata_build)
    app.add_typer(group, name="lawdata")
