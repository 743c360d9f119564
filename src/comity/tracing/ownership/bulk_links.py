"""The holdings of a large register in columns, and the stakes of each name or number put together when asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from comity.tracing.index.texts import KeptTexts
from comity.tracing.ownership.estimated import estimated
from comity.tracing.ownership.holdings import Stake
from comity.tracing.ownership.multiplied import Integrated
from comity.tracing.ownership.reached import Reached, Side


@dataclass(slots=True)
class Columns:
    """The holdings of a day in the order of their owners, names as numbers in alphabetical order.

    Those of owner o are ``start[o]`` to ``start[o + 1]``; ``by_owned`` puts them into the order of the companies.
    ``parts`` are the different shares that occur, of which ``share`` and ``votes`` are numbers (-1 for unknown).
    """

    names: KeptTexts
    parts: list[Fraction]
    owner: Any
    owned: Any
    share: Any
    votes: Any
    through: dict[int, tuple[str, ...]]
    start: Any
    by_owned: Any
    owned_start: Any
    known: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int | None:
        """The number of a name, found in a few steps the first time."""
        if name not in self.known:
            found = self.names.find([name]).get(name)
            if found is None:
                return None
            self.known[name] = found
        return self.known[name]

    def name(self, number: int) -> str:
        """A name, remembered."""
        name = self.names[number]
        self.known[name] = number
        return name


class Links(Mapping[str, dict[str, Stake]]):
    """The stakes in each company (``up``) or of each owner, put together when they are asked for."""

    def __init__(self, columns: Columns, *, up: bool) -> None:
        self.columns, self.up = columns, up
        self.start = columns.owned_start if up else columns.start
        self.made: dict[str, dict[str, Stake]] = {}

    def __getitem__(self, name: str) -> dict[str, Stake]:
        found = self.made.get(name)
        if found is None:
            number = self.columns.number(name)
            rows = range(0) if number is None else self._rows(number)
            if not rows:
                raise KeyError(name)
            found = self.made[name] = self._stakes(rows)
        return found

    def _rows(self, number: int) -> range:
        return range(int(self.start[number]), int(self.start[number + 1]))

    def _stakes(self, rows: range) -> dict[str, Stake]:
        columns = self.columns
        span = slice(rows.start, rows.stop)
        places = columns.by_owned[span] if self.up else range(rows.start, rows.stop)
        others = columns.owner[places] if self.up else columns.owned[span]
        found: dict[str, Stake] = {}
        for row, other in zip(places, others.tolist(), strict=True):
            name = columns.name(other)
            found[name] = self._stake(int(row), found.get(name))
        return found

    def _stake(self, row: int, before: Stake | None) -> Stake:
        columns = self.columns
        share, votes = int(columns.share[row]), int(columns.votes[row])
        held = columns.parts[share] if share >= 0 else Fraction(0)
        voted, through = columns.parts[votes] if votes >= 0 else held, columns.through.get(row, ())
        if before is None:
            return Stake(held, voted, through)
        return Stake(held + before.share, voted + before.votes, (*before.through, *through))

    def __contains__(self, name: object) -> bool:
        number = self.columns.number(name) if isinstance(name, str) else None
        return number is not None and len(self._rows(number)) > 0

    def __iter__(self) -> Iterator[str]:
        counts = self.start[1:] - self.start[:-1]
        yield from (self.columns.name(int(number)) for number in counts.nonzero()[0])

    def __len__(self) -> int:
        return int((self.start[1:] > self.start[:-1]).sum())


class Numbers:
    """The same stakes by number, for what goes through thousands of companies and is asked for few names."""

    def __init__(self, columns: Columns) -> None:
        self.number, self.name, self._parts = columns.number, columns.name, columns.parts
        self._up = Side(columns.owned_start, columns.by_owned, columns.owner, columns.share)
        self._down = Side(columns.start, None, columns.owned, columns.share)
        ready: dict[tuple[int, int], Stake] = {}
        self.owners: Mapping[int, Mapping[int, Stake]] = NumberLinks(columns, ready, up=True)
        self.owned: Mapping[int, Mapping[int, Stake]] = NumberLinks(columns, ready, up=False)

    def many_shares(self, number: int, *, up: bool) -> Integrated | None:
        """The multiplied shares where very many are reached, made exact when looked at; None where few are."""
        side = self._up if up else self._down
        if side.reaches_few(number):
            return None
        return estimated(Reached.from_number(side, number), self._parts, self.number, self.name)


class NumberLinks(Mapping[int, dict[int, Stake]]):
    """The stakes in each company (``up``) or of each owner by number; ``ready`` are the different ones, made once.

    Who is a nominee does not matter to what is computed over numbers, and is not looked up.
    """

    def __init__(self, columns: Columns, ready: dict[tuple[int, int], Stake], *, up: bool) -> None:
        self.parts, self.ready = columns.parts, ready
        self.start = memoryview(columns.owned_start if up else columns.start)
        self.places = memoryview(columns.by_owned) if up else None
        self.other = memoryview(columns.owner if up else columns.owned)
        self.share, self.votes = memoryview(columns.share), memoryview(columns.votes)

    def __getitem__(self, number: int) -> dict[int, Stake]:
        first, stop = self.start[number], self.start[number + 1]
        if first == stop:
            raise KeyError(number)
        places = range(first, stop) if self.places is None else self.places[first:stop]
        found: dict[int, Stake] = {}
        for row in places:
            other, key = self.other[row], (self.share[row], self.votes[row])
            stake = self.ready.get(key)
            if stake is None:
                stake = self.ready[key] = self._stake(*key)
            before = found.get(other)
            found[other] = stake if before is None else Stake(before.share + stake.share, before.votes + stake.votes)
        return found

    def _stake(self, share: int, votes: int) -> Stake:
        held = self.parts[share] if share >= 0 else Fraction(0)
        return Stake(held, self.parts[votes] if votes >= 0 else held)

    def get(self, number: int, default: Any = None) -> Any:  # noqa: ANN401 - as a mapping gives it
        """The stakes of a number that has some."""
        return default if self.start[number] == self.start[number + 1] else self[number]

    def __iter__(self) -> Iterator[int]:
        return (number for number in range(len(self)) if self.start[number] < self.start[number + 1])

    def __len__(self) -> int:
        return len(self.start) - 1
