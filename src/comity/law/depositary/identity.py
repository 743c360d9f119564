"""Whether a page is about the treaty it is meant for."""

import re
from functools import cache

from comity.common.errors import BadInputError
from comity.law.depositary.names import name_key
from comity.law.depositary.page import DepositaryPage
from comity.law.register import Register
from comity.law.store import read_data

_SERIES = re.compile(r"ETS (\d{3})")
_SMALL_WORDS = frozenset("the of on and against in for to a an concerning relating additional".split())


@cache
def _references() -> dict[str, str]:
    found: dict[str, str] = read_data("depositaries.json")["references"]
    return found


def instrument_of(page: DepositaryPage, register: Register) -> str:
    """The instrument whose number a page prints; empty where the number is not known here."""
    series = _SERIES.fullmatch(page.reference)
    ids = (f"ETS{series.group(1)}", f"CETS{series.group(1)}") if series else (f"OAS-{page.reference.replace('-', '')}",)
    by_id = next((key for key in ids if key in register.instruments), "")
    return by_id or _references().get(page.reference, "")


def check_identity(page: DepositaryPage, instrument: str, register: Register) -> tuple[str, ...]:
    """Refuse a page of another treaty; say so where the page does not tell which treaty it is about."""
    title = register.instrument(instrument).title
    found = instrument_of(page, register)
    shown = f"'{page.title}'" if page.title else "a treaty it does not name"
    number = f" ({page.reference})" if page.reference else ""
    if found and found != instrument:
        raise BadInputError(f"the page is about {shown}{number}, which is {found} here, not {instrument} ({title})")
    if found:
        return ()
    namesake = _namesake(page.title, register)
    if namesake and namesake != instrument:
        raise BadInputError(f"the page is about {shown}, which is {namesake} here, not {instrument} ({title})")
    if namesake or _alike(page.title, title):
        return ()
    return (f"check that the page is about {instrument} ({title}): it is about {shown}{number}",)


def _namesake(title: str, register: Register) -> str:
    sought = name_key(title)
    named = (key for key in register.instruments if sought and name_key(register.instrument(key).title) == sought)
    return next(named, "")


def _alike(one: str, other: str) -> bool:
    """Whether two English titles are made of the same words, small words left aside."""
    words, others = (frozenset(name_key(text).split()) - _SMALL_WORDS for text in (one, other))
    return bool(words) and words == others
