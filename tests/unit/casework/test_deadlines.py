"""Deadlines are computed from what happened, and change when what happened changes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.deadlines.selectors import deadlines_for, rules_for
from comity.casework.deadlines.watched import Deadline
from comity.casework.requests.services import request_act
from comity.casework.requests.watched import request_watched

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
    (deadline,) = of("incoming", person("dirk"))
    assert deadline.title.lower().startswith("acknowledg")
    assert deadline.due == deadline.event_day + dt.timedelta(days=7)


def test_nobody_sees_dates_of_cases_that_are_not_theirs(person: Get) -> None:
    assert deadlines_for(person("omar").identity(), TODAY) == []
    assert of("incoming", person("anna")) == []


def test_the_clock_of_an_arrest_is_that_of_the_treaty_and_of_the_requested_state(request_: Get) -> None:
    ids = {rule.id for rule in rules_for(request_watched(request_("extradition-usa")), "provisional-arrest")}
    assert "NLD-USA-extradition/provisional-arrest" in ids
    assert all(rule.split("/")[0] in {"NLD-USA-extradition", "USA", "office"} for rule in ids)
