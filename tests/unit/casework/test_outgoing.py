"""A request of our own: added on the facts of the case, commented on before it is signed, chased, compared, closed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.cases.case_file import BehindWallError
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.records.services import record_change
from comity.casework.requests.adding import Asked, request_add, routes_offered
from comity.casework.requests.ladder import ladder_of
from comity.casework.requests.models import Request, Version
from comity.casework.requests.services import request_act
from comity.casework.requests.versions import versions_compared
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
TODAY = timezone.localdate()


def asked(case: Any, **changes: Any) -> Asked:
    conduct = Record.everything.filter(case=case, kind="conduct").values_list("key", flat=True)[:1]
    return Asked(**{"to": "CHE", "measure": "assistance", "conduct": tuple(conduct), "people": ("jan",), **changes})


def act(request: Request, action: str, actor: Any, day: dt.date | None = None, **given: Any) -> Request:
    now = Request.everything.get(pk=request.pk)
    who = actor.identity(strong=True)
    return request_act(
        request=now, action=action, revision=now.revision, on=TODAY, day=day, actor=actor, who=who, given=given
    )


def test_the_routes_are_told_with_reasons_before_anything_is_written(case: Any, person: Get) -> None:
    before = (Request.everything.count(), LogEntry.objects.count())
    routes = routes_offered(case, asked(case), TODAY, person("anna").identity())
    assert routes[0].rank == 1
    assert all(route.ranked_because for route in routes)
    assert (Request.everything.count(), LogEntry.objects.count()) == before


def test_a_request_is_added_on_the_facts_of_the_case_and_takes_the_route_that_was_looked_at(
    case: Any, person: Get
) -> None:
    anna = person("anna")
    routes = routes_offered(case, asked(case), TODAY, anna.identity())
    request = request_add(case=case, asked=asked(case), on=TODAY, actor=anna, who=anna.identity())
    assert (request.state, request.key) == ("needed", "assistance-che")
    assert act(request, "choose_route", anna, basis=routes[0].basis.id).basis == routes[0].basis.id
    again = request_add(case=case, asked=asked(case), on=TODAY, actor=anna, who=anna.identity())
    assert again.key == "assistance-che-2"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to": ""}, "to"),
        ({"to": "NLD"}, "to"),
        ({"measure": "x"}, "measure"),
        ({"conduct": ()}, "conduct"),
        ({"step": "x"}, "step"),
        ({"undertakings": ("x",)}, "undertakings"),
        ({"urgency": "x"}, "urgency"),
    ],
)
def test_a_slip_is_told_at_its_field(changes: dict[str, Any], field: str, case: Any, person: Get) -> None:
    anna = person("anna")
    with pytest.raises(BadInputError) as slip:
        request_add(case=case, asked=asked(case, **changes), on=TODAY, actor=anna, who=anna.identity())
    assert slip.value.place.field == field


def test_nobody_draws_on_a_record_behind_a_wall(case: Any, person: Get) -> None:
    pia = person("pia")
    Party.everything.filter(case=case, key="jan").update(wall=case.walls.get())
    with pytest.raises(BehindWallError):
        routes_offered(case, asked(case), TODAY, pia.identity())


def test_only_who_drafts_adds_a_request(case: Any, person: Get) -> None:
    lena = person("lena")
    with pytest.raises(NotAllowedError):
        request_add(case=case, asked=asked(case), on=TODAY, actor=lena, who=lena.identity())


def test_the_ladder_shows_what_was_done_what_was_passed_over_and_what_is_next(request_: Get, person: Get) -> None:
    request, anna, due = request_("bank-records-che"), person("anna"), TODAY + dt.timedelta(days=30)
    assert [rung.state for rung in ladder_of(request, due)] == ["next", "later", "later", "later", "later", "later"]
    act(request, "remind", anna)
    act(request, "call_authority", anna, reason="They look into it.")
    rungs = ladder_of(request_("bank-records-che"), due)
    assert [rung.state for rung in rungs] == ["done", "passed_over", "passed_over", "done", "next", "later"]
    assert (rungs[4].action, rungs[4].day) == ("send_note", due)


def test_a_request_that_is_answered_has_no_ladder(request_: Get, person: Get) -> None:
    request = act(request_("bank-records-che"), "record_acceptance", person("anna"))
    assert ladder_of(request, None) == ()


def test_what_a_later_version_says_differently_is_told_thing_by_thing(request_: Get, person: Get, case: Any) -> None:
    anna = person("anna")
    act(request_("land-ury"), "confirm_review", anna)
    act(request_("land-ury"), "revise", anna)
    oscar = Party.everything.get(case=case, key=request_("land-ury").data["people"][0])
    data = {**oscar.data, "birth_place": "Elsewhere"}
    record_change(record=oscar, data=data, revision=oscar.revision, actor=anna, who=anna.identity())
    act(request_("land-ury"), "confirm_review", anna)
    first, second = request_("land-ury").versions.order_by("number")
    (change,) = versions_compared(first, second)
    assert change.where == ("people", oscar.key, "birth_place")
    assert change.after == "Elsewhere"
    assert versions_compared(first, first) == ()


def test_a_thing_that_is_new_or_gone_is_told_whole() -> None:
    before = Version(content={"people": [{"id": "a"}, {"id": "b", "born": "1970"}]})
    after = Version(content={"people": [{"id": "c"}, {"id": "a"}]})
    told = {change.where: (change.before, change.after) for change in versions_compared(before, after)}
    assert told == {("people", "b"): ("id: b\nborn: 1970", ""), ("people", "c"): ("", "id: c")}


def test_comments_on_a_draft_are_recorded_before_it_is_signed(request_: Get, person: Get) -> None:
    anna = person("anna")
    Request.everything.filter(case__reference="EX-2026-0417", key="land-ury").update(state="draft_consulted")
    with pytest.raises(BadInputError) as slip:
        act(request_("land-ury"), "record_comments", anna, reason="Name the plot of land.")
    assert slip.value.place.field == "taken_up"
    request = act(request_("land-ury"), "record_comments", anna, reason="Name the plot of land.", taken_up="all")
    assert request.state == "draft_consulted"
    assert request.steps_taken.get(action="record_comments").given["reason"] == "Name the plot of land."


def test_a_request_is_withdrawn_with_a_reason_and_what_came_of_it_is_told(request_: Get, person: Get) -> None:
    anna = person("anna")
    with pytest.raises(BadInputError):
        act(request_("return-che"), "withdraw", anna)
    request = act(request_("bank-records-che"), "record_results", anna, use_conditions="only in this case")
    with pytest.raises(BadInputError, match="choose one"):
        act(request, "give_feedback", anna, reason="It helped.")
    assert act(request, "give_feedback", anna, reason="It helped.", use="evidence_in_court").state == "feedback_given"
