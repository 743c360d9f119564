"""Where an office of this machine is kept, and whether it can answer."""

import errno
import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.given_files import may_be_folder
from comity.common.errors import BadInputError

Folder = Annotated[Path | None, typer.Option("--dir", help="Where the office is kept (COMITY_DATA; else ~/.comity).")]


def office_folder(given: Path | None, *, demo: bool) -> Path:
    """Where an office is kept: where it is said, else in COMITY_DATA, else at home; a synthetic one beside it."""
    default = Path(os.environ.get("COMITY_DATA") or Path.home() / ".comity")
    return may_be_folder((given or (default / "demo" if demo else default)).expanduser().resolve())


def open_office(given: Path | None) -> None:
    """Open an office that is there already, for a command that reads it; one that is not there is bad input."""
    folder = office_folder(given, demo=False)
    if not (folder / "secret-key").exists():
        raise BadInputError(f"there is no office in {folder}; name its folder with --dir")
    from comity.web import starting  # noqa: PLC0415 - Django is slow to import

    starting.prepare_django(starting.Place(folder))
    starting.make_tables()


def check_free(host: str, port: int) -> None:
    """Stop with a sentence where something else answers at an address already."""
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = "something else answers there already" if taken else os.strerror(error.errno or 0)
        raise BadInputError(f"cannot answer on {host}:{port}: {reason}; choose another --port") from None
