"""An answer on paper is entered by a named person, shown as unsigned everywhere, and takes no step by itself."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from comity.casework.access import NotAllowedError
from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.on_paper.answers import TO_RECORD, PaperAnswer, paper_answer_enter
from comity.casework.correspondence.selectors import waiting_for
from comity.casework.log.models import LogEntry
from comity.casework.requests.models import Request
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
DAY = dt.date(2026, 11, 21)
ANSWER = PaperAnswer(
    kind="clarification_asked",
    reference="CHE-77",
    dated=dt.date(2026, 11, 18),
    received=dt.date(2026, 11, 20),
    way="diplomatic_bag",
    text="Which account do you mean?",
)


@pytest.fixture
def on_paper(office_folder: Path, ready: Request, act: Callable[..., Request], person: Get) -> Communication:
    """A request that went on paper, because no card of its state is trusted here."""
    act(ready, "send", person("dirk"))
    return Communication.everything.latest("pk")


def enter(sent: Communication, actor: Any, answer: PaperAnswer = ANSWER) -> Communication:
    return paper_answer_enter(sent=sent, answer=answer, on=DAY, actor=actor, who=actor.identity(strong=True))


def test_it_stands_on_its_request_as_unsigned_with_the_name_of_who_entered_it(
    on_paper: Communication, person: Get
) -> None:
    dirk = person("dirk")
    before = Request.everything.get(pk=on_paper.request_id).state
    entered = enter(on_paper, dirk)
    assert (entered.unsigned, entered.details["entered_by"]) == (True, dirk.name)
    assert (entered.request_id, entered.conversation, entered.unfiled) == (
        on_paper.request_id,
        on_paper.conversation,
        TO_RECORD,
    )
    assert Request.everything.get(pk=on_paper.request_id).state == before
    assert entered in waiting_for(dirk.identity(strong=True))


def test_entering_it_writes_one_leaf_that_names_it(on_paper: Communication, person: Get) -> None:
    before = LogEntry.objects.count()
    enter(on_paper, person("dirk"))
    (entry,) = LogEntry.objects.order_by("index")[before:]
    assert (entry.event, entry.actor.username) == ("paper_answer_entered", "dirk")
    assert entry.detail.data["reference"] == "CHE-77"


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("kind", "request", "kind"),
        ("way", "pigeon", "came_by"),
        ("text", " ", "text"),
        ("text", "a\x00b", "text"),
        ("received", None, "received"),
        ("received", DAY + dt.timedelta(days=1), "received"),
        ("dated", dt.date(2026, 11, 21), "letter_date"),
    ],
)
def test_what_cannot_be_is_one_sentence_at_its_field_and_nothing_is_written(
    on_paper: Communication, person: Get, field: str, value: Any, place: str
) -> None:
    before = Communication.everything.count(), LogEntry.objects.count()
    with pytest.raises(BadInputError) as refused:
        enter(on_paper, person("dirk"), dataclasses.replace(ANSWER, **{field: value}))
    assert refused.value.place is not None
    assert refused.value.place.field == place
    assert (Communication.everything.count(), LogEntry.objects.count()) == before


def test_somebody_who_does_not_follow_the_request_cannot_enter_one(on_paper: Communication, person: Get) -> None:
    with pytest.raises(NotAllowedError):
        enter(on_paper, person("omar"))


def test_nothing_is_entered_to_what_went_under_seal(sent: Communication, person: Get) -> None:
    with pytest.raises(BadInputError, match="on paper"):
        enter(sent, person("dirk"))


def test_the_page_the_list_and_the_spreadsheet_all_say_unsigned(on_paper: Communication, person: Get) -> None:
    client, dirk = Client(), person("dirk")
    client.force_login(dirk)
    form = {"kind": "refusal", "reference": "=1+1", "received": "2026-11-01", "came_by": "fax", "text": "No."}
    answer = client.post(f"/communications/{on_paper.pk}/paper-answer", form, follow=True)
    assert answer.status_code == 200
    entered = Communication.everything.get(route="entered")
    page = client.get(f"/communications/{entered.pk}").content.decode()
    listed = client.get(f"/requests/{on_paper.request_id}").content.decode()
    table = client.get(f"/requests/{on_paper.request_id}/correspondence.csv").content.decode("utf-8-sig")
    for text in (page, listed, table):
        assert "Unsigned" in text
        assert dirk.name in text
    assert "'=1+1" in table
