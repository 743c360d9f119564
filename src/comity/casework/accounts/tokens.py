"""Keys for programs: made by a person for one program, limited in what and how long, kept as digests."""

import datetime as dt
import hashlib
import secrets
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from comity.casework.access import Permission, require
from comity.casework.accounts.models import ApiToken, User
from comity.casework.accounts.noticing import account_log
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place

PREFIX = "comity_"  # so that a key found where it should not be is known for what it is
LIFETIMES = (7, 30, 90, 365)
MOST_TOKENS = 10
_NOTED_EVERY = dt.timedelta(minutes=1)


class Scope(StrEnum):
    """What a key may be used for; never to sign or send, which needs a second factor."""

    READ = "read"
    WRITE = "write"


@transaction.atomic
def token_make(*, user: User, name: str, scopes: list[Scope], days: int, who: Identity) -> tuple[ApiToken, str]:
    """Make a key; its text is given once and not kept."""
    require(Permission.KEY_MAKE, who)
    if not name:
        raise BadInputError("say which program it is for", Place(field="name"))
    if not scopes:
        raise BadInputError("say what it may be used for", Place(field="scopes"))
    if days not in LIFETIMES:
        raise BadInputError("choose how long it works", Place(field="days"))
    now = timezone.now()
    if user.tokens.filter(ended=None, expires__gt=now).count() >= MOST_TOKENS:
        raise BadInputError("ten keys are enough; end one first")
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name[:80],
        digest=_digest(text),
        scopes=sorted(scopes),
        made=now,
        expires=now + dt.timedelta(days=days),
    )
    details = {"name": token.name, "scopes": token.scopes, "days": days}
    account_log(event="token_made", user=user, actor=user, details=details)
    return token, text


@transaction.atomic
def token_end(*, user: User, pk: int, who: Identity) -> None:
    """End a key; its next use is refused."""
    require(Permission.OWN_ACCOUNT, who)
    token = user.tokens.filter(pk=pk, ended=None).first()
    if token is None:
        raise BadInputError("this key has ended already; look at the list again")
    token.ended = timezone.now()
    token.save(update_fields=["ended"])
    log_append(event="token_ended", actor=user, subject="account", key=user.username, details={"name": token.name})


def token_of(text: str) -> ApiToken | None:
    """The key of this text, where it is in use and so is its person's account."""
    if not text.startswith(PREFIX):
        return None
    now = timezone.now()
    found = ApiToken.objects.select_related("user__agency").filter(digest=_digest(text), ended=None, expires__gt=now)
    token = found.filter(user__is_active=True, user__must_change_password=False).first()
    if token is not None and (token.used is None or now - token.used > _NOTED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(used=now)
    return token


def _digest(text: str) -> str:
    """Thirty-two random bytes cannot be guessed from their digest, so one hash is enough."""
    return hashlib.sha256(text.encode()).hexdigest()
