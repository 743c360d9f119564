"""Dates, amounts, numbers and states in the language of the letter: one value, written as each language writes it."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from comity.common.dates import PartialDate
from comity.common.money import Money

if TYPE_CHECKING:
    from babel import Locale

_LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
_ALPHA2 = {"XKX": "XK"}  # the one code in use that the locale data does not map
_NO_STATE = "ZZ"
_HAN = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
# Arabic names the months in two ways, east and west; United Nations texts write both, so that nobody has to guess.
_ARABIC_MONTHS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
_COMMAS = {"ar": "، ", "zh": "，"}
# The space inside 1 250 000, before a currency code, and after "art." and "no." where a value follows.
_APART = re.compile(
    r"(?<=\d) (?=\d{3}(?!\d))|(?<=\d) (?=[A-Z]{3}\b)|(?<=\bart\.) |(?<=\bno\.) |(?<=n°) |(?<=n\.º) "
    r"|(?<=\bст\.) |(?<=№) |(?:^|(?<=\d)) (?=мес\.)"
)
_BEFORE_MARK = re.compile(r"(?<=\S) (?=[:;?!»])|(?<=«) ")
_RIGHT_TO_LEFT = ("R", "AL")


@functools.lru_cache(maxsize=64)
def locale_of(language: str) -> "Locale":
    """The conventions a language is written by; letters in English follow British ones."""
    from babel import Locale  # noqa: PLC0415 - a slow import that start-up does not need

    return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))


def direction_of(language: str) -> str:
    """Whether the language runs ltr or rtl."""
    return str(locale_of(language).text_direction)


def direction_of_text(text: str) -> str | None:
    """The direction of the first letter that has one."""
    return next(_directions(text), None)


def runs_in(text: str, direction: str) -> bool:
    """Whether a text has a letter of that direction."""
    return direction in _directions(text)


def set_apart(text: str, language: str) -> str:
    """Words of another direction, between marks that keep them and what stands beside them in order."""
    direction = direction_of_text(text)
    return text if direction in (None, direction_of(language)) else f"\u2068{text}\u2069"


def _directions(text: str) -> Iterator[str]:
    kinds = (unicodedata.bidirectional(character) for character in text)
    return ("rtl" if kind in _RIGHT_TO_LEFT else "ltr" for kind in kinds if kind in (*_RIGHT_TO_LEFT, "L"))


def date_text(value: dt.date | PartialDate, language: str) -> str:
    """A date in words (5 March 2024, 2024年3月5日); only month or year where no more is known."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - see locale_of

    locale = locale_of(language)
    exact = not isinstance(value, PartialDate) or value.exact
    day = value.first if isinstance(value, PartialDate) else value
    if not exact and len(str(value)) == len("2024"):
        return str(format_skeleton("y", day, locale=locale))
    match locale.language:
        case "ar":
            return (f"{day.day} " if exact else "") + f"{_ARABIC_MONTHS[day.month - 1]} {day.year}"
        case "ru" if not exact:  # in figures, because the name of the month would take a case from the sentence
            return f"{day.month:02d}.{day.year}"
    text = str(format_date(day, "long", locale=locale) if exact else format_skeleton("yMMMM", day, locale=locale))
    if locale.language == "fr" and exact and day.day == 1:
        return text.replace("1 ", "1er ", 1)
    return text.replace("\u202f", " ").replace(" г.", " года") if locale.language == "ru" else text


def number_text(value: int | Decimal, language: str) -> str:
    """A number with every digit it has, however long."""
    symbols = locale_of(language).number_symbols["latn"]
    whole, point, decimals = f"{Decimal(value):,f}".partition(".")
    return whole.replace(",", str(symbols["group"])) + (str(symbols["decimal"]) if point else "") + decimals


def money_text(value: Money, language: str) -> str:
    """An amount with all its decimals and its currency code."""
    return f"{number_text(value.amount, language)}\u00a0{value.currency}"


def state_text(code: str, language: str) -> str | None:
    """The name of a state or territory (ISO 3166-1 alpha-3), or None where the code is not known."""
    alpha2 = _alpha2(code)
    return locale_of(language).territories.get(alpha2) if alpha2 and alpha2 != _NO_STATE else None


def separators(count: int, language: str) -> list[str]:
    """The separators between the members of an enumeration, one fewer than there are members."""
    if count < 2:
        return []
    if language.partition("-")[0] == "ar":  # its "and" is one word with what follows, which may be in any script
        return [comma(language)] * (count - 1)
    patterns: dict[str, Any] = locale_of(language).list_patterns["standard"]
    if count == 2:
        return [_between(patterns["2"])]
    middle = [_between(patterns["middle"])] * (count - 3)
    return [_between(patterns["start"]), *middle, _between(patterns["end"])]


def comma(language: str) -> str:
    """The comma between two parts of a sentence, with its space."""
    return _COMMAS.get(language.partition("-")[0], ", ")


def _between(pattern: str) -> str:
    return pattern.replace("{0}", "").replace("{1}", "")


def _alpha2(code: str) -> str | None:
    from babel.core import get_global  # noqa: PLC0415 - see locale_of

    if code in _ALPHA2:
        return _ALPHA2[code]
    alias = get_global("territory_aliases").get(code)
    return str(alias[0]) if alias and len(code) == 3 and code.isalpha() else None


def unbroken(text: str, language: str) -> str:
    """Keep a number together with its groups, its currency and its sign, and French marks with the word before them."""
    joined = _APART.sub("\u00a0", text)
    return _BEFORE_MARK.sub("\u00a0", joined) if language.partition("-")[0] == "fr" else joined


def section_number(number: int, language: str) -> str:
    """The number before a section's heading: "3. ", in Chinese "三、"."""
    if language.partition("-")[0] != "zh" or number > 99:
        return f"{number}. "
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else _HAN[tens]) + "十"
    return head + _HAN[units] + "、"
