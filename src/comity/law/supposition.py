"""What one accession would change: the pairs of states whose best route improves if a state joined an instrument."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comity.common.errors import BadInputError
from comity.common.truth import Truth
from comity.law.instruments import instruments
from comity.law.matrix import Cell, solve_pairs
from comity.law.register import register
from comity.law.states import parse_state, state_name
from comity.law.verdict import Verdict
from comity.law.vocabulary import MEASURES

_SENTENCE = re.compile(r"\s*(?P<state>\S+)\s+accedes(?:\s+to)?\s+(?P<instrument>\S+)\s*")
_ORDER = {verdict: order for order, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Accession:
    """A supposition: a state becomes bound by an instrument, without any declaration of its own."""

    state: str
    instrument: str


@dataclass(frozen=True, slots=True)
class Change:
    """One pair whose best route would be another: its verdict and basis before and after."""

    requesting: str
    requested: str
    before: Verdict
    before_basis: str
    after: Verdict
    after_basis: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What an accession would change for one measure.

    ``other_basis`` counts pairs that keep their verdict on another basis; ``note`` says why nothing changes.
    """

    accession: Accession
    measure: str
    improved: tuple[Change, ...]
    worsened: tuple[Change, ...]
    other_basis: int
    note: str


def read_accession(text: str) -> Accession:
    """Read 'S accedes INSTRUMENT'; the state is a code and the instrument has a list of parties."""
    found = _SENTENCE.fullmatch(text)
    if found is None:
        raise BadInputError(f"'{text}' is not a supposition; write 'STATE accedes INSTRUMENT'")
    register().instrument(found["instrument"])
    return Accession(parse_state(found["state"]), found["instrument"])


def pairs_of(state: str, others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the ordered pairs of a state with each of the others, in both directions."""
    for other in others:
        if other != state:
            yield state, other
            yield other, state


def effect_of(
    accession: Accession, measure: str, on: dt.date, others: Sequence[str], before: Sequence[Cell] | None = None
) -> Effect:
    """Solve the state's pairs with and without the accession; no pair of two other states can change.

    ``before`` are the cells of these pairs as the law stands, where they are at hand already.
    """
    state, key = accession.state, accession.instrument
    already = register().bound(key, state, on) is Truth.TRUE
    if already:
        return Effect(accession, measure, (), (), 0, f"{state_name(state)} is bound by {key} on {on} already.")
    pairs = tuple(pairs_of(state, others))
    supposed = register().acceding(state, key, on)
    now = before or tuple(solve_pairs(pairs, measure, on))
    then = tuple(solve_pairs(((c.requesting, c.requested) for c in now), measure, on, parties=supposed))
    changes = [_change(*both) for both in zip(now, then, strict=True) if both[0] != both[1]]
    better = tuple(c for c in changes if _ORDER[c.after] < _ORDER[c.before])
    worse = tuple(c for c in changes if _ORDER[c.after] > _ORDER[c.before])
    note = "" if changes else _no_change(key, measure)
    return Effect(accession, measure, better, worse, len(changes) - len(better) - len(worse), note)


def openings(state: str, measure: str, on: dt.date, others: Sequence[str]) -> tuple[Effect, ...]:
    """Rank the instruments that a state is not evidenced to be bound by, by how many of its pairs they would improve.

    Whether an instrument is open to the state is not in the data.
    """
    now = tuple(solve_pairs(pairs_of(state, others), measure, on))
    effects = (effect_of(Accession(state, key), measure, on, others, now) for key in _worth_joining(state, measure, on))
    return tuple(sorted((e for e in effects if e.improved), key=lambda e: (-len(e.improved), e.accession.instrument)))


def _worth_joining(state: str, measure: str, on: dt.date) -> Iterator[str]:
    """Name what carries a measure, and the protocols to it, where the state is not known to be bound.

    Acts of the Union are left out: a state joins the Union, not one of its acts.
    """
    for key in register().instruments:
        known = instruments().get(key)
        if known is None or known.kind == "eu_act" or register().bound(key, state, on) is Truth.TRUE:
            continue
        if measure in known.measures or known.amends:
            yield key


def _change(before: Cell, after: Cell) -> Change:
    return Change(before.requesting, before.requested, before.verdict, before.basis, after.verdict, after.basis)


def _no_change(key: str, measure: str) -> str:
    known = instruments().get(key)
    if known is None:
        return f"The provisions of {key} are not in the data, so what it would open is not evidenced."
    if measure not in known.measures and not known.amends:
        return f"{key} is no basis for {MEASURES[measure]} in the data."
    return "No best verdict and no best basis of a pair changes."
