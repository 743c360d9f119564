"""Codes of states and territories: three letters in case files, two in FollowTheMoney."""

from collections.abc import Mapping
from functools import cache

from comity.law.store import read_data


@cache
def _two_letters() -> Mapping[str, str]:
    """Codes in use; the withdrawn ones have handed their two letters on."""
    rows: Mapping[str, Mapping[str, str]] = read_data("codes.json")["codes"]
    return {code: row.get("alpha2", "") for code, row in rows.items() if row["kind"] in {"state", "territory"}}


@cache
def _three_letters() -> Mapping[str, str]:
    return {short.lower(): long for long, short in _two_letters().items() if short}


def two_letters(code: str) -> str:
    """Return the code in two small letters, as FollowTheMoney writes it."""
    return (_two_letters().get(code) or code).lower()


def three_letters(code: str) -> str | None:
    """Return the code in three capital letters; None for a code of no state or territory."""
    return _three_letters().get(code.lower()) or (code.upper() if code.upper() in _two_letters() else None)
