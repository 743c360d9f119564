"""The directory of authorities abroad: added, changed, tested and ended on a state's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, require
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, ComityError, Place
from comity.knowledge.directory.messages import nodes_in
from comity.knowledge.directory.models import Contact
from comity.knowledge.directory.selectors import overdue_contacts
from comity.knowledge.directory.services import (
    ContactEntry,
    contact_add,
    contact_answered,
    contact_change,
    contact_end,
    contact_test,
)
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.fields import filled
from comity.web.knowledge_fields import contact_fields
from comity.web.labels import say
from comity.web.views.knowledge import state_of

_TEXTS = ("role", "authority", "unit", "address", "mailbox", "telephone", "hours", "source", "node")
_STEPS = {"test": contact_test, "answered": contact_answered, "end": contact_end}


@require_GET
@page
def directory_overdue(asking: Asking) -> HttpResponse:
    """The addresses that nobody has checked for a year."""
    require(Permission.KNOWLEDGE_READ, asking.who)
    return render(asking.http, "directory-overdue.html", {"contacts": overdue_contacts(today())})


@require_http_methods(["GET", "POST"])
@page
def contact_new(asking: Asking, code: str) -> HttpResponse:
    """Add an authority of a state."""
    require(Permission.DIRECTORY_KEEP, asking.who)
    return _form(asking, state_of(code), None)


@require_http_methods(["GET", "POST"])
@page
def contact_edit(asking: Asking, pk: int) -> HttpResponse:
    """Change an authority of the directory."""
    require(Permission.DIRECTORY_KEEP, asking.who)
    contact: Contact = found(Contact.objects.filter(pk=pk).first())
    return _form(asking, contact.state, contact)


@require_POST
@page
def contact_step(asking: Asking, pk: int) -> HttpResponse:
    """Note a test message, its answer, or the end of an address."""
    contact: Contact = found(Contact.objects.filter(pk=pk).first())
    step = found(_STEPS.get(asking.text("action")))
    try:
        step(contact=contact, on=today(), actor=asking.user, who=asking.who)
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("knowledge-state", contact.state)


def _form(asking: Asking, state: str, contact: Contact | None) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            _keep(asking, state, contact)
        except ComityError as error:
            errors = complaint(error)
        else:
            return redirect("knowledge-state", state)
    given = asking.http.POST if errors else _written(contact)
    nodes = nodes_in(state)
    fields = filled(contact_fields((("", say("none")), *nodes) if nodes else ()), given)
    context = {"state": state, "contact": contact, "errors": errors, "fields": fields}
    return render(asking.http, "contact.html", context, status=422 if errors else 200)


def _written(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {"checked_on": today().isoformat()}
    plain = {name: str(getattr(contact, name)) for name in _TEXTS}
    return {**plain, "languages": " ".join(contact.languages), "checked_on": contact.checked_on.isoformat()}


def _keep(asking: Asking, state: str, contact: Contact | None) -> None:
    day = asking.text("checked_on")
    if not day:
        raise BadInputError("say on which day it was checked", Place(field="checked_on"))
    texts = {name: asking.text(name) for name in _TEXTS}
    languages = asking.text("languages").replace(",", " ").split()
    entry = ContactEntry(state=state, checked_on=parse_day(day, "checked_on"), languages=languages, **texts)
    if contact is None:
        contact_add(entry=entry, on=today(), actor=asking.user, who=asking.who)
        return
    revision = asking.number("revision")
    contact_change(contact=contact, entry=entry, revision=revision, on=today(), actor=asking.user, who=asking.who)
