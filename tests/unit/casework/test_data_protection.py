"""The person's own channel: it reveals nothing, is limited, decides with reasons, and reaches whoever has the data."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.cases.models import Case
from comity.casework.data_protection.models import Block, ChannelUse, PersonRequest, StateNotice
from comity.casework.data_protection.practice import ANSWER_DAYS
from comity.casework.data_protection.selectors import person_request_for
from comity.casework.data_protection.services import (
    PER_ADDRESS,
    Asked,
    TooManyError,
    answers_read,
    block_lift,
    notice_send,
    person_answer,
    person_request_decide,
    person_request_find_nothing,
    person_request_lodge,
    person_request_pass_on,
)
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.log.models import LogEntry
from comity.casework.returns.models import ReturnPlan
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
TODAY = timezone.localdate()


def lodged(name: str = "Jan Voorbeeld", kind: str = "deletion", **given: Any) -> tuple[PersonRequest, str]:
    asked = Asked(**{"kind": kind, "sender": "person", "name": name, "words": "Mine (synthetic).", **given})
    code = person_request_lodge(asked=asked, address="192.0.2.1", on=TODAY)
    return PersonRequest.everything.latest("pk"), code


def passed(dora: Any, **given: Any) -> PersonRequest:
    request, _ = lodged(**given)
    return person_request_pass_on(request=request, actor=dora, who=dora.identity())[0]


def decided(request: PersonRequest, lena: Any, outcome: str = "granted") -> PersonRequest:
    who = lena.identity(strong=True)
    return person_request_decide(
        request=request, outcome=outcome, reasons="Read (synthetic).", on=TODAY, actor=lena, who=who
    )


def without_token(answer: Any) -> str:
    """A page without the token of its form, which differs every time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def body(name: str) -> str:
    fields = {"kind": "access", "sender": "person", "name": name, "words": "Do you hold anything?"}
    answer = Client().post("/your-data", fields)
    code = PersonRequest.everything.latest("pk").code_digest
    assert answer.status_code == 200
    assert code
    shown = without_token(answer)
    start = shown.index('id="code">') + len('id="code">')
    return shown[:start] + shown[shown.index("<", start) :]


def test_the_public_form_says_the_same_to_whoever_is_on_record_and_whoever_is_not() -> None:
    assert body("Jan Voorbeeld") == body("Nobody Atall")


def test_a_wrong_code_and_an_answer_that_is_not_ready_look_the_same() -> None:
    _, code = lodged()
    client = Client()
    waiting = without_token(client.post("/your-data/answer", {"code": code}))
    assert waiting == without_token(client.post("/your-data/answer", {"code": "wrong"}))


def test_the_public_form_is_limited_per_address_and_counts_no_more_after_it() -> None:
    for _ in range(PER_ADDRESS):
        lodged()
    before = LogEntry.objects.count()
    with pytest.raises(TooManyError):
        lodged()
    with pytest.raises(TooManyError):
        answers_read(code="x", address="192.0.2.1")
    assert LogEntry.objects.count() == before
    ChannelUse.objects.update(at=timezone.now() - dt.timedelta(hours=2))
    lodged()


def test_a_request_reaches_the_team_and_nobody_else(person: Get) -> None:
    request = passed(person("dora"))
    assert person_request_for(person("anna").identity(), request.pk) is not None
    assert person_request_for(person("ida").identity(), request.pk) is None
    assert person_request_for(person("dora").identity(), request.pk) is None


def test_nothing_held_is_not_said_where_somebody_of_the_name_is_on_record(person: Get) -> None:
    dora = person("dora")
    request, _ = lodged()
    with pytest.raises(BadInputError, match="pass it on"):
        person_request_find_nothing(request=request, reasons="none", on=TODAY, actor=dora, who=dora.identity())
    nobody, _ = lodged(name="Nobody Atall")
    with pytest.raises(BadInputError, match="nobody of this name"):
        person_request_pass_on(request=nobody, actor=dora, who=dora.identity())
    person_request_find_nothing(request=nobody, reasons="none", on=TODAY, actor=dora, who=dora.identity())
    assert nobody.outcome == "nothing_held"


def test_an_alias_is_found_and_another_day_of_birth_is_not(person: Get) -> None:
    dora = person("dora")
    assert passed(dora, name="johannes albertus voorbeeld", birth_date="1971-04-03").party is not None
    other, _ = lodged(birth_date="1999-01-01")
    with pytest.raises(BadInputError, match="nobody"):
        person_request_pass_on(request=other, actor=dora, who=dora.identity())


def test_the_team_decides_and_the_desk_that_answers_does_not(person: Get) -> None:
    request = passed(person("dora"))
    for name in ("dora", "anna", "pia"):
        with pytest.raises(NotAllowedError):
            decided(request, person(name))
    lena = person("lena")
    with pytest.raises(BadInputError, match="reason"):
        person_request_decide(
            request=request, outcome="refused", reasons=" ", on=TODAY, actor=lena, who=lena.identity(strong=True)
        )
    assert decided(request, person("lena"), "refused").outcome == "refused"
    assert not Block.objects.filter(request=request).exists()


def test_a_block_keeps_the_record_out_of_requests_until_it_is_lifted(person: Get, request_: Get) -> None:
    from comity.casework.requests.conditions import Occasion, unmet  # noqa: PLC0415 - the guard itself is asked

    occasion = Occasion(request_("freezing-che"), TODAY, person("dirk").pk)
    assert not any("blocked" in sentence for sentence in unmet("may_leave", occasion))
    decided(passed(person("dora"), kind="blocking"), person("lena"))
    assert any("blocked" in sentence for sentence in unmet("may_leave", occasion))
    lena, block = person("lena"), Block.objects.get()
    with pytest.raises(BadInputError, match="reason"):
        block_lift(block=block, reason="", on=TODAY, actor=lena, who=lena.identity(strong=True))
    block_lift(block=block, reason="Withdrawn (synthetic).", on=TODAY, actor=lena, who=lena.identity(strong=True))
    assert not any("blocked" in sentence for sentence in unmet("may_leave", occasion))


@pytest.mark.parametrize("kind", ["correction", "blocking", "deletion"])
def test_every_state_that_received_the_data_is_owed_a_notice(kind: str, person: Get) -> None:
    request = decided(passed(person("dora"), kind=kind), person("lena"))
    assert {n.state for n in request.notices.all()} == {"CHE"}
    anna = person("anna")
    due = {d.title for d in deadlines_for(anna.identity(), TODAY) if d.about.key == request.key}
    assert "Notice to CHE, which received the data" in due
    notice = StateNotice.objects.get(request=request)
    notice_send(notice=notice, day=TODAY, reference="N-1", on=TODAY, actor=anna, who=anna.identity())
    due = {d.title for d in deadlines_for(anna.identity(), TODAY) if d.about.key == request.key}
    assert "Notice to CHE, which received the data" not in due


def test_access_alone_owes_nobody_a_notice(person: Get) -> None:
    request = decided(passed(person("dora"), kind="access"), person("lena"))
    assert not request.notices.exists()


def test_the_clock_of_the_answer_is_the_offices_practice_and_says_so(person: Get) -> None:
    request = passed(person("dora"))
    (due,) = [d for d in deadlines_for(person("anna").identity(), TODAY) if d.about.key == request.key]
    assert due.due == request.received + dt.timedelta(days=ANSWER_DAYS)
    assert "Practice of this office" in due.source


def test_the_answer_is_read_with_the_code(person: Get) -> None:
    dora = person("dora")
    request, code = lodged(kind="access")
    request = person_request_pass_on(request=request, actor=dora, who=dora.identity())[0]
    decided(request, person("lena"))
    person_answer(request=request, answer="We hold your name.", on=TODAY, actor=dora, who=dora.identity())
    assert [a.answer for a in answers_read(code=code, address="198.51.100.7")] == ["We hold your name."]
    assert answers_read(code=code + "x", address="198.51.100.7") == []


def test_a_consent_to_return_is_taken_back_through_the_form_at_once_and_nobody_is_told_more(case: Case) -> None:
    assert ReturnPlan.everything.get(case=case).state == "consented"
    lodged(kind="consent_withdrawal", name="Jan Voorbeeld")
    assert ReturnPlan.everything.get(case=case).state == "revoked"


def test_a_stranger_takes_no_consent_back(case: Case) -> None:
    lodged(kind="consent_withdrawal", name="Jan Andersnaam")
    assert ReturnPlan.everything.get(case=case).state == "consented"
