"""A negotiation list: accessions, withdrawn reservations and new treaties, ranked by what each would open."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from comity.common.truth import Truth
from comity.law.instruments import instruments
from comity.law.matrix import Cell
from comity.law.network import ROUTED
from comity.law.register import register
from comity.law.supposition import Act, Effect, Supposition, effect_of, openings


class Move(StrEnum):
    """What a state could do: join a treaty, take back what it declared, or agree a treaty with one other state."""

    ACCESSION = "accession"
    WITHDRAWAL = "withdrawal_of_reservations"
    TREATY = "new_treaty"


_MOVES = {Act.ACCEDES: Move.ACCESSION, Act.WITHDRAWS: Move.WITHDRAWAL}


@dataclass(frozen=True, slots=True)
class Opening:
    """One move and what it would open: pairs that would have a better route, as the state asks and as it is asked.

    ``about`` is the instrument, or the other state of a new treaty; ``requests`` counts the open requests to states
    whose pair would improve; ``worsened`` counts pairs whose best route would be worse.
    """

    move: Move
    about: str
    asks: tuple[str, ...]
    asked: tuple[str, ...]
    worsened: int
    requests: int

    @property
    def pairs(self) -> int:
        """How many pairs it would improve."""
        return len(self.asks) + len(self.asked)


def negotiation_list(
    state: str,
    measure: str,
    on: dt.date,
    others: Sequence[str],
    now: Sequence[Cell],
    requests: Mapping[str, int],
    effects: Sequence[Effect] | None = None,
) -> tuple[Opening, ...]:
    """Rank what a state could negotiate: first what its open requests wait for, then what would open most pairs.

    A treaty between two states is supposed to open every direction in which no route is evidenced. Whether an
    instrument is open to the state, or another state would agree, is not in the data. ``effects`` are those of
    accessions and withdrawals (``moves_of``), where they are at hand already.
    """
    known = moves_of(state, measure, on, others, now) if effects is None else effects
    found = [_of_effect(_MOVES[effect.supposed.act], effect, requests) for effect in known]
    found += _treaties(state, now, requests)
    return tuple(sorted(found, key=lambda one: (-one.requests, -one.pairs, one.worsened, one.move, one.about)))


def moves_of(state: str, measure: str, on: dt.date, others: Sequence[str], now: Sequence[Cell]) -> tuple[Effect, ...]:
    """What each instrument that a state could join, and each declaration that it could take back, would change."""
    return (*openings(state, measure, on, others, now), *_withdrawals(state, measure, on, others, now))


def _of_effect(move: Move, effect: Effect, requests: Mapping[str, int]) -> Opening:
    state = effect.supposed.state
    asks = tuple(sorted(change.requested for change in effect.improved if change.requesting == state))
    asked = tuple(sorted(change.requesting for change in effect.improved if change.requested == state))
    waiting = sum(requests.get(other, 0) for other in asks)
    return Opening(move, effect.supposed.instrument, asks, asked, len(effect.worsened), waiting)


def _withdrawals(state: str, measure: str, on: dt.date, others: Sequence[str], now: Sequence[Cell]) -> Iterator[Effect]:
    """What taking back its declarations under each instrument would improve; only where it improves something."""
    for key in register().instruments:
        known = instruments().get(key)
        if known is None or not (measure in known.measures or known.amends):
            continue
        if register().bound(key, state, on) is Truth.TRUE and register().declarations(key, state, on):
            effect = effect_of(Supposition(state, Act.WITHDRAWS, key), measure, on, others, now)
            if effect.improved:
                yield effect


def _treaties(state: str, now: Sequence[Cell], requests: Mapping[str, int]) -> Iterator[Opening]:
    """A treaty with each state to or from which no route is evidenced."""
    closed = [cell for cell in now if cell.verdict not in ROUTED]
    asks = {cell.requested for cell in closed if cell.requesting == state}
    asked = {cell.requesting for cell in closed if cell.requested == state}
    for other in sorted(asks | asked):
        waiting = requests.get(other, 0) if other in asks else 0
        one, two = ((other,) if other in side else () for side in (asks, asked))
        yield Opening(Move.TREATY, other, one, two, 0, waiting)
