"""What a person is told about their own sign-in, so that a change that somebody else made under their name is noticed.

Every such change is an entry of the log already; a notice only points at it. Nobody can take a notice back: whoever
has read it sees it no more in that session, and for a week everybody who signs in under the name sees it again.
"""

import datetime as dt
import ipaddress
import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac

from comity.casework.access import Permission, require
from comity.casework.accounts.models import AccountNotice, SignInPlace, User
from comity.casework.identity import Identity
from comity.casework.log.models import LogEntry
from comity.casework.log.services import log_append

NEW_PLACE = "signed_in_from_new_place"
NOTICED = frozenset(
    {
        NEW_PLACE,
        "password_changed",
        "password_reset",
        "second_factor_set_up",
        "second_factor_removed",
        "second_factor_reset",
        "recovery_codes_made",
        "recovery_code_used",
        "token_made",
        "directory_assigned",
        "account_changed",
        "account_reactivated",
    }
)
"""What is told: whatever changes who can sign in under a name, or with what."""
SHOWN_FOR = dt.timedelta(days=90)
AGAIN_FOR = dt.timedelta(days=7)
"""How long a notice comes back at each sign-in, whoever has read it: the practice of this office."""
_PLACE_KEPT = dt.timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that was done to how a person signs in: what, when, by whom, and how far they have read."""

    index: int
    event: str
    at: dt.datetime
    by: str
    own: bool


def account_log(*, event: str, user: User, actor: User | None, details: dict[str, object] | None = None) -> LogEntry:
    """Write what was done to an account, and tell its person where it changes how they sign in."""
    entry = log_append(event=event, actor=actor, subject="account", key=user.username, details=details)
    if event in NOTICED:
        notice_give(user=user, entry=entry)
    return entry


def notice_give(*, user: User, entry: LogEntry) -> None:
    """Tell a person about an entry of the log."""
    AccountNotice.objects.create(user=user, entry=entry)


def notices_of(user: User, now: dt.datetime) -> list[Notice]:
    """What a person is told, the newest first; what is older stands in the log only."""
    found = AccountNotice.objects.filter(user=user, entry__at__gt=now - SHOWN_FOR).select_related("entry__actor")
    return [
        Notice(
            index=one.entry.index,
            event=one.entry.event,
            at=one.entry.at,
            by=str(one.entry.actor or ""),
            own=one.entry.actor_id == user.pk,
        )
        for one in found.order_by("-entry")
    ]


def notices_unread(user: User, now: dt.datetime, *, read_here: int) -> list[Notice]:
    """What a person has not read: nobody has, or not in this session (``read_here``) and it is of the last days."""
    return [
        notice
        for notice in notices_of(user, now)
        if notice.index > read_here and (notice.index > user.notices_read or now - notice.at < AGAIN_FOR)
    ]


@transaction.atomic
def notices_read(*, user: User, who: Identity) -> int:
    """Note that a person has read what there is to be told; gives how far, for their session."""
    require(Permission.OWN_ACCOUNT, who)
    last = AccountNotice.objects.filter(user=user).aggregate(last=Max("entry"))["last"]
    if last is None:
        return -1
    if last > user.notices_read:
        user.notices_read = last
        user.save(update_fields=["notices_read"])
        account_log(event="notices_read", user=user, actor=user, details={"up_to": last})
    return int(last)


def place_noted(*, user: User, address: str, agent: str, now: dt.datetime) -> bool:
    """Note where somebody signs in; gives whether it is new. The first place that an account has is not told as new.

    A place is a network and a kind of browser. Neither is kept: only a mark of both that nobody can turn back without
    the key of the office.
    """
    mark = salted_hmac("comity.sign-in-place", f"{_network(address)} {_browser(agent)}", algorithm="sha256").hexdigest()
    places = SignInPlace.objects.filter(user=user)
    if places.filter(mark=mark).update(seen=now):
        return False
    is_first = not places.exists()
    places.filter(seen__lt=now - _PLACE_KEPT).delete()
    # Two sign-ins from one new place at the same moment are one new place.
    _, is_made = SignInPlace.objects.get_or_create(user=user, mark=mark, defaults={"seen": now})
    return is_made and not is_first


def _network(address: str) -> str:
    """The network that an address belongs to, so that a new lease at the same desk is no new place."""
    try:
        wide = 24 if ipaddress.ip_address(address).version == 4 else 48
        return str(ipaddress.ip_network(f"{address}/{wide}", strict=False))
    except ValueError:
        return address


def _browser(agent: str) -> str:
    """The kind of browser and system without their versions, which change every month."""
    return re.sub(r"[\d._]+", "", agent)[:200]
