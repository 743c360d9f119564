"""Signing in: what is written of it, and the limit on trying."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comity.casework.accounts.models import Session, SignInFailure, User
from comity.casework.accounts.noticing import NEW_PLACE, account_log, notice_give, place_noted
from comity.casework.accounts.passwords import GIVEN_FOR
from comity.casework.log.services import log_append

WINDOW = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many failures within the time are too many.

    Low for one person at one address, so that somebody who tries a colleague's name from elsewhere does not lock the
    colleague out at once.
    """

    person_at_address: int = 5
    person: int = 20
    address: int = 60


LIMITS = Limits()


def is_throttled(username: str, address: str) -> bool:
    """Whether there were too many failures lately, for this name or from this address."""
    lately = SignInFailure.objects.filter(at__gt=timezone.now() - WINDOW)
    mine, here = Q(username=username.casefold()), Q(address=address)
    return (
        lately.filter(mine & here).count() >= LIMITS.person_at_address
        or lately.filter(mine).count() >= LIMITS.person
        or lately.filter(here).count() >= LIMITS.address
    )


def given_password_over(user: User, now: dt.datetime) -> bool:
    """Whether the office made this password up so long ago that it no longer opens."""
    given = user.password_given
    return user.must_change_password and given is not None and now - given > GIVEN_FOR


@transaction.atomic
def sign_in_done(*, user: User, address: str, agent: str, by: str = "") -> None:
    """Write that somebody has signed in, and tell them where it was from a new place; earlier slips are forgotten."""
    SignInFailure.objects.filter(username=user.username.casefold(), address=address).delete()
    is_new = place_noted(user=user, address=address, agent=agent, now=timezone.now())
    details: dict[str, object] = {"by": by} if by else {}
    details |= {"browser": agent[:200]} if is_new else {}
    account_log(event=NEW_PLACE if is_new else "signed_in", user=user, actor=user, details=details)


@transaction.atomic
def sessions_limit(*, user: User, most: int, key: str) -> int:
    """End the oldest sessions of a person who has more than the office allows; the one of now (``key``) stays."""
    others = Session.objects.filter(user=user, expire_date__gt=timezone.now()).exclude(session_key=key)
    surplus = [one.pk for one in others.order_by("-started")[max(most - 1, 0) :]]
    if surplus:
        Session.objects.filter(pk__in=surplus).delete()
        details = {"browsers": len(surplus), "most": most}
        log_append(event="signed_out_elsewhere", actor=user, subject="account", key=user.username, details=details)
    return len(surplus)


@transaction.atomic
def sign_in_failed(*, username: str, address: str, event: str = "sign_in_failed", actor: User | None = None) -> None:
    """Write that a sign-in has failed, and that the limit is reached where it is: nothing more is written after it."""
    now = timezone.now()
    SignInFailure.objects.filter(at__lt=now - WINDOW).delete()
    SignInFailure.objects.create(username=username.casefold()[:80], address=address[:45], at=now)
    reached = is_throttled(username[:80], address[:45])
    details = {"locked_minutes": WINDOW.seconds // 60} if reached else None
    entry = log_append(event=event, actor=actor, subject="account", key=username[:80], details=details)
    user = User.objects.filter(username__iexact=username).first() if reached else None
    if user is not None:
        notice_give(user=user, entry=entry)
