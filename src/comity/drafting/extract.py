"""The part of a case that travels with one request: what the request names, and nothing else of the file."""

from collections.abc import Collection
from typing import Any

from comity.casefile.case import Case
from comity.casefile.requests import Request

Data = dict[str, Any]
_KEPT = ("reference", "title", "state", "opened", "languages", "handling")
# What the case keeps of a person or company to work with: no letter says it, so no request carries it.
_AT_HOME = frozenset({"other_locations", "protection", "identity_changes", "assertions"})
# The keys under which one record refers to others by id.
_REFERENCES = frozenset(
    {"document", "documents", "holder", "company", "conduct", "assets", "people", "companies", "party"}
)


def case_extract(data: Data, case: Case, request: Request) -> Data:
    """Cut the case file's data down to one request; need to know is kept by the cut, not by the reader.

    ``data`` is the file as it was written, ``case`` the same file as records.
    """
    named = _named(case, request)
    lists = {key: [row for row in data.get(key, ()) if row["id"] in ids] for key, ids in named.items()}
    for kind in ("people", "companies"):
        lists[kind] = [{name: part for name, part in row.items() if name not in _AT_HOME} for row in lists[kind]]
    lists["proceedings"] = [_with_orders(row, request) for row in lists["proceedings"]]
    kept = {key: data[key] for key in _KEPT if key in data}
    requests = [row for row in data.get("requests", ()) if row["id"] == request.id]
    facts = {"facts": data["facts"]} if data.get("facts") else {}
    cut = kept | {key: rows for key, rows in lists.items() if rows} | facts | {"requests": requests}
    whole: Data = _without(cut, _ids(data) - _ids(cut))
    return whole


def _ids(data: Any) -> frozenset[str]:  # noqa: ANN401 - any part of a case file
    """Collect the ids of the records in a part of a case file."""
    if isinstance(data, list):
        return frozenset(name for part in data for name in _ids(part))
    if not isinstance(data, dict):
        return frozenset()
    own = {data["id"]} if isinstance(data.get("id"), str) else set()
    return frozenset(own.union(*(_ids(part) for part in data.values())))


def _without(data: Any, left_behind: frozenset[str], key: str = "") -> Any:  # noqa: ANN401
    """Drop references to records that stay at home, so that the extract can be read as a case of its own."""
    if isinstance(data, dict):
        told = {name: _without(part, left_behind, name) for name, part in data.items()}
        return {name: part for name, part in told.items() if not _refers(name, part, left_behind)}
    if isinstance(data, list):
        return [_without(part, left_behind) for part in data if not _refers(key, part, left_behind)]
    return data


def _refers(key: str, value: Any, ids: frozenset[str]) -> bool:  # noqa: ANN401
    return key in _REFERENCES and isinstance(value, str) and value in ids


def _named(case: Case, request: Request) -> dict[str, Collection[str]]:
    """Collect the ids of everything the request needs to be understood, checked and read again."""
    assets = {*request.assets, *(account for step in request.steps for account in step.accounts)}
    held = [asset for asset in case.assets if asset.id in assets]
    conduct = case.conduct_of(request)
    parties = {
        *request.people,
        *(name for item in conduct for name in (*item.people, *item.companies)),
        *(asset.holder for asset in held if asset.holder),
        *(asset.company for asset in held if asset.company),
        *(name for asset in held for move in asset.transactions for name in (move.sender, move.receiver)),
        *(party.party for asset in held for party in asset.third_parties),
        *(name for step in request.steps for name in (step.witness, step.addressee) if name),
        *(name for order in case.orders_of(request) for name in order.people),
        *(item.sentence.person for item in case.proceedings_of(request) if item.sentence and item.sentence.person),
        *(name for item in case.proceedings_of(request) for name in item.people),
    }
    moved = {name for asset in held for move in asset.transactions for name in (move.sender, move.receiver)}
    documents = {
        *request.annexes,
        *(document for step in request.steps for document in step.documents),
        *(move.document for asset in held for move in asset.transactions if move.document),
        *(order.document for order in case.orders_of(request) if order.document),
    }
    agencies = {request.signatory, request.to_authority, *(item.agency for item in case.proceedings_of(request))}
    return {
        "agencies": {name for name in agencies if name},
        "people": parties,
        "companies": parties,
        "conduct": {*request.conduct, *(name for item in case.proceedings_of(request) for name in item.conduct)},
        "proceedings": request.proceedings,
        "assets": {*assets, *moved, *(name for order in case.orders_of(request) for name in order.assets)},
        "claims": {claim.id for claim in case.claims if assets.intersection(claim.assets)},
        "documents": documents,
    }


def _with_orders(row: Data, request: Request) -> Data:
    """Keep the orders the request rests on; the rest of the file stays at home."""
    if "orders" not in row:
        return row
    return {**row, "orders": [order for order in row["orders"] if order["id"] in request.orders]}
