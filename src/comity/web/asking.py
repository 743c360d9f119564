"""Who asks, for a view: the signed-in person as the policy sees them, and errors as they are shown."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from comity.casework.access import NotAllowedError
from comity.casework.accounts.models import User
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, ComityError
from comity.web.labels import say, sentence

P = ParamSpec("P")
_LINE = re.compile(r"^(\w+)\[\d+\]$")


@dataclass(frozen=True, slots=True)
class Asking:
    """A request of the browser together with who makes it."""

    http: HttpRequest
    user: User
    who: Identity

    def text(self, name: str) -> str:
        """A field of the form."""
        return str(self.http.POST.get(name, "")).strip()

    def number(self, name: str) -> int:
        """A number of the form; 0 where there is none."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def identity_of(request: HttpRequest) -> Identity | None:
    """Who is signed in, as the policy sees them; read at every request, so that changes hold at once."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    known: Identity | None = getattr(request, "comity_identity", None)
    if known is None:
        known = cast("User", user).identity(strong=bool(request.session.get("strong")))
        request.comity_identity = known  # type: ignore[attr-defined]
    return known


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; where a proxy speaks HTTPS for the office, it is the last address the proxy names."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def agent_of(request: HttpRequest) -> str:
    """What the browser calls itself."""
    return request.headers.get("User-Agent", "")[:200]


def page(view: Callable[Concatenate[Asking, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for a signed-in person; what the policy denies is answered with 403."""

    @functools.wraps(view)
    def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        who = identity_of(request)
        if who is None:
            raise PermissionDenied
        try:
            return view(Asking(request, cast("User", request.user), who), *args, **kwargs)
        except NotAllowedError as error:
            _log_denied(request, "denied")
            raise PermissionDenied(_denial(error)) from None
        except Http404:
            _log_denied(request, "sought_in_vain")
            raise

    return respond


def _log_denied(request: HttpRequest, event: str) -> None:
    """Oversight sees who was denied which page, and how often; the numbers of an address say nothing of a case."""
    match = request.resolver_match
    key = " ".join(str(part) for part in (match.view_name, *match.kwargs.values())) if match else ""
    log_append(event=event, actor=cast("User", request.user), subject="office", key=key[:200])


def _denial(error: NotAllowedError) -> str:
    return f"{say('Needed:')} {sentence(error.needed)}" if error.needed else str(error)


def found(thing: Any) -> Any:  # noqa: ANN401 - whatever was looked for
    """What was looked for; nothing there and nothing to see for this person are the same answer."""
    if thing is None:
        raise Http404
    return thing


def complaint(error: ComityError) -> list[dict[str, str]]:
    """An error as the error summary shows it: the sentence, and the field it belongs to.

    A refusal is no slip in a form: it goes on, and is answered with 403.
    """
    if isinstance(error, NotAllowedError):
        raise error
    return lines(error)


def lines(error: ComityError) -> list[dict[str, str]]:
    """What an error says, a line each with the field it belongs to."""
    sentences = getattr(error, "sentences", None)
    if sentences:
        return [{"text": sentence(text), "field": ""} for text in sentences]
    # A list is one field of a form, whichever of its lines the slip is in.
    field = _LINE.sub(r"\1", error.place.field or "") if isinstance(error, BadInputError) else ""
    what = error.what if isinstance(error, BadInputError) else str(error)
    return [{"text": sentence(what), "field": field}]


def at_step(errors: list[dict[str, str]], action: str) -> list[dict[str, str]]:
    """The same errors, leading to the fields of one step on a page that shows several."""
    return [{**line, "at": f"{line['field']}-{action}" if line["field"] else ""} for line in errors]
