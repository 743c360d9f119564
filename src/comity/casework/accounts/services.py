"""Keeping accounts: opening, changing, closing one, taking back what somebody has lost. It opens no case."""

from collections.abc import Iterable
from enum import StrEnum

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from comity.casefile.case import Handling
from comity.casework.access import Permission, require
from comity.casework.accounts.models import ApiToken, Passkey, RecoveryCode, Session, User
from comity.casework.accounts.noticing import account_log
from comity.casework.accounts.passwords import random_code
from comity.casework.agencies.models import Agency
from comity.casework.identity import Identity, Role
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place


class Identified(StrEnum):
    """How an administrator knew that it was the person who had lost something."""

    IN_PERSON = "in_person"
    VIDEO = "by_video_with_document"
    SUPERIOR = "vouched_for_by_superior"


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
    must_change_password: bool = False,
    actor: User | None = None,
    who: Identity | None = None,
) -> User:
    """Open an account; without anybody who asks, it is whoever runs the machine."""
    if who is not None:
        require(Permission.ACCOUNT_KEEP, who)
    if User.objects.filter(username__iexact=username).exists():
        raise BadInputError("this name of sign-in is in use; choose another one", Place(field="username"))
    trusted = sorted(role.value for role in roles)
    user = User.objects.create(
        username=username,
        name=name,
        agency=agency,
        roles=trusted,
        password=make_password(password),
        clearance=clearance.value,
        totp_secret=totp_secret,
        must_change_password=must_change_password,
        password_given=timezone.now() if must_change_password else None,
    )
    details = {"agency": agency.key, "roles": trusted, "clearance": clearance.value}
    log_append(event="account_opened", actor=actor, subject="account", key=username, details=details)
    return user


@transaction.atomic
def user_invite(
    *,
    username: str,
    name: str,
    agency: Agency,
    roles: Iterable[Role],
    clearance: Handling,
    actor: User,
    who: Identity,
) -> tuple[User, str]:
    """Open an account with a password that is shown once and has to be changed at the first sign-in."""
    password = random_code(4)
    user = user_create(
        username=username,
        name=name,
        agency=agency,
        roles=roles,
        password=password,
        clearance=clearance,
        must_change_password=True,
        actor=actor,
        who=who,
    )
    return user, password


@transaction.atomic
def user_change(
    *, user: User, name: str, agency: Agency, roles: Iterable[Role], clearance: Handling, actor: User, who: Identity
) -> None:
    """Change what a person is trusted with; it holds from their next request on."""
    _require_other(user, who)
    before = {"agency": user.agency.key, "roles": user.roles, "clearance": user.clearance}
    user.name, user.agency, user.clearance = name, agency, clearance.value
    user.roles = sorted(role.value for role in roles)
    user.save(update_fields=["name", "agency", "roles", "clearance"])
    after = {"agency": agency.key, "roles": user.roles, "clearance": user.clearance}
    _log("account_changed", user, actor, {"before": before, "after": after})


@transaction.atomic
def user_deactivate(*, user: User, reason: str, actor: User, who: Identity) -> None:
    """Close an account: whoever is signed in with it is out at the next request."""
    _require_other(user, who)
    if not reason:
        raise BadInputError("a reason must be given", Place(field="reason"))
    user.is_active = False
    user.save(update_fields=["is_active"])
    _sign_out_everywhere(user)
    _log("account_deactivated", user, actor, {"reason": reason})


@transaction.atomic
def user_reactivate(*, user: User, identified: str, actor: User, who: Identity) -> str:
    """Open a closed account again, with a new password that is shown once."""
    _require_other(user, who)
    how = _identified(identified)
    user.is_active = True
    user.save(update_fields=["is_active"])
    _log("account_reactivated", user, actor, how)
    return _new_password(user)


@transaction.atomic
def password_reset(*, user: User, identified: str, actor: User, who: Identity) -> str:
    """Give a password that is shown once and has to be changed; for whoever has forgotten theirs."""
    _require_other(user, who)
    _log("password_reset", user, actor, _identified(identified))
    return _new_password(user)


@transaction.atomic
def factor_reset(*, user: User, identified: str, actor: User, who: Identity) -> None:
    """Take away every second factor of somebody who has lost theirs; they set up a new one after signing in."""
    _require_other(user, who)
    how = _identified(identified)
    user.totp_secret = ""
    user.save(update_fields=["totp_secret"])
    Passkey.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    _sign_out_everywhere(user)
    _log("second_factor_reset", user, actor, how)


@transaction.atomic
def sessions_end_of(*, user: User, actor: User, who: Identity) -> int:
    """Sign somebody out in every browser; they may sign in again."""
    require(Permission.ACCOUNT_KEEP, who)
    count, _ = Session.objects.filter(user=user).delete()
    _log("signed_out_by_administrator", user, actor, {"browsers": count})
    return count


@transaction.atomic
def sessions_end_all(*, keep: str, actor: User, who: Identity) -> int:
    """Sign everybody out everywhere but in the browser that asks for it (``keep``)."""
    require(Permission.ACCOUNT_KEEP, who)
    count, _ = Session.objects.exclude(session_key=keep).delete()
    log_append(event="everybody_signed_out", actor=actor, subject="office", key="", details={"browsers": count})
    return count


def _identified(text: str) -> dict[str, object]:
    """What is written of it; nothing is given to somebody whom nobody has recognised."""
    if text not in set(Identified):
        raise BadInputError("say how you know that it is the person", Place(field="identified"))
    return {"identified": text}


def _new_password(user: User) -> str:
    password = random_code(4)
    user.password = make_password(password)
    user.must_change_password, user.password_given = True, timezone.now()
    user.directory_name = user.directory_mark = ""  # a password is given to those who sign in here
    user.save(update_fields=["password", "must_change_password", "password_given", "directory_name", "directory_mark"])
    _sign_out_everywhere(user)
    return password


def _require_other(user: User, who: Identity) -> None:
    """Nobody trusts themselves with more: an administrator's own account is kept by another one."""
    require(Permission.ACCOUNT_KEEP, who)
    if user.pk == who.user:
        raise BadInputError("your own account is kept by another administrator")


def _sign_out_everywhere(user: User) -> None:
    """Browsers and programs alike."""
    Session.objects.filter(user=user).delete()
    ApiToken.objects.filter(user=user, ended=None).update(ended=timezone.now())


def _log(event: str, user: User, actor: User, details: dict[str, object] | None = None) -> None:
    account_log(event=event, user=user, actor=actor, details=details)
