"""Holdings as BODS 0.4: a record for every party and holding, an arrangement of its own for every nomination."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from comity.tracing.ownership.bods_parties import details_of, party_of
from comity.tracing.ownership.exact import date_words, percentage, share_words, words
from comity.tracing.ownership.holdings import Holding, OtherInterest, Register
from comity.tracing.ownership.particulars import UNTOLD, party_text
from comity.tracing.ownership.source import BODS, PART, Source, carried, restored

PARTICULARS = "Particulars beyond BODS 0.4: "
"""An annotation that begins so holds what the fields of the standard cannot say of a party."""
TOLD = "As told in another format: "
"""Annotations that begin so hold the source, where it was of another format."""
Statement = dict[str, Any]
INTERESTS = frozenset(
    """shareholding votingRights appointmentOfBoard otherInfluenceOrControl seniorManagingOfficial settlor trustee
    protector beneficiaryOfLegalArrangement rightsToSurplusAssetsOnDissolution rightsToProfitOrIncome
    rightsGrantedByContract conditionalRightsGrantedByContract controlViaCompanyRulesOrArticles controlByLegalFramework
    boardMember boardChair unknownInterest unpublishedInterest enjoymentAndUseOfAssets rightToProfitOrIncomeFromAssets
    nominee nominator""".split()
)
"""The kinds of interest of BODS 0.4 (codelist interestType)."""
Taken = dict[str, list[tuple[str, str]]]
"""Keys in use, with the two sides of each relationship that has one."""


def bods(register: Register, *, on: dt.date, publisher: str) -> list[Statement]:
    """The statements of a register; the same register, day and publisher give the same statements.

    Those of a source in BODS 0.4 go out as they came in, earlier statements of a record among them.
    """
    parts = bods_records(register)
    as_told = restored(BODS, register.source, parts)
    if as_told is not None:
        return as_told
    if register.source is not None and parts:
        parts = _annotated(parts, register.source)
    head = {
        "statementDate": on.isoformat(),
        "publicationDetails": {
            "publicationDate": on.isoformat(),
            "bodsVersion": "0.4",
            "publisher": {"name": publisher},
        },
        "source": {"type": ["thirdParty"], "description": f"{register.name}, SHA-256 {register.digest}"},
    }
    return [_statement(part, head) for part in parts]


def bods_records(register: Register) -> list[Statement]:
    """The records of a register without who states them and when."""
    named = dict.fromkeys(register.parties)
    named |= {name: None for holding in register.holdings for name in _names(holding)}
    named |= {name: None for item in register.others for name in (item.owner, item.owned) if name}
    named |= dict.fromkeys(register.kinds)
    records = {name: register.parties.get(name, UNTOLD).record or record_id("party", name) for name in named}
    parts = [_party(records[name], name, register) for name in named]
    taken: Taken = {record: [("", "")] for record in records.values()}
    for number, holding in enumerate(register.holdings):
        parts += _holding(holding, f"{number}", records, taken)
    parts += [_other(item, f"{number}", records, taken) for number, item in enumerate(register.others)]
    return _together(parts)


def _together(parts: list[Statement]) -> list[Statement]:
    """Interests of one record are one relationship."""
    found: dict[str, Statement] = {}
    for part in parts:
        before = found.setdefault(part["recordId"], part)
        if before is not part:
            before["recordDetails"]["interests"] += part["recordDetails"]["interests"]
    return list(found.values())


def _annotated(parts: list[Statement], source: Source) -> list[Statement]:
    """The source in annotations of the statements that it belongs to; what belongs to none stands at the first."""
    places = {part["recordId"]: part for part in parts}
    found = {key: {**part, "annotations": [*part.get("annotations", ())]} for key, part in places.items()}
    first = parts[0]["recordId"]
    for record, line in carried(source):
        found[record if record in found else first]["annotations"].append(_annotation(TOLD + line))
    return [part if part["annotations"] else places[key] for key, part in found.items()]


def _annotation(text: str) -> dict[str, Any]:
    return {"statementPointerTarget": "/", "motivation": "commenting", "description": text}


def record_id(*parts: str) -> str:
    """A name for a record that is the same for the same thing."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _names(holding: Holding) -> Iterator[str]:
    yield from filter(None, (holding.owner, holding.owned, *holding.between, holding.nominee_for))


def _statement(part: Statement, head: Statement) -> Statement:
    body = part | {"recordStatus": "new"}
    text = json.dumps([head, body], sort_keys=True, ensure_ascii=False)
    subject = part["recordDetails"].get("subject")
    named = {"declarationSubject": subject if isinstance(subject, str) else part["recordId"]}
    return {"statementId": hashlib.sha256(text.encode()).hexdigest(), **head, **named, **body}


def _record(record: str, kind: str, details: dict[str, Any]) -> Statement:
    return {"recordId": record, "recordType": kind, "recordDetails": details}


def _party(record: str, name: str, register: Register) -> Statement:
    """A record of a party; what the standard's fields cannot say of it stands in an annotation."""
    kind, party = register.kinds.get(name, ""), register.parties.get(name, UNTOLD)
    details = details_of(name, kind, party)
    found = _record(record, "person" if kind == "person" else "entity", details)
    if replace(party_of(name, details), record=party.record) != party:
        found["annotations"] = [_annotation(PARTICULARS + party_text(party))]
    return found


def _holding(holding: Holding, number: str, records: dict[str, str], taken: Taken) -> Iterator[Statement]:
    owner = records[holding.owner]
    if holding.nominee_for:
        owner = record_id("nomination", number, "0")
        yield from _nominations(holding, number, records)
    details = _relationship(owner, records[holding.owned], list(_interests(holding)))
    yield _record(_own(holding, ("holding", number), owner, taken), "relationship", details)


def _own(item: Holding | OtherInterest, otherwise: tuple[str, str], party: str, taken: Taken) -> str:
    """The source's key; one record is one relationship between the same two, a further one is a part of it."""
    if not item.record:
        return record_id(*otherwise)
    sides, known = (party, item.owned), taken.setdefault(item.record, [])
    if sides not in known:
        known.append(sides)
    place = known.index(sides)
    return f"{item.record}{PART}{place + 1}" if place else item.record


def _nominations(holding: Holding, number: str, records: dict[str, str]) -> Iterator[Statement]:
    """One arrangement for each nominee on the way; the nominator of one may be the next arrangement."""
    way = (holding.owner, *holding.between, holding.nominee_for)
    for step, (nominee, behind) in enumerate(pairwise(way)):
        record, last = record_id("nomination", number, str(step)), step == len(way) - 2
        entity = {"type": "arrangement", "subtype": "nomination"}
        named = {"isComponent": False, "entityType": entity, "name": f"{nominee} for {behind}"}
        yield _record(record, "entity", named)
        nominator = records[behind] if last else record_id("nomination", number, str(step + 1))
        for kind, party in (("nominee", records[nominee]), ("nominator", nominator)):
            interest = {"type": kind, "directOrIndirect": "direct", "beneficialOwnershipOrControl": False}
            details = _relationship(party, record, [interest])
            yield _record(record_id(kind, number, str(step)), "relationship", details)


def _relationship(party: str, subject: str, interests: list[Any]) -> dict[str, Any]:
    return {"isComponent": False, "subject": subject, "interestedParty": party, "interests": interests}


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


def _other(item: OtherInterest, number: str, records: dict[str, str], taken: Taken) -> Statement:
    interest = _interest(
        item.kind if item.kind in INTERESTS else "unknownInterest", item.share, item, None, item.direct
    )
    if interest["type"] != item.kind:
        interest["details"] = "; ".join(filter(None, (interest.get("details"), words(kind=item.kind))))
    party = records.get(item.owner, "")
    details = _relationship(party, records[item.owned], [interest])
    if not item.owner:
        details["interestedParty"] = {"reason": "informationUnknownToPublisher"}
    return _record(_own(item, ("other", number), party, taken), "relationship", details)
