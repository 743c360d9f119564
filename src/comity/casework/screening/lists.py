"""The office's register of lists: index files in its folder, each with name, version, digest and time of retrieval."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.common.errors import BadInputError, ComityError, Place

if TYPE_CHECKING:
    from comity.screening.index.reader import Index

_ENDING = ".index"


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """An index file of the register: the lists it holds, or the sentence that says why it cannot be read."""

    file: str
    lists: tuple[dict[str, Any], ...]
    trouble: str = ""


def register_of(folder: Path) -> list[KeptIndex]:
    """Every index file in the folder of lists, also those that cannot be read."""
    return [_kept(path) for path in _files(folder)]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"*{_ENDING}") if path.is_file())


def _kept(path: Path) -> KeptIndex:
    try:
        index = _open(path)
    except ComityError as error:
        return KeptIndex(path.name, (), str(error))
    return KeptIndex(path.name, tuple(index.lists))


def indexes_of(folder: Path, wanted: tuple[str, ...] = ()) -> Iterator["Index"]:
    """The indexes to screen against: those asked for by their file, or all; one that cannot be read stops it."""
    files = _files(folder)
    missing = set(wanted) - {path.name for path in files}
    if missing:
        raise BadInputError(f"the list '{min(missing)}' is no longer in the register", Place(field="lists"))
    if not files:
        raise BadInputError(
            "no list is in the register yet; the page of lists says how one is added", Place(field="lists")
        )
    for path in files:
        if not wanted or path.name in wanted:
            yield _open(path)


def _open(path: Path) -> "Index":
    stat = path.stat()
    return _opened(str(path), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=32)
def _opened(path: str, _written: int, _size: int) -> "Index":
    """An index stays open while its file is the same."""
    from comity.screening.index.reader import Index  # noqa: PLC0415 - screening is read when somebody asks for it

    return Index.open(Path(path))


def list_keep(*, source: Path, folder: Path, name: str, retrieved: str) -> Path:
    """Build the index of a published list into the register; ``retrieved`` is when the file came to this office."""
    from comity.screening.index.build import build  # noqa: PLC0415 - as above
    from comity.screening.lists.reading import open_list  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    opened = open_list(source, retrieved)
    target = folder / f"{name}{_ENDING}"
    part = target.with_suffix(".part")
    with part.open("wb") as file:
        file.writelines(build([(opened.origin, opened.entities)]))
    part.replace(target)
    return target
