"""The fields of the evidence pages, and what was typed into them as the register takes it."""

import datetime as dt

from django.http import QueryDict

from comity.casework.cases.models import Case
from comity.casework.cases.selectors import walls_for
from comity.casework.evidence.limits import Limits, Purpose, Secrecy, Use
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.services import CUSTODY_KINDS, Entry, Origin, Receipt
from comity.casework.records.models import Record
from comity.casework.records.selectors import records_for
from comity.casework.requests.selectors import requests_for
from comity.common.dates import parse_day
from comity.web.asking import Asking
from comity.web.fields import Field, Options, options
from comity.web.labels import say
from comity.web.states import state_choices

KINDS = ("document", "bank_records", "statement", "data_carrier", "electronic_data", "object", "other")


def register_fields(asking: Asking, case: Case) -> list[Field]:
    """What is asked when an item is registered."""
    walls = tuple((str(wall.pk), wall.title) for wall in walls_for(asking.who, case))
    return [
        Field("key", "Number", hint="As it stands on the item, such as EV-14", width="govuk-input--width-10"),
        Field("title", "What it is"),
        Field("kind", "Kind", "choice", options=options(KINDS)),
        Field("file", "File", "file", "Its SHA-256 is computed while it arrives; it stays closed until it is released"),
        Field("day", "Received on", "day"),
        Field("giver", "Received from", hint="The person or authority that handed it over"),
        Field("holder", "Held by", hint="Who has it now, and where", value=asking.user.name),
        Field("why", "Why it was handed over"),
        Field("seal", "Seal number", width="govuk-input--width-10"),
        Field("origin", "State it came from", "choice", "Only for evidence from abroad", options=states()),
        Field("request", "Our request that it answers", "choice", options=_requests(asking, case)),
        Field("return_original", "The original has to be returned", "flag"),
        Field("document", "Annex of the case file", "choice", options=_documents(asking, case)),
        *limit_fields(asking, case),
        *([Field("wall", "Who may see it", "choice", options=(("", say("The whole team")), *walls))] if walls else []),
    ]


def limit_fields(asking: Asking, case: Case) -> list[Field]:
    """How the item may be used; nothing chosen means that the giving state set no such limit."""
    conduct = tuple((r.key, r.key) for r in records_for(asking.who, case, Record) if r.kind == "conduct")
    return [
        Field("purposes", "May be used for", "several", "No tick: no limit of purpose", options(Purpose)),
        Field("conduct", "Only for these facts (specialty)", "several", "No tick: no such limit", conduct),
        Field("limited_onward", "May not be passed on to another state without consent", "flag"),
        Field("states", "Consent was given for", hint="Codes of states, parted by blanks, such as FRA CHE"),
        Field("secrecy", "May be shown to", "choice", options=options(Secrecy)),
        Field("expires", "May be used until", "day"),
    ]


def custody_fields() -> list[Field]:
    """What is asked about a step of custody."""
    return [
        Field("happened", "What happened", "choice", options=options(CUSTODY_KINDS)),
        Field("day", "On", "day"),
        Field("holder", "Handed to", hint="Only when it was handed over or returned"),
        Field("why", "Why"),
        Field("seal", "Seal number", width="govuk-input--width-10"),
    ]


def use_fields(asking: Asking, case: Case) -> list[Field]:
    """What is asked about a use."""
    conduct = tuple((r.key, r.key) for r in records_for(asking.who, case, Record) if r.kind == "conduct")
    return [
        Field("what", "What it is used for", hint="Such as: hearing of 3 March, reference 00/000417-24"),
        Field("purpose", "Purpose", "choice", options=options(Purpose)),
        Field("use_conduct", "For which facts", "several", options=conduct),
        Field("state", "Shown or sent to", "choice", "Leave empty where it stays in this state", states()),
        Field("leaves", "It leaves this office", "flag"),
    ]


def states() -> Options:
    """The states and territories, and nothing chosen."""
    return (("", "–"), *state_choices())


def _requests(asking: Asking, case: Case) -> Options:
    found = (r for r in requests_for(asking.who, case) if r.direction == "outgoing")
    return (("", "–"), *((r.key, r.key) for r in found))


def _documents(asking: Asking, case: Case) -> Options:
    found = (r for r in records_for(asking.who, case, Record) if r.kind == "documents")
    return (("", "–"), *((r.key, r.key) for r in found))


def entry_of(form: QueryDict) -> Entry:
    """A new item as it was typed in."""
    return Entry(
        key=_text(form, "key"),
        title=_text(form, "title"),
        kind=_text(form, "kind") if _text(form, "kind") in KINDS else "other",
        receipt=receipt_of(form),
        origin=Origin(_text(form, "origin"), _text(form, "request"), bool(form.get("return_original"))),
        limits=limits_from(form),
        document=_text(form, "document"),
    )


def receipt_of(form: QueryDict) -> Receipt:
    """Who handed what to whom, as it was typed in."""
    names = {name: _text(form, name) for name in ("giver", "holder", "why", "seal")}
    return Receipt(parse_day(_text(form, "day"), "day"), **names)


def limits_from(form: QueryDict) -> Limits:
    """The limits of use as they were typed in."""
    return Limits(
        purposes=tuple(Purpose(value) for value in form.getlist("purposes") if value in set(Purpose)),
        conduct=tuple(form.getlist("conduct")),
        states=tuple(_text(form, "states").upper().replace(",", " ").split()),
        onward=not form.get("limited_onward"),
        secrecy=Secrecy(_text(form, "secrecy")) if _text(form, "secrecy") in set(Secrecy) else Secrecy.NONE,
        expires=parse_day(_text(form, "expires"), "expires") if _text(form, "expires") else None,
    )


def limits_typed(item: EvidenceItem) -> dict[str, object]:
    """The limits of an item as the form shows them."""
    limits = item.data.get("limits") or {}
    return {
        **limits,
        "states": " ".join(limits.get("states", ())),
        "limited_onward": not limits.get("onward", True),
        "expires": limits.get("expires") or "",
    }


def use_of(form: QueryDict, on: dt.date) -> Use:
    """A use as it was typed in."""
    purpose = _text(form, "purpose")
    return Use(
        on=on,
        purpose=Purpose(purpose) if purpose in set(Purpose) else None,
        conduct=tuple(form.getlist("use_conduct")),
        state=_text(form, "state"),
        leaves=bool(form.get("leaves") or _text(form, "state")),
    )


def _text(form: QueryDict, name: str) -> str:
    return str(form.get(name, "")).strip()
