"""Who is party to a multilateral instrument: the testimonies of its sources, kept side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from comity.common.source import Source
from comity.law.evidence import Claim

# The order of a compiled row; whatever is rarer stands in a mapping behind these.
ROW = ("source", "in_force", "deposited", "signed", "how")
_UNREAD = "the source marks a reservation or declaration whose text is not at hand"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a state declared on joining, in the words of this house, and what follows from it."""

    text: str
    source: Source
    on: str = ""
    refuses_chapter: tuple[str, ...] = ()
    not_towards: tuple[str, ...] = ()
    yields_to: str = ""
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """A total that somebody published: the check on any list held here."""

    total: int
    as_of: str
    source: str
    what: str = "parties"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one source says of one state and one instrument."""

    source: Source
    signed: Claim | None = None
    deposited: Claim | None = None
    in_force: Claim | None = None
    left: Claim | None = None
    how: str = ""
    says_in_force: Claim | None = None
    not_party: Claim | None = None
    declarations: tuple[Declaration, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class PartyList:
    """One multilateral instrument with everything its sources say of who is bound; rows are read when asked for.

    ``between`` names the one side of a treaty that stands only between that side and each of the others.

    ``objections_unknown`` marks a treaty that a party may keep from applying towards another by an objection, where
    the objections are not at hand: that both are parties then does not say that it applies between them.
    """

    id: str
    title: str
    purposes: tuple[str, ...]
    note: str
    sources: tuple[Source, ...]
    full_lists: tuple[int, ...]
    published: tuple[Published, ...]
    rows: dict[str, list[list[Any]]]
    objections_unknown: bool = False
    between: tuple[str, ...] = ()
    _read: dict[str, tuple[Testimony, ...]] = field(default_factory=dict)

    @property
    def states(self) -> tuple[str, ...]:
        """Every state or territory some source speaks of."""
        return tuple(sorted(self.rows))

    def testimonies(self, state: str) -> tuple[Testimony, ...]:
        """Everything the sources say of one state."""
        known = self._read.get(state)
        if known is None:
            known = tuple(_testimony(self.sources, row) for row in self.rows.get(state, ()))
            self._read[state] = known
        return known

    def silent_lists(self, state: str) -> Iterator[tuple[Source, int]]:
        """Full lists that do not name a state, each with the number of names it does print."""
        for index in self.full_lists:
            if not any(row[0] == index for row in self.rows.get(state, ())):
                yield self.sources[index], self._names(index)

    def _names(self, index: int) -> int:
        return sum(any(row[0] == index and not _denies(row) for row in rows) for rows in self.rows.values())


def _denies(row: list[Any]) -> bool:
    return len(row) > len(ROW) and "not_party" in row[-1]


def read_party_list(key: str, data: dict[str, Any]) -> PartyList:
    """Turn one compiled party list into its record."""
    published = (Published(p["total"], p["as_of"], p["source"], p["what"], p["note"]) for p in data["published"])
    return PartyList(
        id=key,
        title=data["title"],
        purposes=tuple(data["purposes"]),
        note=data["note"],
        sources=tuple(Source(*entry) for entry in data["sources"]),
        full_lists=tuple(data["full_lists"]),
        published=tuple(published),
        rows=data["rows"],
        objections_unknown=data.get("objections") == "not_at_hand",
        between=tuple(data.get("between", ())),
    )


def _testimony(sources: tuple[Source, ...], row: list[Any]) -> Testimony:
    parts = dict(zip(ROW, row, strict=False))
    more: dict[str, Any] = row[len(ROW)] if len(row) > len(ROW) else {}
    source = sources[parts["source"]]
    misprints = more.get("misprint", ())

    def claim(name: str, *, derived: bool = False) -> Claim | None:
        value = parts.get(name) or more.get(name)
        return Claim(value, source, derived=derived, misprint=name in misprints) if value else None

    as_of = more.get("on", "") or source.as_of
    return Testimony(
        source=source,
        signed=claim("signed"),
        deposited=claim("deposited"),
        in_force=claim("in_force", derived=more.get("basis") == "derived"),
        left=claim("left"),
        how=parts.get("how", ""),
        says_in_force=Claim(as_of, source) if more.get("says") == "in_force" else None,
        not_party=Claim(as_of, source) if more.get("not_party") else None,
        declarations=tuple(_declarations(source, more)),
        remarks=tuple(f"{more[key]} [{source.title}]" for key in ("doubt", "note") if key in more),
    )


def _declarations(source: Source, more: dict[str, Any]) -> Iterator[Declaration]:
    if "declared" in more:
        yield Declaration(
            more["declared"],
            source,
            more.get("on", ""),
            tuple(more.get("refuses_chapter", ())),
            tuple(more.get("not_towards", ())),
            more.get("yields_to", ""),
        )
    if "extent" in more:
        yield Declaration(f"territorial extent: {more['extent']}", source)
    if "reservation" in more:
        yield Declaration(_UNREAD, source, unread=True)
