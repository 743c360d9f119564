"""The directory of an authority (OpenID Connect): where a person is sent to sign in, and what comes back of them.

Authorization code with PKCE, state and nonce; the identity token is checked against the keys that the issuer publishes.
The library comes with ``comity[oidc]``; nothing of it is loaded where no issuer is set.
"""

import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from comity.casework.accounts.directory import Told
from comity.common.errors import ComityError

SIGNATURES = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"}
)
"""What an identity token may be signed with: by a key of the issuer, never by the shared secret or not at all."""
_PATIENCE_SECONDS = 10
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class DirectoryError(ComityError):
    """The directory could not be asked, or what it said does not hold."""


def has_directory() -> bool:
    """Whether people of this office can sign in through a directory."""
    return bool(settings.DIRECTORY["issuer"])


def directory_name() -> str:
    """How the sign-in page calls the directory."""
    return settings.DIRECTORY["name"] or urlsplit(settings.DIRECTORY["issuer"]).hostname or ""


def directory_trouble() -> str:
    """Why the directory cannot be used as it is set up; empty where it can."""
    issuer = urlsplit(settings.DIRECTORY["issuer"])
    if issuer.scheme != "https" and issuer.hostname not in _HERE:
        return "the issuer of the directory must be an https address"
    if not settings.DIRECTORY["client"]:
        return "COMITY_OIDC_CLIENT is not set"
    try:
        import authlib.integrations.django_client  # noqa: F401, PLC0415 - an extra
    except ImportError:
        return "the packages of comity[oidc] are not installed"
    return ""


def send_to_directory(request: HttpRequest, back: str) -> HttpResponse:
    """Send somebody to the directory; ``back`` is the address of this office to which it sends them again."""
    asked = {"acr_values": settings.DIRECTORY["contexts"]} if settings.DIRECTORY["contexts"] else {}
    asked["max_age"] = str(settings.SESSION_COOKIE_AGE)  # nobody gets a new day here on yesterday's sign-in there
    with _Trouble():
        answer: HttpResponse = _client().authorize_redirect(request, back, **asked)
    return answer


def told_by_directory(request: HttpRequest) -> Told:
    """Who the directory says that has signed in there, once its token holds."""
    with _Trouble():
        token = _client().authorize_access_token(request)
    claims: dict[str, Any] = token.get("userinfo") or {}
    name, subject = claims.get(settings.DIRECTORY["claim"]), claims.get("sub")
    if not isinstance(name, str) or not name or not isinstance(subject, str) or not subject:
        raise DirectoryError(f"the directory did not say {settings.DIRECTORY['claim']}; tell your administrator")
    signed_in: Any = claims.get("auth_time")
    if isinstance(signed_in, int) and time.time() - signed_in > settings.SESSION_COOKIE_AGE + _PATIENCE_SECONDS:
        raise DirectoryError("the sign-in at the directory is too old; sign in there again")
    methods = claims.get("amr") or ()
    return Told(
        issuer=str(claims["iss"]),
        subject=subject,
        name=name,
        methods=tuple(str(method) for method in methods) if isinstance(methods, list) else (),
        context=str(claims.get("acr") or ""),
    )


def accepted_contexts() -> frozenset[str]:
    """The contexts of authentication (acr) that count as a second factor here."""
    return frozenset(settings.DIRECTORY["contexts"].split())


def _client() -> Any:  # noqa: ANN401 - of a library that is there only with the extra
    if trouble := directory_trouble():
        raise DirectoryError(trouble)
    from authlib.integrations.django_client import DjangoOAuth2App, OAuth  # noqa: PLC0415 - an extra
    from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415

    class Direct(OAuth2Session):  # type: ignore[misc]
        """Asks the directory and nobody to whom it would send us on."""

        def request(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - of a library without types
            return super().request(*args, **{**named, "allow_redirects": False})

    class App(DjangoOAuth2App):  # type: ignore[misc]
        client_cls = Direct

    client = OAuth().register(
        "directory",
        client_cls=App,
        client_id=settings.DIRECTORY["client"],
        client_secret=settings.DIRECTORY["secret"] or None,
        server_metadata_url=settings.DIRECTORY["issuer"].rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "default_timeout": _PATIENCE_SECONDS,
        },
    )
    with _Trouble():
        published = client.load_server_metadata()
    if published.get("issuer") != settings.DIRECTORY["issuer"]:
        told = "the directory calls itself by another name than this office was given; tell your administrator"
        raise DirectoryError(told)
    allowed = SIGNATURES & set(published.get("id_token_signing_alg_values_supported") or ("RS256",))
    client.server_metadata["id_token_signing_alg_values_supported"] = sorted(allowed)
    return client


class _Trouble:
    """Turns what the library and the network say into one sentence for the person who wants to sign in."""

    def __enter__(self) -> None:
        """Nothing is needed before."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        import requests  # noqa: PLC0415 - an extra
        from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
        from joserfc.errors import JoseError  # noqa: PLC0415

        if isinstance(error, requests.RequestException):
            raise DirectoryError("the directory cannot be reached; try again, or tell your administrator") from error
        if isinstance(error, AuthlibBaseError | JoseError | ValueError | KeyError):
            raise DirectoryError("the answer of the directory cannot be relied on; tell your administrator") from error
