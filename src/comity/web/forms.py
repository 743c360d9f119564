"""A page with one form: its fields as a list, shown by one template, with every slip told at its field."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render

from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, complaint
from comity.web.fields import Field, filled
from comity.web.labels import say


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is for, its fields, and where one goes back to."""

    title: str
    fields: Sequence[Field]
    back: str
    caption: str = ""
    intro: str = ""
    button: str = ""


def day_of(asking: Asking, name: str) -> dt.date:
    """The date in a field; without one the field says so."""
    return parse_day(asking.text(name), name)


def day_or_none(asking: Asking, name: str) -> dt.date | None:
    """The date in a field that may stay empty."""
    return day_of(asking, name) if asking.text(name) else None


def number_of(asking: Asking, name: str) -> int:
    """The whole number in a field."""
    try:
        return int(asking.text(name))
    except ValueError:
        raise BadInputError("give a whole number", Place(field=name)) from None


def ticked(asking: Asking, name: str) -> bool:
    """Whether a box is ticked."""
    return bool(asking.text(name))


def form_page(asking: Asking, form: Form, save: Callable[[], str]) -> HttpResponse:
    """Show a form; when it was sent, save it and go where ``save`` says, or tell each slip at its field."""
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            return redirect(save())
        except ComityError as error:
            if not isinstance(error, BadInputError) and not hasattr(error, "sentences"):
                raise
            errors = complaint(error)
    fields = filled(form.fields, asking.http.POST)
    context = {"form": form, "fields": fields, "errors": errors, "button": form.button or say("Save")}
    return render(asking.http, "form.html", context, status=422 if errors else 200)
