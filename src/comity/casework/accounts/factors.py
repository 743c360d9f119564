"""Second factors: one-time codes, passkeys, and recovery codes for the day on which both are lost."""

import hashlib
import time

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from comity.casework.access import Permission, require
from comity.casework.accounts import totp, webauthn
from comity.casework.accounts.models import Passkey, RecoveryCode, User
from comity.casework.accounts.noticing import account_log
from comity.casework.accounts.passwords import random_code
from comity.casework.accounts.signing_in import sign_in_failed
from comity.casework.identity import Identity, Subject
from comity.common.errors import BadInputError, Place

RECOVERY_CODES = 10
MOST_PASSKEYS = 10


def may_change_factors(user: User) -> Subject:
    """What the policy has to know before factors are changed: whether the account has one that must be shown first."""
    return Subject(author=user.pk, protected=user.has_second_factor)


@transaction.atomic
def second_factor_show(*, user: User, code: str, address: str = "", now: float | None = None) -> bool:
    """Whether the code is the person's, now, and was not used before."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    step = (
        totp.matching_step(locked.totp_secret, code, now or time.time(), locked.totp_used)
        if locked.totp_secret
        else None
    )
    if step is None:
        _failed(user, address)
        return False
    locked.totp_used = step
    locked.save(update_fields=["totp_used"])
    _log("second_factor_shown", user, {"factor": "code"})
    return True


@transaction.atomic
def recovery_code_show(*, user: User, code: str, address: str = "") -> bool:
    """Whether this is a recovery code of the person that was not used yet; it is used now."""
    unused = RecoveryCode.objects.select_for_update().filter(user=user, used=None)
    digest = _digest(code)
    found = next((one for one in unused if check_password(digest, one.hashed)), None)
    if found is None:
        _failed(user, address)
        return False
    found.used = timezone.now()
    found.save(update_fields=["used"])
    _log("recovery_code_used", user, {"left": sum(one.used is None for one in unused)})
    return True


@transaction.atomic
def passkey_show(
    *,
    user: User,
    key_id: str,
    client_data: bytes,
    data: bytes,
    signature: bytes,
    challenge: bytes,
    site: webauthn.Site,
    address: str = "",
) -> bool:
    """Whether a passkey of the person has answered this challenge."""
    key = Passkey.objects.select_for_update().filter(user=user, key_id=key_id).first()
    if key is None:
        _failed(user, address)
        return False
    known = webauthn.Credential(webauthn.decoded(key.key_id), bytes(key.public_key), key.uses)
    try:
        key.uses = webauthn.credential_shown(client_data, data, signature, challenge, site, known)
    except BadInputError:
        _failed(user, address)
        return False
    key.used = timezone.now()
    key.save(update_fields=["uses", "used"])
    _log("second_factor_shown", user, {"factor": "passkey", "name": key.name})
    return True


@transaction.atomic
def totp_enrol(*, user: User, secret: str, code: str, who: Identity, now: float | None = None) -> None:
    """Take a secret for one-time codes, once the person has shown a code made with it."""
    require(Permission.FACTOR_CHANGE, who, may_change_factors(user))
    step = totp.matching_step(secret, code, now or time.time(), 0)
    if step is None:
        told = "this code is not valid now, or was used before; wait for the next one, and set the clock of the device"
        raise BadInputError(told, Place(field="code"))
    user.totp_secret, user.totp_used = secret, step
    user.save(update_fields=["totp_secret", "totp_used"])
    _log("second_factor_set_up", user, {"factor": "code"})


@transaction.atomic
def passkey_add(
    *,
    user: User,
    name: str,
    client_data: bytes,
    attestation: bytes,
    challenge: bytes,
    site: webauthn.Site,
    who: Identity,
) -> Passkey:
    """Take a passkey that was made just now."""
    require(Permission.FACTOR_CHANGE, who, may_change_factors(user))
    if not name:
        raise BadInputError("give it a name by which you know it", Place(field="name"))
    made = webauthn.credential_made(client_data, attestation, challenge, site)
    key_id = webauthn.encoded(made.key_id)
    if Passkey.objects.filter(key_id=key_id).exists():
        raise BadInputError("this passkey is in use already")
    if user.passkeys.count() >= MOST_PASSKEYS:
        raise BadInputError("ten passkeys are enough; remove one first")
    key = Passkey.objects.create(
        user=user, name=name[:80], key_id=key_id, public_key=made.public_key, uses=made.uses, made=timezone.now()
    )
    _log("second_factor_set_up", user, {"factor": "passkey", "name": key.name})
    return key


@transaction.atomic
def passkey_remove(*, user: User, pk: int, who: Identity) -> None:
    """Take a passkey away."""
    require(Permission.FACTOR_CHANGE, who, may_change_factors(user))
    key = user.passkeys.filter(pk=pk).first()
    if key is None:
        raise BadInputError("this passkey was removed already; look at your account again")
    _log("second_factor_removed", user, {"factor": "passkey", "name": key.name})
    key.delete()


@transaction.atomic
def recovery_codes_make(*, user: User, who: Identity) -> list[str]:
    """Make ten recovery codes, shown once; those made before no longer work."""
    require(Permission.FACTOR_CHANGE, who, may_change_factors(user))
    codes = [random_code(3) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, hashed=make_password(_digest(code))) for code in codes)
    _log("recovery_codes_made", user, {"count": len(codes)})
    return codes


def _digest(code: str) -> str:
    """What is kept as a password is: codes of earlier versions were kept as this digest alone, and still work."""
    return hashlib.sha256("".join(c for c in code.casefold() if c.isalnum()).encode()).hexdigest()


def _failed(user: User, address: str) -> None:
    sign_in_failed(username=user.username, address=address, event="second_factor_failed", actor=user)


def _log(event: str, user: User, details: dict[str, object]) -> None:
    account_log(event=event, user=user, actor=user, details=details)
