"""Signing in and out, the second factor, and the language."""

import time

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.accounts import totp
from comity.casework.accounts.factors import recovery_code_show, second_factor_show
from comity.casework.accounts.models import User
from comity.casework.accounts.signing_in import given_password_over, is_throttled, sign_in_done, sign_in_failed
from comity.common.errors import BadInputError
from comity.web.asking import Asking, address_of, agent_of, page
from comity.web.directory import directory_name, has_directory
from comity.web.labels import LANGUAGES, say
from comity.web.passkeys import options_to_show, passkey_shown
from comity.web.sessions import LOCKED, TYPED, begin, place_after, shown_now

Errors = list[dict[str, str]]


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; a wrong one is told without saying which of the two it was."""
    errors: Errors = []
    if request.method == "POST":
        name = request.POST.get("username", "").strip()[:80]
        errors = throttled(name, request) or _sign_in(name, request)
        if not errors:
            return redirect(place_after(request, where_next(request)))
    return shown_sign_in(request, errors)


def shown_sign_in(request: HttpRequest, errors: Errors) -> HttpResponse:
    """The page for signing in, with what went wrong."""
    context = {
        "errors": errors,
        "next": where_next(request),
        "people": _demo_people() if settings.DEMO else (),
        "directory": directory_name() if has_directory() else "",
        "locked": request.session.get(LOCKED),
        "typed": TYPED in request.session,
    }
    return render(request, "sign-in.html", context, status=422 if errors else 200)


def _sign_in(name: str, request: HttpRequest) -> Errors:
    user = authenticate(request, username=name, password=request.POST.get("password", ""))
    if user is None:
        sign_in_failed(username=name, address=address_of(request))
        return [{"text": say("The name or the password is not right"), "field": "username"}]
    if given_password_over(user, timezone.now()):
        text = say("This password was not used within seven days and has ended. An administrator gives a new one.")
        return [{"text": text, "field": "password"}]
    enter(request, user)
    return []


def enter(request: HttpRequest, user: User) -> None:
    """Begin the session of somebody who was recognised."""
    sign_in_done(user=user, address=address_of(request), agent=agent_of(request))
    begin(request, user)


def leave(request: HttpRequest) -> None:
    """End the session; the language that was chosen at this screen stays."""
    chosen = request.session.get("language")
    logout(request)
    if chosen:
        request.session["language"] = chosen


def throttled(name: str, request: HttpRequest) -> Errors:
    """What is said to whoever has tried too often."""
    if not is_throttled(name, address_of(request)):
        return []
    return [{"text": say("Too many attempts. Try again in fifteen minutes."), "field": ""}]


def _demo_people() -> list[User]:
    return list(User.objects.filter(is_active=True).select_related("agency").order_by("pk"))


def where_next(request: HttpRequest) -> str:
    """Where to go on: only to a page of this office."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and have the browser forget what it kept of the office."""
    leave(request)
    response = redirect("sign-in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_http_methods(["GET", "POST"])
@page
def confirm(asking: Asking) -> HttpResponse:
    """Ask for the password again before something is changed by which a person signs in."""
    request, user = asking.http, asking.user
    errors: Errors = []
    if request.method == "POST":
        errors = throttled(user.username, request)
        if not errors and not user.check_password(request.POST.get("password", "")):
            sign_in_failed(username=user.username, address=address_of(request), event="confirming_failed", actor=user)
            errors = [{"text": say("This is not your password of now."), "field": "password"}]
        if not errors:
            shown_now(request)
            return redirect(where_next(request))
    context = {"errors": errors, "next": where_next(request), "enrolled": user.has_second_factor}
    return render(request, "confirm.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@page
def typed(asking: Asking) -> HttpResponse:
    """Show what a person had typed when their session was locked, to be sent now or left."""
    kept = asking.http.session.get(TYPED)
    if kept is None or asking.http.method == "POST":
        asking.http.session.pop(TYPED, None)
        return redirect("cases")
    return render(asking.http, "typed.html", {"path": kept["path"], "fields": kept["fields"]})


@require_http_methods(["GET", "POST"])
@page
def second_factor(asking: Asking) -> HttpResponse:
    """Ask for the second factor that signing and sending need: a code, a passkey, or a recovery code."""
    request, user = asking.http, asking.user
    errors: Errors = []
    if request.method == "POST":
        errors = throttled(user.username, request) or _show_factor(asking)
        if not errors:
            become_strong(request)
            return redirect(where_next(request))
    shown = totp.code_at(user.totp_secret, int(time.time()) // 30) if settings.DEMO and user.totp_secret else ""
    context = {
        "errors": errors,
        "next": where_next(request),
        "code": shown,
        "enrolled": user.has_second_factor,
        "passkey": options_to_show(request, user),
        "recovery": user.recovery_codes.filter(used=None).exists(),
    }
    return render(request, "second-factor.html", context, status=422 if errors else 200)


def _show_factor(asking: Asking) -> Errors:
    address = address_of(asking.http)
    if asking.text("client_data"):
        try:
            good, field = passkey_shown(asking), ""
        except BadInputError:
            good, field = False, ""
        said = say("The passkey was not accepted")
    elif asking.text("recovery"):
        good, field = recovery_code_show(user=asking.user, code=asking.text("recovery"), address=address), "recovery"
        said = say("This is no recovery code of yours, or it was used before")
    else:
        good, field = second_factor_show(user=asking.user, code=asking.text("code"), address=address), "code"
        clock = timezone.now().strftime("%H:%M:%S UTC")
        refused, shows = say("This code is not valid now, or was used before"), say("The clock of the office shows")
        said = f"{refused}. {shows} {clock}."
    return [] if good else [{"text": said, "field": field}]


def become_strong(request: HttpRequest) -> None:
    """Remember in the session, under a new key of its own, that a second factor was shown."""
    request.session.cycle_key()
    request.session["strong"] = True
    shown_now(request)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages for this session."""
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        request.session["language"] = chosen
    return redirect(where_next(request))


@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the office answers, and nothing about it."""
    return HttpResponse("ok", content_type="text/plain")
