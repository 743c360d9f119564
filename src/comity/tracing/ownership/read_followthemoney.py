"""Holdings from FollowTheMoney: Ownership entities with their percentages, named by the entities they join."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.tracing.caveats import Caveat, listed
from comity.tracing.ownership.exact import read_words
from comity.tracing.ownership.followthemoney_parties import Entity, entities_of, first, parties_of, values
from comity.tracing.ownership.holdings import Holding, OtherInterest, Register
from comity.tracing.ownership.particulars import Party, party_read
from comity.tracing.ownership.source import FOLLOWTHEMONEY, PART, kept, taken_up
from comity.tracing.ownership.write_followthemoney import NOMINEE, PARTICULARS, TOLD, VOTES
from comity.tracing.ownership.write_followthemoney import entities as made_entities

_PERCENT = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*%?\s*")
_INTEREST = re.compile(r"(.+) \((direct|indirect|unknown)\)")
_PEOPLE = frozenset({"Person"})
_COMPANIES = frozenset({"Company", "Organization", "LegalEntity", "PublicBody", "Asset"})


def read_followthemoney(entities: list[Entity], name: str, digest: str) -> Register:
    """Read entities; a percentage that is no plain number is unknown and told."""
    items, lines = _unwrapped(entities)
    source = taken_up(lines)
    entities = items if source is not None else entities
    names, kinds = _named(entities)
    behind = _nominees(entities, names)
    holdings: dict[tuple[str, ...], Holding] = {}
    odd: list[str] = []
    for entity in entities:
        if entity.get("schema") == "Ownership":
            for key, holding in _holdings(entity, names, behind, odd):
                before = holdings.get(key)
                holdings[key] = holding if before is None else _joined(before, holding)
    others = tuple(_other(entity, names) for entity in entities if _is_interest(entity))
    caveats: tuple[Caveat, ...] = ()
    if odd:
        text = "The percentage is not a plain number between 0 and 100; it counts as unknown."
        caveats = (Caveat("percentage_unreadable", text, listed(odd)),)
    parties = _particulars(entities, names, kinds)
    register = Register(name, digest, tuple(holdings.values()), kinds, caveats, others, parties)
    if source is None:
        source = kept(FOLLOWTHEMONEY, entities, made_entities(register), lambda _: True)
    return replace(register, source=source)


def _unwrapped(entities: list[Entity]) -> tuple[list[Entity], list[str]]:
    """The entities without the notes that carry a source of another format, and what those say."""
    notes = [item for item in entities if item.get("schema") == "Note" and first(item, "summary") == TOLD]
    carrying = {id(item) for item in notes}
    return [item for item in entities if id(item) not in carrying], [first(item, "description") for item in notes]


def _particulars(entities: list[Entity], names: dict[str, str], kinds: dict[str, str]) -> dict[str, Party]:
    """What is told of each party; a note of ours counts where the properties beside it are what it gives."""
    found = parties_of(entities, names)
    for item in entities:
        name = names.get(str(item.get("id")), "")
        for text in values(item, "notes") if name else ():
            more = party_read(text.removeprefix(PARTICULARS)) if text.startswith(PARTICULARS) else None
            if more is not None:
                key = str(item["id"])
                given = list(entities_of(key, name, kinds.get(name, ""), more))
                if parties_of(given, names)[name] == found[name]:
                    found[name] = replace(more, record=key)
    return found


def _holdings(
    entity: Entity, names: dict[str, str], behind: dict[tuple[str, str], tuple[str, ...]], odd: list[str]
) -> Iterator[tuple[tuple[str, ...], Holding]]:
    """The holdings of one Ownership; those of one record, of shares and of votes, have the same key."""
    text, exact = first(entity, "percentage"), read_words(first(entity, "summary"))
    share = _percentage(text)
    if text and share is None:
        odd.append(f"{entity.get('id')} ({text})")
    if share is not None and "share" in exact:
        share = Fraction(exact["share"])
    votes = first(entity, "ownershipType") == VOTES
    record = first(entity, "recordId")
    for owner in values(entity, "owner"):
        for asset in values(entity, "asset"):
            *between, last = behind.get((record, owner), ("",))
            yield (
                (record or str(entity.get("id")), owner, asset, *(("votes",) if votes and not record else ())),
                Holding(
                    owner=names.get(owner, owner),
                    owned=names.get(asset, asset),
                    share=Fraction(0) if votes else share,
                    votes=share if votes else None,
                    since=_date(first(entity, "startDate")),
                    until=_date(first(entity, "endDate")),
                    nominee_for=last,
                    where=str(entity.get("id")),
                    between=tuple(between),
                    at_most=Fraction(exact["upper_bound"]) if "upper_bound" in exact else None,
                    record=(record or str(entity.get("id"))).split(PART)[0],
                ),
            )


def _joined(one: Holding, other: Holding) -> Holding:
    """Shares and votes of one record are one holding."""
    shares, votes = (other, one) if one.votes is not None else (one, other)
    return replace(shares, votes=votes.votes)


def _nominees(entities: list[Entity], names: dict[str, str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """For a record and its owner, those for whom the owner holds, the one behind all of them last."""
    steps: dict[str, dict[str, str]] = {}
    for entity in entities:
        if entity.get("schema") == "Representation" and first(entity, "role") == NOMINEE:
            record = first(entity, "recordId")
            steps.setdefault(record, {})[first(entity, "agent")] = first(entity, "client")
    found = {}
    for record, clients in steps.items():
        for agent in clients.keys() - set(clients.values()):
            way: list[str] = []
            at = agent
            while at in clients and len(way) < len(clients):
                at = clients[at]
                way.append(names.get(at, at))
            found[record, agent] = tuple(way)
    return found


def _is_interest(entity: Entity) -> bool:
    """A link that was written as an interest which no rule counts."""
    role = first(entity, "role")
    return entity.get("schema") == "UnknownLink" and _INTEREST.fullmatch(role) is not None


def _other(entity: Entity, names: dict[str, str]) -> OtherInterest:
    owner, owned = first(entity, "subject"), first(entity, "object")
    told = _INTEREST.fullmatch(first(entity, "role"))
    kind, direct = told.groups() if told else ("", "unknown")
    exact = read_words(first(entity, "summary"))
    return OtherInterest(
        owner=names.get(owner, owner),
        owned=names.get(owned, owned),
        kind=kind,
        direct=direct,
        share=Fraction(exact["share"]) if "share" in exact else None,
        since=_date(first(entity, "startDate")),
        until=_date(first(entity, "endDate")),
        where=str(entity.get("id")),
        record=first(entity, "recordId") or str(entity.get("id")),
    )


def _named(entities: list[Entity]) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    taken: set[str] = set()
    for entity in entities:
        schema = entity.get("schema")
        if schema in _PEOPLE | _COMPANIES:
            key = str(entity.get("id"))
            shown = entity.get("caption") or first(entity, "name") or key
            names[key] = f"{shown} [{key}]" if shown in taken else str(shown)
            taken.add(names[key])
            if first(entity, "legalForm") == "arrangement":
                kinds[names[key]] = "arrangement"
            elif schema != "LegalEntity":
                kinds[names[key]] = "person" if schema in _PEOPLE else "company"
    return names, kinds


def _percentage(text: str) -> Fraction | None:
    match = _PERCENT.fullmatch(text)
    if match is None:
        return None
    value = Fraction(match[1].replace(",", ".")) / 100
    return value if value <= 1 else None


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text[:10]) if text else None
    except BadInputError:
        return None
