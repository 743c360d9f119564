"""What every page knows: the language, the person, and whether this is a demonstration."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from comity.casework.access import Permission, allows
from comity.web.asking import identity_of
from comity.web.help import part_for
from comity.web.labels import LANGUAGES, RIGHT_TO_LEFT


def office(request: HttpRequest) -> dict[str, Any]:
    """The common words of a page."""
    code = translation.get_language() or "en"
    who = identity_of(request)
    return {
        "language": code,
        "languages": LANGUAGES,
        "direction": "rtl" if code in RIGHT_TO_LEFT else "ltr",
        "demo": settings.DEMO,
        "who": who,
        "help_part": part_for(request.path),
        "may_answer": bool(who and allows(Permission.PERSON_REQUEST_HANDLE, who)),
        "may_retain": bool(who and allows(Permission.RETENTION_READ, who)),
        "may_oversee": bool(who and allows(Permission.LOG_READ, who)),
        "may_check": bool(who and allows(Permission.ENTRY_CHECK, who)),
        "may_consult": bool(who and allows(Permission.CONSULTATION_LIST, who)),
        "may_receive": bool(who and allows(Permission.REQUEST_RECEIVE, who)),
        "may_keep": bool(who and allows(Permission.ACCOUNT_KEEP, replace(who, strong=True))),
        "may_open": bool(who and allows(Permission.CASE_OPEN, who)),
    }
