"""What a password must be, and passwords that the office makes up itself."""

import datetime as dt
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from comity.casework.accounts.breached import is_breached
from comity.casework.agencies.models import Agency
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.casework.accounts.models import User

GIVEN_FOR = dt.timedelta(days=7)  # a password that the office made up ends unless it is used
_SHORTEST_WORD = 4
SHORTEST, LONGEST = 12, 200
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else


def password_check(password: str, username: str, field: str = "password", words: Iterable[str] = ()) -> None:
    """Refuse a password that is short, holds a name that anybody would try here, or is known from a breach."""
    where = Place(field=field)
    if len(password) < SHORTEST:
        raise BadInputError("the password needs at least 12 characters", where)
    if len(password) > LONGEST:
        raise BadInputError("the password may have 200 characters at most", where)
    if username.casefold() in password.casefold():
        raise BadInputError("the password may not hold the name of sign-in", where)
    for word in words:
        if word.casefold() in password.casefold():
            raise BadInputError("the password may not hold a word of the office or a name of yours", where)
    if settings.BREACHED_PASSWORDS and is_breached(password, Path(settings.BREACHED_PASSWORDS)):
        raise BadInputError("this password is known from a breach elsewhere", where)
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        raise BadInputError("this password is among those that everybody tries first", where) from None


def office_words(user: "User | None" = None) -> list[str]:
    """What somebody who wants to get in here would try first: the office's own names, and the person's."""
    told = ["comity", *settings.PASSWORD_WORDS, *(host.partition(".")[0] for host in settings.HOSTS)]
    told += [word for agency in Agency.objects.all() for word in (agency.key, *agency.name.split())]
    told += user.name.split() if user else []
    return sorted({word.casefold() for word in told if len(word) >= _SHORTEST_WORD})


def random_code(groups: int, length: int = 4) -> str:
    """A code to be typed by hand: groups of letters and digits that are hard to mistake."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(length)) for _ in range(groups))
