"""What every page knows: the language, the person, and whether this is a demonstration."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from comity.casework.access import Permission, allows
from comity.casework.identity import Identity
from comity.web.asking import identity_of
from comity.web.help import part_for
from comity.web.labels import LANGUAGES, RIGHT_TO_LEFT
from comity.web.tour import strip

MENU = {
    "case-new": Permission.CASE_OPEN,
    "arrived": Permission.REQUEST_RECEIVE,
    "entry-desk": Permission.ENTRY_CHECK,
    "consultations": Permission.CONSULTATION_LIST,
    "person-requests": Permission.PERSON_REQUEST_HANDLE,
    "retention": Permission.RETENTION_READ,
    "oversight": Permission.LOG_READ,
    "accounts": Permission.ACCOUNT_KEEP,
}


def office(request: HttpRequest) -> dict[str, Any]:
    """The common words of a page."""
    code = translation.get_language() or "en"
    who = identity_of(request)
    return {
        "language": code,
        "languages": LANGUAGES,
        "direction": "rtl" if code in RIGHT_TO_LEFT else "ltr",
        "demo": settings.DEMO,
        "tour": strip(request, code),
        "who": who,
        "help_part": part_for(request.path),
        "menu": _menu(who),
    }


def _menu(who: Identity | None) -> frozenset[str]:
    """The pages, by the names of their addresses, to which only those get a link who may open them."""
    if who is None:
        return frozenset()
    return frozenset(
        page
        for page, permission in MENU.items()
        # The link shows before a second factor was; the page then asks for it.
        if allows(permission, replace(who, strong=True) if permission is Permission.ACCOUNT_KEEP else who)
    )
