"""Pairs of names from a table, each scored and explained; a broken row is told with its line and the rest is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.screening.comparison import Comparison, compare
from comity.screening.entity import IDENTIFIERS, Entity

NEEDED = ("left", "right")
OPTIONAL = (
    "schema",
    *(
        f"{side}_{field}"
        for side in ("left", "right")
        for field in ("birthDate", "country", "gender", "idNumber", "address")
    ),
)
SCHEMATA = ("Person", "Company", "Organization", "LegalEntity", "PublicBody", "Vessel")


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """One row: the comparison, or the sentence that says why it could not be scored."""

    comparison: Comparison | None
    trouble: str = ""


def score_pair(row: Mapping[str, str]) -> ScoredPair:
    """Score one row of a table of pairs."""
    schema = (row.get("schema") or "Person").strip()
    if schema not in SCHEMATA:
        return ScoredPair(None, f"schema: '{schema}' is not one of {', '.join(SCHEMATA)}")
    left, right = (_entity(row, side, schema) for side in NEEDED)
    for side, entity in (("left", left), ("right", right)):
        if not entity.names:
            return ScoredPair(None, f"{side}: is empty")
    return ScoredPair(compare(left, right))


def _entity(row: Mapping[str, str], side: str, schema: str) -> Entity:
    name = (row.get(side) or "").strip()
    return Entity(
        id=side,
        schema=schema,
        names=(name,) if name else (),
        dates=_values(row, f"{side}_birthDate"),
        countries=_values(row, f"{side}_country"),
        genders=_values(row, f"{side}_gender"),
        addresses=_values(row, f"{side}_address"),
        identifiers=tuple((kind, v) for kind in IDENTIFIERS for v in _values(row, f"{side}_{kind}")),
    )


def _values(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (row.get(column) or "").split(";") if part.strip())
