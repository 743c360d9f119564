"""A received request: reviewed ground by ground, consulted on before it is refused, answered with conditions of use."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.cases.services import agency_join, member_add
from comity.casework.evidence.store import arrived
from comity.casework.identity import Relation
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.requests.admissibility import Answered, basis_apply, checklist_answer
from comity.casework.requests.attaching import Brought
from comity.casework.requests.checklist import Checklist, Group, checklist_for
from comity.casework.requests.intake import Paper, reference_suggested, request_receive
from comity.casework.requests.keyed import ConductKeyed, PartyKeyed
from comity.casework.requests.models import Request
from comity.casework.requests.received import received_data
from comity.casework.requests.results import Conditions, result_add, result_remove
from comity.casework.requests.selectors import possible_steps
from comity.casework.requests.services import GuardError, request_act
from comity.casework.requests.triage import triage_suggested
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
TODAY = timezone.localdate()
LATER = (TODAY + dt.timedelta(days=40)).isoformat()
SECRECY = "UNCAC/contrary-to-requested-law"


def act(request: Request, action: str, actor: Any, **given: Any) -> Request:
    now = Request.everything.get(pk=request.pk)
    who = actor.identity(strong=True)
    return request_act(request=now, action=action, revision=now.revision, on=TODAY, actor=actor, who=who, given=given)


@pytest.fixture
def under_review(person: Get) -> Request:
    """A request of another state for bank records, registered, acknowledged, triaged and under review."""
    dirk, bram = person("dirk"), person("bram")
    who = dirk.identity(strong=True)
    request = request_receive(
        reference="IN-7",
        sender="URY",
        measure="assistance",
        foreign_reference="U-7",
        summary="Bank records.",
        received=TODAY,
        on=TODAY,
        actor=dirk,
        who=who,
    )
    member_add(case=request.case, user=bram, relation=Relation.READER, actor=dirk, who=who)
    for action in ("register", "acknowledge", "triage", "start_review"):
        request = act(request, action, dirk, priority="normal", reason="nothing urgent in it")
    return request


def answer(request: Request, actor: Any, **changes: str) -> None:
    """Answer every ground in the sender's favour, but for those that are named with another answer."""
    named = {rule.replace("__", "/").replace("_", "-"): said for rule, said in changes.items()}
    answers = {}
    for ground in sheet(request).grounds:
        good = "not_met" if ground.group in {Group.MANDATORY_BAR, Group.OPTIONAL_BAR, Group.POSTPONEMENT} else "met"
        answers[ground.rule] = Answered(named.get(ground.rule, good), "read in the request")
    give(request, actor, answers)


def give(request: Request, actor: Any, answers: dict[str, Answered]) -> Request:
    now = Request.everything.get(pk=request.pk)
    return checklist_answer(
        request=now, answers=answers, revision=now.revision, on=TODAY, actor=actor, who=actor.identity(strong=True)
    )


def sheet(request: Request) -> Checklist:
    return checklist_for(Request.everything.select_related("case").get(pk=request.pk), TODAY)


def test_the_checklist_has_the_grounds_of_the_treaty_between_the_two_states(under_review: Request) -> None:
    found = sheet(under_review)
    assert found.route is not None
    assert found.route.basis.id == "UNCAC"
    assert {SECRECY, "UNCAC/essential-interests", "UNCAC/request-contents"} <= {g.rule for g in found.grounds}
    assert all(ground.article for ground in found.grounds if ground.group is not Group.CONDITION)
    assert all(ground.because for ground in found.grounds)


def test_nothing_is_accepted_before_every_ground_has_an_answer(under_review: Request, person: Get) -> None:
    dirk, bram = person("dirk"), person("bram")
    with pytest.raises(GuardError, match="checklist is not complete"):
        act(under_review, "accept", bram)
    answer(under_review, dirk)
    assert sheet(under_review).complete
    assert act(under_review, "accept", bram).state == "accepted"


def test_unknown_is_an_answer_that_is_named_and_needs_a_reason(under_review: Request, person: Get) -> None:
    dirk = person("dirk")
    with pytest.raises(BadInputError, match="reason"):
        give(under_review, dirk, {SECRECY: Answered("unknown")})
    give(under_review, dirk, {SECRECY: Answered("unknown", "our own law has been asked about")})
    assert [ground.rule for ground in sheet(under_review).unknown] == [SECRECY]


def test_a_condition_that_is_not_met_closes_the_way_to_acceptance(under_review: Request, person: Get) -> None:
    answer(under_review, person("dirk"), UNCAC__conduct_covered="not_met")
    for action in ("accept", "accept_with_conditions"):
        with pytest.raises(GuardError, match="mandatory ground"):
            act(under_review, action, person("bram"), conditions="x")


def test_only_what_is_on_the_checklist_can_be_answered(under_review: Request, person: Get) -> None:
    with pytest.raises(BadInputError, match="no ground of this checklist"):
        give(under_review, person("dirk"), {"UNCAC/invented": Answered("met", "x")})
    with pytest.raises(BadInputError, match="met, not met or unknown"):
        give(under_review, person("dirk"), {SECRECY: Answered("perhaps", "x")})


def test_answers_are_one_leaf_of_the_log_and_saving_them_again_is_none(under_review: Request, person: Get) -> None:
    before = LogEntry.objects.count()
    answer(under_review, person("dirk"))
    assert LogEntry.objects.count() == before + 1
    answer(under_review, person("dirk"))
    assert LogEntry.objects.count() == before + 1


def test_the_checklist_keeps_who_answered_and_what_the_law_room_said_that_day(
    under_review: Request, person: Get
) -> None:
    answer(under_review, person("dirk"))
    first = sheet(under_review).grounds[0]
    assert first.answer is not None
    assert (first.answer.reviewer, first.answer.suggested) == (person("dirk"), first.suggested)
    assert not first.changed


def test_another_basis_asks_for_other_grounds(under_review: Request, person: Get) -> None:
    dirk = person("dirk")
    answer(under_review, dirk)
    now = Request.everything.get(pk=under_review.pk)
    who = dirk.identity(strong=True)
    basis_apply(request=now, basis="UNTOC", revision=now.revision, on=TODAY, actor=dirk, who=who)
    assert {ground.instrument for ground in sheet(under_review).grounds} >= {"UNTOC"}
    assert not sheet(under_review).complete
    with pytest.raises(BadInputError, match="choose a basis"):
        basis_apply(request=now, basis="MOON", revision=now.revision + 1, on=TODAY, actor=dirk, who=who)


def test_a_ground_that_nobody_was_consulted_on_carries_no_refusal(under_review: Request, person: Get) -> None:
    dirk, bram = person("dirk"), person("bram")
    answer(under_review, dirk, UNCAC__essential_interests="met", UNCAC__contrary_to_requested_law="met")
    with pytest.raises(GuardError, match="one of the checklist's"):
        act(
            under_review,
            "open_consultation",
            dirk,
            considered="refusal",
            grounds=["UNCAC/request-contents"],
            reason="x",
        )
    act(under_review, "open_consultation", dirk, considered="refusal", grounds=[SECRECY], reason="our law forbids it")
    with pytest.raises(BadInputError, match="not possible"):
        act(under_review, "refuse", bram, grounds=[SECRECY], reason="our law forbids it")
    act(under_review, "end_consultation", dirk, view="maintains", reason="they ask for what can be given")
    with pytest.raises(GuardError, match="put to the sender"):
        act(under_review, "refuse", bram, grounds=["UNCAC/essential-interests"], reason="x")
    with pytest.raises(BadInputError, match="at least one ground"):
        act(under_review, "refuse", bram, reason="x")
    assert act(under_review, "refuse", bram, grounds=[SECRECY], reason="our law forbids it").state == "refused"


def test_a_ground_that_fell_in_the_consultation_carries_no_refusal_either(under_review: Request, person: Get) -> None:
    dirk, bram = person("dirk"), person("bram")
    answer(under_review, dirk, UNCAC__contrary_to_requested_law="met")
    act(under_review, "open_consultation", dirk, considered="refusal", grounds=[SECRECY], reason="our law forbids it")
    act(under_review, "end_consultation", dirk, view="amends", reason="they limit the request")
    give(under_review, dirk, {SECRECY: Answered("not_met", "as limited, our law allows it")})
    with pytest.raises(GuardError, match="put to the sender"):
        act(under_review, "refuse", bram, grounds=[SECRECY], reason="x")


def test_the_letters_are_kept_and_a_letter_that_lacks_something_says_so(under_review: Request, person: Get) -> None:
    receipt = under_review.steps_taken.get(action="acknowledge")
    assert "requesting.authority.name" in receipt.given["wanting"]
    assert [row["name"] for row in receipt.given["letters"]] == [file.name for file in receipt.letters.all()]
    assert [bytes(file.content)[:4] for file in receipt.letters.all()] == [b"%PDF", b"PK\x03\x04"]
    answer(under_review, person("dirk"), UNCAC__contrary_to_requested_law="met")
    asked = act(
        under_review,
        "open_consultation",
        person("dirk"),
        considered="refusal",
        grounds=[SECRECY],
        reason="our law forbids it",
        language="es",
        signatory_title="Jefe",
        answer_by=LATER,
    )
    names = [row["name"] for row in asked.steps_taken.get(action="open_consultation").given["letters"]]
    assert names == [f"consultation-{TODAY}-es.pdf", f"consultation-{TODAY}-es.docx"]


def test_a_day_for_an_answer_lies_ahead(under_review: Request, person: Get) -> None:
    with pytest.raises(BadInputError, match="still to come"):
        act(under_review, "ask_information", person("dirk"), questions="Which account?", answer_by=TODAY.isoformat())


def test_a_consultation_can_follow_a_consultation(under_review: Request, person: Get) -> None:
    dirk = person("dirk")
    answer(under_review, dirk, UNCAC__contrary_to_requested_law="met")
    for _ in range(2):
        act(under_review, "open_consultation", dirk, considered="refusal", grounds=[SECRECY], reason="see our law")
        act(under_review, "end_consultation", dirk, view="no_answer", reason="asked by letter and by telephone")
    actions = {p.step.action for p in possible_steps(Request.everything.get(pk=under_review.pk), dirk.identity())}
    assert {"refuse", "postpone", "open_consultation", "accept_in_part"} <= actions


def brought(name: str, content: bytes) -> Brought:
    return Brought(name, arrived([content], settings.EVIDENCE_FOLDER, settings.EVIDENCE_LIMIT))


def test_what_comes_with_a_step_is_kept_in_quarantine(under_review: Request, person: Get) -> None:
    dirk = person("dirk")
    act(under_review, "ask_information", dirk, questions=["Which account?"])
    with pytest.raises(BadInputError, match="empty"):
        act(under_review, "record_information", dirk, reason="x", files=[brought("a.pdf", b"")])
    sent = brought("account.html", b"<script>1</script>")
    act(under_review, "record_information", dirk, reason="the account", files=[sent])
    attached = under_review.attachments.get()
    assert (attached.file.state, attached.file.name) == ("quarantined", "account.html")
    assert attached.step.given["files"][0]["digest"] == attached.file.digest


def test_who_is_not_on_the_team_answers_no_ground(under_review: Request, person: Get) -> None:
    with pytest.raises(NotAllowedError):
        give(under_review, person("pia"), {SECRECY: Answered("met", "x")})


def keyed(person: Get, **changes: Any) -> Request:
    """A request on paper with everything that the page asks for."""
    told = {
        "their_authority": "Example authority",
        "letter_date": TODAY,
        "claimed_basis": "the Convention",
        "basis": "UNCAC",
        "urgency": "urgent",
        "urgency_reason": "a hearing",
        "deadline": TODAY + dt.timedelta(days=20),
        "people": (
            PartyKeyed("Ana Ejemplo", "person", "1970", "URY", "suspect"),
            PartyKeyed("Ejemplo SA", "company"),
        ),
        "conduct": ConductKeyed("uncac:17", "Money was diverted.", "2023", "2024-05", "", "Code", "153", "120"),
        "steps": ("bank_records",),
    }
    dirk = person("dirk")
    return request_receive(
        reference=reference_suggested(TODAY),
        sender="URY",
        measure="assistance",
        foreign_reference="U-8",
        summary="Bank records.",
        received=TODAY,
        paper=Paper(**{**told, **changes}),
        on=TODAY,
        actor=dirk,
        who=dirk.identity(),
    )


def test_what_is_keyed_from_paper_becomes_records_with_the_paper_as_their_source(person: Get) -> None:
    request = keyed(person)
    people = Party.everything.filter(case=request.case).order_by("position")
    assert [(p.kind, p.name) for p in people] == [("person", "Ana Ejemplo"), ("company", "Ejemplo SA")]
    assert people[0].data["names"][0]["provenance"]["source"] == "Request of URY, U-8"
    assert people[0].data["birth_date"] == "1970"
    (facts,) = received_data(request)["conduct"]
    assert (facts["offence"], facts["law"]["state"], facts["people"]) == ("uncac:17", "URY", ["person-1"])


def test_the_facts_that_were_keyed_decide_what_the_law_room_finds(person: Get) -> None:
    found = {ground.rule: ground for ground in checklist_for(keyed(person), TODAY).grounds}
    assert found["UNCAC/conduct-covered"].suggested == "met"
    assert "uncac:17" in found["UNCAC/conduct-covered"].because


def test_a_request_that_is_due_soon_is_urgent_by_the_offices_rule(person: Get) -> None:
    assert triage_suggested(keyed(person), TODAY).priority == "urgent"
    assert triage_suggested(keyed(person, deadline=None), TODAY).priority == "high"
    assert triage_suggested(keyed(person, deadline=None, urgency="normal"), TODAY).priority == "normal"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"people": (PartyKeyed("Ana", birth_date="soon"),)}, "born-1"),
        ({"people": (PartyKeyed("Ana", nationality="XX", number=2),)}, "nationality-2"),
        ({"conduct": ConductKeyed(offence="uncac:999", statement="x")}, "offence"),
        ({"conduct": ConductKeyed(offence="uncac:17")}, "statement"),
        ({"conduct": ConductKeyed("uncac:17", "x", article="1", provision="C", max_months="many")}, "max_months"),
        ({"urgency_reason": ""}, "urgency_reason"),
        ({"letter_date": TODAY + dt.timedelta(days=1)}, "letter_date"),
    ],
)
def test_a_slip_of_the_keys_is_told_at_its_field_and_nothing_is_kept(
    changes: dict[str, Any], field: str, person: Get
) -> None:
    before = Request.everything.count()
    with pytest.raises(BadInputError) as slip, transaction.atomic():
        keyed(person, **changes)
    assert slip.value.place.field == field
    assert Request.everything.count() == before


def test_each_request_of_a_year_is_offered_the_next_number(person: Get) -> None:
    first = reference_suggested(TODAY)
    assert keyed(person).case.reference == first
    assert int(reference_suggested(TODAY)[-4:]) == int(first[-4:]) + 1


def test_what_is_handed_over_carries_its_conditions_and_is_sent_by_somebody_else(person: Get) -> None:
    request, dirk, bram = keyed(person), person("dirk"), person("bram")
    who = dirk.identity(strong=True)
    for name in ("bram", "pia"):
        relation = Relation.READER if name == "bram" else Relation.MEMBER
        agency_join(case=request.case, agency=person(name).agency, actor=dirk, who=who)
        member_add(case=request.case, user=person(name), relation=relation, actor=dirk, who=who)
    for action in ("register", "acknowledge", "triage", "start_review"):
        act(request, action, dirk, priority="high", reason="a hearing is near", signatory_title="Desk officer")
    answer(request, dirk)
    act(request, "accept", bram)
    act(request, "allocate", dirk, authority="Example police")
    act(request, "start_execution", dirk)
    act(request, "execute_in_part", dirk, accepted="three accounts", reason="the fourth was closed before 2023")
    with pytest.raises(GuardError, match="conditions of use"):
        act(request, "send_results", dirk)
    conditions = Conditions(
        "the proceedings U-8", "these_proceedings", "confidential", None, TODAY + dt.timedelta(days=90)
    )
    pia = person("pia")
    result_add(
        request=request,
        title="Statements 1-12",
        conditions=conditions,
        on=TODAY,
        actor=pia,
        who=pia.identity(strong=True),
    )
    dirk_adds = result_add(request=request, title="Index", conditions=conditions, on=TODAY, actor=dirk, who=who)
    with pytest.raises(GuardError, match="put it together"):
        act(request, "send_results", dirk)
    result_remove(item=dirk_adds, on=TODAY, actor=dirk, who=who)
    sent = act(request, "send_results", dirk, signatory_title="Desk officer", language="es")
    taken = sent.steps_taken.get(action="send_results")
    assert taken.given["wanting"] == []
    assert taken.letters.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("purpose", ""),
        ("specialty", "any"),
        ("confidentiality", "any"),
        ("keep_until", TODAY),
        ("originals_back", TODAY),
    ],
)
def test_no_result_is_recorded_without_its_conditions(field: str, value: Any, person: Get) -> None:
    request, dirk = keyed(person), person("dirk")
    Request.everything.filter(pk=request.pk).update(state="in_execution")
    given = {"purpose": "x", "specialty": "these_proceedings", "confidentiality": "secret", field: value}
    with pytest.raises(BadInputError) as slip:
        result_add(
            request=request, title="x", conditions=Conditions(**given), on=TODAY, actor=dirk, who=dirk.identity()
        )
    assert slip.value.place.field == field
