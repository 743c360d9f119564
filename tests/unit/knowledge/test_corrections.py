"""Corrections: nobody reviews what names no source, and what was confirmed can be given to others."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casework.log.models import LogEntry
from comity.common.errors import BadInputError
from comity.knowledge.contributions.bundle import kind_of
from comity.knowledge.contributions.selectors import confirmed
from comity.knowledge.contributions.services import contribution_decide, contributions_take
from comity.knowledge.corrections.bundle import KIND, corrections_bundle, read_corrections
from comity.knowledge.corrections.models import Correction
from comity.knowledge.corrections.services import Proposal, correction_propose
from comity.knowledge.lessons.bundle import KIND as LESSONS

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
GIVEN = {
    "state": "URY",
    "measure": "assistance",
    "section": "Language",
    "about": "language",
    "says": "",
    "should_say": "Spanish (synthetic)",
    "source": "A synthetic circular, point 3, read on the ministry's page",
}


def propose(user: Any, **change: Any) -> Correction:
    return correction_propose(proposal=Proposal(**{**GIVEN, **change}), on=ON, actor=user, who=user.identity())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"source": " "}, "source: name the source"),
        ({"should_say": ""}, "should_say: say what it should say"),
        ({"measure": "war"}, "measure: choose one of the measures"),
        ({"source_date": dt.date(2027, 1, 1)}, "source_date: the source cannot be from a day to come"),
        ({"state": "XQZ"}, "not a code of a state"),
    ],
)
def test_what_cannot_be_reviewed_is_refused_at_its_field(
    person: Callable[[str], Any], change: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadInputError, match=told):
        propose(person("ida"), **change)


def test_anybody_proposes_and_a_second_person_confirms(person: Callable[[str], Any]) -> None:
    made, lena = propose(person("ida")), person("lena")
    assert list(confirmed(Correction, "URY")) == []
    contribution_decide(made=made, confirm=True, reason="", actor=lena, who=lena.identity())
    assert list(confirmed(Correction, "URY")) == [made]


def test_corrections_come_back_from_their_bundle_and_are_taken_once(person: Callable[[str], Any]) -> None:
    made, dirk = propose(person("ida"), source_date=dt.date(2026, 5, 4)), person("dirk")
    text = corrections_bundle([made], "NLD").encode()
    assert kind_of(text, (LESSONS, KIND), "c.json") is KIND
    origin, carried = read_corrections(text, "c.json")
    Correction.objects.all().delete()
    taken = contributions_take(Correction, carried=carried, origin=origin, actor=dirk, who=dirk.identity())
    again = contributions_take(Correction, carried=carried, origin=origin, actor=dirk, who=dirk.identity())
    assert [(one.about, one.source_date, one.origin, one.status) for one in taken] == [
        ("language", dt.date(2026, 5, 4), "NLD", "proposed")
    ]
    assert again == []
    details = LogEntry.objects.get(event="correction_taken").detail.data
    assert details == {"state": "URY", "measure": made.measure, "section": made.section}


def test_a_bundle_without_a_source_is_refused_whole(person: Callable[[str], Any]) -> None:
    text = corrections_bundle([propose(person("ida"))], "NLD").replace(GIVEN["source"], " ")
    with pytest.raises(BadInputError, match=r"c\.json: row 1 cannot be read"):
        read_corrections(text.encode(), "c.json")
