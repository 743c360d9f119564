"""Holdings from FollowTheMoney: Ownership entities with their percentages, named by the entities they join."""

import re
from fractions import Fraction
from typing import Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.tracing.caveats import Caveat, listed
from comity.tracing.ownership.holdings import Holding, Register

_PERCENT = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*%?\s*")
_PEOPLE = frozenset({"Person"})
_COMPANIES = frozenset({"Company", "Organization", "LegalEntity", "PublicBody", "Asset"})


def read_followthemoney(entities: list[dict[str, Any]], name: str, digest: str) -> Register:
    """Read entities; a percentage that is no plain number is unknown and told."""
    names, kinds = _named(entities)
    holdings: list[Holding] = []
    odd = []
    for entity in entities:
        if entity.get("schema") != "Ownership":
            continue
        properties = entity.get("properties") or {}
        text = _first(properties, "percentage")
        share = _percentage(text)
        if text and share is None:
            odd.append(f"{entity.get('id')} ({text})")
        holdings += [
            _holding(entity, names.get(owner, owner), names.get(asset, asset), share)
            for owner in properties.get("owner") or ()
            for asset in properties.get("asset") or ()
        ]
    caveats: tuple[Caveat, ...] = ()
    if odd:
        text = "The percentage is not a plain number between 0 and 100; it counts as unknown."
        caveats = (Caveat("percentage_unreadable", text, listed(odd)),)
    return Register(name, digest, tuple(holdings), kinds, caveats)


def _named(entities: list[dict[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for entity in entities:
        schema = entity.get("schema")
        if schema in _PEOPLE | _COMPANIES:
            key = str(entity.get("id"))
            shown = entity.get("caption") or _first(entity.get("properties") or {}, "name") or key
            names[key] = f"{shown} [{key}]" if shown in names.values() else str(shown)
            if schema != "LegalEntity":
                kinds[names[key]] = "person" if schema in _PEOPLE else "company"
    return names, kinds


def _holding(entity: dict[str, Any], owner: str, owned: str, share: Fraction | None) -> Holding:
    properties = entity.get("properties") or {}
    return Holding(
        owner=owner,
        owned=owned,
        share=share,
        since=_date(_first(properties, "startDate")),
        until=_date(_first(properties, "endDate")),
        where=str(entity.get("id")),
    )


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
