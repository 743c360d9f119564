"""Holdings: who owns which share of what, with votes, validity and nominees; and the graph of one day."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from comity.common.dates import PartialDate
from comity.common.truth import Truth
from comity.tracing.caveats import Caveat, listed
from comity.tracing.ownership.multiplied import Integrated
from comity.tracing.ownership.particulars import Party
from comity.tracing.ownership.source import Source

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Holding:
    """One holding as the source gives it; ``share`` and ``votes`` are parts of one, None where nobody said.

    ``nominee_for`` is the one for whom the owner of record holds, ``between`` are further nominees on the way to them.
    ``at_most`` is the upper bound where the source gives a range, of which ``share`` is the lower one. ``where`` is the
    place in the file, ``record`` the source's own key where it has one.
    """

    owner: str
    owned: str
    share: Fraction | None
    votes: Fraction | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    nominee_for: str = ""
    where: str = ""
    between: tuple[str, ...] = ()
    at_most: Fraction | None = None
    record: str = ""

    def valid_on(self, day: dt.date) -> Truth:
        """Whether it stood on a day; the first and the last day count."""
        begun = self.since.reached_on(day) if self.since else Truth.TRUE
        over = self.until.reached_on(day - dt.timedelta(days=1)) if self.until else Truth.FALSE
        if begun is Truth.FALSE or over is Truth.TRUE:
            return Truth.FALSE
        return Truth.UNKNOWN if Truth.UNKNOWN in (begun, over) else Truth.TRUE


@dataclass(frozen=True, slots=True)
class OtherInterest:
    """An interest that no rule counts: indirect, neither shares nor votes, or of nobody who is named; kept as told."""

    owner: str
    owned: str
    kind: str
    direct: str = "direct"
    share: Fraction | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    where: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """Every holding of a file; ``kinds`` says person, company or arrangement where the source does.

    ``parties`` are the particulars of those of whom the source tells more than a name; ``source`` is all it told.
    """

    name: str
    digest: str
    holdings: tuple[Holding, ...]
    kinds: dict[str, str] = field(default_factory=dict)
    caveats: tuple[Caveat, ...] = ()
    others: tuple[OtherInterest, ...] = ()
    parties: dict[str, Party] = field(default_factory=dict)
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Stake:
    """What one owner holds in one company on the day, all its holdings together; ``through`` are nominees."""

    share: Fraction
    votes: Fraction
    through: tuple[str, ...] = ()


Stakes = dict[str, dict[str, Stake]]


class Numbered(Protocol):
    """A large graph once more, with numbers in alphabetical order in the place of names."""

    owners: Mapping[int, Mapping[int, Stake]]
    owned: Mapping[int, Mapping[int, Stake]]

    def number(self, name: str) -> int | None:
        """The number of a name."""

    def name(self, number: int) -> str:
        """The name of a number."""

    def many_shares(self, number: int, *, up: bool) -> Integrated | None:
        """The multiplied shares where very many are reached, made exact when looked at; None where few are."""


@dataclass(slots=True)
class Graph:
    """The holdings of one day: ``owners[X]`` are the stakes in X, ``owned[P]`` the stakes of P.

    ``numbered`` is there where the register is large: what goes through all of it then makes no names on the way.
    """

    owners: Mapping[str, Mapping[str, Stake]]
    owned: Mapping[str, Mapping[str, Stake]]
    unknown: set[str] = field(default_factory=set)
    caveats: list[Caveat] = field(default_factory=list)
    numbered: Numbered | None = None

    def __contains__(self, name: str) -> bool:
        return name in self.owners or name in self.owned


@dataclass(slots=True)
class Held:
    """Holdings taken one after another, from both sides, until the graph of the day is made of them."""

    owners: Stakes = field(default_factory=dict)
    owned: Stakes = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def add(self, owner: str, owned: str, holding: Holding) -> None:
        """Add a holding to what the owner has already."""
        share = holding.share or _NONE
        votes = holding.votes if holding.votes is not None else share
        through = (holding.owner, *holding.between) if holding.nominee_for else ()
        stakes = self.owners.get(owned)
        if stakes is None:
            stakes = self.owners[owned] = {}
        before = stakes.get(owner)
        if before is not None:
            share, votes, through = share + before.share, votes + before.votes, (*before.through, *through)
        stake = stakes[owner] = Stake(share, votes, through)
        mine = self.owned.get(owner)
        if mine is None:
            mine = self.owned[owner] = {}
        mine[owned] = stake
        if holding.share is None and holding.votes is None:
            self.unknown.add(owned)

    def graph(self, caveats: Iterable[Caveat]) -> Graph:
        """The graph."""
        return Graph(self.owners, self.owned, self.unknown, [*caveats, *_sums(self.owners)])


def graph_on(register: Register, day: dt.date) -> Graph:
    """The holdings that stood on a day; a nominee's holding counts for the one behind it."""
    held = Held()
    past, open_dates, nominees, unknown = [], [], [], []
    for holding in register.holdings:
        if holding.since is not None or holding.until is not None:
            valid = holding.valid_on(day)
            if valid is Truth.FALSE:
                past.append(holding.where)
                continue
            if valid is Truth.UNKNOWN:
                open_dates.append(holding.where)
        if holding.nominee_for:
            way = " for ".join((holding.owner, *holding.between, holding.nominee_for))
            nominees.append(f"{way} in {holding.owned}")
        if holding.share is None and holding.votes is None:
            unknown.append(f"{holding.owner} in {holding.owned}")
        held.add(holding.nominee_for or holding.owner, holding.owned, holding)
    return held.graph([*register.caveats, *caveats_told(day, past, open_dates, nominees, unknown)])


def caveats_told(
    day: dt.date, past: list[str], dates: list[str], nominees: list[str], unknown: list[str]
) -> list[Caveat]:
    """What a reader has to know of the holdings that stood on a day."""
    said = (
        ("not_on_the_day", f"Holdings that did not stand on {day.isoformat()} were left out.", past),
        ("date_open", f"Whether these holdings stood on {day.isoformat()} is not certain; they were counted.", dates),
        ("nominee", "A nominee's holding counts for the one behind it.", nominees),
        ("unknown_share", "The share is not known; it was not counted, and what depends on it is unknown.", unknown),
    )
    return [Caveat(key, text, listed(where)) for key, text, where in said if where]


def _sums(owners: Stakes) -> list[Caveat]:
    """Companies of which more than the whole is held, or less than all is known."""
    over, under = [], []
    for company in sorted(owners):
        whole = sum_of(stake.share for stake in owners[company].values())
        if whole > 1:
            over.append(f"{company} {percent(whole)}")
        elif whole < 1:
            under.append(f"{company} {percent(whole)}")
    return sums_told(over, under)


def sum_of(shares: Iterable[Fraction]) -> Fraction:
    """The exact sum, in whole numbers for as long as all have one denominator."""
    above, below = 0, 1
    for share in shares:
        if share.denominator != below:
            common = math.lcm(below, share.denominator)
            above, below = above * (common // below), common
        above += share.numerator * (below // share.denominator)
    return Fraction(above, below)


def sums_told(over: list[str], under: list[str]) -> list[Caveat]:
    """What a reader has to know of companies whose shares do not add up to the whole."""
    found = []
    if over:
        text = "More than the whole is held: two sources tell of the same shares, or a share is wrong."
        found.append(Caveat("more_than_the_whole", text, listed(over)))
    if under:
        text = "Part of the shares is held by owners who are not in the data."
        found.append(Caveat("part_not_known", text, listed(under)))
    return found


def percent(share: Fraction) -> str:
    """A share as a percentage with up to two decimals, cut."""
    cut = int(share * 10_000)
    return f"{cut // 100}.{cut % 100:02d}%"
