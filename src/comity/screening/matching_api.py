"""Matching as a service: FollowTheMoney questions in, scored and explained candidates out, without any transport."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.screening.entity import COMPANIES, PEOPLE, Entity, from_ftm
from comity.screening.explanation import as_data
from comity.screening.index.reader import Index
from comity.screening.index.search import Hit, default_threshold, search
from comity.screening.reading import has_letters

ALGORITHM = "comity-names"
BEST = frozenset({ALGORITHM, "best", ""})
MOST_QUESTIONS = 100
MOST_RESULTS = 500
LOWEST_SHOWN = 0.5
_ANY = "default"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked beside the names: how many results, what is a match, what is shown, of which lists."""

    limit: int = 5
    threshold: float | None = None
    cutoff: float = LOWEST_SHOWN
    datasets: frozenset[str] = frozenset()
    without_datasets: frozenset[str] = frozenset()
    without_ids: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    @property
    def chosen(self) -> bool:
        """Whether some of those found may be left out again."""
        return bool(self.datasets or self.without_datasets or self.without_ids or self.topics)


def terms_of(asked: Mapping[str, list[str]], dataset: str) -> Terms:
    """The terms in the parameters of an address."""
    algorithm = (asked.get("algorithm") or [""])[-1]
    if algorithm not in BEST:
        raise BadInputError(
            f"'{algorithm}' is not an algorithm of this service ({ALGORITHM})", Place(field="algorithm")
        )
    limit = int(_number(asked, "limit", 5, 1, MOST_RESULTS) or 5)
    return Terms(
        limit=limit,
        threshold=_number(asked, "threshold", None, 0, 1),
        cutoff=_number(asked, "cutoff", LOWEST_SHOWN, 0, 1) or 0.0,
        datasets=frozenset([*asked.get("include_dataset", []), *([dataset] if dataset != _ANY else [])]),
        without_datasets=frozenset(asked.get("exclude_dataset", [])),
        without_ids=frozenset(asked.get("exclude_entity_ids", [])),
        topics=frozenset(asked.get("topics", [])),
    )


def _number(asked: Mapping[str, list[str]], name: str, usual: float | None, low: float, high: float) -> float | None:
    text = (asked.get(name) or [""])[-1]
    try:
        value = float(text) if text else usual
    except ValueError:
        value = float("nan")
    if value is not None and not low <= value <= high:
        raise BadInputError(f"'{text[:40]}' is not a number from {low} to {high}", Place(field=name))
    return value


def answer(indexes: Iterable[Index], body: Any, terms: Terms) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON held
    """The answers to all questions of a request; one that cannot be read gets an answer of its own that says why."""
    queries = body.get("queries") if isinstance(body, dict) else None
    if not isinstance(queries, dict) or not queries:
        raise BadInputError("must be an object: a name of your own for each question, and its entity", _at("queries"))
    if len(queries) > MOST_QUESTIONS:
        raise BadInputError(
            f"holds {len(queries)} questions; at most {MOST_QUESTIONS} are answered at once", _at("queries")
        )
    opened = tuple(indexes)
    return {"responses": {key: _one(opened, asked, terms) for key, asked in queries.items()}, "limit": terms.limit}


def _at(field: str) -> Place:
    return Place(field=field)


def question(asked: Any) -> Entity:  # noqa: ANN401
    """A question as an entity."""
    if not isinstance(asked, dict) or not isinstance(asked.get("properties"), dict):
        raise BadInputError("is not a FollowTheMoney entity (schema, properties)", _at("query"))
    entity = from_ftm({"schema": "LegalEntity", **asked})
    if entity.schema not in PEOPLE | COMPANIES:
        known = ", ".join(sorted(PEOPLE | COMPANIES))
        raise BadInputError(f"'{entity.schema[:40]}' is none of the schemata that are matched: {known}", _at("schema"))
    if not any(has_letters(name) for name in entity.names) and not entity.identifiers:
        raise BadInputError("has neither a name nor an identifier", _at("properties"))
    return entity


def _one(indexes: tuple[Index, ...], asked: Any, terms: Terms) -> dict[str, Any]:  # noqa: ANN401
    try:
        entity = question(asked)
    except BadInputError as error:
        return {"status": 400, "detail": str(error), "results": [], "total": {"value": 0, "relation": "eq"}}
    threshold = default_threshold(entity) if terms.threshold is None else terms.threshold
    lowest = min(terms.cutoff, threshold)
    most = MOST_RESULTS if terms.chosen else terms.limit
    hits = [hit for index in indexes for hit in search(index, entity, threshold=lowest, limit=most)]
    hits = sorted((h for h in hits if _wanted(h, terms)), key=lambda h: (-h.comparison.logit, h.listed.entity.id))
    shown = hits[: terms.limit]
    return {
        "status": 200,
        "results": [result(hit, threshold) for hit in shown],
        "total": {"value": len(hits), "relation": "eq" if len(hits) < most else "gte"},
        "query": {"id": entity.id, "schema": entity.schema, "properties": asked["properties"]},
    }


def _wanted(hit: Hit, terms: Terms) -> bool:
    entity, dataset = hit.listed.entity, hit.origin["name"]
    return (
        (not terms.datasets or dataset in terms.datasets)
        and dataset not in terms.without_datasets
        and entity.id not in terms.without_ids
        and (not terms.topics or not terms.topics.isdisjoint(entity.topics))
    )


def result(hit: Hit, threshold: float) -> dict[str, Any]:
    """One candidate as the API shows it, with the whole explanation and the list it stands on."""
    entity, comparison = hit.listed.entity, hit.comparison
    told = as_data(comparison)
    parts = told["names"]["parts"] if told["names"] else []
    pieces = [{"what": e.what, "text": e.text, "logit": e.logit} for e in comparison.evidence]
    return {
        "id": entity.id,
        "caption": entity.names[0] if entity.names else entity.id,
        "schema": entity.schema,
        "properties": properties_of(entity),
        "datasets": [hit.origin["name"]],
        "referents": [],
        "target": True,
        "first_seen": entity.first_seen or None,
        "last_change": entity.last_change or None,
        "score": round(comparison.score, 4),
        "match": comparison.score >= threshold,
        "features": {part["feature"]: part["value"] for part in parts},
        "explanations": {
            "names": {"score": told["score"], "detail": told["explanation"], "words": told["names"]},
            "evidence": pieces,
            "verdict": comparison.verdict,
        },
        "list": {key: hit.origin[key] for key in ("name", "version", "digest", "retrieved")},
    }


def properties_of(entity: Entity) -> dict[str, list[str]]:
    """What is known of an entity, as FollowTheMoney properties."""
    born = "birthDate" if entity.schema in PEOPLE else "incorporationDate"
    known: dict[str, list[str]] = {
        "name": list(entity.names[:1]),
        "alias": list(entity.names[1:]),
        born: list(entity.dates),
        "country": list(entity.countries),
        "gender": list(entity.genders),
        "address": list(entity.addresses),
        "topics": list(entity.topics),
    }
    for kind, number in entity.identifiers:
        known.setdefault(kind, []).append(number)
    return {name: values for name, values in known.items() if values}
