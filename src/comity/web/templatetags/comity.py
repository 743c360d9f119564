"""Words, dates, texts and names as the pages show them."""

import datetime as dt
import unicodedata
from typing import Any

from django import template
from django.utils import formats, timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from comity.web import labels
from comity.web.states import state_choices

register = template.Library()

# Characters that turn or hide text; shown by their number, so that nobody is deceived by a name.
_CONTROLS = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


@register.simple_tag
def say(english: str) -> str:
    """A label in the language of the page."""
    return labels.say(english)


@register.simple_tag
def say_it(english: str) -> str:
    """A label that a table names, in the language of the page."""
    return labels.say(english)


@register.filter
def word(code: object) -> str:
    """A code of the vocabulary in words."""
    return labels.word(str(code or ""))


@register.filter
def labelled(field: object) -> str:
    """The name of a form field where the catalogue has one; where it has none, the sentence alone says enough."""
    name = str(field or "").replace("_", " ").capitalize()
    return labels.say(name) if name in labels.catalogue() else ""


@register.filter
def said(english: object) -> SafeString:
    """A sentence of the rooms below in the language of the page; English is marked as English where it stays so."""
    text_, here = str(english or ""), translation.get_language() or "en"
    shown = labels.sentence(text_)
    if here != "en" and shown in {text_, text_[:1].upper() + text_[1:]}:
        return format_html('<span lang="en" dir="ltr">{}</span>', plainly(shown))
    return format_html("{}", shown)


@register.filter
def day(value: object) -> str:
    """A date as the language of the page writes it."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dt.date):
        return ""
    return formats.date_format(value, "j F Y" if translation.get_language() in {"en", "ar"} else "DATE_FORMAT")


@register.filter
def moment(value: object) -> str:
    """A day with its hour in the office's time zone, as the language of the page writes them."""
    if not isinstance(value, dt.datetime):
        return ""
    local = timezone.localtime(value)
    return f"{day(local)} {formats.time_format(local, 'H:i')}"


@register.filter
def state(code: object) -> str:
    """A state's or territory's name in the language of the page, with its code."""
    found = dict(state_choices()).get(str(code))
    return f"{found} ({code})" if found else str(code or "")


@register.filter
def text(value: Any) -> str:  # noqa: ANN401 - text of a case file: plain, or by language
    """A text of a case file in the language of the page, otherwise in the first it was written in."""
    if not isinstance(value, dict):
        return "\n".join(value) if isinstance(value, list) else str(value or "")
    language = (translation.get_language() or "en").partition("-")[0]
    found = value.get(language) or value.get("en") or next(iter(value.values()), "")
    return "\n".join(found) if isinstance(found, list) else str(found)


@register.filter
def plainly(value: object) -> SafeString:
    """A name with every character that turns or hides text made visible."""
    text_ = str(value or "")
    if text_.isprintable() and not _CONTROLS.intersection(text_):
        return format_html("<bdi>{}</bdi>", text_)
    parts = ((_shown(char),) for char in text_)
    return format_html("<bdi>{}</bdi>", format_html_join("", "{}", parts))


@register.filter
def told(value: object) -> str:
    """A name where no tags may stand (a title, a choice): what turns or hides text is told by its number."""
    return "".join(f"[U+{ord(c):04X}]" if _hides(c) else c for c in str(value or ""))


def _hides(char: str) -> bool:
    return char in _CONTROLS or (unicodedata.category(char) == "Cc" and char not in "\n\t")


def _shown(char: str) -> str | SafeString:
    if _hides(char):
        return format_html(
            '<span class="comity-control" title="{}">U+{}</span>', unicodedata.name(char, "control"), f"{ord(char):04X}"
        )
    return char


_TAGS = {
    "open": "green",
    "conditional": "yellow",
    "barred": "red",
    "unavailable": "grey",
    "not_evidenced": "grey",
    "blocking": "red",
    "warning": "yellow",
    "advice": "blue",
    "over": "red",
    "soon": "yellow",
    "later": "green",
    "refused": "red",
    "withdrawn": "grey",
    "closed": "grey",
    "undelivered": "red",
    "sent": "turquoise",
    "needed": "grey",
    "results_complete": "green",
    "met": "green",
    "not_met": "red",
    "unknown": "yellow",
    "clear": "green",
    "concern": "red",
    "covered": "green",
    "not_covered": "red",
    "kept": "green",
    "not_kept": "red",
    "revoked": "grey",
    "stopped": "red",
}


@register.filter
def tag(code: object) -> SafeString:
    """A code as a coloured tag; the word says it, the colour only helps."""
    colour = _TAGS.get(str(code), "blue")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, labels.word(str(code)))
