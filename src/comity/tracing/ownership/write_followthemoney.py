"""Holdings as FollowTheMoney: Ownership for shares and for votes, Representation for nominees."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from comity.common.dates import PartialDate
from comity.tracing.ownership.exact import percentage, share_words, words
from comity.tracing.ownership.holdings import Holding, OtherInterest, Register
from comity.tracing.ownership.write_bods import record_id

VOTES = "votingRights"
NOMINEE = "nominee"
_SCHEMATA = {"person": "Person", "company": "Company"}
Entity = dict[str, Any]


def followthemoney(register: Register) -> list[Entity]:
    """The entities of a register."""
    named = {n: None for h in register.holdings for n in (h.owner, h.owned, *h.between, h.nominee_for) if n}
    named |= {name: None for item in register.others for name in (item.owner, item.owned) if name}
    named |= dict.fromkeys(register.kinds)
    entities = [_party(name, register.kinds.get(name, "")) for name in named]
    for number, holding in enumerate(register.holdings):
        entities += _holding(holding, f"{number}")
    return entities + [_other(item, f"{number}") for number, item in enumerate(register.others)]


def _entity(schema: str, key: str, /, **properties: str) -> Entity:
    kept = {key: [value] for key, value in properties.items() if value}
    return {"id": key, "schema": schema, "properties": kept}


def _party(name: str, kind: str) -> Entity:
    form = "arrangement" if kind == "arrangement" else ""
    return _entity(_SCHEMATA.get(kind, "LegalEntity"), record_id("party", name), name=name, legalForm=form)


def _holding(holding: Holding, number: str) -> Iterator[Entity]:
    record = record_id("holding", number)
    sides = {"owner": record_id("party", holding.owner), "asset": record_id("party", holding.owned)}
    common = {**sides, **_dates(holding.since, holding.until), "recordId": record}
    if holding.share != 0 or holding.votes is None:
        share = "" if holding.share is None else percentage(holding.share)[0]
        most = "" if holding.at_most is None else str(holding.at_most)
        exact = words(share=share_words(holding.share), upper_bound=most)
        yield _entity("Ownership", record, percentage=share, summary=exact, **common)
    if holding.votes is not None:
        exact = words(share=share_words(holding.votes))
        name, votes = record_id("votes", number), percentage(holding.votes)[0]
        yield _entity("Ownership", name, percentage=votes, summary=exact, ownershipType=VOTES, **common)
    if holding.nominee_for:
        way = (holding.owner, *holding.between, holding.nominee_for)
        for step, (agent, client) in enumerate(pairwise(way)):
            parties = {"agent": record_id("party", agent), "client": record_id("party", client)}
            name = record_id("nomination", number, str(step))
            order = {"recordId": record, "sequenceNumber": str(step)}
            yield _entity("Representation", name, role=NOMINEE, **parties, **order)


def _dates(since: PartialDate | None, until: PartialDate | None) -> dict[str, str]:
    return {"startDate": str(since or ""), "endDate": str(until or "")}


def _other(item: OtherInterest, number: str) -> Entity:
    """An interest that is no ownership is a link with its kind as its role."""
    parties = {
        "subject": record_id("party", item.owner) if item.owner else "",
        "object": record_id("party", item.owned),
    }
    share = words(share="" if item.share is None else str(item.share))
    role = f"{item.kind} ({item.direct})"
    dates = _dates(item.since, item.until)
    return _entity("UnknownLink", record_id("other", number), role=role, summary=share, **parties, **dates)
