"""Which instrument stands back for which: displacement, fall-back, and conventions that only serve without a treaty."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comity.common.truth import Truth
from comity.law.bases import Basis
from comity.law.inquiry import Inquiry
from comity.law.instruments import Relation, instruments
from comity.law.vocabulary import PURPOSE_OF

TREATY_KINDS = frozenset({"multilateral", "bilateral", "eu_act"})


@dataclass(frozen=True, slots=True)
class Precedence:
    """How a basis stands beside another that is in force between the same two states.

    ``closes`` says whether the basis is no longer available because of it; otherwise it can be used if both agree.
    """

    other: str
    relation: Relation
    closes: bool


def gives_way_to(basis: Basis, beside: Sequence[Basis], inquiry: Inquiry, measure: str) -> Iterator[Precedence]:
    """Give every instrument in force to which a basis gives way for a measure, with the article that says so."""
    purpose = PURPOSE_OF.get(measure, "")
    others = [other for other in beside if other.id != basis.id and _treaty_in_force(other)]
    for other in others:
        for relation in _relations(other):
            if relation.kind == "displaces" and _meant(relation, basis) and _concerns(relation, purpose):
                yield Precedence(other.id, relation, closes=True)
    for relation in _relations(basis):
        if _concerns(relation, purpose):
            yield from _yielding(relation, others)
    yield from _declared(basis, others, inquiry)


def offences_inserted(basis: Basis, beside: Iterable[Basis]) -> Iterator[tuple[str, Relation]]:
    """Give the conventions whose offences count as extraditable under a treaty in force."""
    if _treaty_in_force(basis):
        for other in beside:
            if other.id != basis.id and _treaty_in_force(other):
                yield from (
                    (other.id, relation) for relation in _relations(other) if relation.kind == "inserts_offences"
                )


def _yielding(relation: Relation, others: Sequence[Basis]) -> Iterator[Precedence]:
    if relation.kind == "yields_to":
        yield from (Precedence(other.id, relation, closes=True) for other in others if _meant(relation, other))
    elif relation.kind in {"only_without_treaty", "fallback"}:
        stronger = [other for other in others if not _stands_back_itself(other, relation.kind)]
        if stronger:
            closes = relation.kind == "only_without_treaty"
            yield Precedence(stronger[0].id, relation, closes=closes)


def _declared(basis: Basis, others: Sequence[Basis], inquiry: Inquiry) -> Iterator[Precedence]:
    """Give the instrument that both states have declared to apply instead between them."""
    if basis.kind not in {"multilateral", "eu_act"}:
        return
    declared = [
        {entry.yields_to: entry for entry in inquiry.register.declarations(basis.id, state)} for state in inquiry.states
    ]
    for other in others:
        if other.id in declared[0] and other.id in declared[1]:
            text = declared[1][other.id].text
            yield Precedence(other.id, Relation("yields_to", "", f"Both have declared: {text}"), closes=True)


def _stands_back_itself(other: Basis, kind: str) -> bool:
    return any(relation.kind in {kind, "fallback", "only_without_treaty"} for relation in _relations(other))


def _concerns(relation: Relation, purpose: str) -> bool:
    """Whether a relation is about what is asked; one that names no purpose is about everything."""
    return not relation.purpose or relation.purpose == purpose


def _meant(relation: Relation, basis: Basis) -> bool:
    if relation.what_instrument:
        return relation.what_instrument == basis.id
    return bool(relation.what_kind) and relation.what_kind == basis.kind


def _treaty_in_force(basis: Basis) -> bool:
    return basis.available is Truth.TRUE and basis.kind in TREATY_KINDS


def _relations(basis: Basis) -> tuple[Relation, ...]:
    known = instruments().get(basis.id)
    return known.relations if known else ()
