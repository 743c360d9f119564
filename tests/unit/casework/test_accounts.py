"""Accounts: passwords as Argon2id, one-time codes as RFC 6238 has them, each code once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password

from comity.casework.accounts import totp
from comity.casework.accounts.factors import second_factor_show
from comity.casework.demo_office import DEMO_PASSWORD
from comity.web import settings as in_use

# RFC 6238, appendix B: the secret "12345678901234567890" and the last six digits of its codes.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
]


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert totp.code_at(SECRET, seconds // 30) == code
    assert totp.matching_step(SECRET, code, seconds, 0) == seconds // 30


# The same appendix, for SHA-256: the secret of 32 bytes and the last six digits of its codes.
NEWER = "sha256:GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA"


@pytest.mark.parametrize(("seconds", "code"), [(59, "119246"), (1111111109, "084774"), (20000000000, "737706")])
def test_new_secrets_make_the_codes_that_the_standard_has_for_sha_256(seconds: int, code: str) -> None:
    assert totp.code_at(NEWER, seconds // 30) == code
    fresh = totp.new_secret()
    assert len(fresh) <= 64
    assert "algorithm=SHA256" in totp.provisioning_uri(fresh, "anna")
    assert fresh.removeprefix("sha256:") in totp.provisioning_uri(fresh, "anna")


def test_a_code_lives_thirty_seconds_and_no_longer() -> None:
    code = totp.code_at(SECRET, 100)
    assert totp.matching_step(SECRET, code, 100 * 30 - 1, 0) is None
    assert totp.matching_step(SECRET, code, 100 * 30, 0) == 100
    assert totp.matching_step(SECRET, code, 100 * 30 + 29, 0) == 100
    assert totp.matching_step(SECRET, code, 101 * 30, 0) is None


@pytest.mark.django_db
def test_a_code_works_once(person: Callable[[str], Any]) -> None:
    bram = person("bram")
    code = totp.code_at(bram.totp_secret, 1000)
    assert second_factor_show(user=bram, code=code, now=30_000)
    assert not second_factor_show(user=bram, code=code, now=30_000)
    assert not second_factor_show(user=bram, code="keine", now=30_000)


def test_passwords_are_kept_as_argon2id_and_each_with_its_own_salt(settings: Any) -> None:
    settings.PASSWORD_HASHERS = in_use.PASSWORD_HASHERS
    first, second = make_password(DEMO_PASSWORD), make_password(DEMO_PASSWORD)
    assert first != second
    assert first.startswith("argon2id$argon2id$v=19$m=65536,t=3,p=4$")
    assert check_password(DEMO_PASSWORD, first)
    assert not check_password("another", first)
    assert not identify_hasher(first).must_update(first)
