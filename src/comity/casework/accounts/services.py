"""Writing accounts: opening one, and the second factor."""

import time
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.db import transaction

from comity.casefile.case import Handling
from comity.casework.accounts import totp
from comity.casework.accounts.models import User
from comity.casework.agencies.models import Agency
from comity.casework.identity import Role
from comity.casework.log.services import log_append


@transaction.atomic
def user_create(
    *,
    username: str,
    name: str,
    agency: Agency,
    roles: Iterable[Role],
    password: str,
    clearance: Handling = Handling.OFFICIAL_USE,
    totp_secret: str = "",
    actor: User | None = None,
) -> User:
    """Open an account."""
    trusted = sorted(role.value for role in roles)
    user = User.objects.create(
        username=username,
        name=name,
        agency=agency,
        roles=trusted,
        password=make_password(password),
        clearance=clearance.value,
        totp_secret=totp_secret,
    )
    log_append(event="account_opened", actor=actor, subject="account", key=username, details={"roles": trusted})
    return user


@transaction.atomic
def second_factor_show(*, user: User, code: str, now: float | None = None) -> bool:
    """Whether the code is the person's, now, and was not used before."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    step = (
        totp.matching_step(locked.totp_secret, code, now or time.time(), locked.totp_used)
        if locked.totp_secret
        else None
    )
    log_append(
        event="second_factor_shown" if step else "second_factor_failed",
        actor=user,
        subject="account",
        key=user.username,
    )
    if step is None:
        return False
    locked.totp_used = step
    locked.save(update_fields=["totp_used"])
    return True
