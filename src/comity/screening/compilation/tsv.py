"""Tables for people: tab-separated lines under a head that names source, licence and the day it was checked."""

from dataclasses import dataclass
from pathlib import Path

from comity.common.errors import BadInputError, Place

NEEDED = ("source", "licence", "checked")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its head (source, licence, checked and what else it says) and its rows with their lines (1-based)."""

    name: str
    head: dict[str, str]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def two(self) -> list[tuple[str, str]]:
        """The first two cells of every row; a missing second cell is empty."""
        return [(cells[0], cells[1] if len(cells) > 1 else "") for _, cells in self.rows]


def read_table(path: Path) -> Table:
    """Read a table; a head that does not name source, licence and date is an error."""
    head: dict[str, str] = {}
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            key, _, value = line[1:].strip().partition(": ")
            head[key] = value
        elif line.strip():
            rows.append((number, tuple(line.split("\t"))))
    for key in NEEDED:
        if not head.get(key):
            raise BadInputError(f"the head does not say its {key}", Place(str(path)))
    return Table(path.name, head, tuple(rows))
