"""A person's own account: password, second factors, recovery codes, and where they are signed in."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.accounts import totp
from comity.casework.accounts.factors import may_change_factors, passkey_remove, recovery_codes_make, totp_enrol
from comity.casework.accounts.noticing import notices_of, notices_read
from comity.casework.accounts.own import password_change, sessions_end
from comity.common.errors import ComityError
from comity.web import qr
from comity.web.asking import Asking, complaint, page
from comity.web.labels import say
from comity.web.passkeys import options_to_make, passkey_made
from comity.web.sessions import READ, freshly, tell_notices
from comity.web.views.session import become_strong


@require_GET
@page
def account(asking: Asking) -> HttpResponse:
    """The account at a glance."""
    require(Permission.OWN_ACCOUNT, asking.who)
    user = asking.user
    context = {
        "passkeys": user.passkeys.order_by("made"),
        "codes_left": user.recovery_codes.filter(used=None).count(),
        "sessions": user.sessions.filter(expire_date__gt=timezone.now()).order_by("-started"),
        "keys": user.tokens.filter(ended=None, expires__gt=timezone.now()).count(),
        "this_session": asking.http.session.session_key,
        "enrolled": user.has_second_factor,
        "notices": notices_of(user, timezone.now()),
        "unread": {notice.index for notice in tell_notices(asking.http, user)},
        "may_change": allows(Permission.FACTOR_CHANGE, asking.who, may_change_factors(user)),
    }
    return render(asking.http, "account.html", context)


@require_http_methods(["GET", "POST"])
@page
def password(asking: Asking) -> HttpResponse:
    """Choose a new password."""
    require(Permission.OWN_ACCOUNT, asking.who)

    def change() -> HttpResponse:
        given = {name: asking.http.POST.get(name, "") for name in ("old", "new", "again")}
        password_change(user=asking.user, **given, who=asking.who)
        update_session_auth_hash(asking.http, asking.user)
        messages.success(asking.http, say("Your password is changed; other browsers are signed out."))
        return redirect("account")

    return _form(asking, "account-password.html", change, {})


@require_http_methods(["GET", "POST"])
@page
@freshly
def codes(asking: Asking) -> HttpResponse:
    """Set up one-time codes: a secret as picture and text, taken once a code made with it is shown."""
    require(Permission.FACTOR_CHANGE, asking.who, may_change_factors(asking.user))
    older = settings.OLD_CODES and "older" in asking.http.GET
    offered = None if older else asking.http.session.get("totp_offered")
    secret = offered or totp.new_secret(older=older)
    asking.http.session["totp_offered"] = secret

    def enrol() -> HttpResponse:
        totp_enrol(user=asking.user, secret=secret, code=asking.text("code"), who=asking.who)
        del asking.http.session["totp_offered"]
        become_strong(asking.http)
        messages.success(asking.http, say("One-time codes are set up."))
        return redirect("account")

    picture = qr.svg(totp.provisioning_uri(secret, asking.user.username), say("The secret as a QR code"))
    text = totp.text_of(secret)
    groups = " ".join(text[at : at + 4] for at in range(0, len(text), 4))
    context = {"picture": mark_safe(picture), "secret": groups, "old_codes": settings.OLD_CODES}  # noqa: S308 - made of digits above
    return _form(asking, "account-codes.html", enrol, context)


@require_http_methods(["GET", "POST"])
@page
@freshly
def passkey(asking: Asking) -> HttpResponse:
    """Make a passkey."""
    require(Permission.FACTOR_CHANGE, asking.who, may_change_factors(asking.user))

    def add() -> HttpResponse:
        passkey_made(asking)
        become_strong(asking.http)
        messages.success(asking.http, say("The passkey is added."))
        return redirect("account")

    return _form(asking, "account-passkey.html", add, {})


@require_POST
@page
@freshly
def passkey_end(asking: Asking, pk: int) -> HttpResponse:
    """Take a passkey away."""
    return _done(asking, lambda: passkey_remove(user=asking.user, pk=pk, who=asking.who))


@require_POST
@page
@freshly
def recovery(asking: Asking) -> HttpResponse:
    """Make recovery codes, shown on this page only."""
    made = recovery_codes_make(user=asking.user, who=asking.who)
    return render(asking.http, "account-recovery.html", {"made": made})


@require_POST
@page
def notices(asking: Asking) -> HttpResponse:
    """Note that the person has read what was changed about how they sign in."""
    asking.http.session[READ] = notices_read(user=asking.user, who=asking.who)
    tell_notices(asking.http, asking.user)
    return redirect("account")


@require_POST
@page
@freshly
def sessions(asking: Asking) -> HttpResponse:
    """Sign out elsewhere: in one browser, or in all but this one."""
    key = str(asking.http.session.session_key)
    sessions_end(user=asking.user, who=asking.who, keep=key, only=asking.text("session"))
    messages.success(asking.http, say("You are signed out there."))
    return redirect("account")


def _form(asking: Asking, template: str, take: Callable[[], HttpResponse], context: dict[str, object]) -> HttpResponse:
    """Show a form, or take it; what is wrong is told at its field."""
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            return take()
        except ComityError as error:
            errors = complaint(error)
    more = {"options": options_to_make(asking.http, asking.user)} if template == "account-passkey.html" else {}
    everything = {**context, **more, "errors": errors, "demo": settings.DEMO}
    return render(asking.http, template, everything, status=422 if errors else 200)


def _done(asking: Asking, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("account")
