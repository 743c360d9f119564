"""Keeping accounts: by administrators with a second factor, never their own, and it opens no case."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from comity.casefile.case import Handling
from comity.casework.access import NotAllowedError
from comity.casework.accounts.own import password_change
from comity.casework.accounts.passwords import password_check
from comity.casework.accounts.services import (
    factor_reset,
    password_reset,
    user_change,
    user_deactivate,
    user_invite,
    user_reactivate,
)
from comity.casework.agencies.models import Agency
from comity.casework.cases.models import Case
from comity.casework.identity import Role
from comity.casework.log.models import LogEntry
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


def invite(actor: Any, strong: bool = True, **changes: Any) -> Any:
    given = {"username": "nina", "name": "Nina Nieuw", "agency": Agency.objects.get(key="police"), "roles": [Role.HEAD]}
    given |= {"clearance": Handling.OFFICIAL_USE, **changes}
    return user_invite(**given, actor=actor, who=actor.identity(strong=strong))


def test_an_account_is_opened_with_a_password_that_must_be_changed(person: Person) -> None:
    nina, password = invite(person("ada"))
    assert nina.must_change_password
    assert check_password(password, nina.password)
    assert LogEntry.objects.latest("index").event == "account_opened"
    assert password not in str(LogEntry.objects.latest("index").detail.data)


def test_a_name_of_sign_in_is_given_once_whatever_its_capitals(person: Person) -> None:
    with pytest.raises(BadInputError, match="in use"):
        invite(person("ada"), username="ANNA")


@pytest.mark.parametrize("name", ["anna", "omar", "dirk"])
def test_nobody_else_keeps_accounts(name: str, person: Person) -> None:
    with pytest.raises(NotAllowedError):
        invite(person(name))


def test_an_administrator_needs_the_second_factor_and_sees_no_case(person: Person) -> None:
    ada = person("ada")
    with pytest.raises(NotAllowedError):
        invite(ada, strong=False)
    assert not Case.objects.visible_to(ada.identity(strong=True)).exists()


def test_nobody_trusts_themselves_with_more(person: Person) -> None:
    ada = person("ada")
    who = ada.identity(strong=True)
    with pytest.raises(BadInputError, match="another administrator"):
        user_change(
            user=ada, name="Ada", agency=ada.agency, roles=list(Role), clearance=Handling.SECRET, actor=ada, who=who
        )
    for act in (password_reset, factor_reset, user_reactivate):
        with pytest.raises(BadInputError, match="another administrator"):
            act(user=ada, identified="in_person", actor=ada, who=who)


def test_what_was_before_a_change_stays_on_record(person: Person) -> None:
    ada, pia = person("ada"), person("pia")
    user_change(
        user=pia,
        name=pia.name,
        agency=pia.agency,
        roles=[Role.LAWYER],
        clearance=Handling.SECRET,
        actor=ada,
        who=ada.identity(strong=True),
    )
    details = LogEntry.objects.latest("index").detail.data
    assert (details["before"]["roles"], details["after"]["roles"]) == (["caseworker"], ["lawyer"])


def test_an_account_is_closed_for_a_reason_and_opened_again_with_another_password(person: Person) -> None:
    ada, pia = person("ada"), person("pia")
    who = ada.identity(strong=True)
    with pytest.raises(BadInputError, match="reason"):
        user_deactivate(user=pia, reason="", actor=ada, who=who)
    user_deactivate(user=pia, reason="left the service", actor=ada, who=who)
    assert not person("pia").is_active
    password = user_reactivate(user=pia, identified="in_person", actor=ada, who=who)
    assert check_password(password, person("pia").password)


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("short", "12 characters"),
        ("x" * 201, "200 characters"),
        ("my name is Anna!", "name of sign-in"),
        ("1qaz2wsx3edc", "tries first"),
    ],
)
def test_a_password_that_is_easily_found_is_refused(password: str, because: str) -> None:
    with pytest.raises(BadInputError, match=because):
        password_check(password, "anna")


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("wrong", "four good words here", "four good words here", "old"),
        ("Only for trying out", "Only for trying out", "Only for trying out", "new"),
        ("Only for trying out", "four good words here", "four bad words here", "again"),
    ],
)
def test_a_password_is_changed_only_by_who_knows_it(old: str, new: str, again: str, field: str, person: Person) -> None:
    anna = person("anna")
    with pytest.raises(BadInputError) as told:
        password_change(user=anna, old=old, new=new, again=again, who=anna.identity())
    assert told.value.place.field == field
