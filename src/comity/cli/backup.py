"""``comity backup``, ``comity restore``, ``comity upgrade``: copies of an office, back again, and newer versions."""

import datetime as dt
import os
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.given_files import must_be_files
from comity.cli.office_folder import Folder, office_folder
from comity.cli.output import JsonFlag, print_json, print_line
from comity.common.errors import BadInputError, ComityError, Place

To = Annotated[Path | None, typer.Option("--to", help="The folder of the backups; on another disk or machine.")]
Recipients = Annotated[
    list[str] | None, typer.Option("--recipient", help="Who can open it: age1…, or a file of such lines; repeatable.")
]
Keep = Annotated[int | None, typer.Option("--keep", help="Remove all but the newest so many.", min=1)]
MakeKey = Annotated[Path | None, typer.Option("--make-key", help="Make an officer's key file instead of a backup.")]
Backup = Annotated[Path, typer.Argument(help="A file that 'comity backup' has written.")]
KeyFile = Annotated[list[Path], typer.Option("--identity", help="The officer's key file; repeatable.")]
Drill = Annotated[bool, typer.Option("--drill", help="Prove that it can be restored, and leave nothing behind.")]
Without = Annotated[bool, typer.Option("--without-backup", help="Go on although no backup is made first.")]


def backup(
    folder: Folder = None,
    to: To = None,
    recipient: Recipients = None,
    keep: Keep = None,
    make_key: MakeKey = None,
    json: JsonFlag = False,
) -> None:
    """Write an encrypted copy of the whole office with the head of its log, or make the key that opens copies."""
    if make_key is not None:
        _make_key(make_key, json=json)
        return
    made = _backup(_open(folder), to, recipient, keep)
    if json:
        print_json(made)
        return
    print_line(f"{made['path']}: {made['files']} files, {made['size'] / 1e6:.1f} MB, log of {made['log_size']} entries")
    print_line(f"  head {made['log_root']}")


def _make_key(path: Path, *, json: bool) -> None:
    from comity.exchange.age.recipients import X25519Identity  # noqa: PLC0415 - cryptography is slow to import

    identity = X25519Identity.new()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BadInputError(f"{path} is there already; a key is never overwritten") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"# public key: {identity.recipient}\n{identity}\n")
    if json:
        print_json({"identity": str(path), "recipient": str(identity.recipient)})
        return
    print_line(f"The key is in {path}; keep it away from the office. Backups are made for: {identity.recipient}")


def _backup(place: Path, to: Path | None, recipients: list[str] | None, keep: int | None) -> dict[str, Any]:
    if to is None or not recipients:
        raise BadInputError("give --to FOLDER and --recipient age1…; 'comity backup --make-key FILE' makes a key")
    from comity.web.upkeep.backup import backup_make  # noqa: PLC0415 - needs the office
    from comity.web.upkeep.record import version_refusal  # noqa: PLC0415

    if refusal := version_refusal():
        raise ComityError(refusal)
    named = [_recipient(text) for given in recipients for text in _lines(given)]
    made = backup_make(to=to.expanduser(), recipients=named, now=dt.datetime.now(dt.UTC), keep=keep)
    return {**asdict(made), "path": str(made.path), "office": str(place)}


def _lines(given: str) -> list[str]:
    """A recipient, or the recipients of a file."""
    if given.startswith("age1"):
        return [given]
    try:
        text = Path(given).expanduser().read_text(encoding="utf-8")
    except OSError:
        raise BadInputError(f"--recipient {given} is no age1… and no file that can be read") from None
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _recipient(text: str) -> Any:  # noqa: ANN401 - one of the two kinds of recipient
    from comity.exchange.age.recipients import HybridRecipient, X25519Recipient  # noqa: PLC0415 - as above

    try:
        return HybridRecipient.from_text(text) if text.startswith("age1pq1") else X25519Recipient.from_text(text)
    except ComityError as error:
        raise BadInputError(f"{text[:20]}… is no recipient ({error})") from None


def restore(
    backup: Backup, identity: KeyFile, folder: Folder = None, drill: Drill = False, json: JsonFlag = False
) -> None:
    """Restore an office into an empty folder once every digest and its log are proven; --drill only proves."""
    from comity.web.upkeep.restore import prove  # noqa: PLC0415 - cryptography is slow to import
    from comity.web.upkeep.restore import restore as put_back  # noqa: PLC0415

    must_be_files([backup, *identity])
    keys = [_identity(text, path) for path in identity for text in _lines(str(path))]
    if drill:
        with tempfile.TemporaryDirectory(prefix="comity-drill-") as scratch:
            told = prove(backup=backup, identities=keys, scratch=Path(scratch))
        place = None
    else:
        place = office_folder(folder, demo=False)
        told = put_back(backup=backup, identities=keys, folder=place)
        if told.engine == "postgresql":
            _fill_or_leave_nothing(place)
    if json:
        print_json({**asdict(told), "folder": str(place) if place else None, "drill": drill})
        return
    print_line(f"{'Proven' if drill else f'Restored into {place}'}: made {told.made}, {told.files} files,", "bold")
    print_line(f"  log of {told.log_size} entries, head {told.log_root}")
    if place is not None:
        print_line("Now 'comity check', and compare the head with what a counterpart or oversight has noted.")


def _fill_or_leave_nothing(place: Path) -> None:
    try:
        _fill_postgresql(place)
    except ComityError:
        shutil.rmtree(place)
        raise


def _fill_postgresql(place: Path) -> None:
    """The dump goes into the database that COMITY_DATABASE_URL names, which must be empty."""
    if not os.environ.get("COMITY_DATABASE_URL"):
        raise BadInputError("the backup is of PostgreSQL: name an empty database in COMITY_DATABASE_URL")
    from comity.web import starting  # noqa: PLC0415 - Django is slow to import

    starting.prepare_django(starting.Place(place))
    from comity.web.upkeep.backup import postgresql_fill  # noqa: PLC0415 - needs the office

    postgresql_fill(place)


def _identity(text: str, path: Path) -> Any:  # noqa: ANN401 - one of the two kinds of identity
    from comity.exchange.age.recipients import HybridIdentity, X25519Identity  # noqa: PLC0415 - as above

    try:
        kind = HybridIdentity if text.startswith("AGE-SECRET-KEY-PQ-1") else X25519Identity
        return kind.from_text(text)
    except ComityError:
        raise BadInputError("is no key file of an officer: each line is AGE-SECRET-KEY-…", Place(str(path))) from None


def upgrade(
    folder: Folder = None,
    to: To = None,
    recipient: Recipients = None,
    without_backup: Without = False,
    json: JsonFlag = False,
) -> None:
    """Bring an office to this version: a backup first, then its tables, then a check of the whole log."""
    place = _open(folder)
    from comity.web import starting  # noqa: PLC0415 - as below
    from comity.web.upkeep.record import log_head, migrations, version_refusal  # noqa: PLC0415 - needs the office

    if refusal := version_refusal():
        raise ComityError(refusal)
    pending, _ = migrations()
    made = None if without_backup or not pending else _backup(place, to, recipient, None)
    starting.make_tables()
    answer: dict[str, Any] = {
        "office": str(place),
        "steps": pending,
        "backup": made and made["path"],
        "log": log_head(),
    }
    if json:
        print_json(answer)
        return
    print_line(f"{len(pending)} steps taken." if pending else "The tables are those of this version already.", "bold")
    if answer["log"]:
        print_line(f"The log is whole: {answer['log']['size']} entries, head {answer['log']['root']}")


def _open(folder: Path | None) -> Path:
    """The office of a folder, its tables as they are."""
    place = office_folder(folder, demo=False)
    if not place.is_dir():
        raise BadInputError(f"there is no office in {place}; 'comity serve' makes one")
    from comity.web import starting  # noqa: PLC0415 - Django is slow to import

    starting.prepare_django(starting.Place(place))
    return place


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("upgrade")(upgrade)
