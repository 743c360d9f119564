"""Files that a person names on the command line: there, and a file rather than a folder."""

from collections.abc import Iterable
from pathlib import Path

from comity.common.errors import BadInputError, Place


def must_be_files(paths: Iterable[Path]) -> None:
    """Stop with a sentence at the first path that is no file."""
    for path in paths:
        if path.is_dir():
            raise BadInputError("is a folder, not a file", Place(str(path)))
        if not path.is_file():
            raise BadInputError("no such file", Place(str(path)))


def may_be_folder(path: Path) -> Path:
    """A folder that is there or can be made; stop with a sentence where a file has its name."""
    if path.exists() and not path.is_dir():
        raise BadInputError("is a file, not a folder", Place(str(path)))
    return path
