"""The strategy of a person: where, which way, what stops it, what is next and whose turn it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.cases.models import Wall
from comity.casework.people.models import Party
from comity.casework.people.strategy import strategy_of
from comity.casework.records.models import Record

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


def strategy(case: Any, key: str, user: Any) -> Any:
    party = Party.everything.select_related("case", "wall").get(case=case, key=key)
    return strategy_of(party, user.identity(strong=True), timezone.localdate())


def test_it_tells_the_way_of_each_request_with_the_law_rooms_reasons(case: Any, person: Person) -> None:
    told = strategy(case, "jan", person("anna"))
    first = told.ways[0]
    assert (first.state, first.measure, first.request.key) == ("USA", "extradition", "extradition-usa")
    assert first.route.verdict in {"open", "conditional"}
    assert first.route.ranked_because
    assert all(f.because for f in first.route.findings)


def test_it_names_those_of_the_team_who_may_take_the_next_step_and_what_still_stops_it(
    case: Any, person: Person
) -> None:
    told = strategy(case, "jan", person("anna"))
    step = next(s for s in told.steps if s.request and s.request.key == "extradition-usa")
    assert step.action == "sign_safeguards"
    assert [name.partition(",")[0] for name in step.people] == ["Lena Verzinsel"]
    drafting = next(s for s in told.steps if s.request and s.request.key == "land-ury")
    assert drafting.action == "confirm_review"
    waiting = next(s for s in told.steps if s.request and s.request.key == "freezing-che")
    assert waiting.action == "await_answer", "the next word is the counterpart's"


def test_a_person_sought_abroad_for_whom_nobody_has_asked_gets_the_best_route_worked_out(
    case: Any, person: Person
) -> None:
    location = {"state": "CHE", "as_of": timezone.localdate().isoformat()}
    party = Party.everything.get(case=case, key="mieke")
    Party.everything.filter(pk=party.pk).update(data={**party.data, "location": location})
    told = strategy(case, "mieke", person("anna"))
    proposed = next(way for way in told.ways if way.request is None)
    assert (proposed.state, proposed.measure) == ("CHE", "extradition")
    assert proposed.route is not None
    assert told.steps[0].action == "draft_extradition"


def test_whereabouts_that_are_unknown_or_expired_are_the_first_step(case: Any, person: Person) -> None:
    party = Party.everything.get(case=case, key="jan")
    without = {key: value for key, value in party.data.items() if key != "location"}
    Party.everything.filter(pk=party.pk).update(data=without)
    told = strategy(case, "jan", person("anna"))
    assert told.steps[0].action == "confirm_location"
    assert "Nobody knows where the person is." in told.blockers


def test_protection_from_this_state_is_the_first_blocker_and_hides_the_whereabouts(case: Any, person: Person) -> None:
    party = Party.everything.get(case=case, key="jan")
    Party.everything.filter(pk=party.pk).update(data={**party.data, "refugee_from": "NLD"}, refugee_from="NLD")
    told = strategy(case, "jan", person("anna"))
    assert told.withheld == "withheld"
    assert told.whereabouts is None
    assert "protected from this state" in told.blockers[0]


def test_a_route_that_rests_on_what_stands_behind_a_wall_is_not_told_outside(case: Any, person: Person) -> None:
    wall = Wall.objects.get(case=case)
    Record.everything.filter(case=case, kind="conduct").update(wall=wall)
    told = strategy(case, "jan", person("pia"))
    assert told.ways
    assert {way.trouble for way in told.ways} == {"this request rests on records that are not yours to see"}
