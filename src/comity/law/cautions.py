"""Cautions: what the data cannot tell about a basis that is in force, so that nothing looks safer than it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from comity.common.source import Source
from comity.common.truth import Truth
from comity.law.applicable import Layers
from comity.law.bases import Basis
from comity.law.conduct_keys import covers
from comity.law.evidence import spoken_for
from comity.law.inquiry import Inquiry
from comity.law.instruments import instruments
from comity.law.precedence import TREATY_KINDS, Precedence, offences_inserted
from comity.law.profiles import national_laws, profile_source
from comity.law.rules import Effect, Finding, Outcome
from comity.law.states import state_name
from comity.law.treaty_status import listed
from comity.law.vocabulary import PURPOSE_OF

_STATUS = {Truth.TRUE: Outcome.MET, Truth.FALSE: Outcome.NOT_MET, Truth.UNKNOWN: Outcome.UNKNOWN}
_HEADING = {
    Outcome.MET: "The basis is available between the two states.",
    Outcome.NOT_MET: "The basis is not available between the two states.",
    Outcome.UNKNOWN: "Whether the basis is available between the two states is not evidenced.",
}


def availability(basis: Basis, back: Sequence[Precedence], why: Sequence[str], sources: Sequence[str]) -> Finding:
    """Say first whether the basis is there at all, and before which other it stands back."""
    closing = [part for part in back if part.closes]
    outcome = Outcome.NOT_MET if closing else _STATUS[basis.available]
    told = [
        f"It stands back for {part.other}{_article(part.relation.article)}: {part.relation.says}" for part in closing
    ]
    finding = _finding(basis, "in-force", " ".join([_HEADING[outcome], *told, *why]), Effect.CONDITION)
    return replace(
        finding,
        outcome=outcome,
        article=basis.article,
        source=Source("; ".join(sources)),
        law_unknown=outcome is Outcome.UNKNOWN,
    )


def cautions(
    basis: Basis,
    layers: Layers | None,
    inquiry: Inquiry,
    back: Sequence[Precedence],
    beside: Sequence[Basis],
    measure: str,
) -> Iterator[Finding]:
    """Give every caution that goes with a basis between two states."""
    yield from _unread(basis, inquiry)
    yield from _read_at_another_time(basis, inquiry)
    yield from _part_of_conduct(basis, inquiry)
    yield from _beside_treaty(basis, beside)
    yield from _beside_unclear_treaty(basis, beside, measure)
    for protocol in layers.unclear if layers else ():
        told = f"Whether {protocol} binds both states is not evidenced; if it does, it changes rules of {basis.id}."
        yield _finding(basis, f"protocol-{protocol}", told, Effect.OPTIONAL_BAR)
    for part in back:
        if not part.closes:
            told = f"{part.other} is in force between the two states: {part.relation.says}"
            finding = _finding(basis, "fallback", told, Effect.OPTIONAL_BAR)
            yield replace(finding, outcome=Outcome.MET, article=part.relation.article, law_unknown=False)
    if measure == "extradition":
        yield from _inserted_offences(basis, beside)


def _unread(basis: Basis, inquiry: Inquiry) -> Iterator[Finding]:
    if not basis.provisions:
        told = "The conditions and grounds of refusal of this basis are not in the data: its text has not been read."
        yield _finding(basis, "provisions-not-read", told, Effect.OPTIONAL_BAR)
    if basis.kind not in {"multilateral", "eu_act"} or basis.id not in listed():
        return
    declared = inquiry.register.declarations(basis.id, inquiry.requested, inquiry.on)
    unread = [entry for entry in declared if entry.unread]
    if unread:
        name = state_name(inquiry.requested)
        told = f"{name} has made a reservation or declaration whose text is not in the data."
        finding = _finding(basis, "reservation-not-read", told, Effect.OPTIONAL_BAR)
        yield replace(finding, source=unread[0].source)


def _read_at_another_time(basis: Basis, inquiry: Inquiry) -> Iterator[Finding]:
    """Say where the day asked for lies before the text that was read, or after the day it was last checked."""
    source = _source_read(basis, inquiry.requested)
    as_of = spoken_for(source.as_of)
    if basis.kind == "own_law" and as_of is not None and inquiry.on < as_of.first:
        told = f"This law was read as of {source.as_of}; whether it stood so on {inquiry.on} is not in the data."
        yield replace(_finding(basis, "read-as-of", told, Effect.OPTIONAL_BAR), source=source)
    if source.checked and inquiry.on.isoformat() > source.checked:
        told = f"The day asked for lies after {source.checked}, when this was last checked; later changes are unknown."
        yield replace(_finding(basis, "day-after-checking", told, Effect.FORMALITY), source=source)


def _source_read(basis: Basis, requested: str) -> Source:
    """Give the source of a basis' provisions: the treaty's own, or that of the requested state's law."""
    known = instruments().get(basis.id)
    if known is not None:
        return known.source
    law = next((law for law in national_laws(requested) if law["id"] == basis.id), None)
    return (profile_source(requested, str(law["source"])) if law else None) or Source("")


def _part_of_conduct(basis: Basis, inquiry: Inquiry) -> Iterator[Finding]:
    """Say where a basis carries only part of the conduct of the request: the rest needs another one."""
    known = instruments().get(basis.id)
    if known is None or known.conduct == ("any",):
        return
    left = [key for key in inquiry.conduct if covers(known.conduct, key) is False]
    if left and len(left) < len(inquiry.conduct):
        told = f"It carries only part of the conduct of the request; {', '.join(left)} needs another basis."
        finding = _finding(basis, "part-of-conduct", told, Effect.OPTIONAL_BAR)
        yield replace(finding, outcome=Outcome.MET, article=basis.article, source=known.source, law_unknown=False)


def _beside_unclear_treaty(basis: Basis, beside: Sequence[Basis], measure: str) -> Iterator[Finding]:
    """Say that a convention made for states without a treaty would give way to one that is not evidenced."""
    known = instruments().get(basis.id)
    relations = [item for item in known.relations if item.kind == "only_without_treaty"] if known else []
    named = [other.id for other in beside if other.kind == "bilateral" and other.available is Truth.UNKNOWN]
    for relation in relations:
        if named and relation.purpose == PURPOSE_OF.get(measure):
            told = f"Whether {', '.join(named)} is in force is not evidenced; if it is, it takes this one's place."
            finding = _finding(basis, "treaty-not-evidenced", told, Effect.OPTIONAL_BAR)
            yield replace(finding, article=relation.article)


def _beside_treaty(basis: Basis, beside: Sequence[Basis]) -> Iterator[Finding]:
    """Say that a state's own law only fills what a treaty in force between the two states leaves open."""
    if basis.kind != "own_law":
        return
    treaties = [other.id for other in beside if other.available is Truth.TRUE and _stands_alone(other)]
    if treaties:
        told = (
            f"{', '.join(treaties)} in force between the two states come first; this law governs what they leave open."
        )
        finding = _finding(basis, "beside-treaty", told, Effect.OPTIONAL_BAR)
        yield replace(finding, outcome=Outcome.MET, article=basis.article, law_unknown=False)


def _stands_alone(basis: Basis) -> bool:
    """Whether a treaty carries its own conditions, rather than leaving them to the requested state's law."""
    known = instruments().get(basis.id)
    return basis.kind in TREATY_KINDS and (known is None or not known.refers_to_requested_law)


def _inserted_offences(basis: Basis, beside: Sequence[Basis]) -> Iterator[Finding]:
    for other, relation in offences_inserted(basis, beside):
        finding = _finding(basis, f"offences-of-{other}", f"{other}: {relation.says}", Effect.FORMALITY)
        source = instruments()[other].source
        yield replace(finding, outcome=Outcome.MET, article=relation.article, source=source, law_unknown=False)


def _finding(basis: Basis, name: str, told: str, effect: Effect) -> Finding:
    return Finding(
        rule=f"{basis.id}/{name}",
        topic="legal_basis",
        outcome=Outcome.UNKNOWN,
        effect=effect,
        article="",
        because=told,
        facts={},
        source=Source(basis.title),
        law_unknown=True,
    )


def _article(article: str) -> str:
    return f" (art. {article})" if article else ""
