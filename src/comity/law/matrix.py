"""The matrix of all pairs of states for one measure: the best route of each pair and its verdict."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.law.facts import Facts
from comity.law.inquiry import Inquiry
from comity.law.ranking import rank_key
from comity.law.routes import candidates
from comity.law.rules import Judgement, Rule, judge
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
    """Judges each rule once for the facts of a matrix, unless its answer depends on the two states."""

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._pairless: dict[str, Judgement | None] = {}

    def __call__(self, rule: Rule, situation: Situation) -> Judgement:
        """Judge, or give what was judged before."""
        if rule.id not in self._pairless:
            self._pairless[rule.id] = None if rule.about_pair else judge(rule, situation)
        return self._pairless[rule.id] or judge(rule, situation)


def matrix(
    states: Sequence[str], measure: str, on: dt.date, *, conduct: tuple[str, ...] = (), facts: Facts | None = None
) -> Iterator[Cell]:
    """Solve every ordered pair of the states; cells come row by row of the requesting state."""
    judged_by = RememberedJudge()
    known = facts or Facts()
    for requesting in states:
        for requested in states:
            if requesting != requested:
                inquiry = Inquiry(requesting, requested, on, conduct, known)
                best = min(candidates(inquiry, measure, judged_by), key=rank_key)
                yield Cell(requesting, requested, best.verdict, best.basis.id)
