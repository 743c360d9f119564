"""What a person is told about their own sign-in: each change by which somebody else could come in under their name."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.accounts.directory import directory_assign
from comity.casework.accounts.factors import passkey_remove, recovery_code_show, recovery_codes_make
from comity.casework.accounts.models import AccountNotice, Passkey, SignInPlace
from comity.casework.accounts.noticing import AGAIN_FOR, SHOWN_FOR, notices_of, notices_read, notices_unread
from comity.casework.accounts.own import password_change
from comity.casework.accounts.services import factor_reset, password_reset
from comity.casework.accounts.signing_in import LIMITS, sign_in_done, sign_in_failed
from comity.casework.accounts.tokens import Scope, token_make
from comity.casework.demo_office import DEMO_PASSWORD
from comity.casework.log.models import LogEntry

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
NOW = timezone.now


def told(user: Any) -> list[str]:
    return [notice.event for notice in notices_of(user, NOW())]


def test_each_change_of_how_somebody_signs_in_is_told_to_them_and_points_at_the_log(person: Person) -> None:
    anna, ada = person("anna"), person("ada")
    strong = anna.identity(strong=True)
    key = Passkey.objects.create(user=anna, name="A key", key_id="x", public_key=b"", made=NOW())
    new = "A long road to Zutphen 7"
    password_change(user=anna, old=DEMO_PASSWORD, new=new, again=new, who=strong)
    passkey_remove(user=anna, pk=key.pk, who=strong)
    code = recovery_codes_make(user=anna, who=strong)[0]
    assert recovery_code_show(user=anna, code=code)
    token_make(user=anna, name="A program", scopes=[Scope.READ], days=7, who=strong)
    keeper = ada.identity(strong=True)
    factor_reset(user=anna, identified="in_person", actor=ada, who=keeper)
    password_reset(user=anna, identified="in_person", actor=ada, who=keeper)
    directory_assign(user=anna, name="anna@example.org", actor=ada, who=keeper)
    assert told(anna) == [
        "directory_assigned",
        "password_reset",
        "second_factor_reset",
        "token_made",
        "recovery_code_used",
        "recovery_codes_made",
        "second_factor_removed",
        "password_changed",
    ]
    newest = notices_of(anna, NOW())[0]
    assert LogEntry.objects.get(index=newest.index).key == "anna"
    assert (newest.by, newest.own) == (ada.name, False)
    assert told(person("bram")) == []


def test_the_first_place_is_known_and_the_next_one_is_told(person: Person) -> None:
    anna = person("anna")
    sign_in_done(user=anna, address=HERE, agent=FIREFOX)
    assert told(anna) == []
    sign_in_done(user=anna, address=ELSEWHERE, agent=FIREFOX)
    sign_in_done(user=anna, address=ELSEWHERE, agent=FIREFOX)
    sign_in_done(user=anna, address=HERE, agent="curl/8.9")
    assert told(anna) == ["signed_in_from_new_place", "signed_in_from_new_place"]


@pytest.mark.parametrize(
    ("address", "agent"),
    [
        ("198.51.100.200", FIREFOX),
        (HERE, FIREFOX.replace("145.0", "146.0.1")),
    ],
    ids=["another lease of the same network", "the next version of the browser"],
)
def test_the_same_desk_next_month_is_no_new_place(person: Person, address: str, agent: str) -> None:
    anna = person("anna")
    sign_in_done(user=anna, address=HERE, agent=FIREFOX)
    sign_in_done(user=anna, address=address, agent=agent)
    assert told(anna) == []


def test_of_a_place_neither_address_nor_browser_is_kept(person: Person) -> None:
    sign_in_done(user=person("anna"), address=HERE, agent=FIREFOX)
    sign_in_done(user=person("bram"), address=HERE, agent=FIREFOX)
    marks = set(SignInPlace.objects.values_list("mark", flat=True))
    assert all(len(mark) == 64 and int(mark, 16) for mark in marks)


def test_what_is_no_address_is_a_place_like_any_other(person: Person) -> None:
    for address in ("", "unix:", "2001:db8::1", "2001:db8:0:1::2"):
        sign_in_done(user=person("anna"), address=address, agent="")
    assert told(person("anna")) == ["signed_in_from_new_place"] * 2


def test_a_name_that_somebody_tries_until_it_is_locked_is_told_to_its_person(person: Person) -> None:
    for _ in range(LIMITS.person_at_address):
        sign_in_failed(username="ANNA", address=ELSEWHERE)
    assert told(person("anna")) == ["sign_in_failed"]
    assert notices_of(person("anna"), NOW())[0].by == ""
    for _ in range(LIMITS.person_at_address):
        sign_in_failed(username="nobody-here", address=HERE)
    assert AccountNotice.objects.count() == 1


def test_whoever_reads_it_hides_it_for_nobody_else_for_a_week(person: Person) -> None:
    anna = person("anna")
    sign_in_done(user=anna, address=HERE, agent=FIREFOX)
    sign_in_done(user=anna, address=ELSEWHERE, agent=FIREFOX)
    read = notices_read(user=anna, who=anna.identity())
    now = NOW()
    assert notices_unread(anna, now, read_here=read) == []
    assert [one.event for one in notices_unread(anna, now, read_here=-1)] == ["signed_in_from_new_place"]
    assert notices_unread(anna, now + AGAIN_FOR + dt.timedelta(minutes=1), read_here=-1) == []
    assert LogEntry.objects.latest("index").event == "notices_read"


def test_what_nobody_has_read_is_told_for_ninety_days_and_stays_in_the_log(person: Person) -> None:
    anna = person("anna")
    sign_in_done(user=anna, address=HERE, agent=FIREFOX)
    sign_in_done(user=anna, address=ELSEWHERE, agent=FIREFOX)
    assert notices_unread(anna, NOW() + SHOWN_FOR - dt.timedelta(days=1), read_here=-1) != []
    assert notices_of(anna, NOW() + SHOWN_FOR) == []
    assert LogEntry.objects.filter(event="signed_in_from_new_place", key="anna").exists()


def test_to_read_again_what_was_read_writes_nothing(person: Person) -> None:
    anna = person("anna")
    assert notices_read(user=anna, who=anna.identity()) == -1
    sign_in_done(user=anna, address=HERE, agent=FIREFOX)
    sign_in_done(user=anna, address=ELSEWHERE, agent=FIREFOX)
    notices_read(user=anna, who=anna.identity())
    before = LogEntry.objects.count()
    notices_read(user=anna, who=anna.identity())
    assert LogEntry.objects.count() == before
