"""What holds for every page: nothing from elsewhere, nobody without signing in, and the person's language."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from comity.web.labels import LANGUAGES, say

Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
OPEN = ("/sign-in", "/static/", "/language", "/health", "/your-data", "/guest/", "/tour")
_SMALL_FORM = 16 << 10  # no form for strangers has more
_ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
BY_ITSELF = "X-By-Itself"
"""Sent where a page asks without anybody acting; static/following.js sends it."""
PROGRAMS = "/api/v1/"  # recognises people itself, and answers 401 where it recognises nobody
PASSWORD_FIRST = ("/account/password", "/sign-out", *OPEN)  # all that is open with a password somebody else knows
FACTOR_FIRST = ("/second-factor", "/account/codes", "/account/passkey", "/confirm", *PASSWORD_FIRST)
"""All that is open before the second factor was shown, where the office asks for it before anything is read."""


def content_security_policy(answer: Answer) -> Answer:
    """Tell the browser to load nothing from anywhere else, and to keep no page of the office."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


def language(answer: Answer) -> Answer:
    """Show the page in the language chosen in this session, otherwise the browser's first known one."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        chosen = request.session.get("language") or translation.get_language_from_request(request)
        code = chosen if chosen in LANGUAGES else "en"
        with translation.override(code):
            response = answer(request)
            response.headers.setdefault("Content-Language", code)
        return response

    return respond


def _brings_files(request: HttpRequest) -> bool:
    """Whether somebody who is not signed in sends a form with files, and is no guest who has shown both factors."""
    if not (request.content_type or "").startswith("multipart/"):
        return False
    if request.path.startswith("/guest/") and "guest" in request.session:
        return False
    length = request.headers.get("Content-Length") or ""
    return not length.isdigit() or int(length) > _SMALL_FORM


def _owes_factor(request: HttpRequest) -> bool:
    """Whether the office opens nothing to this session before a second factor was shown in it."""
    return settings.FACTOR_TO_READ and not request.session.get("strong")


def sign_in_first(answer: Answer) -> Answer:
    """Nothing but the sign-in page for whoever is not signed in: a new page is closed until somebody opens it here."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        user: Any = request.user
        if request.path.startswith(PROGRAMS):
            return answer(request)
        if not user.is_authenticated and _brings_files(request) and "locked" not in request.session:
            return HttpResponse(status=403)  # before anything of the body is read
        if not user.is_authenticated and not request.path.startswith(OPEN):
            if request.headers.get(BY_ITSELF):
                return HttpResponse(status=401)
            return redirect(f"{settings.LOGIN_URL}?next={request.path}")
        if user.is_authenticated and user.must_change_password and not request.path.startswith(PASSWORD_FIRST):
            return redirect("account-password")
        if user.is_authenticated and _owes_factor(request) and not request.path.startswith(FACTOR_FIRST):
            if request.headers.get(BY_ITSELF):
                return HttpResponse(status=401)
            return redirect(f"{reverse('second-factor')}?next={request.path}")
        return answer(request)

    return respond


class WholeText:
    """Refuse what holds a NUL: no keyboard types one, nobody could read it, and PostgreSQL keeps no text with one."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Look at what was sent when everything before has let it in."""
        texts = [request.path]
        # What a program sends with files is read when it is known whose it is.
        for sent in (request.GET,) if request.path.startswith(PROGRAMS) else (request.GET, request.POST):
            texts += [text for name, values in sent.lists() for text in (name, *values)]
        if any("\0" in text for text in texts):
            return unreadable(request)
        if request.content_type == "application/json" and _ESCAPED_NUL.search(request.body):
            told = [{"sentence": say("This cannot be read"), "field": ""}]
            return JsonResponse({"errors": told}, status=400)
        return None


def unreadable(request: HttpRequest, _exception: Exception | None = None) -> HttpResponse:
    """The page for what cannot be read at all: more than a form takes, or characters that no text has."""
    return render(request, "400.html", status=400)
