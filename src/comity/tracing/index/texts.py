"""Texts of an index: names, ids and descriptions, each found by its number, or its number by binary search."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

_SMALL = 2**31


class KeptTexts(Sequence[str]):
    """Texts one after another in one column, ``ends`` where each ends; ``sorted_rows`` are their numbers in order."""

    def __init__(self, letters: Any, ends: Any, sorted_rows: Any) -> None:  # noqa: ANN401 - mapped columns
        self.letters, self.ends, self.sorted_rows = letters, ends, sorted_rows

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return self._bytes(index).decode()

    def _bytes(self, index: int) -> bytes:
        if index < 0:
            index += len(self)
        first = self.ends[index - 1] if index else 0
        return bytes(self.letters[first : self.ends[index]])

    def find(self, wanted: Iterable[str]) -> dict[str, int]:
        """The numbers of some texts, each in a few steps."""
        return {text: row for text in wanted if (row := self._number(text)) is not None}

    def _number(self, text: str) -> int | None:
        sought, low, high = text.encode(), 0, len(self.sorted_rows)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(self.sorted_rows[middle]) < sought:
                low = middle + 1
            else:
                high = middle
        if low < len(self.sorted_rows) and self._bytes(self.sorted_rows[low]) == sought:
            return int(self.sorted_rows[low])
        return None


class LineNames(Sequence[str]):
    """The ids of transfers that have none of their own: the lines they stand on."""

    def __init__(self, line: Sequence[int]) -> None:
        self.line = line

    def __len__(self) -> int:
        return len(self.line)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        return [f"line-{n}" for n in self.line[index]] if isinstance(index, slice) else f"line-{self.line[index]}"

    def find(self, wanted: Iterable[str]) -> dict[str, int]:
        """The transfers on some lines."""
        told = {text: text.removeprefix("line-") for text in wanted}
        numbers = {int(n): text for text, n in told.items() if n.isdecimal() and text == f"line-{int(n)}"}
        if isinstance(self.line, range):
            return {text: self.line.index(n) for n, text in numbers.items() if n in self.line}
        return {numbers[n]: row for row, n in enumerate(self.line) if n in numbers}


class Blank(Sequence[str]):
    """Texts of which there are none."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        return [""] * len(range(*index.indices(self.size))) if isinstance(index, slice) else ""


def columns_of(texts: Sequence[str], name: str, *, sought: bool) -> dict[str, Any]:
    """The columns that keep some texts; their order only where they are ``sought``."""
    letters, ends, kept = bytearray(), array("q"), []
    for text in _one_by_one(texts):
        letters += (data := text.encode())
        ends.append(len(letters))
        if sought:
            kept.append(data)
    found: dict[str, Any] = {f"{name}.letters": letters, f"{name}.ends": ends}
    if sought:
        in_order = sorted(range(len(ends)), key=kept.__getitem__)
        found[f"{name}.sorted"] = array("i" if len(ends) < _SMALL else "q", in_order)
    return found


def _one_by_one(texts: Sequence[str], step: int = 1 << 15) -> Iterator[str]:
    for first in range(0, len(texts), step):
        yield from texts[first : first + step]
