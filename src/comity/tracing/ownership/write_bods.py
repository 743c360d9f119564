"""Holdings as BODS 0.4: a record for every party and holding, an arrangement of its own for every nomination."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from comity.tracing.ownership.exact import date_words, percentage, share_words, words
from comity.tracing.ownership.holdings import Holding, OtherInterest, Register

_ENTITY = {"company": "registeredEntity", "arrangement": "arrangement"}
Statement = dict[str, Any]


def bods(register: Register, *, on: dt.date, publisher: str) -> list[Statement]:
    """The statements of a register; the same register, day and publisher give the same statements."""
    named = {name: None for holding in register.holdings for name in _names(holding)}
    named |= {name: None for item in register.others for name in (item.owner, item.owned) if name}
    named |= dict.fromkeys(register.kinds)
    records = {name: record_id("party", name) for name in named}
    parts = [(records[name], *_party(name, register.kinds.get(name, ""))) for name in named]
    for number, holding in enumerate(register.holdings):
        parts += _holding(holding, f"{number}", records)
    parts += [_other(item, f"{number}", records) for number, item in enumerate(register.others)]
    head = {
        "statementDate": on.isoformat(),
        "publicationDetails": {
            "publicationDate": on.isoformat(),
            "bodsVersion": "0.4",
            "publisher": {"name": publisher},
        },
        "source": {"type": ["thirdParty"], "description": f"{register.name}, SHA-256 {register.digest}"},
    }
    return [_statement(record, kind, details, head) for record, kind, details in parts]


def record_id(*parts: str) -> str:
    """A name for a record that is the same for the same thing."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _names(holding: Holding) -> Iterator[str]:
    yield from filter(None, (holding.owner, holding.owned, *holding.between, holding.nominee_for))


Part = tuple[str, str, dict[str, Any]]
"""A record: its id, its type, its details."""


def _statement(record: str, kind: str, details: dict[str, Any], head: dict[str, Any]) -> Statement:
    body = {"recordId": record, "recordType": kind, "recordStatus": "new", "recordDetails": details}
    text = json.dumps([head, body], sort_keys=True, ensure_ascii=False)
    subject = details.get("subject", record)
    named = {"declarationSubject": subject if isinstance(subject, str) else record}
    return {"statementId": hashlib.sha256(text.encode()).hexdigest(), **head, **named, **body}


def _party(name: str, kind: str) -> tuple[str, dict[str, Any]]:
    if kind == "person":
        return "person", {"isComponent": False, "personType": "knownPerson", "names": [{"fullName": name}]}
    return "entity", {"isComponent": False, "entityType": {"type": _ENTITY.get(kind, "unknownEntity")}, "name": name}


def _holding(holding: Holding, number: str, records: dict[str, str]) -> Iterator[Part]:
    owner = records[holding.owner]
    if holding.nominee_for:
        owner = record_id("nomination", number, "0")
        yield from _nominations(holding, number, records)
    details = _relationship(owner, records[holding.owned], list(_interests(holding)))
    yield record_id("holding", number), "relationship", details


def _nominations(holding: Holding, number: str, records: dict[str, str]) -> Iterator[Part]:
    """One arrangement for each nominee on the way; the nominator of one may be the next arrangement."""
    way = (holding.owner, *holding.between, holding.nominee_for)
    for step, (nominee, behind) in enumerate(pairwise(way)):
        record, last = record_id("nomination", number, str(step)), step == len(way) - 2
        entity = {"type": "arrangement", "subtype": "nomination"}
        yield record, "entity", {"isComponent": True, "entityType": entity, "name": f"{nominee} for {behind}"}
        nominator = records[behind] if last else record_id("nomination", number, str(step + 1))
        for kind, party in (("nominee", records[nominee]), ("nominator", nominator)):
            interest = {"type": kind, "directOrIndirect": "direct", "beneficialOwnershipOrControl": False}
            yield record_id(kind, number, str(step)), "relationship", _relationship(party, record, [interest], True)


def _relationship(party: str, subject: str, interests: list[Any], component: bool = False) -> dict[str, Any]:
    return {"isComponent": component, "subject": subject, "interestedParty": party, "interests": interests}


def _interests(holding: Holding) -> Iterator[dict[str, Any]]:
    """Shares and votes are two interests; a holding of votes alone has no interest in shares."""
    if holding.share != 0 or holding.votes is None:
        yield _interest("shareholding", holding.share, holding, holding.at_most)
    if holding.votes is not None:
        yield _interest("votingRights", holding.votes, holding, None)


def _interest(
    kind: str, share: Fraction | None, of: Holding | OtherInterest, at_most: Fraction | None, direct: str = "direct"
) -> dict[str, Any]:
    found: dict[str, Any] = {"type": kind, "directOrIndirect": direct}
    if share is not None:
        found["share"] = {"exact": _number(share)} if at_most is None else _between(share, at_most)
    for key, day in (("startDate", of.since), ("endDate", of.until)):
        if day is not None:
            found[key] = day.first.isoformat()
    exact = words(
        share=share_words(share), upper_bound=share_words(at_most), start=date_words(of.since), end=date_words(of.until)
    )
    return found | ({"details": exact} if exact else {})


def _between(least: Fraction, most: Fraction) -> dict[str, Any]:
    return {"minimum": _number(least), "maximum": _number(most)}


def _number(share: Fraction) -> int | float:
    text = percentage(share)[0]
    return float(text) if "." in text else int(text)


def _other(item: OtherInterest, number: str, records: dict[str, str]) -> Part:
    interest = _interest(item.kind, item.share, item, None, item.direct)
    details = _relationship(records.get(item.owner, ""), records[item.owned], [interest])
    if not item.owner:
        details["interestedParty"] = {"reason": "informationUnknownToPublisher"}
    return record_id("other", number), "relationship", details
