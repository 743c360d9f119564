"""Pages of states: each has a keeper who decides about its corrections and goes through it once a year."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casework.access import NotAllowedError
from comity.casework.log.models import LogEntry
from comity.common.errors import BadInputError
from comity.knowledge.contributions.selectors import waiting_for
from comity.knowledge.contributions.services import contribution_decide
from comity.knowledge.corrections.models import Correction
from comity.knowledge.corrections.services import Proposal, correction_propose
from comity.knowledge.keeping.models import StatePage
from comity.knowledge.keeping.selectors import page_standings
from comity.knowledge.keeping.services import page_keep, page_reviewed

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
Person = Callable[[str], Any]


def keep(person: Person, keeper: str | None, state: str = "CHE", revision: int = 1, by: str = "anna") -> StatePage:
    anna = person(by)
    chosen = person(keeper) if keeper else None
    return page_keep(state=state, keeper=chosen, revision=revision, actor=anna, who=anna.identity())


def propose(person: Person, by: str = "ida", state: str = "CHE") -> Correction:
    user = person(by)
    proposal = Proposal(state, "assistance", "Language", "language (synthetic)", "", "French", "Synthetic circular")
    return correction_propose(proposal=proposal, on=ON, actor=user, who=user.identity())


def decide(person: Person, made: Correction, by: str) -> Correction:
    user = person(by)
    return contribution_decide(made=made, confirm=True, reason="", actor=user, who=user.identity())


def test_the_keeper_alone_decides_about_corrections_of_their_page(person: Person) -> None:
    keep(person, "lena")
    made = propose(person)
    assert made not in waiting_for(person("anna").identity(), Correction)
    assert made in waiting_for(person("lena").identity(), Correction)
    with pytest.raises(NotAllowedError, match="keeps the page of the state"):
        decide(person, made, "anna")
    assert decide(person, made, "lena").status == "confirmed"


def test_what_the_keeper_proposes_is_decided_by_somebody_else(person: Person) -> None:
    keep(person, "lena")
    made = propose(person, by="lena")
    assert made in waiting_for(person("anna").identity(), Correction)
    with pytest.raises(NotAllowedError, match="did not write it"):
        decide(person, made, "lena")
    assert decide(person, made, "anna").status == "confirmed"


def test_a_page_without_a_keeper_or_whose_keeper_has_left_holds_nothing_up(person: Person) -> None:
    assert decide(person, propose(person), "anna").status == "confirmed"
    keep(person, "lena", state="FRA")
    lena = person("lena")
    lena.is_active = False
    lena.save()
    assert decide(person, propose(person, state="FRA"), "anna").status == "confirmed"


def test_only_a_head_gives_a_page_and_only_to_somebody_who_may_decide(person: Person) -> None:
    with pytest.raises(NotAllowedError):
        keep(person, "lena", by="lena")
    with pytest.raises(BadInputError, match="only a head or a lawyer"):
        keep(person, "ida")
    keep(person, "lena")
    with pytest.raises(BadInputError, match="meanwhile"):
        keep(person, None)
    assert keep(person, None, revision=2).keeper is None
    assert LogEntry.objects.latest("index").event == "state_page_given"


def test_a_page_is_overdue_until_its_keeper_has_gone_through_it_and_again_after_a_year(person: Person) -> None:
    keep(person, "lena")
    lena, anna = person("lena"), person("anna")

    def overdue(day: dt.date) -> bool:
        return next(one.overdue for one in page_standings(day) if one.state == "CHE")

    assert overdue(ON)
    with pytest.raises(NotAllowedError, match="keeps the page of the state"):
        page_reviewed(state="CHE", on=ON, revision=2, actor=anna, who=anna.identity())
    page_reviewed(state="CHE", on=ON, revision=2, actor=lena, who=lena.identity())
    assert not overdue(ON + dt.timedelta(days=365))
    assert overdue(ON + dt.timedelta(days=366))


def test_the_list_counts_what_waits_and_what_is_old_and_begins_with_what_is_overdue(person: Person) -> None:
    propose(person, state="CHE")
    standings = page_standings(dt.date(2040, 1, 1))
    swiss = next(one for one in standings if one.state == "CHE")
    assert swiss.waiting == 1
    assert swiss.old + swiss.undated == swiss.facts > 0
    assert [one.overdue for one in standings] == sorted((one.overdue for one in standings), reverse=True)
