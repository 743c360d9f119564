"""Codes and names of states and territories: what a person typed, and what it means."""

from functools import cache
from typing import Any

from comity.common.errors import BadInputError
from comity.law.depositary.names import is_former
from comity.law.store import read_data


@cache
def _codes() -> dict[str, dict[str, Any]]:
    codes: dict[str, dict[str, Any]] = read_data("codes.json")["codes"]
    return codes


def all_codes() -> tuple[str, ...]:
    """Every current code of a state, territory or organisation; withdrawn codes are left out."""
    return tuple(code for code, entry in _codes().items() if entry["kind"] != "withdrawn")


def un_members() -> tuple[str, ...]:
    """The members of the United Nations."""
    return tuple(code for code, entry in _codes().items() if "un_member_since" in entry)


def state_name(code: str) -> str:
    """The name behind a code; an unknown code is its own name."""
    entry = _codes().get(code)
    return str(entry["name"]) if entry else code


def is_territory(code: str) -> bool:
    """Whether a code stands for a territory, which has a status of its own beside its state's."""
    entry = _codes().get(code)
    return entry is not None and entry["kind"] == "territory"


def sovereign(code: str) -> str:
    """The state a territory is part of, as depositaries' tables print it; a state is its own."""
    entry = _codes().get(code)
    return str(entry.get("part_of", code)) if entry else code


def parse_state(text: str) -> str:
    """Read a code of three letters; anything else is refused with the code that was probably meant."""
    code = text.strip().upper()
    entry = _codes().get(code)
    if entry is not None and entry["kind"] != "withdrawn":
        return code
    if entry is not None:
        raise BadInputError(
            f"'{code}' ({entry['name']}) is a withdrawn code (ISO 3166-3, {entry['withdrawn']});"
            " use the code of the state of today, and mind that the date is not one of legal succession"
        )
    if is_former(text):
        raise BadInputError(
            f"'{text}' is a state that is no more; name the state of today that follows it for the treaty in question"
        )
    raise BadInputError(f"'{text}' is not a code of a state or territory (ISO 3166-1 alpha-3){_hint(text.strip())}")


def read_state(text: str) -> str:
    """Read a state as a person types it: its code, or a name by which it alone is called, in any language."""
    try:
        return parse_state(text)
    except BadInputError:
        meant = _called(text.strip())
        if len(meant) != 1:
            raise
        return meant[0]


def by_two_letters(code: str) -> str:
    """The code of a state or territory from its two letters, as account numbers have them; empty where none is."""
    return next((known for known in all_codes() if _codes()[known].get("alpha2") == code.upper()), "")


def _hint(text: str) -> str:
    meant = _meant(text)
    if not meant:
        return ""
    return "; did you mean " + " or ".join(f"{code} ({state_name(code)})" for code in meant) + "?"


def _called(text: str) -> tuple[str, ...]:
    """The codes that two letters or a name stand for."""
    from comity.law.state_names import codes_called  # noqa: PLC0415 - only where no code was typed

    two = by_two_letters(text) if len(text) == 2 else ""
    return (two,) if two else codes_called(text)


def _meant(text: str) -> tuple[str, ...]:
    """The codes a person may have meant by a two-letter code, a name, part of a name or a slip in one."""
    from comity.law.state_names import codes_near  # noqa: PLC0415 - only for the sentence after a slip

    called = _called(text)
    if called:
        return called[:3]
    letters = sorted(text.upper())
    return tuple(code for code in all_codes() if sorted(code) == letters)[:3] or codes_near(text)
