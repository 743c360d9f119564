"""What a person does with their own account: the password, and where they are signed in."""

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import Session, User
from comity.casework.accounts.noticing import account_log
from comity.casework.accounts.passwords import office_words, password_check
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place


@transaction.atomic
def password_change(*, user: User, old: str, new: str, again: str, who: Identity) -> None:
    """Choose a new password; every other browser is signed out by it."""
    require(Permission.OWN_ACCOUNT, who)
    if not check_password(old, user.password):
        raise BadInputError("this is not your password of now", Place(field="old"))
    password_check(new, user.username, "new", office_words(user))
    if new == old:
        raise BadInputError("the new password must be another one", Place(field="new"))
    if new != again:
        raise BadInputError("the two are not the same", Place(field="again"))
    user.password = make_password(new)
    user.must_change_password, user.password_given = False, None
    user.save(update_fields=["password", "must_change_password", "password_given"])
    account_log(event="password_changed", user=user, actor=user)


@transaction.atomic
def sessions_end(*, user: User, who: Identity, keep: str, only: str = "") -> int:
    """Sign the person out elsewhere: in one browser (``only``) or in all but the one they use now (``keep``)."""
    require(Permission.OWN_ACCOUNT, who)
    others = Session.objects.filter(user=user).exclude(session_key=keep)
    if only:
        others = others.filter(session_key__startswith=only)
    count, _ = others.delete()
    if count:
        log_append(
            event="signed_out_elsewhere", actor=user, subject="account", key=user.username, details={"browsers": count}
        )
    return count
