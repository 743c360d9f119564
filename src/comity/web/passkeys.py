"""Passkeys between page and authenticator: what the page is told to ask, and the answer out of the form."""

import json
import secrets

from django.http import HttpRequest

from comity.casework.accounts import webauthn
from comity.casework.accounts.factors import passkey_add, passkey_show
from comity.casework.accounts.models import Passkey, User
from comity.common.errors import BadInputError
from comity.web.asking import Asking, address_of


def site_of(request: HttpRequest) -> webauthn.Site:
    """The office as the browser knows it."""
    host = request.get_host()
    return webauthn.Site(host.rsplit(":", 1)[0] if host[-1] != "]" else host, f"{request.scheme}://{host}")


def options_to_show(request: HttpRequest, user: User) -> str:
    """What the browser is asked so that one of the person's passkeys is shown; empty where there is none."""
    known = list(user.passkeys.values_list("key_id", flat=True))
    return json.dumps(webauthn.request_options(site_of(request), _challenge(request), known)) if known else ""


def options_to_make(request: HttpRequest, user: User) -> str:
    """What the browser is asked so that a passkey is made."""
    known = list(user.passkeys.values_list("key_id", flat=True))
    options = webauthn.creation_options(site_of(request), user.pk, user.username, _challenge(request), known)
    return json.dumps(options)


def passkey_shown(asking: Asking) -> bool:
    """Whether the form holds the answer of a passkey of the person."""
    return passkey_show(
        user=asking.user,
        key_id=asking.text("key_id"),
        client_data=webauthn.decoded(asking.text("client_data")),
        data=webauthn.decoded(asking.text("data")),
        signature=webauthn.decoded(asking.text("signature")),
        challenge=_taken(asking.http),
        site=site_of(asking.http),
        address=address_of(asking.http),
    )


def passkey_made(asking: Asking) -> Passkey:
    """Take the passkey whose making the form holds."""
    return passkey_add(
        user=asking.user,
        name=asking.text("name"),
        client_data=webauthn.decoded(asking.text("client_data")),
        attestation=webauthn.decoded(asking.text("attestation")),
        challenge=_taken(asking.http),
        site=site_of(asking.http),
        who=asking.who,
    )


def _challenge(request: HttpRequest) -> bytes:
    challenge = secrets.token_bytes(webauthn.CHALLENGE_BYTES)
    request.session["challenge"] = webauthn.encoded(challenge)
    return challenge


def _taken(request: HttpRequest) -> bytes:
    """The challenge of this session; it is good for one answer."""
    challenge = request.session.pop("challenge", "")
    if not challenge:
        raise BadInputError("this answers another question than the one just asked; try again")
    return webauthn.decoded(challenge)
