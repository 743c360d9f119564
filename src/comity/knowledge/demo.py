"""What the synthetic office knows: lessons, a correction that waits, an address to check; all invented."""

import datetime as dt
import uuid
from dataclasses import replace

from comity.casework.accounts.models import User
from comity.casework.requests.models import Request
from comity.knowledge.case_library.demo import library_demo
from comity.knowledge.contributions.services import contribution_decide, contributions_take
from comity.knowledge.corrections.services import Proposal, correction_propose
from comity.knowledge.directory.messages import nodes_in
from comity.knowledge.directory.roles import ContactRole
from comity.knowledge.directory.services import ContactEntry, contact_add
from comity.knowledge.lessons.bundle import CarriedLesson
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.lessons.services import Taught, lesson_propose

_FROM_ABROAD = CarriedLesson(
    uid=str(uuid.UUID(int=20261121)),
    state="CHE",
    measure="freezing",
    happened="queried",
    reason="no_nexus",
    text="The executing office asked how the account was connected with the offence (synthetic).",
    advice="Name the transfer that fed the account, with its day and the page of the statement (synthetic).",
    language="en",
    learnt_on="2026-03-10",
)
_CORRECTION = Proposal(
    state="URY",
    measure="assistance",
    section="Language",
    about="language of requests (synthetic)",
    says="",
    should_say="An invented statement, to show how a correction is compared with its source.",
    source="Invented circular of an invented authority, point 3",
)
_CONTACT = ContactEntry(
    state="URY",
    role=ContactRole.LIAISON.value,
    authority="Example Liaison Office (synthetic)",
    source="Invented for this demonstration",
    checked_on=dt.date.min,
    mailbox="liaison@example.org",
    languages=["es", "en"],
)
_OWN = {
    "bank-records-che": Taught(
        "queried",
        "too_broad",
        "All accounts for ten years were asked for, and the request came back with a question (synthetic).",
        "Ask for the accounts and years that the facts support, and say why each is needed (synthetic).",
    ),
    "freezing-che": Taught(
        "succeeded",
        "contact_beforehand",
        "A call to the central authority before sending settled the form in one day (synthetic).",
        "Call before sending; the draft was read in two days (synthetic).",
    ),
}


def demo_knowledge_create(*, on: dt.date) -> None:
    """Add what was learnt to the synthetic office, once its case is there."""
    anna, lena, dirk = (User.objects.get(username=name) for name in ("anna", "lena", "dirk"))
    for key, taught in _OWN.items():
        request = Request.everything.select_related("case", "wall", "version").get(key=key)
        day = on - dt.timedelta(days=20)
        lesson = lesson_propose(request=request, taught=taught, learnt_on=day, actor=anna, who=anna.identity())
        contribution_decide(made=lesson, confirm=True, reason="", actor=lena, who=lena.identity())
    contributions_take(Lesson, carried=[_FROM_ABROAD], origin="URY", actor=dirk, who=dirk.identity())
    correction_propose(proposal=_CORRECTION, on=on - dt.timedelta(days=6), actor=anna, who=anna.identity())
    checked = on - dt.timedelta(days=420)
    contact_add(entry=replace(_CONTACT, checked_on=checked), on=on, actor=dirk, who=dirk.identity())
    _swiss_contact(dirk, on)
    library_demo(on=on)


def _swiss_contact(dirk: User, on: dt.date) -> None:
    """An authority with a node, where this office has one that trusts it: a test message can be sent there sealed."""
    for node, name in nodes_in("CHE"):
        entry = ContactEntry(
            state="CHE",
            role=ContactRole.CENTRAL_AUTHORITY_ASSISTANCE.value,
            authority=name,
            source="Invented for this demonstration",
            checked_on=on - dt.timedelta(days=30),
            address="Example Street 1, Bern (synthetic)",
            node=node,
        )
        contact_add(entry=entry, on=on, actor=dirk, who=dirk.identity())
