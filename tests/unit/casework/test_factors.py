"""Second factors, recovery codes, and the limit on trying."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.accounts import totp
from comity.casework.accounts.factors import (
    passkey_remove,
    recovery_code_show,
    recovery_codes_make,
    second_factor_show,
    totp_enrol,
)
from comity.casework.accounts.models import SignInFailure
from comity.casework.accounts.services import factor_reset
from comity.casework.accounts.signing_in import LIMITS, WINDOW, is_throttled, sign_in_done, sign_in_failed
from comity.casework.log.models import LogEntry
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
HERE = "192.0.2.7"


def events(name: str) -> list[str]:
    return list(LogEntry.objects.filter(subject="account", key=name).order_by("index").values_list("event", flat=True))


def test_a_first_factor_is_set_up_with_the_password_alone_and_a_second_only_with_the_first(person: Person) -> None:
    pia, ada = person("pia"), person("ada")
    factor_reset(user=pia, identified="in_person", actor=ada, who=ada.identity(strong=True))
    secret = totp.new_secret()
    totp_enrol(user=pia, secret=secret, code=totp.code_at(secret, 1000), who=pia.identity(), now=30_000)
    assert second_factor_show(user=pia, code=totp.code_at(secret, 1001), now=30_030)
    with pytest.raises(NotAllowedError, match="second factor"):
        totp_enrol(user=pia, secret=secret, code=totp.code_at(secret, 1002), who=pia.identity(), now=30_060)
    assert events("pia")[-3:] == ["second_factor_reset", "second_factor_set_up", "second_factor_shown"]


def test_a_secret_is_not_taken_before_a_code_made_with_it_was_shown(person: Person) -> None:
    pia = person("pia")
    before = pia.totp_secret
    with pytest.raises(BadInputError):
        totp_enrol(user=pia, secret=totp.new_secret(), code="000000", who=pia.identity(strong=True), now=30_000)
    pia.refresh_from_db()
    assert pia.totp_secret == before


def test_a_recovery_code_works_once_and_new_ones_end_the_old(person: Person) -> None:
    bram = person("bram")
    first = recovery_codes_make(user=bram, who=bram.identity(strong=True))
    assert len(set(first)) == 10
    assert recovery_code_show(user=bram, code=first[0].upper().replace("-", " "))
    assert not recovery_code_show(user=bram, code=first[0])
    recovery_codes_make(user=bram, who=bram.identity(strong=True))
    assert not recovery_code_show(user=bram, code=first[1])
    assert not any(code in str(row) for code in first for row in bram.recovery_codes.values_list())


def test_recovery_codes_are_kept_as_passwords_are(person: Person) -> None:
    bram = person("bram")
    recovery_codes_make(user=bram, who=bram.identity(strong=True))
    kept = list(bram.recovery_codes.values_list("hashed", flat=True))
    assert all(one.startswith("argon2id$") for one in kept)
    assert len({one.split("$")[4] for one in kept}) == 10  # salts


def test_factors_are_changed_by_their_owner_only(person: Person) -> None:
    bram, pia = person("bram"), person("pia")
    with pytest.raises(NotAllowedError):
        recovery_codes_make(user=bram, who=bram.identity())
    with pytest.raises(BadInputError, match="removed already"):
        passkey_remove(user=pia, pk=1, who=pia.identity(strong=True))


def test_after_five_failures_from_one_place_nobody_tries_that_name_there_for_a_quarter_of_an_hour() -> None:
    for _ in range(LIMITS.person_at_address):
        assert not is_throttled("Anna", HERE)
        sign_in_failed(username="anna", address=HERE)
    assert is_throttled("Anna", HERE)
    assert not is_throttled("anna", "192.0.2.8")
    assert LogEntry.objects.latest("index").detail.data == {"locked_minutes": 15}
    SignInFailure.objects.update(at=timezone.now() - WINDOW - dt.timedelta(seconds=1))
    assert not is_throttled("anna", HERE)


def test_many_names_from_one_place_and_one_name_from_many_places_are_stopped_too() -> None:
    now = timezone.now()
    rows = [SignInFailure(username=f"name{n}", address=HERE, at=now) for n in range(LIMITS.address)]
    rows += [SignInFailure(username="anna", address=f"198.51.100.{n}", at=now) for n in range(LIMITS.person)]
    SignInFailure.objects.bulk_create(rows)
    assert is_throttled("somebody else", HERE)
    assert is_throttled("anna", "203.0.113.1")
    assert not is_throttled("somebody else", "203.0.113.1")


def test_codes_are_limited_as_passwords_are(person: Person) -> None:
    bram = person("bram")
    for _ in range(LIMITS.person_at_address):
        second_factor_show(user=bram, code="000000", address=HERE, now=30_000)
    assert is_throttled("bram", HERE)
    sign_in_done(user=bram, address=HERE, agent="")
    assert not is_throttled("bram", HERE)
