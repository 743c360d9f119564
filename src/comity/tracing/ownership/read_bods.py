"""Holdings from BODS 0.4: the newest statement of every record, direct interests only, ranges by their lower bound."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError, Place
from comity.tracing.caveats import Caveat, listed
from comity.tracing.ownership.holdings import Holding, Register

_OWNERSHIP = frozenset({"shareholding", "rightsToProfitOrIncome", "rightsToSurplusAssetsOnDissolution"})


def read_bods(statements: list[dict[str, Any]], name: str, digest: str) -> Register:
    """Read statements; those that a later one of the same record replaces or closes are left out."""
    records = _newest(statements, name)
    names, kinds = _parties(records)
    holdings: list[Holding] = []
    told: dict[str, list[str]] = {
        "indirect_left_out": [],
        "share_range": [],
        "party_not_named": [],
        "interest_kind": [],
    }
    for record, statement in records.items():
        if statement.get("recordType") == "relationship":
            holdings += _holdings(record, statement, names, told, name)
    texts = {
        "indirect_left_out": "Indirect interests were left out: they follow from direct ones and would count twice.",
        "share_range": "The share is given as a range; its lower bound was taken.",
        "party_not_named": "The interested party is not named; its interest was not counted.",
        "interest_kind": "Interests that are neither shares nor votes were not counted.",
    }
    caveats = tuple(Caveat(key, texts[key], listed(where)) for key, where in told.items() if where)
    return Register(name, digest, tuple(holdings), kinds, caveats)


def _newest(statements: list[dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for number, statement in enumerate(statements, start=1):
        record = statement.get("recordId")
        if not isinstance(record, str) or not isinstance(statement.get("recordDetails", {}), dict):
            raise BadInputError("has no recordId or no recordDetails", Place(name, field=f"statement {number}"))
        before = found.get(record)
        if before is None or str(statement.get("statementDate", "")) >= str(before.get("statementDate", "")):
            found[record] = statement
    return {record: item for record, item in found.items() if item.get("recordStatus") != "closed"}


def _parties(records: dict[str, dict[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """The name of every record, with its id where two share a name, and whether it is a person or a company."""
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for record, statement in records.items():
        if statement.get("recordType") in ("person", "entity"):
            shown = _name(statement.get("recordDetails", {})) or record
            names[record] = f"{shown} [{record}]" if shown in names.values() else shown
            kinds[names[record]] = "person" if statement["recordType"] == "person" else "company"
    return names, kinds


def _name(details: dict[str, Any]) -> str:
    if details.get("name"):
        return str(details["name"])
    for item in details.get("names") or ():
        shown = item.get("fullName") or " ".join(filter(None, (item.get("givenName"), item.get("familyName"))))
        if shown:
            return str(shown)
    return ""


def _holdings(
    record: str, statement: dict[str, Any], names: dict[str, str], told: dict[str, list[str]], file: str
) -> Iterator[Holding]:
    details = statement.get("recordDetails", {})
    subject, party = details.get("subject"), details.get("interestedParty")
    if not isinstance(party, str) or not isinstance(subject, str):
        told["party_not_named"].append(record)
        return
    shares: dict[tuple[str, str], dict[str, Fraction | None]] = {}
    for interest in details.get("interests") or ():
        if interest.get("directOrIndirect") == "indirect":
            told["indirect_left_out"].append(record)
            continue
        kind = str(interest.get("type"))
        if kind != "votingRights" and kind not in _OWNERSHIP:
            told["interest_kind"].append(f"{record} ({kind})")
            continue
        share, ranged = _share(interest.get("share"), Place(file, field=f"record {record}"))
        if ranged:
            told["share_range"].append(record)
        period = (str(interest.get("startDate") or ""), str(interest.get("endDate") or ""))
        shares.setdefault(period, {}).setdefault("votes" if kind == "votingRights" else "share", share)
    for (since, until), parts in shares.items():
        yield Holding(
            owner=names.get(party, party),
            owned=names.get(subject, subject),
            share=parts.get("share", Fraction(0) if "votes" in parts else None),
            votes=parts.get("votes"),
            since=PartialDate.parse(since[:10]) if since else None,
            until=PartialDate.parse(until[:10]) if until else None,
            where=record,
        )


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
