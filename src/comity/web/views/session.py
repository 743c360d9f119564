"""Signing in and out, the second factor, and the language."""

import time

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.accounts import totp
from comity.casework.accounts.models import User
from comity.casework.accounts.services import second_factor_show
from comity.casework.log.services import log_append
from comity.web.asking import Asking, page
from comity.web.labels import LANGUAGES, say


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; a wrong one is told without saying which of the two it was."""
    errors = []
    if request.method == "POST":
        name = request.POST.get("username", "").strip()
        user = authenticate(request, username=name, password=request.POST.get("password", ""))
        if user is not None:
            login(request, user)
            log_append(event="signed_in", actor=user, subject="account", key=name[:80])
            return redirect(_next(request))
        log_append(event="sign_in_failed", actor=None, subject="account", key=name[:80])
        errors = [{"text": say("The name or the password is not right"), "field": "username"}]
    context = {"errors": errors, "next": _next(request), "people": _demo_people() if settings.DEMO else ()}
    return render(request, "sign-in.html", context, status=422 if errors else 200)


def _demo_people() -> list[User]:
    return list(User.objects.select_related("agency").order_by("pk"))


def _next(request: HttpRequest) -> str:
    """Where to go on: only to a page of this office."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign-in")


@require_http_methods(["GET", "POST"])
@page
def second_factor(asking: Asking) -> HttpResponse:
    """Ask for the one-time code that signing and sending need."""
    request, errors = asking.http, []
    if request.method == "POST":
        if second_factor_show(user=asking.user, code=asking.text("code")):
            request.session.cycle_key()
            request.session["strong"] = True
            return redirect(_next(request))
        errors = [{"text": say("This code is not valid now, or was used before"), "field": "code"}]
    shown = totp.code_at(asking.user.totp_secret, int(time.time()) // 30) if settings.DEMO else ""
    context = {"errors": errors, "next": _next(request), "code": shown}
    return render(request, "second-factor.html", context, status=422 if errors else 200)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages for this session."""
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        request.session["language"] = chosen
    return redirect(_next(request))


@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the office answers, and nothing about it."""
    return HttpResponse("ok", content_type="text/plain")
