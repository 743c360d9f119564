"""Holdings from BODS 0.4: the newest statement of every record; direct interests count, ranges by their lower bound.

Everything else that a record says of an interest is kept beside them. A nomination is looked through to its nominator.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError, Place
from comity.tracing.caveats import Caveat, listed
from comity.tracing.ownership.bods_parties import details_of, party_of
from comity.tracing.ownership.exact import read_words
from comity.tracing.ownership.holdings import Holding, OtherInterest, Register
from comity.tracing.ownership.nominations import nominations
from comity.tracing.ownership.particulars import Party, party_read
from comity.tracing.ownership.source import BODS, PART, kept, taken_up
from comity.tracing.ownership.write_bods import PARTICULARS, TOLD, bods_records

NOT_COUNTED = "Interests that are neither shares nor votes were not counted."
_OWNERSHIP = frozenset({"shareholding", "rightsToProfitOrIncome", "rightsToSurplusAssetsOnDissolution"})


def read_bods(statements: list[dict[str, Any]], name: str, digest: str) -> Register:
    """Read statements; those that a later one of the same record replaces or closes are left out."""
    newest = _newest(statements, name)
    records = {record: item for record, item in newest.items() if item.get("recordStatus") != "closed"}
    names, kinds = _parties(records)
    parties = _particulars(records, names, kinds)
    ways = nominations(records)
    holdings: list[Holding] = []
    others: list[OtherInterest] = []
    told: dict[str, list[str]] = {
        "indirect_left_out": [],
        "share_range": [],
        "party_not_named": [],
        "interest_kind": [],
        "second_interest": [],
    }
    for record, statement in records.items():
        details = statement.get("recordDetails", {})
        if statement.get("recordType") == "relationship" and details.get("subject") not in ways:
            found = _holdings(record, details, names, told, name)
            holdings += [_looked_through(holding, details["interestedParty"], ways, names) for holding in found]
            others += _others(record, details, names, Place(name, field=f"record {record}"))
    texts = {
        "indirect_left_out": "Indirect interests were left out: they follow from direct ones and would count twice.",
        "share_range": "The share is given as a range; its lower bound was taken.",
        "party_not_named": "The interested party is not named; its interest was not counted.",
        "interest_kind": NOT_COUNTED,
        "second_interest": "Rights to profit or assets were not counted beside the shares of the same record.",
    }
    caveats = tuple(Caveat(key, texts[key], listed(where)) for key, where in told.items() if where)
    for way in ways:
        kinds.pop(names[way], None)
        parties.pop(names[way], None)
    register = Register(name, digest, tuple(holdings), kinds, caveats, tuple(others), parties)
    source = taken_up(_annotations(statements, TOLD))
    if source is None:
        now = {id(item) for item in records.values()}
        source = kept(BODS, statements, bods_records(register), lambda item: id(item) in now)
    return replace(register, source=source)


def _annotations(statements: Iterable[dict[str, Any]], mark: str) -> Iterator[str]:
    for statement in statements:
        for item in statement.get("annotations") or ():
            text = str(item.get("description", "")) if isinstance(item, dict) else ""
            if text.startswith(mark):
                yield text.removeprefix(mark)


def _particulars(records: dict[str, dict[str, Any]], names: dict[str, str], kinds: dict[str, str]) -> dict[str, Party]:
    """What is told of each party; an annotation counts where the fields beside it are what it gives."""
    found = {}
    for record, name in names.items():
        details = records[record].get("recordDetails", {})
        party = party_of(name, details)
        for text in _annotations([records[record]], PARTICULARS):
            more = party_read(text)
            if more is not None and details_of(name, kinds.get(name, ""), more) == details:
                party = more
        found[name] = replace(party, record=record)
    return found


def _newest(statements: list[dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for number, statement in enumerate(statements, start=1):
        record = statement.get("recordId")
        if not isinstance(record, str) or not isinstance(statement.get("recordDetails", {}), dict):
            raise BadInputError("has no recordId or no recordDetails", Place(name, field=f"statement {number}"))
        before = found.get(record)
        if before is None or str(statement.get("statementDate", "")) >= str(before.get("statementDate", "")):
            found[record] = statement
    return found


def _parties(records: dict[str, dict[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """The name of every record, with its id where two share a name, and whether it is a person or a company."""
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    taken: set[str] = set()
    for record, statement in records.items():
        if statement.get("recordType") in ("person", "entity"):
            shown = _name(statement.get("recordDetails", {})) or record
            names[record] = f"{shown} [{record}]" if shown in taken else shown
            taken.add(names[record])
            kind = _kind(statement)
            if kind:
                kinds[names[record]] = kind
    return names, kinds


def _kind(statement: dict[str, Any]) -> str:
    if statement["recordType"] == "person":
        return "person"
    given = statement.get("recordDetails", {}).get("entityType") or {}
    kind = given.get("type") if isinstance(given, dict) else ""
    return {"arrangement": "arrangement", "unknownEntity": ""}.get(str(kind), "company")


def _looked_through(holding: Holding, party: str, ways: dict[str, list[str]], names: dict[str, str]) -> Holding:
    """A holding of a nomination is its nominee's, for the one at the end of the nominations."""
    if party not in ways:
        return holding
    owner, *between, behind = (names.get(record, record) for record in ways[party])
    return replace(holding, owner=owner, between=tuple(between), nominee_for=behind)


def _name(details: dict[str, Any]) -> str:
    if details.get("name"):
        return str(details["name"])
    for item in details.get("names") or ():
        shown = item.get("fullName") or " ".join(filter(None, (item.get("givenName"), item.get("familyName"))))
        if shown:
            return str(shown)
    return ""


def _holdings(
    record: str, details: dict[str, Any], names: dict[str, str], told: dict[str, list[str]], file: str
) -> Iterator[Holding]:
    subject, party = details.get("subject"), details.get("interestedParty")
    if not isinstance(party, str) or not isinstance(subject, str):
        told["party_not_named"].append(record)
        return
    shares: dict[tuple[str, str], dict[str, tuple[Fraction | None, Fraction | None]]] = {}
    for interest in sorted(details.get("interests") or (), key=lambda item: item.get("type") != "shareholding"):
        kind = str(interest.get("type"))
        if interest.get("directOrIndirect") == "indirect":
            told["indirect_left_out"].append(record)
        elif not _counted(interest):
            told["interest_kind"].append(f"{record} ({kind})")
        else:
            bounds = _bounds(interest, Place(file, field=f"record {record}"))
            if bounds[1] is not None:
                told["share_range"].append(record)
            parts, part = shares.setdefault(_period(interest), {}), "votes" if kind == "votingRights" else "share"
            if part in parts:
                told["second_interest"].append(f"{record} ({kind})")
            parts.setdefault(part, bounds)
    for (since, until), parts in shares.items():
        share, at_most = parts.get("share", (Fraction(0) if "votes" in parts else None, None))
        yield Holding(
            owner=names.get(party, party),
            owned=names.get(subject, subject),
            share=share,
            votes=parts.get("votes", (None, None))[0],
            since=PartialDate.parse(since) if since else None,
            until=PartialDate.parse(until) if until else None,
            where=record,
            at_most=at_most,
            record=record.split(PART, maxsplit=1)[0],
        )


def _counted(interest: dict[str, Any]) -> bool:
    kind = str(interest.get("type"))
    return interest.get("directOrIndirect") != "indirect" and (kind == "votingRights" or kind in _OWNERSHIP)


def _period(interest: dict[str, Any]) -> tuple[str, str]:
    """First and last day as they are given, or less exactly where it says so beside them."""
    exact = read_words(str(interest.get("details") or ""))
    start, end = (str(interest.get(key) or "")[:10] for key in ("startDate", "endDate"))
    return start and exact.get("start", start), end and exact.get("end", end)


def _others(record: str, details: dict[str, Any], names: dict[str, str], place: Place) -> Iterator[OtherInterest]:
    """The interests that are not counted."""
    subject, party = details.get("subject"), details.get("interestedParty")
    if not isinstance(subject, str):
        return
    for interest in details.get("interests") or ():
        if isinstance(party, str) and _counted(interest):
            continue
        since, until = (PartialDate.parse(day) if day else None for day in _period(interest))
        yield OtherInterest(
            owner=names.get(party, party) if isinstance(party, str) else "",
            owned=names.get(subject, subject),
            kind=_kind_of(interest),
            direct=str(interest.get("directOrIndirect") or "unknown"),
            share=_bounds(interest, place)[0],
            since=since,
            until=until,
            where=record,
            record=record.split(PART, maxsplit=1)[0],
        )


def _kind_of(interest: dict[str, Any]) -> str:
    """The kind of an interest, in its own word where the standard has none for it."""
    exact = read_words(str(interest.get("details") or ""))
    return exact.get("kind") or str(interest.get("type"))


def _bounds(interest: dict[str, Any], place: Place) -> tuple[Fraction | None, Fraction | None]:
    """The share, and the upper bound where only a range is given."""
    exact = read_words(str(interest.get("details") or ""))
    share, ranged = _share(interest.get("share"), place)
    if share is not None and "share" in exact:
        share = Fraction(exact["share"])
    if not ranged:
        return share, None
    given = interest["share"]
    most = next((given[key] for key in ("maximum", "exclusiveMaximum") if given.get(key) is not None), 100)
    at_most, _ = _share({"exact": most}, place)
    return share, Fraction(exact["upper_bound"]) if "upper_bound" in exact else at_most


def _share(share: Any, place: Place) -> tuple[Fraction | None, bool]:  # noqa: ANN401 - JSON of any shape
    """A share in percent as a part of one, and whether only a range was given."""
    if not isinstance(share, dict):
        return None, False
    for key in ("exact", "minimum", "exclusiveMinimum"):
        if share.get(key) is not None:
            try:
                value = Fraction(str(share[key])) / 100
            except ValueError:
                raise BadInputError(f"'{share[key]}' is not a percentage", place) from None
            if not 0 <= value <= 1:
                raise BadInputError(f"'{share[key]}' is not a percentage between 0 and 100", place)
            return value, key != "exact"
    return None, False
