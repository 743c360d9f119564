"""The matrix of all pairs of states for one measure: the best route of each pair and its verdict."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comity.law.candidates import candidates
from comity.law.facts import Facts
from comity.law.inquiry import Inquiry
from comity.law.ranking import rank_key
from comity.law.register import Register, register
from comity.law.rules import Effect, Judgement, Rule, judge
from comity.law.situation import Situation
from comity.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Cell:
    """The best route from one state to another for the measure of the matrix."""

    requesting: str
    requested: str
    verdict: Verdict
    basis: str


class RememberedJudge:
    """Judges each rule once for the facts of a matrix, and once for each pair where the two states matter."""

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._always: dict[tuple[str, Effect], Judgement] = {}
        self._for_pair: dict[tuple[str, Effect], Judgement] = {}
        self._situation: Situation | None = None

    def __call__(self, rule: Rule, situation: Situation) -> Judgement:
        """Judge, or give what was judged before."""
        if situation is not self._situation:  # one pair and measure after the other, each in a situation of its own
            self._situation, self._for_pair = situation, {}
        known = self._for_pair if rule.about_pair else self._always
        key = (rule.id, rule.effect)  # beside an unread treaty a rule of the same id is only a possible bar
        if key not in known:
            known[key] = judge(rule, situation)
        return known[key]


def matrix(
    states: Sequence[str], measure: str, on: dt.date, *, conduct: tuple[str, ...] = (), facts: Facts | None = None
) -> Iterator[Cell]:
    """Solve every ordered pair of the states; cells come row by row of the requesting state."""
    return solve_pairs(ordered_pairs(states), measure, on, conduct=conduct, facts=facts)


def ordered_pairs(states: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give every ordered pair of two different states, row by row of the requesting state."""
    return ((requesting, requested) for requesting in states for requested in states if requesting != requested)


def solve_pairs(
    pairs: Iterable[tuple[str, str]],
    measure: str,
    on: dt.date,
    *,
    conduct: tuple[str, ...] = (),
    facts: Facts | None = None,
    parties: Register | None = None,
) -> Iterator[Cell]:
    """Solve some pairs (requesting, requested); ``parties`` may be a register in which something is supposed."""
    judged_by = RememberedJudge()
    known, held = facts or Facts(), parties or register()
    for requesting, requested in pairs:
        inquiry = Inquiry(requesting, requested, on, conduct, known, held)
        best = min(candidates(inquiry, measure, judged_by), key=rank_key)
        yield Cell(requesting, requested, best.verdict, best.basis.id)
