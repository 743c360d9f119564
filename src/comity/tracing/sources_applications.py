"""Source and application of funds: year by year, what money somebody had from known sources and what it went into.

It says the same as net worth and expenditure in another form: what went into things, debts and living beyond all known
sources is what is not explained, to the unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from comity.tracing.net_worth import Item, Kind, NetWorth


class Flow(StrEnum):
    """Where money came from or what it went into."""

    INCOME = "known income"
    GIVEN_UP = "asset given up"
    BORROWED = "debt taken up"
    SPENT = "expenditure of the year"
    ACQUIRED = "asset acquired"
    REPAID = "debt repaid"


SOURCES = (Flow.INCOME, Flow.GIVEN_UP, Flow.BORROWED)


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One source or application of a year: what it is, how much, and the document that says so."""

    flow: Flow
    what: str
    amount: int
    document: str


@dataclass(frozen=True, slots=True)
class FundsYear:
    """The sources and applications of one year, the largest first."""

    year: int
    sources: tuple[FlowLine, ...]
    applications: tuple[FlowLine, ...]

    @property
    def from_sources(self) -> int:
        """What came from known sources."""
        return sum(line.amount for line in self.sources)

    @property
    def applied(self) -> int:
        """What went into things, debts and living."""
        return sum(line.amount for line in self.applications)

    @property
    def unexplained(self) -> int:
        """What was applied beyond the known sources; less than nothing where they gave more."""
        return self.applied - self.from_sources


def funds_by_year(told: NetWorth) -> tuple[FundsYear, ...]:
    """Every year but the first, which only says what there was to begin with."""
    found = []
    for year in told.years[1:]:
        lines = sorted(_lines(told.items, year.year), key=lambda line: (-line.amount, line.what))
        sources = tuple(line for line in lines if line.flow in SOURCES)
        found.append(FundsYear(year.year, sources, tuple(line for line in lines if line.flow not in SOURCES)))
    return tuple(found)


def _lines(items: Iterable[Item], year: int) -> list[FlowLine]:
    """What a year's lines and those of the year before say; a thing is the same where its name is."""
    now = [item for item in items if item.year == year]
    plain = {Kind.INCOME: Flow.INCOME, Kind.EXPENDITURE: Flow.SPENT}
    found = [FlowLine(plain[item.kind], item.what, item.amount, item.document) for item in now if item.kind in plain]
    before = [item for item in items if item.year == year - 1]
    found += _changes(before, now, Kind.ASSET, more=Flow.ACQUIRED, less=Flow.GIVEN_UP)
    found += _changes(before, now, Kind.LIABILITY, more=Flow.BORROWED, less=Flow.REPAID)
    return [line for line in found if line.amount]


def _changes(before: list[Item], now: list[Item], kind: Kind, *, more: Flow, less: Flow) -> list[FlowLine]:
    sums: dict[str, int] = {}
    documents: dict[str, str] = {}
    for sign, items in ((-1, before), (1, now)):
        for item in items:
            if item.kind is kind:
                sums[item.what] = sums.get(item.what, 0) + sign * item.amount
                documents[item.what] = item.document or documents.get(item.what, "")
    return [FlowLine(more if sum_ > 0 else less, what, abs(sum_), documents[what]) for what, sum_ in sums.items()]
