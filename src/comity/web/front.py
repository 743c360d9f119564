"""What is settled before a page is asked: whose word counts of where a request comes from, HTTPS, and how often."""

import json
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect

Answer = Callable[[HttpRequest], HttpResponseBase]
SAFE = frozenset({"GET", "HEAD"})
REFUSALS = frozenset({400, 401, 403, 404, 405, 409, 412, 413, 422, 429, 500})
OF_THE_PROXY = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
_SECONDS = 60
_written = logging.getLogger("comity.security")
asked_lately: dict[Any, deque[float]] = {}


def in_front(answer: Answer) -> Answer:
    """Believe a known proxy only, answer no TRACE, and answer nothing but HTTPS where the office is set up for it."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if request.META.get("REMOTE_ADDR", "") not in settings.PROXIES:
            for name in OF_THE_PROXY:
                request.META.pop(name, None)
        if request.method == "TRACE":
            return HttpResponse(status=405)
        if settings.SECURE and not request.is_secure() and request.path != "/health":
            if request.method in SAFE and not request.path.startswith("/api/"):
                return HttpResponsePermanentRedirect(f"https://{request.get_host()}{request.get_full_path()}")
            return HttpResponse("Only over HTTPS.", status=403, content_type="text/plain")
        return answer(request)

    return respond


def write_refusals(answer: Answer) -> Answer:
    """Write every refusal to the log of the machine: who was refused what and how, and nothing of what they sent."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if response.status_code in REFUSALS and _written.isEnabledFor(logging.INFO):
            match = request.resolver_match
            told = {
                "refused": response.status_code,
                "method": request.method,
                "page": match.view_name if match else None,
                "person": getattr(getattr(request, "user", None), "pk", None),
                "from": request.META.get("REMOTE_ADDR", ""),
            }
            _written.info(json.dumps(told, ensure_ascii=True))
        return response

    return respond


def not_too_often(answer: Answer) -> Answer:
    """Tell a person who asks for more pages in a minute than anybody reads to wait: a program has a key and a rate."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        person = request.user.pk if request.user.is_authenticated else None
        if person is not None and not request.path.startswith(("/static/", "/api/")):
            now = time.monotonic()
            asked = asked_lately.setdefault(person, deque())
            while asked and now - asked[0] > _SECONDS:
                asked.popleft()
            if len(asked) >= settings.PAGES_A_MINUTE:
                response = HttpResponse("Too many requests; wait a minute.", status=429, content_type="text/plain")
                response["Retry-After"] = str(int(_SECONDS - (now - asked[0])) + 1)
                return response
            asked.append(now)
        return answer(request)

    return respond
