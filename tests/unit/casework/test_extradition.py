"""Extradition: nobody is surrendered past a lawyer's concern, an open claim for protection or a broken assurance."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.cases.models import Case
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.extradition.assurances import assurance_report
from comity.casework.extradition.charges import charge_drop, charge_record, extension_record
from comity.casework.extradition.models import Extradition
from comity.casework.extradition.selectors import extradition_for, openable
from comity.casework.extradition.services import (
    Step,
    consent_record,
    extradition_act,
    extradition_open,
    protection_decide,
    surrender_review_sign,
)
from comity.casework.extradition.specialty import Cover, breaches, standings
from comity.casework.extradition.watched import FROM_APPOINTED, FROM_DECISION
from comity.casework.lifecycle import GuardError
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party
from comity.casework.safeguards.checks import CHECKS
from comity.casework.safeguards.demo import demo_answers
from comity.casework.safeguards.models import CountryEvidence
from comity.casework.safeguards.reviewing import Answers
from comity.common.errors import BadInputError
from comity.law.clocks import clock_rules

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
TODAY = timezone.localdate()


@pytest.fixture
def fixed() -> Callable[[], Extradition]:
    """The synthetic proceeding in which a day of surrender is fixed, as it is now."""
    return lambda: Extradition.everything.select_related("case", "request", "person").get(
        case__reference="IN-2026-0027"
    )


@pytest.fixture
def watched() -> Callable[[], Extradition]:
    """The synthetic proceeding in which specialty is watched, as it is now."""
    return lambda: Extradition.everything.select_related("case", "request", "person").get(
        case__reference="IN-2026-0009"
    )


def act(extradition: Extradition, action: str, actor: Any, **given: Any) -> Extradition:
    step = Step(action, extradition.revision, **given)
    return extradition_act(extradition=extradition, step=step, on=TODAY, actor=actor, who=actor.identity(strong=True))


def review(extradition: Extradition, lawyer: Any, **checks: str) -> None:
    clear = demo_answers("extradition", TODAY)
    answers = Answers({**clear.checks, **checks}, clear.reasons, clear.evidence)
    surrender_review_sign(
        extradition=extradition, answers=answers, on=TODAY, actor=lawyer, who=lawyer.identity(strong=True)
    )


def test_a_surrender_takes_place_when_everything_is_in_order(fixed: Any, person: Get) -> None:
    done = act(fixed(), "record_surrender", person("dirk"))
    assert (done.state, done.surrendered_on) == ("surrendered", TODAY)


@pytest.mark.parametrize("check", list(CHECKS))
def test_one_concern_of_the_lawyer_stops_a_surrender_that_was_granted(check: str, fixed: Any, person: Get) -> None:
    review(fixed(), person("lena"), **{check: "concern"})
    with pytest.raises(GuardError, match="concern or an open question"):
        act(fixed(), "record_surrender", person("dirk"))
    assert fixed().state == "surrender_fixed"
    assert fixed().safeguard_reviews.count() == 2


def test_a_review_on_old_evidence_does_not_carry_a_surrender(fixed: Any, person: Get) -> None:
    CountryEvidence.objects.filter(review__extradition=fixed()).update(day=TODAY - dt.timedelta(days=181))
    with pytest.raises(GuardError, match="too old"):
        act(fixed(), "record_surrender", person("dirk"))


def test_a_claim_for_protection_undoes_the_review_and_suspends_the_proceeding(fixed: Any, person: Get) -> None:
    dirk = person("dirk")
    suspended = act(fixed(), "record_asylum_claim", dirk, authority="Asylum authority (synthetic)")
    assert suspended.state == "asylum_suspends"
    with pytest.raises(GuardError, match="not decided with finality"):
        act(suspended, "end_asylum_procedure", dirk)
    claim = suspended.protection_claims.get()
    decided = {"decided_on": TODAY, "authority": "Asylum authority", "reference": "A-1", "on": TODAY}
    protection_decide(claim=claim, outcome="granted", **decided, actor=dirk, who=dirk.identity())
    with pytest.raises(GuardError, match="granted protection"):
        act(suspended, "end_asylum_procedure", dirk)
    protection_decide(claim=claim, outcome="not_granted", **decided, actor=dirk, who=dirk.identity())
    act(act(suspended, "end_asylum_procedure", dirk), "record_committal", dirk)
    with pytest.raises(GuardError, match="No named lawyer"):
        act(fixed(), "grant_surrender", person("bram"))


def test_nobody_is_surrendered_to_the_state_they_fled_from(fixed: Any, person: Get) -> None:
    Party.everything.filter(pk=fixed().person_id).update(refugee_from="URY")
    with pytest.raises(GuardError, match="granted protection"):
        act(fixed(), "record_surrender", person("dirk"))


def test_an_assurance_that_is_not_kept_stops_the_surrender_and_raises_an_alarm(fixed: Any, person: Get) -> None:
    dirk = person("dirk")
    given = {"day": TODAY, "reported_by": "Consulate", "text": "The visit was refused.", "on": TODAY, "actor": dirk}
    assurance_report(assurance=fixed().assurances.get(), finding="not_kept", **given, who=dirk.identity())
    with pytest.raises(GuardError, match="reported as not kept"):
        act(fixed(), "record_surrender", dirk)
    assert "An assurance is reported as not kept" in {d.title for d in deadlines_for(dirk.identity(), TODAY)}


def test_granting_a_surrender_is_the_signatorys(fixed: Any, person: Get) -> None:
    Extradition.everything.filter(pk=fixed().pk).update(state="executive_decision")
    with pytest.raises(NotAllowedError):
        act(fixed(), "grant_surrender", person("dirk"))
    assert act(fixed(), "grant_surrender", person("bram")).granted_on == TODAY


def consent(extradition: Extradition, actor: Any, **given: Any) -> None:
    fields = {
        "given_on": TODAY,
        "authority": "Court (synthetic)",
        "lawyer": "Counsel (synthetic)",
        "lawyer_independent": True,
        "told_of_rights": True,
        "language": "Dutch",
        "gives_up_specialty": False,
    }
    consent_record(
        extradition=extradition, **{**fields, **given}, on=TODAY, actor=actor, who=actor.identity(strong=True)
    )


@pytest.mark.parametrize("missing", ["lawyer_independent", "told_of_rights"])
def test_a_consent_counts_only_with_an_independent_lawyer_and_knowledge(missing: str, case: Case, person: Get) -> None:
    extradition, anna = Extradition.everything.get(case=case), person("anna")
    consent(extradition, anna, **{missing: False})
    with pytest.raises(GuardError, match="independent lawyer"):
        act(extradition, "record_consent", anna)
    consent(extradition, anna)
    assert act(extradition, "record_consent", anna).state == "consented"


def test_a_consent_taken_back_leads_to_the_court(case: Case, person: Get) -> None:
    extradition, anna = Extradition.everything.get(case=case), person("anna")
    consent(extradition, anna)
    given = act(extradition, "record_consent", anna)
    assert act(given, "revoke_consent", anna, reason="changed their mind").state == "judicial_phase"
    assert not extradition.consents.get().stands


def test_the_release_after_a_provisional_arrest_is_counted_by_the_treaty(case: Case, person: Get) -> None:
    due = [d for d in deadlines_for(person("anna").identity(), TODAY, case) if d.about.subject == "extradition"]
    treaty = next(d for d in due if d.article.startswith("NLD-USA-extradition"))
    assert treaty.event == "arrested"
    assert treaty.due == treaty.event_day + dt.timedelta(days=60)


def test_every_clock_of_taking_over_a_person_is_known_to_start_from_the_decision_or_the_appointed_day() -> None:
    starts = {rule.starts_from for rule in clock_rules() if rule.id.partition("/")[2].startswith("surrender")}
    simplified = {"notice of the decision"}
    assert starts - simplified <= FROM_APPOINTED | FROM_DECISION
    assert not FROM_APPOINTED & FROM_DECISION


def test_a_charge_that_the_surrender_does_not_cover_is_a_breach_on_the_desk(watched: Any, person: Get) -> None:
    covers = {s.charge.text: s.cover for s in standings(watched())}
    assert covers["Embezzlement (synthetic)"] is Cover.COVERED
    assert covers["Forgery of an invented deed (synthetic)"] is Cover.NOT_COVERED
    alarms = [d for d in deadlines_for(person("dirk").identity(), TODAY) if d.title.startswith("Breach of specialty")]
    assert [(d.about.pk, d.urgency) for d in alarms] == [(watched().pk, "over")]


def test_consent_to_extend_is_asked_first_and_ends_the_breach_when_granted(watched: Any, person: Get) -> None:
    dirk = person("dirk")
    given = {"day": TODAY, "authority": "Ministry", "on": TODAY, "actor": dirk, "who": dirk.identity()}
    (charge,) = breaches(watched())
    with pytest.raises(BadInputError, match="asked first"):
        extension_record(charge=charge, extension="granted", **given)
    extension_record(charge=charge, extension="asked", **given)
    assert len(breaches(watched())) == 1
    extension_record(charge=charge, extension="granted", **given)
    assert breaches(watched()) == []


def test_a_charge_that_is_dropped_is_no_breach(watched: Any, person: Get) -> None:
    dirk = person("dirk")
    (charge,) = breaches(watched())
    charge_drop(charge=charge, day=TODAY, on=TODAY, actor=dirk, who=dirk.identity())
    assert breaches(watched()) == []


def test_specialty_does_not_protect_acts_after_the_surrender_and_says_unknown_where_it_is_unsure(
    watched: Any, person: Get
) -> None:
    dirk = person("dirk")
    charge_record(
        extradition=watched(),
        conduct="",
        text="A later act",
        charged_on=TODAY,
        committed_on=TODAY,
        source="Note",
        on=TODAY,
        actor=dirk,
        who=dirk.identity(),
    )
    covers = {s.charge.text: s.cover for s in standings(watched(), protection_ended=TODAY)}
    assert covers["A later act"] is Cover.COVERED
    assert covers["Forgery of an invented deed (synthetic)"] is Cover.UNKNOWN


def test_a_wall_around_the_person_is_a_wall_around_the_proceeding(case: Case, person: Get) -> None:
    extradition = Extradition.everything.get(case=case)
    assert extradition_for(person("pia").identity(), extradition.pk) is not None
    Party.everything.filter(pk=extradition.person_id).update(wall=case.walls.get())
    assert extradition_for(person("pia").identity(), extradition.pk) is None
    assert extradition_for(person("anna").identity(), extradition.pk) is not None


def test_a_proceeding_is_opened_once_per_request_and_person(case: Case, person: Get, request_: Get) -> None:
    anna = person("anna")
    jan = Party.everything.get(case=case, key="jan")
    assert ("extradition-usa", "jan") not in {(r.key, p.key) for r, p in openable(anna.identity(), case)}
    with pytest.raises(BadInputError, match="open already"):
        extradition_open(request=request_("extradition-usa"), person=jan, actor=anna, who=anna.identity())
    with pytest.raises(BadInputError, match="does not ask for a person"):
        extradition_open(request=request_("freezing-che"), person=jan, actor=anna, who=anna.identity())


def test_each_step_leaves_one_leaf_and_a_refused_one_none(fixed: Any, person: Get) -> None:
    before = LogEntry.objects.count()
    with pytest.raises(GuardError, match="No day of surrender"):
        act(fixed(), "fix_surrender", person("dirk"))
    assert LogEntry.objects.count() == before
    act(fixed(), "fix_surrender", person("dirk"), appointed=TODAY + dt.timedelta(days=9))
    assert LogEntry.objects.count() == before + 1
    assert fixed().appointed == TODAY + dt.timedelta(days=9)
