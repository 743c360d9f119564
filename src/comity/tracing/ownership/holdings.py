"""Holdings: who owns which share of what, with votes, validity and nominees; and the graph of one day."""

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction

from comity.common.dates import PartialDate
from comity.common.truth import Truth
from comity.tracing.caveats import Caveat, listed


@dataclass(frozen=True, slots=True)
class Holding:
    """One holding as the source gives it; ``share`` and ``votes`` are parts of one, None where nobody said.

    ``nominee_for`` is the one for whom the owner of record holds, ``between`` are further nominees on the way to them.
    ``at_most`` is the upper bound where the source gives a range, of which ``share`` is the lower one. ``where`` is the
    place in the file.
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


@dataclass(frozen=True, slots=True)
class Register:
    """Every holding of a file; ``kinds`` says person, company or arrangement where the source does."""

    name: str
    digest: str
    holdings: tuple[Holding, ...]
    kinds: dict[str, str] = field(default_factory=dict)
    caveats: tuple[Caveat, ...] = ()
    others: tuple[OtherInterest, ...] = ()


@dataclass(frozen=True, slots=True)
class Stake:
    """What one owner holds in one company on the day, all its holdings together; ``through`` are nominees."""

    share: Fraction
    votes: Fraction
    through: tuple[str, ...] = ()


@dataclass(slots=True)
class Graph:
    """The holdings of one day: ``owners[X]`` are the stakes in X, ``owned[P]`` the stakes of P."""

    owners: dict[str, dict[str, Stake]] = field(default_factory=dict)
    owned: dict[str, dict[str, Stake]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    caveats: list[Caveat] = field(default_factory=list)

    def names(self) -> set[str]:
        """Everyone who owns or is owned."""
        return self.owners.keys() | self.owned.keys()

    def add(self, owner: str, owned: str, holding: Holding) -> None:
        """Add a holding to what the owner has already."""
        share = holding.share or Fraction(0)
        votes = holding.votes if holding.votes is not None else share
        before = self.owners.setdefault(owned, {}).get(owner)
        through = (holding.owner, *holding.between) if holding.nominee_for else ()
        if before is not None:
            share, votes, through = share + before.share, votes + before.votes, (*before.through, *through)
        stake = Stake(share, votes, through)
        self.owners[owned][owner] = stake
        self.owned.setdefault(owner, {})[owned] = stake
        if holding.share is None and holding.votes is None:
            self.unknown.add(owned)


def graph_on(register: Register, day: dt.date) -> Graph:
    """The holdings that stood on a day; a nominee's holding counts for the one behind it."""
    graph = Graph(caveats=list(register.caveats))
    past, open_dates, nominees, unknown = [], [], [], []
    for holding in register.holdings:
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
        graph.add(holding.nominee_for or holding.owner, holding.owned, holding)
    graph.caveats += _told(day, past, open_dates, nominees, unknown)
    graph.caveats += _sums(graph)
    return graph


def _told(day: dt.date, past: list[str], dates: list[str], nominees: list[str], unknown: list[str]) -> list[Caveat]:
    said = (
        ("not_on_the_day", f"Holdings that did not stand on {day.isoformat()} were left out.", past),
        ("date_open", f"Whether these holdings stood on {day.isoformat()} is not certain; they were counted.", dates),
        ("nominee", "A nominee's holding counts for the one behind it.", nominees),
        ("unknown_share", "The share is not known; it was not counted, and what depends on it is unknown.", unknown),
    )
    return [Caveat(key, text, listed(where)) for key, text, where in said if where]


def _sums(graph: Graph) -> list[Caveat]:
    """Companies of which more than the whole is held, or less than all is known."""
    over, under = [], []
    for company, owners in sorted(graph.owners.items()):
        whole = sum((stake.share for stake in owners.values()), Fraction(0))
        if whole > 1:
            over.append(f"{company} {percent(whole)}")
        elif whole < 1:
            under.append(f"{company} {percent(whole)}")
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
