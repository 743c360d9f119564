"""Requests: four trusts and two people stand between a draft and another state."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.lifecycle import LIFECYCLES, OUTGOING
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.records.services import record_change
from comity.casework.requests.intake import request_receive
from comity.casework.requests.models import Request, Signature
from comity.casework.requests.selectors import ACTIONS, possible_steps
from comity.casework.requests.services import GuardError, request_act
from comity.casework.safeguards.checks import CHECKS, checks_for
from comity.casework.safeguards.reviewing import Answers, Evidence
from comity.casework.safeguards.services import safeguards_sign
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
TODAY = timezone.localdate()
CLEAR = dict.fromkeys(CHECKS, "clear")
EVIDENCE = (Evidence("Country report, invented for a test", TODAY, "Nothing against it."),)


def act(request: Request, action: str, actor: Any, strong: bool = True, **given: Any) -> Request:
    who = actor.identity(strong=strong)
    return request_act(
        request=request, action=action, revision=request.revision, on=TODAY, actor=actor, who=who, **given
    )


def gate(request: Request, actor: Any, checks: dict[str, str] | None = None, **given: Any) -> Any:
    answers = Answers(
        **{"checks": checks or CLEAR, "reasons": dict.fromkeys(CHECKS, "Read"), "evidence": EVIDENCE, **given}
    )
    return safeguards_sign(request=request, answers=answers, on=TODAY, actor=actor, who=actor.identity(strong=True))


def signed(request_: Get, person: Get) -> Request:
    gate(request_("extradition-usa"), person("lena"))
    return act(request_("extradition-usa"), "sign", person("bram"))


def test_a_request_travels_through_every_gate_to_the_other_state(request_: Get, person: Get) -> None:
    request = signed(request_, person)
    assert {f.name for f in request.version.files.all()} == {"REQUEST.pdf", "REQUEST.docx", "REQUEST.json"}
    assert bytes(request.version.files.get(name="REQUEST.pdf").content).startswith(b"%PDF")
    assert act(request, "send", person("dirk")).state == "sent"


def test_nothing_is_signed_before_a_lawyer_has_signed_the_safeguards(request_: Get, person: Get) -> None:
    with pytest.raises(BadInputError, match="not possible"):
        act(request_("extradition-usa"), "sign", person("bram"))


@pytest.mark.parametrize("answer", ["concern", "unknown"])
@pytest.mark.parametrize("check", list(CHECKS))
def test_one_check_that_is_not_clear_keeps_an_extradition_request_here(
    check: str, answer: str, request_: Get, person: Get
) -> None:
    gate(request_("extradition-usa"), person("lena"), {**CLEAR, check: answer})
    request = request_("extradition-usa")
    assert request.state == "review_clean"
    assert request.safeguard_reviews.count() == 1
    with pytest.raises(BadInputError):
        act(request, "sign", person("bram"))


def test_the_gate_wants_every_answer_and_evidence_with_its_day(request_: Get, person: Get) -> None:
    request, lena = request_("extradition-usa"), person("lena")
    with pytest.raises(BadInputError, match="non_refoulement"):
        gate(request, lena, {k: v for k, v in CLEAR.items() if k != "non_refoulement"})
    with pytest.raises(BadInputError, match="say why"):
        gate(request, lena, reasons={})
    with pytest.raises(BadInputError, match="at least one piece of evidence"):
        gate(request, lena, evidence=())
    with pytest.raises(BadInputError, match="not older than 180 days"):
        gate(request, lena, evidence=(Evidence("An old report", TODAY - dt.timedelta(days=181), "Long ago."),))
    with pytest.raises(BadInputError, match="day to come"):
        gate(request, lena, evidence=(Evidence("A report", TODAY + dt.timedelta(days=1), "Tomorrow."),))
    with pytest.raises(BadInputError, match="what it says"):
        gate(request, lena, evidence=(Evidence("A report", TODAY, ""),))
    assert request.safeguard_reviews.count() == 0


@pytest.mark.parametrize("name", ["anna", "bram", "dirk", "pia", "fien"])
def test_only_a_lawyer_signs_the_safeguards(name: str, request_: Get, person: Get) -> None:
    with pytest.raises(NotAllowedError):
        gate(request_("extradition-usa"), person(name))


def test_without_a_second_factor_nothing_is_signed_and_nothing_sent(request_: Get, person: Get) -> None:
    gate(request_("extradition-usa"), person("lena"))
    with pytest.raises(NotAllowedError, match="second factor"):
        act(request_("extradition-usa"), "sign", person("bram"), strong=False)
    request = act(request_("extradition-usa"), "sign", person("bram"))
    with pytest.raises(NotAllowedError, match="second factor"):
        act(request, "send", person("dirk"), strong=False)


def test_who_signed_cannot_send_even_as_dispatcher(request_: Get, person: Get) -> None:
    request, bram = signed(request_, person), person("bram")
    bram.roles = ["signatory", "dispatcher"]
    bram.save()
    with pytest.raises(NotAllowedError, match="did not sign"):
        act(request, "send", bram)


def test_who_drafted_cannot_sign_even_as_signatory(request_: Get, person: Get) -> None:
    gate(request_("extradition-usa"), person("lena"))
    anna = person("anna")
    anna.roles = ["caseworker", "signatory"]
    anna.save()
    with pytest.raises(NotAllowedError, match="did not draft"):
        act(request_("extradition-usa"), "sign", anna)


def test_a_signature_covers_the_words_a_change_undoes_it(request_: Get, person: Get, case: Any) -> None:
    request, anna = signed(request_, person), person("anna")
    jan = Party.everything.get(case=case, key="jan")
    record_change(
        record=jan, data={**jan.data, "birth_place": "Elsewhere"}, revision=1, actor=anna, who=anna.identity()
    )
    with pytest.raises(GuardError, match="changed after it was reviewed"):
        act(request, "send", person("dirk"))


def test_where_a_refugee_is_never_reaches_the_state_they_fled_from(request_: Get, person: Get, case: Any) -> None:
    request = signed(request_, person)
    Party.everything.filter(case=case, key="jan").update(refugee_from="USA")
    with pytest.raises(GuardError, match="state of origin"):
        act(request, "send", person("dirk"))
    assert request_("extradition-usa").state == "signed"


def test_a_refused_step_leaves_no_trace_and_a_taken_one_exactly_one_leaf(request_: Get, person: Get) -> None:
    before = LogEntry.objects.count()
    with pytest.raises(BadInputError):
        act(request_("extradition-usa"), "send", person("dirk"))
    assert LogEntry.objects.count() == before
    act(request_("land-ury"), "confirm_review", person("anna"))
    assert LogEntry.objects.count() == before + 1


def test_a_step_on_an_older_state_of_the_request_is_refused(request_: Get, person: Get) -> None:
    request, anna = request_("return-che"), person("anna")
    with pytest.raises(BadInputError, match="somebody else"):
        request_act(request=request, action="choose_route", revision=99, on=TODAY, actor=anna, who=anna.identity())


def test_a_route_that_is_closed_cannot_be_chosen(request_: Get, person: Get) -> None:
    with pytest.raises(BadInputError, match="no route that is open or conditional"):
        act(request_("return-che"), "choose_route", person("anna"), basis="MOON-TREATY")


def test_the_route_keeps_the_reasons_of_the_day_it_was_chosen(request_: Get) -> None:
    request = request_("freezing-che")
    assert request.basis
    assert len(request.reasons) > 3


def test_a_step_cannot_have_happened_tomorrow(request_: Get, person: Get) -> None:
    with pytest.raises(BadInputError, match="still to come"):
        act(request_("bank-records-che"), "record_acknowledgement", person("anna"), day=TODAY + dt.timedelta(days=1))


def test_every_action_with_a_trust_of_its_own_is_an_action_of_a_life_cycle() -> None:
    known = {step.action for table in LIFECYCLES.values() for step in table.steps}
    assert ACTIONS.keys() <= known


def test_each_person_is_told_which_steps_are_theirs_and_why_the_others_are_not(request_: Get, person: Get) -> None:
    steps = {
        p.step.action: p for p in possible_steps(request_("extradition-usa"), person("lena").identity(strong=True))
    }
    assert steps["sign_safeguards"].may
    assert not steps["revise"].may
    assert steps["revise"].hindered
    assert [s.step for s in steps.values()] == list(OUTGOING.open_to("review_clean"))


def test_moving_a_person_needs_every_check_and_asking_for_records_fewer() -> None:
    assert set(checks_for("extradition")) == set(CHECKS)
    assert "non_refoulement" not in checks_for("assistance")
    assert {"political_offence", "fair_trial", "discrimination"} <= set(checks_for("assistance"))


def receive(actor: Any, **given: Any) -> Request:
    fields = {
        "reference": "IN-1",
        "sender": "URY",
        "measure": "assistance",
        "foreign_reference": "U-1",
        "summary": "x",
        "received": TODAY,
        "on": TODAY,
    }
    return request_receive(**{**fields, **given}, actor=actor, who=actor.identity(strong=True))


def test_an_incoming_request_under_review_cannot_be_refused_at_once(person: Get) -> None:
    dirk = person("dirk")
    request = receive(dirk)
    for action in ("register", "acknowledge", "triage", "start_review"):
        request = act(request, action, dirk, given={"reason": "of this week's desk", "priority": "normal"})
    assert "refuse" not in {p.step.action for p in possible_steps(request, dirk.identity())}


@pytest.mark.parametrize(
    ("field", "value"),
    [("reference", ""), ("measure", "x"), ("sender", "NLD"), ("received", TODAY + dt.timedelta(days=1))],
)
def test_a_received_request_with_a_slip_is_told_the_field(field: str, value: Any, person: Get) -> None:
    with pytest.raises(BadInputError) as slip:
        receive(person("dirk"), **{field: value})
    assert slip.value.place.field == field


def test_a_signature_is_made_once_per_person_and_version(request_: Get, person: Get) -> None:
    request = signed(request_, person)
    assert Signature.objects.filter(version=request.version).count() == 1
