"""Sums of money as the pages show them: every minor unit, grouped as the language does, with its currency."""

from fractions import Fraction
from typing import Any

from django import template
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comity.casework.ledger.currency import digits, of_minor
from comity.web import labels
from comity.web.templatetags.comity import plainly

register = template.Library()


def written(minor: int, currency: str) -> str:
    """A sum in the language of the page."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - slow to import

    places = digits(currency)
    shape = "#,##0" + ("." + "0" * places if places else "")
    language = (translation.get_language() or "en").partition("-")[0]
    return f"{format_decimal(of_minor(minor, currency).amount, shape, locale=language)} {currency}"


@register.simple_tag
def money(minor: int | None, currency: str) -> SafeString:
    """A whole number of minor units as a sum of money; a dash where there is none."""
    return format_html('<bdi dir="ltr">{}</bdi>', "–" if minor is None else written(minor, currency))


@register.filter
def money_of(line: Any) -> SafeString:  # noqa: ANN401 - whatever has minor units and a currency
    """The sum of a line that has minor units and a currency."""
    return money(line.minor, line.currency)


@register.filter
def as_percent(share: Fraction) -> SafeString:
    """A share as a percentage with four decimals at most; what is smaller is cut, never rounded up."""
    cut = int(share * 1_000_000)
    text = f"{cut // 10_000}.{cut % 10_000:04d}".rstrip("0").rstrip(".")
    return format_html('<bdi dir="ltr">{}%</bdi>', text)


@register.filter
def told(text: str) -> SafeString:
    """What an entry is for: the name of a step in the language of the page, anything else as it was written."""
    known = labels.say(text)
    return format_html("{}", known) if known != text else plainly(text)
