"""How long a browser stays signed in: an end for idleness, an end for all, and what was typed meanwhile is kept.

A session that was idle is locked, not ended: nothing of the office opens until the same person has signed in again.
What they then try to save waits in the session and is shown to them after it, to be sent or left.
"""

import functools
import time
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from comity.casework.accounts.models import User
from comity.casework.accounts.noticing import Notice, notices_unread
from comity.casework.accounts.signing_in import sessions_limit
from comity.web.asking import Asking, agent_of
from comity.web.middleware import BY_ITSELF, FACTOR_FIRST, Answer

P = ParamSpec("P")
FRESH_SECONDS = 600
"""How long a password or factor counts as shown just now, where an account is changed."""
LOCKED, TYPED, READ = "locked", "typed", "notices_read"
_NOTED_EVERY = 60
_SECRET = ("/account", *FACTOR_FIRST)
"""Where passwords, codes and keys are typed; nothing of that is ever kept."""
_MOST_TYPED = 200_000  # characters; a case file of that length is brought as a file
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def begin(request: HttpRequest, user: User) -> None:
    """Sign a person in, in this browser; what another person had typed here is gone, what they had typed stays."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session.pop(LOCKED, None)
    request.session["agent"] = agent_of(request)
    request.session["started"] = request.session["seen"] = request.session["shown"] = time.time()
    tell_notices(request, user)
    request.session.save()
    sessions_limit(user=user, most=settings.MOST_SESSIONS, key=str(request.session.session_key))


def tell_notices(request: HttpRequest, user: User) -> list[Notice]:
    """What the person has not read of changes to how they sign in; each page of the session shows whether there are."""
    unread = notices_unread(user, timezone.now(), read_here=int(request.session.get(READ, -1)))
    request.session["notices"] = len(unread)
    return unread


def shown_now(request: HttpRequest) -> None:
    """Remember that the person has shown a password or factor just now."""
    request.session["shown"] = time.time()


def end_in_time(answer: Answer) -> Answer:
    """Lock a session that was idle, end one that has lasted its time, and note that the others are in use."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        session, user = request.session, request.user
        if user.is_authenticated and not request.path.startswith("/static/"):
            now = time.time()
            if now - session.setdefault("started", now) > settings.SESSION_COOKIE_AGE:
                session.flush()
                request.user = AnonymousUser()
            elif session.get(LOCKED) or now - session.get("seen", now) > settings.IDLE_SECONDS:
                _lock(request)
            elif now - session.get("seen", 0) > _NOTED_EVERY and not request.headers.get(BY_ITSELF):
                session["seen"] = now  # a page that asks by itself is nobody at work
            kept = session.get(TYPED)
            if kept and request.method == "POST" and request.path == kept["path"] and LOCKED not in session:
                del session[TYPED]  # it is sent now
        return answer(request)

    return respond


def _lock(request: HttpRequest) -> None:
    """Let nothing open any more, and keep what was typed for the person who typed it."""
    request.session[LOCKED] = True
    request.session.pop("strong", None)
    small = (request.content_type or "") == "application/x-www-form-urlencoded"
    by_itself = request.headers.get(BY_ITSELF)
    if request.method == "POST" and small and not by_itself and not request.path.startswith(_SECRET):
        fields = [(name, value) for name in request.POST if name != _TOKEN for value in request.POST.getlist(name)]
        if sum(len(name) + len(value) for name, value in fields) <= _MOST_TYPED:
            request.session[TYPED] = {"path": request.path, "fields": fields}
    request.user = AnonymousUser()


def place_after(request: HttpRequest, wanted: str) -> str:
    """Where to go after signing in: to what was typed, where something was."""
    return reverse("typed") if TYPED in request.session else wanted


def freshly(view: Callable[Concatenate[Asking, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that changes how somebody signs in: only shortly after they have shown a password or factor."""

    @functools.wraps(view)
    def respond(asking: Asking, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        shown: Any = asking.http.session.get("shown", 0)
        if time.time() - shown < FRESH_SECONDS:
            return view(asking, *args, **kwargs)
        back = asking.http.path if asking.http.method == "GET" else reverse("account")
        return redirect(f"{reverse('confirm')}?next={back}")

    return respond
