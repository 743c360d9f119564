"""The matrix of pairs gives for each pair what the routes of that pair alone would give, only faster."""

import datetime as dt

import pytest

from comity.law.facts import Facts, read_facts
from comity.law.inquiry import Inquiry
from comity.law.matrix import RememberedJudge, matrix, ordered_pairs
from comity.law.ranking import rank_key
from comity.law.routes import Candidate, candidates

ON = dt.date(2026, 11, 21)
STATES = ("AUS", "CAN", "CHE", "CHN", "DEU", "GBR", "NLD", "PER", "THA", "TUV", "USA")
LIGHT = read_facts(
    [("purpose", "prosecution"), ("penalty.requesting.max_months", "6"), ("penalty.requested.max_months", "6")]
)
NATIONAL = read_facts([("person.nationality", "CHN"), ("purpose", "prosecution")])
CASES = pytest.mark.parametrize("facts", [Facts(), LIGHT, NATIONAL], ids=["no facts", "light penalty", "a national"])
MEASURES = pytest.mark.parametrize("measure", ["extradition", "assistance"])


def told(held: tuple[Candidate, ...]) -> list[tuple[str, str]]:
    return [(item.basis.id, item.verdict.value) for item in held]


@CASES
@MEASURES
def test_what_is_remembered_of_one_pair_never_answers_for_another(measure: str, facts: Facts):
    remembered = RememberedJudge()
    for one, other in ordered_pairs(STATES):
        inquiry = Inquiry(one, other, ON, (), facts)
        assert told(candidates(inquiry, measure, remembered)) == told(candidates(inquiry, measure)), (one, other)


@MEASURES
def test_a_cell_holds_the_best_route_of_its_pair(measure: str):
    for cell in matrix(STATES[:4], measure, ON, facts=NATIONAL):
        inquiry = Inquiry(cell.requesting, cell.requested, ON, (), NATIONAL)
        best = min(candidates(inquiry, measure), key=rank_key)
        assert (cell.basis, cell.verdict) == (best.basis.id, best.verdict)
