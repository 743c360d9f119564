"""Ownership in a case: files of released evidence, answered for a day, seen only by those who may see the evidence."""

import datetime as dt
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from comity.casework.access import NotAllowedError
from comity.casework.evidence.limits import UseNotAllowedError
from comity.casework.evidence.models import EvidenceItem
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.ownership.models import OwnershipRegister
from comity.casework.ownership.selectors import HOLDER, OF, answer_on, controllers_of, registers_for
from comity.casework.ownership.services import ownership_import, ownership_written
from comity.common.errors import BadInputError
from comity.tracing.ownership.rules import OwnershipRule

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
Person = Callable[[str], Any]


@pytest.fixture
def register(case: Any) -> OwnershipRegister:
    """The invented register of the synthetic case."""
    return OwnershipRegister.everything.select_related("case", "wall").get(case=case)


def item(case: Any, key: str = "EV-13") -> EvidenceItem:
    return EvidenceItem.everything.select_related("file", "wall", "case").get(case=case, key=key)


def take(case: Any, user: Any, key: str = "EV-13") -> OwnershipRegister:
    return ownership_import(case=case, item=item(case, key), title="", on=ON, actor=user, who=user.identity())


def test_a_file_of_holdings_is_taken_in_with_one_leaf_of_the_log(case: Any, person: Person) -> None:
    before = LogEntry.objects.count()
    register = take(case, person("anna"))
    assert (register.data["holdings"], register.data["names"]) == (9, 7)
    assert LogEntry.objects.count() == before + 1
    assert LogEntry.objects.latest("index").event == "ownership_imported"
    assert log_check().troubles == ()


def test_who_owns_a_company_depends_on_the_day(register: OwnershipRegister) -> None:
    def direct(on: dt.date) -> set[str]:
        answer = answer_on(register, "Voorbeeld Consult BV", OF, on)
        return {one.name for one in answer.found if one.rule is OwnershipRule.DIRECT}

    assert direct(dt.date(2020, 1, 1)) == {"Jan Voorbeeld", "Mieke Fictief-Verzonnen"}
    assert direct(ON) == {"Jan Voorbeeld", "Invented Stichting"}


def test_every_rule_answers_with_its_chains_and_rings_are_solved_exactly(register: OwnershipRegister) -> None:
    answer = answer_on(register, "Example Trading SA", OF, ON)
    found = {(one.rule, one.name): one for one in answer.found}
    # Of Example Trading 20 % are held by a company of which it holds 30 % itself: 0.33 / (1 - 0.2 x 0.3).
    assert found[OwnershipRule.MULTIPLIED, "Jan Voorbeeld"].share == Fraction(33, 100) / (1 - Fraction(6, 100))
    assert found[OwnershipRule.CONTROL, "Jan Voorbeeld"].controls is True
    assert {rule for rule, _ in found} == set(OwnershipRule)
    assert {caveat.id for caveat in answer.caveats} >= {"ring"}
    assert {arrow.owner for arrow in answer.picture.arrows} >= {"Jan Voorbeeld", "Invented Ring BV"}


def test_what_a_person_owned_is_answered_up_to_the_day(register: OwnershipRegister) -> None:
    answer = answer_on(register, "Mieke Fictief-Verzonnen", HOLDER, dt.date(2018, 1, 1))
    assert {one.name for one in answer.found if one.rule is OwnershipRule.DIRECT} == {"Voorbeeld Consult BV"}


def test_the_one_who_controls_an_owner_is_named(case: Any, person: Person) -> None:
    who = person("anna").identity()
    assert controllers_of(case, "Example Trading SA", who, ON) == ("Jan Voorbeeld", "Voorbeeld Consult BV")
    assert controllers_of(case, "Nobody Ltd", who, ON) == ()


def test_a_register_stands_behind_the_wall_of_its_evidence(case: Any, person: Person) -> None:
    wall = case.walls.first()
    EvidenceItem.everything.filter(case=case, key="EV-13").update(wall=wall)
    hidden = take(case, person("anna"))
    outside = next(name for name in ("pia", "fien", "lena") if not wall.members.filter(pk=person(name).pk).exists())
    assert hidden.pk not in {one.pk for one in registers_for(person(outside).identity(), case)}


def test_only_those_who_work_on_the_case_take_files_in(case: Any, person: Person) -> None:
    for outsider in ("ida", "lena", "omar"):
        with pytest.raises(NotAllowedError):
            take(case, person(outsider))


def test_a_file_that_is_no_register_or_may_not_be_used_is_refused(case: Any, person: Person) -> None:
    with pytest.raises(BadInputError, match="the column 'owner' is missing"):
        take(case, person("anna"), "EV-11")
    with pytest.raises(BadInputError, match="has not been released"):
        take(case, person("anna"), "EV-2")
    kept = item(case)
    kept.data = {**kept.data, "limits": {"purposes": ["extradition"]}}
    kept.save(update_fields=["data"])
    with pytest.raises(UseNotAllowedError):
        take(case, person("anna"))
    assert OwnershipRegister.everything.filter(case=case).count() == 1


def test_holdings_are_taken_out_as_they_were_and_the_log_says_so(register: OwnershipRegister, person: Person) -> None:
    anna, before = person("anna"), LogEntry.objects.count()
    by = {"actor": anna, "who": anna.identity(), "on": ON}
    text = ownership_written(register=register, form="bods", **by)
    assert text == ownership_written(register=register, form="bods", **by)
    kinds = [item["recordType"] for item in json.loads(text)]
    assert kinds.count("relationship") == register.data["holdings"]
    assert LogEntry.objects.count() == before + 2
    with pytest.raises(BadInputError, match="'xls' is not a format"):
        ownership_written(register=register, form="xls", **by)


def test_nobody_outside_the_case_takes_holdings_out(register: OwnershipRegister, person: Person) -> None:
    stranger = person("ida")
    with pytest.raises(NotAllowedError):
        ownership_written(register=register, form="csv", on=ON, actor=stranger, who=stranger.identity())


def test_the_page_gives_each_format_as_a_file(register: OwnershipRegister, person: Person) -> None:
    client = Client()
    client.force_login(person("anna"))
    for form in ("bods", "followthemoney", "csv"):
        answer = client.get(f"/ownership/{register.pk}/file?as={form}")
        assert answer.status_code == 200
        assert "Voorbeeld Consult BV" in answer.content.decode()
    assert client.get(f"/ownership/{register.pk}/file?as=xls").status_code == 404
