"""Returns: a closed list of routes, the host state first, and a consent that can be taken back until the departure."""

import datetime as dt
import enum
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

import comity.casefile
import comity.casework
from comity.casework.access import NotAllowedError
from comity.casework.cases.models import Case
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.lifecycle import LIFECYCLES, RETURN, GuardError
from comity.casework.people.models import Party
from comity.casework.returns.models import OfficerTravel, ReturnConsent, ReturnPlan
from comity.casework.returns.practice import COOLING_OFF_DAYS
from comity.casework.returns.routes import ROUTES, ReturnRoute
from comity.casework.returns.services import (
    departure_review_sign,
    host_consent_record,
    host_consent_withdraw,
    return_act,
    return_consent_record,
    return_consent_revoke,
    return_plan,
)
from comity.casework.returns.travel import travel_approve
from comity.casework.safeguards.demo import demo_answers
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
TODAY = timezone.localdate()
DECLARED = ("lawyer_independent", "told_of_rights", "through_host_authority", "no_contact_with_relatives")


@pytest.fixture
def plan(case: Case) -> Callable[[], ReturnPlan]:
    """The synthetic voluntary return, as it is now."""
    return lambda: ReturnPlan.everything.select_related("case", "person").get(case=case)


def act(plan: ReturnPlan, action: str, actor: Any, on: dt.date = TODAY, **given: Any) -> ReturnPlan:
    return return_act(
        plan=plan,
        action=action,
        revision=plan.revision,
        on=on,
        actor=actor,
        who=actor.identity(strong=True),
        **given,
    )


def reviewed(plan: ReturnPlan, lawyer: Any) -> None:
    departure_review_sign(
        plan=plan,
        answers=demo_answers("extradition", TODAY),
        on=TODAY,
        actor=lawyer,
        who=lawyer.identity(strong=True),
    )


def after_cooling_off(plan: ReturnPlan) -> dt.date:
    return plan.consents.get().given_on + dt.timedelta(days=COOLING_OFF_DAYS + 1)


def test_a_departure_is_cleared_after_the_cooling_off_and_not_a_day_before(plan: Any, person: Get) -> None:
    reviewed(plan(), person("lena"))
    free = after_cooling_off(plan())
    with pytest.raises(GuardError, match="cooling-off"):
        act(plan(), "clear_departure", person("bram"), on=free - dt.timedelta(days=1))
    assert act(plan(), "clear_departure", person("bram"), on=free).state == "cleared"


def test_nobody_departs_without_the_lawyers_review(plan: Any, person: Get) -> None:
    with pytest.raises(GuardError, match="No named lawyer"):
        act(plan(), "clear_departure", person("bram"), on=after_cooling_off(plan()))


@pytest.mark.parametrize("name", ["anna", "lena", "pia", "fien"])
def test_whoever_on_the_team_hears_it_records_that_a_consent_is_taken_back(name: str, plan: Any, person: Get) -> None:
    assert act(plan(), "revoke_return_consent", person(name)).state == "revoked"
    assert not plan().consents.get().stands


def test_a_consent_is_taken_back_even_over_somebody_elses_step_and_without_a_reason(plan: Any, person: Get) -> None:
    fien = person("fien")
    revoked = return_act(
        plan=plan(), action="revoke_return_consent", revision=99, on=TODAY, actor=fien, who=fien.identity()
    )
    assert revoked.state == "revoked"


def test_the_person_takes_the_consent_back_through_their_own_channel_up_to_the_departure(
    plan: Any, person: Get
) -> None:
    reviewed(plan(), person("lena"))
    act(plan(), "clear_departure", person("bram"), on=after_cooling_off(plan()))
    assert return_consent_revoke(plan=plan(), words="I stay.", on=TODAY).state == "revoked"
    with pytest.raises(BadInputError, match="not possible"):
        act(plan(), "record_departure", person("anna"), on=after_cooling_off(plan()))


def test_a_consent_can_be_taken_back_in_every_state_between_it_and_the_departure() -> None:
    can = {step.state for step in RETURN.steps if step.action == "revoke_return_consent"}
    assert can == {"consented", "cleared"}
    assert all(not step.guard for step in RETURN.steps if step.action == "revoke_return_consent")
    assert {step.state for step in RETURN.steps if step.to == "departed"} <= can


def planned(case: Case, anna: Any, route: str = "voluntary_return", **given: Any) -> ReturnPlan:
    fields = {
        "person": Party.everything.get(case=case, key="oscar"),
        "legal_basis": "Protocol (synthetic)",
        "host_state": "URY",
        "extradition": None,
    }
    return return_plan(case=case, route=route, **{**fields, **given}, actor=anna, who=anna.identity(strong=True))


def hosted(plan: ReturnPlan, anna: Any, **given: Any) -> None:
    fields = {"authority": "Authority", "given_on": TODAY, "reference": "H-1", "terms": "", "valid_until": None}
    host_consent_record(plan=plan, **{**fields, **given}, on=TODAY, actor=anna, who=anna.identity(strong=True))


def consented(plan: ReturnPlan, anna: Any, declared: dict[str, bool]) -> ReturnConsent:
    return return_consent_record(
        plan=plan,
        given_on=TODAY,
        authority="Authority",
        lawyer="Counsel",
        language="Spanish",
        declared=declared,
        on=TODAY,
        actor=anna,
        who=anna.identity(strong=True),
    )


@pytest.mark.parametrize("missing", DECLARED)
def test_a_voluntary_return_short_of_the_protocol_is_refused_and_not_kept(
    missing: str, case: Case, person: Get
) -> None:
    anna = person("anna")
    new = planned(case, anna)
    hosted(new, anna)
    new.refresh_from_db()
    with pytest.raises(GuardError):
        consented(new, anna, {name: name != missing for name in DECLARED})
    assert not new.consents.exists()
    consented(new, anna, dict.fromkeys(DECLARED, True))
    assert ReturnPlan.everything.get(pk=new.pk).state == "consented"


@pytest.mark.parametrize("route", ["persuasion", "luring", "", "irregular"])
def test_a_way_that_is_not_on_the_list_cannot_be_entered(route: str, case: Case, person: Get) -> None:
    with pytest.raises(BadInputError, match="no other lawful one"):
        planned(case, person("anna"), route)


def test_no_return_moves_without_the_written_consent_of_the_host_state() -> None:
    starting = {step.action for step in RETURN.open_to("planned")} - {"stop_return"}
    assert starting == {"record_host_consent"}
    assert ROUTES.keys() == set(ReturnRoute)
    assert all(rule.host_act for rule in ROUTES.values())


def test_a_consent_of_the_host_state_that_is_over_or_withdrawn_carries_no_departure(plan: Any, person: Get) -> None:
    reviewed(plan(), person("lena"))
    free = after_cooling_off(plan())
    with pytest.raises(GuardError, match="or is over"):
        act(plan(), "clear_departure", person("bram"), on=free + dt.timedelta(days=100))
    anna = person("anna")
    consent = plan().host_consents.get()
    host_consent_withdraw(consent=consent, day=TODAY, on=TODAY, actor=anna, who=anna.identity())
    with pytest.raises(GuardError, match="host state's written consent"):
        act(plan(), "clear_departure", person("bram"), on=free)


def test_the_end_of_the_cooling_off_stands_on_the_desk_of_deadlines(plan: Any, person: Get) -> None:
    found = [d for d in deadlines_for(person("anna").identity(), TODAY) if d.about.subject == "return"]
    assert plan().consents.get().given_on + dt.timedelta(days=COOLING_OFF_DAYS) in {d.due for d in found}
    assert any("Practice of this office" in d.source for d in found)


def test_officers_travel_only_under_an_authorisation_of_the_host_state_that_covers_all_days(
    case: Case, person: Get
) -> None:
    travel, bram = OfficerTravel.everything.get(case=case), person("bram")
    authorisation = travel.authorisations.get()
    authorisation.valid_until = travel.last_day - dt.timedelta(days=1)
    authorisation.save()
    with pytest.raises(BadInputError, match="no authorisation"):
        travel_approve(travel=travel, actor=bram, who=bram.identity(strong=True))
    authorisation.valid_until = travel.last_day
    authorisation.save()
    assert travel_approve(travel=travel, actor=bram, who=bram.identity(strong=True)).state == "approved"


def test_nobody_approves_a_travel_that_they_entered(case: Case, person: Get) -> None:
    travel, pia = OfficerTravel.everything.get(case=case), person("pia")
    pia.roles = ["caseworker", "head"]
    pia.save()
    with pytest.raises(NotAllowedError, match="did not write it"):
        travel_approve(travel=travel, actor=pia, who=pia.identity(strong=True))


FAMILY = re.compile(
    r"famil|relative|spouse|wife|husband|parent|mother|father|child|sibling|brother|sister|persua|(?<!fai)lure"
)


def vocabulary() -> Iterator[str]:
    """Every code of every vocabulary, every step of every life cycle, every field of every table."""
    for package in (comity.casefile, comity.casework):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if ".migrations" in module.name:
                continue
            for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if issubclass(found, enum.StrEnum) and found.__module__.startswith("comity."):
                    yield from (str(code) for code in found)
    for table in LIFECYCLES.values():
        yield from table.states
        yield from (code for step in table.steps for code in (step.action, step.event))
    for model in apps.get_app_config("casework").get_models():
        yield from (field.name for field in model._meta.get_fields())  # noqa: SLF001 - Django's own way to ask


def test_there_is_no_word_step_or_field_for_approaching_a_persons_family() -> None:
    words = set(vocabulary())
    assert len(words) > 300
    assert {word for word in words if FAMILY.search(word)} == {"no_contact_with_relatives"}
