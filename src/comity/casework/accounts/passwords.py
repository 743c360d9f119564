"""What a password must be, and passwords that the office makes up itself."""

import secrets

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from comity.common.errors import BadInputError, Place

SHORTEST, LONGEST = 12, 200
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else


def password_check(password: str, username: str, field: str = "password") -> None:
    """Refuse a password that is short, holds the name of sign-in, or is among those that everybody tries first."""
    where = Place(field=field)
    if len(password) < SHORTEST:
        raise BadInputError("the password needs at least 12 characters", where)
    if len(password) > LONGEST:
        raise BadInputError("the password may have 200 characters at most", where)
    if username.casefold() in password.casefold():
        raise BadInputError("the password may not hold the name of sign-in", where)
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        raise BadInputError("this password is among those that everybody tries first", where) from None


def random_code(groups: int, length: int = 4) -> str:
    """A code to be typed by hand: groups of letters and digits that are hard to mistake."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(length)) for _ in range(groups))
