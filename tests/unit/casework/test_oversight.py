"""Oversight counts what was done, also what was denied, and names no case."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.cases.models import Case
from comity.casework.log.models import LogEntry
from comity.casework.oversight.selectors import usage

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
TODAY = timezone.localdate()


def asked(omar: Any) -> dict[str, int]:
    found = usage(omar.identity(), TODAY - dt.timedelta(days=365), TODAY)
    return dict((*found.asked, *found.standing))


def test_a_denied_attempt_is_counted_and_leaves_one_leaf(person: Get, case: Case) -> None:
    before = asked(person("omar"))["Attempts that were denied"]
    leaves = LogEntry.objects.count()
    client = Client()
    client.force_login(person("ida"))
    assert client.get("/oversight").status_code == 403
    assert client.get(f"/cases/{case.pk}").status_code == 404
    assert LogEntry.objects.count() == leaves + 2
    newest = LogEntry.objects.order_by("-index").first()
    assert newest is not None
    assert (newest.event, newest.actor, newest.case) == ("sought_in_vain", person("ida"), None)
    assert asked(person("omar"))["Attempts that were denied"] == before + 2


def test_breaches_and_blocks_are_counted_as_they_stand(person: Get) -> None:
    found = asked(person("omar"))
    assert found["Charges that a surrender does not cover"] == 1
    assert found["Blocked records"] == 0
    assert found["Requests of people concerned without an answer in time"] == 1
    assert found["Safeguard reviews that were clear"] > 2


def test_only_oversight_sees_the_figures_and_they_name_no_case(person: Get, case: Case) -> None:
    for name in ("anna", "ada", "dora"):
        with pytest.raises(NotAllowedError):
            usage(person(name).identity(), TODAY, TODAY)
    client = Client()
    client.force_login(person("omar"))
    body = client.get("/oversight/usage?days=365").content.decode()
    assert case.reference not in body
    assert "Voorbeeld" not in body
    assert "Attempts that were denied" in body
