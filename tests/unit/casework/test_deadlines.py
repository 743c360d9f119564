"""Deadlines are computed from what happened, and change when what happened changes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.deadlines.escalation import escalated_for
from comity.casework.deadlines.selectors import deadlines_for, rules_for
from comity.casework.deadlines.services import overdue_explain
from comity.casework.deadlines.watched import Deadline
from comity.casework.requests.intake import request_receive
from comity.casework.requests.services import request_act
from comity.casework.requests.watched import request_watched
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
Get = Callable[[str], Any]


def of(key: str, person: Any, case: Any = None) -> list[Deadline]:
    return [
        d for d in deadlines_for(person.identity(), TODAY, case) if (d.about.subject, d.about.key) == ("request", key)
    ]


def test_a_request_without_an_answer_is_due_for_a_reminder_after_thirty_days(person: Get) -> None:
    (deadline,) = of("bank-records-che", person("anna"))
    assert deadline.due == deadline.event_day + dt.timedelta(days=30)
    assert (deadline.urgency, deadline.days_left < 0) == ("over", True)
    assert deadline.reasoning


def test_a_reminder_starts_the_time_again_without_anything_being_stored(person: Get, request_: Get) -> None:
    anna, request = person("anna"), request_("bank-records-che")
    request_act(request=request, action="remind", revision=request.revision, on=TODAY, actor=anna, who=anna.identity())
    (deadline,) = of("bank-records-che", anna)
    assert deadline.due == TODAY + dt.timedelta(days=30)


def test_the_day_the_request_itself_names_is_on_the_list(person: Get) -> None:
    assert dt.date(2026, 12, 15) in {d.due for d in of("freezing-che", person("anna"))}


def test_a_received_request_has_the_clock_of_its_acknowledgement(person: Get) -> None:
    (deadline,) = [d for d in of("incoming", person("dirk")) if d.about.case.reference == "IN-2026-0031"]
    assert deadline.title.lower().startswith("acknowledg")
    assert deadline.due == deadline.event_day + dt.timedelta(days=7)


def test_nobody_sees_dates_of_cases_that_are_not_theirs(person: Get) -> None:
    assert deadlines_for(person("omar").identity(), TODAY) == []
    assert of("incoming", person("anna")) == []


def test_the_clock_of_an_arrest_is_that_of_the_treaty_and_of_the_requested_state(request_: Get) -> None:
    ids = {rule.id for rule in rules_for(request_watched(request_("extradition-usa")), "provisional-arrest")}
    assert "NLD-USA-extradition/provisional-arrest" in ids
    assert all(rule.split("/")[0] in {"NLD-USA-extradition", "USA", "office"} for rule in ids)


def silent(person: Get, request_: Get, days: int) -> Deadline:
    """A reminder of ours that nobody has followed up, over for some days."""
    request = request_("bank-records-che")
    last = request.steps_taken.order_by("-pk").first()
    assert last is not None
    on = last.day + dt.timedelta(days=35 + days)
    found = deadlines_for(person("anna").identity(), on, request.case)
    return next(d for d in found if d.about.key == "bank-records-che" and d.kind == "office/chase")


def test_a_limit_that_is_over_goes_to_the_head_of_the_desk_when_nobody_speaks(person: Get, request_: Get) -> None:
    deadline = silent(person, request_, 20)
    assert (deadline.is_silent, deadline.is_escalated) == (True, True)
    rows = escalated_for(person("anna").identity(), deadline.on)
    assert "Ask what has become of the request" in {row.title for row in rows}


def test_a_reason_is_named_and_speaks_for_two_weeks_and_closes_nothing(person: Get, request_: Get) -> None:
    anna, deadline, case = person("anna"), silent(person, request_, 20), request_("bank-records-che").case

    def explain(reason: str) -> None:
        overdue_explain(
            case=case,
            subject="request",
            key="bank-records-che",
            kind=deadline.kind,
            reason=reason,
            on=deadline.on,
            actor=anna,
            who=anna.identity(),
        )

    def later(days: int) -> Deadline:
        found = deadlines_for(anna.identity(), deadline.on + dt.timedelta(days=days), case)
        return next(d for d in found if d.about.key == "bank-records-che" and d.kind == deadline.kind)

    with pytest.raises(BadInputError, match="in words"):
        explain("busy")
    explain("Their court is closed until Monday")
    said = later(1).explained
    assert said is not None
    assert (said.by, said.reason) == ("Anna Fictief", "Their court is closed until Monday")
    assert (later(14).is_escalated, later(15).is_escalated) == (False, True)
    assert later(1).urgency == "over"


def test_what_is_not_over_needs_no_reason(person: Get, request_: Get) -> None:
    anna = person("anna")
    with pytest.raises(BadInputError, match="not over"):
        overdue_explain(
            case=request_("freezing-che").case,
            subject="request",
            key="freezing-che",
            kind="named/Answer needed",
            reason="there is time left still",
            on=dt.date(2026, 1, 1),
            actor=anna,
            who=anna.identity(),
        )


def test_a_head_who_is_not_on_the_team_is_told_the_number_and_the_owner_only(person: Get, request_: Get) -> None:
    anna, bram, case = person("anna"), person("bram"), request_("bank-records-che").case
    bram.roles, bram.agency = ["head"], anna.agency
    bram.save()
    case.memberships.filter(user=bram).update(ended=timezone.now())
    rows = escalated_for(bram.identity(), silent(person, request_, 20).on)
    assert (case.pk, None, ("Anna Fictief",)) in {(row.number, row.case, row.owners) for row in rows}
    assert {row.case for row in rows} == {None}


def test_only_heads_are_told_what_is_escalated(person: Get) -> None:
    with pytest.raises(NotAllowedError):
        escalated_for(person("pia").identity(), TODAY)


def test_a_day_that_was_named_with_a_step_stands_on_the_desk_while_its_state_lasts(person: Get) -> None:
    dirk, promised = person("dirk"), TODAY + dt.timedelta(days=20)
    request = request_receive(
        reference="IN-99",
        sender="URY",
        measure="assistance",
        foreign_reference="U",
        summary="x",
        received=TODAY,
        on=TODAY,
        actor=dirk,
        who=dirk.identity(),
    )

    def act(action: str, **given: object) -> None:
        nonlocal request
        who = dirk.identity()
        request = request_act(
            request=request, action=action, revision=request.revision, on=TODAY, actor=dirk, who=who, given=given
        )

    for action in ("register", "acknowledge", "triage", "start_review"):
        act(action, priority="low", reason="nothing urgent")
    act("ask_information", questions="Which account?", answer_by=promised.isoformat())
    assert promised in {d.due for d in deadlines_for(dirk.identity(), TODAY, request.case)}
    act("record_information", reason="the account")
    assert promised not in {d.due for d in deadlines_for(dirk.identity(), TODAY, request.case)}
