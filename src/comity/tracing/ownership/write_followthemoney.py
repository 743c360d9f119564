"""Holdings as FollowTheMoney: Ownership for shares and for votes, Representation for nominees."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from comity.common.dates import PartialDate
from comity.tracing.ownership.exact import percentage, share_words, words
from comity.tracing.ownership.followthemoney_parties import Entity, entities_of, entity, parties_of
from comity.tracing.ownership.holdings import Holding, OtherInterest, Register
from comity.tracing.ownership.particulars import UNTOLD, party_text
from comity.tracing.ownership.source import FOLLOWTHEMONEY, PART, Source, carried, restored
from comity.tracing.ownership.write_bods import record_id

VOTES = "votingRights"
NOMINEE = "nominee"
PARTICULARS = "Particulars beyond FollowTheMoney: "
"""A note that begins so holds what the properties of an entity cannot say of a party."""
TOLD = "As told in another format"
"""The summary of notes that hold the source, where it was of another format."""


def followthemoney(register: Register) -> list[Entity]:
    """The entities of a register; those of a source in FollowTheMoney go out as they came in."""
    made = entities(register)
    as_told = restored(FOLLOWTHEMONEY, register.source, made)
    if as_told is not None:
        return as_told
    return made + ([] if register.source is None else list(_notes(register.source, {item["id"] for item in made})))


def entities(register: Register) -> list[Entity]:
    """The entities that the model gives."""
    named = dict.fromkeys(register.parties)
    named |= {n: None for h in register.holdings for n in (h.owner, h.owned, *h.between, h.nominee_for) if n}
    named |= {name: None for item in register.others for name in (item.owner, item.owned) if name}
    named |= dict.fromkeys(register.kinds)
    keys = {name: register.parties.get(name, UNTOLD).record or record_id("party", name) for name in named}
    found = [item for name, key in keys.items() for item in _party(key, name, register)]
    count: Counter[str] = Counter()
    for number, holding in enumerate(register.holdings):
        record = holding.record or record_id("holding", f"{number}")
        count[record] += 1
        found += _holding(holding, record if count[record] == 1 else f"{record}{PART}{count[record]}", keys)
    return found + [_other(item, f"{number}", keys) for number, item in enumerate(register.others)]


def _party(key: str, name: str, register: Register) -> list[Entity]:
    kind, party = register.kinds.get(name, ""), register.parties.get(name, UNTOLD)
    found = list(entities_of(key, name, kind, party))
    if replace(parties_of(found, {key: name})[name], record=party.record) != party:
        found[0]["properties"]["notes"] = [PARTICULARS + party_text(party)]
    return found


def _notes(source: Source, keys: set[str]) -> Iterator[Entity]:
    """The source in notes, each at the party it tells of."""
    for number, (record, line) in enumerate(carried(source)):
        about = record if record in keys else ""
        named = f"{record or source.form} as told in {source.form}"
        key = record_id("told", f"{number}")
        yield entity("Note", key, name=named, summary=TOLD, description=line, entity=about)


def _holding(holding: Holding, record: str, keys: dict[str, str]) -> Iterator[Entity]:
    sides = {"owner": keys[holding.owner], "asset": keys[holding.owned]}
    common = {**sides, **_dates(holding.since, holding.until), "recordId": record}
    if holding.share != 0 or holding.votes is None:
        share = "" if holding.share is None else percentage(holding.share)[0]
        most = "" if holding.at_most is None else str(holding.at_most)
        exact = words(share=share_words(holding.share), upper_bound=most)
        yield entity("Ownership", record, percentage=share, summary=exact, **common)
    if holding.votes is not None:
        exact = words(share=share_words(holding.votes))
        name, votes = record_id("votes", record), percentage(holding.votes)[0]
        yield entity("Ownership", name, percentage=votes, summary=exact, ownershipType=VOTES, **common)
    if holding.nominee_for:
        way = (holding.owner, *holding.between, holding.nominee_for)
        for step, (agent, client) in enumerate(pairwise(way)):
            parties = {"agent": keys[agent], "client": keys[client]}
            name = record_id("nomination", record, str(step))
            yield entity("Representation", name, role=NOMINEE, recordId=record, **parties)


def _dates(since: PartialDate | None, until: PartialDate | None) -> dict[str, str]:
    return {"startDate": str(since or ""), "endDate": str(until or "")}


def _other(item: OtherInterest, number: str, keys: dict[str, str]) -> Entity:
    """An interest that is no ownership is a link with its kind as its role."""
    parties = {"subject": keys[item.owner] if item.owner else "", "object": keys[item.owned]}
    share = words(share="" if item.share is None else str(item.share))
    role = f"{item.kind} ({item.direct})"
    dates = _dates(item.since, item.until) | {"recordId": item.record}
    return entity("UnknownLink", record_id("other", number), role=role, summary=share, **parties, **dates)
