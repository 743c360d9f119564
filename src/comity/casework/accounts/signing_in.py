"""Signing in: what is written of it, and the limit on trying."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comity.casework.accounts.models import SignInFailure, User
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


@transaction.atomic
def sign_in_done(*, user: User, address: str) -> None:
    """Write that somebody has signed in; earlier slips of theirs from here are forgotten."""
    SignInFailure.objects.filter(username=user.username.casefold(), address=address).delete()
    log_append(event="signed_in", actor=user, subject="account", key=user.username)


@transaction.atomic
def sign_in_failed(*, username: str, address: str, event: str = "sign_in_failed", actor: User | None = None) -> None:
    """Write that a sign-in has failed, and that the limit is reached where it is: nothing more is written after it."""
    now = timezone.now()
    SignInFailure.objects.filter(at__lt=now - WINDOW).delete()
    SignInFailure.objects.create(username=username.casefold()[:80], address=address[:45], at=now)
    reached = is_throttled(username[:80], address[:45])
    details = {"locked_minutes": WINDOW.seconds // 60} if reached else None
    log_append(event=event, actor=actor, subject="account", key=username[:80], details=details)
