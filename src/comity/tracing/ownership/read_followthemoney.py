"""Holdings from FollowTheMoney: Ownership entities with their percentages, named by the entities they join."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.tracing.caveats import Caveat, listed
from comity.tracing.ownership.exact import read_words
from comity.tracing.ownership.holdings import Holding, OtherInterest, Register
from comity.tracing.ownership.write_followthemoney import NOMINEE, VOTES

_PERCENT = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*%?\s*")
_INTEREST = re.compile(r"(\w+) \((direct|indirect|unknown)\)")
_PEOPLE = frozenset({"Person"})
_COMPANIES = frozenset({"Company", "Organization", "LegalEntity", "PublicBody", "Asset"})


def read_followthemoney(entities: list[dict[str, Any]], name: str, digest: str) -> Register:
    """Read entities; a percentage that is no plain number is unknown and told."""
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
    return Register(name, digest, tuple(holdings.values()), kinds, caveats, others)


def _holdings(
    entity: dict[str, Any], names: dict[str, str], behind: dict[tuple[str, str], tuple[str, ...]], odd: list[str]
) -> Iterator[tuple[tuple[str, ...], Holding]]:
    """The holdings of one Ownership; those of one record, of shares and of votes, have the same key."""
    properties = entity.get("properties") or {}
    text, exact = _first(properties, "percentage"), read_words(_first(properties, "summary"))
    share = _percentage(text)
    if text and share is None:
        odd.append(f"{entity.get('id')} ({text})")
    if share is not None and "share" in exact:
        share = Fraction(exact["share"])
    votes = _first(properties, "ownershipType") == VOTES
    record = _first(properties, "recordId")
    for owner in properties.get("owner") or ():
        for asset in properties.get("asset") or ():
            *between, last = behind.get((record, owner), ("",))
            yield (
                (record or str(entity.get("id")), owner, asset, *(("votes",) if votes and not record else ())),
                Holding(
                    owner=names.get(owner, owner),
                    owned=names.get(asset, asset),
                    share=Fraction(0) if votes else share,
                    votes=share if votes else None,
                    since=_date(_first(properties, "startDate")),
                    until=_date(_first(properties, "endDate")),
                    nominee_for=last,
                    where=str(entity.get("id")),
                    between=tuple(between),
                    at_most=Fraction(exact["upper_bound"]) if "upper_bound" in exact else None,
                ),
            )


def _joined(one: Holding, other: Holding) -> Holding:
    """Shares and votes of one record are one holding."""
    shares, votes = (other, one) if one.votes is not None else (one, other)
    return replace(shares, votes=votes.votes)


def _nominees(entities: list[dict[str, Any]], names: dict[str, str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """For a record and its owner, those for whom the owner holds, the one behind all of them last."""
    steps: dict[str, dict[str, str]] = {}
    for entity in entities:
        properties = entity.get("properties") or {}
        if entity.get("schema") == "Representation" and _first(properties, "role") == NOMINEE:
            record = _first(properties, "recordId")
            steps.setdefault(record, {})[_first(properties, "agent")] = _first(properties, "client")
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


def _is_interest(entity: dict[str, Any]) -> bool:
    """A link that was written as an interest which no rule counts."""
    role = _first(entity.get("properties") or {}, "role")
    return entity.get("schema") == "UnknownLink" and _INTEREST.fullmatch(role) is not None


def _other(entity: dict[str, Any], names: dict[str, str]) -> OtherInterest:
    properties = entity.get("properties") or {}
    owner, owned = _first(properties, "subject"), _first(properties, "object")
    told = _INTEREST.fullmatch(_first(properties, "role"))
    kind, direct = told.groups() if told else ("", "unknown")
    exact = read_words(_first(properties, "summary"))
    return OtherInterest(
        owner=names.get(owner, owner),
        owned=names.get(owned, owned),
        kind=kind,
        direct=direct,
        share=Fraction(exact["share"]) if "share" in exact else None,
        since=_date(_first(properties, "startDate")),
        until=_date(_first(properties, "endDate")),
        where=str(entity.get("id")),
    )


def _named(entities: list[dict[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for entity in entities:
        schema = entity.get("schema")
        if schema in _PEOPLE | _COMPANIES:
            key = str(entity.get("id"))
            shown = entity.get("caption") or _first(entity.get("properties") or {}, "name") or key
            names[key] = f"{shown} [{key}]" if shown in names.values() else str(shown)
            if _first(entity.get("properties") or {}, "legalForm") == "arrangement":
                kinds[names[key]] = "arrangement"
            elif schema != "LegalEntity":
                kinds[names[key]] = "person" if schema in _PEOPLE else "company"
    return names, kinds


def _first(properties: dict[str, Any], key: str) -> str:
    values = properties.get(key) or [""]
    return str(values[0] if isinstance(values, list) else values)


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
