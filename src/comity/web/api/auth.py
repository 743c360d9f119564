"""Who a program acts for: the person of its key, or the person who is signed in to the browser."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import AuthRateThrottle

from comity.casework.access import NotAllowedError, Permission
from comity.casework.accounts.models import User
from comity.casework.accounts.tokens import Scope, token_of
from comity.common.errors import ComityError
from comity.web.asking import Asking, identity_of

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_ASKING = frozenset({"/api/v1/cases/find"})
"""Operations that change nothing and take their question in the body, so that no name stands in an address."""


class ScopeError(ComityError):
    """A key is used for more than it was made for."""


class KeyOfPerson(HttpBearer):
    """A key made on the account page, sent as `Authorization: Bearer …`."""

    openapi_description = "A key made on the account page of the office."

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ANN401 - whatever stands for the person
        """The person of the key, without a second factor; a key for reading only reads."""
        found = token_of(token)
        if found is None:
            return None
        reads = request.method in _READING or request.path in _ASKING
        if Scope.WRITE not in found.scopes and not reads:
            raise ScopeError("this key is for reading only")
        request.user = found.user
        request.comity_identity = found.user.identity()  # type: ignore[attr-defined]
        return f"token-{found.pk}"


class BrowserOfPerson(APIKeyCookie):
    """The session of the browser; changes need the form's token (X-CSRFToken) besides."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:  # noqa: ANN401
        """Nobody before they are signed in with a password of their own."""
        user = request.user
        if not user.is_authenticated or user.must_change_password:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:  # noqa: ANN401, ARG002
        """The signed-in person."""
        return f"user-{request.user.pk}"


class PerPerson(AuthRateThrottle):
    """So many requests a minute for one person or key; counted in each of the server's processes."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Count by who was recognised."""
        return f"api-{getattr(request, 'auth', '')}"


def asking_of(request: HttpRequest) -> Asking:
    """Who asks, as the services take it."""
    who = identity_of(request)
    if who is None:  # every operation has gone through one of the doors above
        raise NotAllowedError(Permission.OWN_ACCOUNT, "The account is in use.")
    return Asking(request, cast("User", request.user), who)
