"""What one accession, denunciation or withdrawn reservation would change: the pairs whose best route is another."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from comity.common.errors import BadInputError
from comity.common.truth import Truth
from comity.law.instruments import instruments
from comity.law.matrix import Cell, solve_pairs
from comity.law.register import Register, register
from comity.law.states import parse_state, state_name
from comity.law.verdict import Verdict
from comity.law.vocabulary import MEASURES

_SENTENCE = re.compile(
    r"\s*(?P<state>\S+)\s+(?:(?P<accedes>accedes(?:\s+to)?)|(?P<leaves>leaves)|(?P<withdraws>withdraws"
    r"\s+(?:its\s+)?(?:reservations?|declarations?)(?:\s+to)?))\s+(?P<instrument>\S+)\s*"
)
_FORMS = "'STATE accedes INSTRUMENT', 'STATE leaves INSTRUMENT' or 'STATE withdraws reservations INSTRUMENT'"
_ORDER = {verdict: order for order, verdict in enumerate(Verdict)}


class Act(StrEnum):
    """What a state is supposed to do with an instrument."""

    ACCEDES = "accedes"
    LEAVES = "leaves"
    WITHDRAWS = "withdraws"


@dataclass(frozen=True, slots=True)
class Supposition:
    """A state becomes bound by an instrument without declarations, leaves it, or withdraws what it declared."""

    state: str
    act: Act
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
    """What a supposition would change for one measure.

    ``other_basis`` counts pairs that keep their verdict on another basis; ``note`` says why nothing changes.
    """

    supposed: Supposition
    measure: str
    improved: tuple[Change, ...]
    worsened: tuple[Change, ...]
    other_basis: int
    note: str


def read_supposition(text: str) -> Supposition:
    """Read a sentence such as 'S accedes INSTRUMENT'; the state is a code, the instrument has a list of parties."""
    found = _SENTENCE.fullmatch(text)
    if found is None:
        raise BadInputError(f"'{text}' is not a supposition; write {_FORMS}")
    register().instrument(found["instrument"])
    act = next(act for act in Act if found[act.value])
    return Supposition(parse_state(found["state"]), act, found["instrument"])


def pairs_of(state: str, others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the ordered pairs of a state with each of the others, in both directions."""
    for other in others:
        if other != state:
            yield state, other
            yield other, state


def effect_of(
    supposed: Supposition, measure: str, on: dt.date, others: Sequence[str], before: Sequence[Cell] | None = None
) -> Effect:
    """Solve the state's pairs as the law stands and as supposed; no pair of two other states can change.

    ``before`` are the cells of these pairs as the law stands, where they are at hand already.
    """
    idle = _idle(supposed, on)
    if idle:
        return Effect(supposed, measure, (), (), 0, idle)
    now = before or tuple(solve_pairs(pairs_of(supposed.state, others), measure, on))
    pairs = ((cell.requesting, cell.requested) for cell in now)
    then = tuple(solve_pairs(pairs, measure, on, parties=_register_if(supposed, on)))
    changes = [_change(*both) for both in zip(now, then, strict=True) if both[0] != both[1]]
    better = tuple(c for c in changes if _ORDER[c.after] < _ORDER[c.before])
    worse = tuple(c for c in changes if _ORDER[c.after] > _ORDER[c.before])
    note = "" if changes else _no_change(supposed.instrument, measure)
    return Effect(supposed, measure, better, worse, len(changes) - len(better) - len(worse), note)


def _register_if(supposed: Supposition, on: dt.date) -> Register:
    if supposed.act is Act.ACCEDES:
        return register().acceding(supposed.state, supposed.instrument, on)
    if supposed.act is Act.LEAVES:
        return register().leaving(supposed.state, supposed.instrument, on)
    return register().withdrawing_declarations(supposed.state, supposed.instrument)


def _idle(supposed: Supposition, on: dt.date) -> str:
    """Say why a supposition supposes nothing: the state is bound already, or is not, or has declared nothing."""
    name, key = state_name(supposed.state), supposed.instrument
    bound = register().bound(key, supposed.state, on)
    if supposed.act is Act.ACCEDES:
        return f"{name} is bound by {key} on {on} already." if bound is Truth.TRUE else ""
    if bound is not Truth.TRUE:
        return f"That {name} is bound by {key} on {on} is not evidenced."
    if supposed.act is Act.WITHDRAWS and not register().declarations(key, supposed.state, on):
        return f"No reservation or declaration of {name} under {key} is in the data."
    return ""


def openings(
    state: str, measure: str, on: dt.date, others: Sequence[str], before: Sequence[Cell] | None = None
) -> tuple[Effect, ...]:
    """Rank the instruments that a state is not evidenced to be bound by, by how many of its pairs they would improve.

    Whether an instrument is open to the state is not in the data. ``before`` are the state's cells, if at hand already.
    """
    now = before or tuple(solve_pairs(pairs_of(state, others), measure, on))
    effects = (
        effect_of(Supposition(state, Act.ACCEDES, key), measure, on, others, now)
        for key in _worth_joining(state, measure, on)
    )
    return tuple(sorted((e for e in effects if e.improved), key=lambda e: (-len(e.improved), e.supposed.instrument)))


def _worth_joining(state: str, measure: str, on: dt.date) -> Iterator[str]:
    """Name what carries a measure, and the protocols to it, where the state is not known to be bound.

    Acts of the Union, and treaties with one named side, are left out: no third state joins these by itself.
    """
    for key in register().instruments:
        known = instruments().get(key)
        if known is None or known.kind == "eu_act" or register().bound(key, state, on) is Truth.TRUE:
            continue
        closed = register().instrument(key).between
        if not closed and (measure in known.measures or known.amends):
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
