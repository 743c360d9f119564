"""Refusals of our requests: each names its grounds from the law room's list; figures and lessons begin with them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comity.casework.log.models import LogEntry
from comity.casework.requests.models import Request
from comity.casework.requests.refusing import GROUNDS, grounds_told
from comity.casework.requests.services import request_act
from comity.common.errors import BadInputError
from comity.knowledge.lessons.arising import _REASONS, lesson_arising, wants_lesson
from comity.law.store import read_data
from comity.law.vocabulary import REFUSAL_GROUNDS, TOPICS

Get = Callable[[str], Any]
TODAY = timezone.localdate()


def refused(request: Request, anna: Any, **given: Any) -> Request:
    who = anna.identity(strong=True)
    return request_act(
        request=request,
        action="record_refusal",
        revision=request.revision,
        on=TODAY,
        actor=anna,
        who=who,
        given=given,
    )


def test_every_ground_on_which_the_law_data_can_bar_a_request_can_be_named() -> None:
    found: set[str] = set()
    waiting: list[Any] = [read_data(name) for name in ("instruments.json", "states.json", "bilateral.json")]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.get("effect") in {"mandatory_bar", "optional_bar", "condition", "assurance"} and "topic" in one:
                found.add(one["topic"])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    assert found
    assert found <= set(REFUSAL_GROUNDS) <= TOPICS
    assert set(_REASONS) <= set(GROUNDS)


@pytest.mark.django_db
def test_a_refusal_names_at_least_one_ground_of_the_list(person: Get, request_: Get) -> None:
    request = request_("freezing-che")
    with pytest.raises(BadInputError, match="choose at least one"):
        refused(request, person("anna"), reason="They said no.")
    with pytest.raises(BadInputError, match="choose from the list"):
        refused(request, person("anna"), grounds=["we dislike it"])
    assert request_("freezing-che").state == "acknowledged"


@pytest.mark.django_db
def test_the_ground_of_a_refusal_is_in_the_log_and_begins_the_lesson(person: Get, request_: Get) -> None:
    anna = person("anna")
    assert lesson_arising(request_("freezing-che")) == {}
    refused(request_("freezing-che"), anna, grounds=["nexus", "costs"], reason="Not shown.")
    request = request_("freezing-che")
    entry = LogEntry.objects.filter(event="refused_by_counterpart").latest("index")
    assert entry.detail.data["grounds"] == ["nexus", "costs"]
    assert lesson_arising(request) == {"happened": "refused", "reason": "no_nexus"}
    assert wants_lesson(request)
    client = Client()
    client.force_login(anna)
    assert "nobody has written down yet" in client.get(f"/requests/{request.pk}").content.decode()
    body = client.get(f"/requests/{request.pk}/lessons").content.decode()
    assert '<option value="no_nexus" selected>' in body
    assert '<option value="refused" selected>' in body


@pytest.mark.django_db
def test_the_form_of_a_refusal_offers_the_grounds(person: Get, request_: Get) -> None:
    client = Client()
    client.force_login(person("anna"))
    body = client.get(f"/requests/{request_('freezing-che').pk}/steps/record_refusal").content.decode()
    assert 'value="dual_criminality"' in body
    assert 'value="no_ground_given"' in body


@pytest.mark.parametrize(
    ("details", "grounds"),
    [
        ({"topics": ["dual_criminality", "time_bar"]}, ["dual_criminality", "time_bar"]),
        ({"topics": ["something new"], "ground": "x"}, ["other_ground"]),
        ({"topics": [{"a": 1}] * 90}, ["other_ground"]),
        ({"topics": "dual_criminality", "ground": "political"}, ["other_ground"]),
        ({"ground": "not given"}, ["no_ground_given"]),
        ({}, ["no_ground_given"]),
    ],
)
def test_what_another_office_names_is_put_under_the_list(details: dict[str, Any], grounds: list[str]) -> None:
    assert grounds_told(details) == grounds
