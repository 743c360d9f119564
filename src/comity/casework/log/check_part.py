"""One part of the check of the log, as a process of its own: ``python -m comity.casework.log.check_part START END``.

With the file of an SQLite database behind it, it reads that file and nothing else; without, what the environment names.
"""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from comity.casework.log import merkle
from comity.casework.log.verifying import Kept, Part, verify


def from_file(path: Path, start: int, end: int) -> Part:
    """Check a part of the log in a file of SQLite, without the office around it."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        before = database.execute('SELECT frontier FROM casework_logentry WHERE "index" = ?', (start - 1,)).fetchone()
        kept = Kept("sqlite", lambda question, *span: database.execute(question, span).fetchall())
        return verify(kept, merkle.unpacked(before[0]) if before else [], start, end)


def from_office(start: int, end: int) -> Part:
    """Check a part of the log of the office that the environment names."""
    import django  # noqa: PLC0415 - a file of SQLite is read without it

    django.setup()
    from comity.casework.log.checking import check_part  # noqa: PLC0415 - needs django.setup

    return check_part(start, end)


def main(start: int, end: int, path: Path | None) -> None:
    """Print what is wrong between two places of the log."""
    found = from_file(path, start, end) if path else from_office(start, end)
    sys.stdout.write(json.dumps(found.troubles))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
