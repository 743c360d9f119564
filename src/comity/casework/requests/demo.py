"""A received request of the synthetic office in mid-flight: every ground answered, and the sender being consulted."""

import datetime as dt
from typing import Any

from django.conf import settings

from comity.casework.accounts.models import User
from comity.casework.cases.services import agency_join, member_add
from comity.casework.evidence.store import arrived
from comity.casework.identity import Relation
from comity.casework.requests.admissibility import Answered, checklist_answer
from comity.casework.requests.attaching import Brought
from comity.casework.requests.checklist import Ground, Group, checklist_for
from comity.casework.requests.intake import Paper, request_receive
from comity.casework.requests.keyed import ConductKeyed, PartyKeyed
from comity.casework.requests.models import Request
from comity.casework.requests.services import request_act

_LETTER = b"%PDF-1.4\n% A synthetic letter of request; nothing in it is real.\n%%EOF\n"
_STANDS = "ETS030/search-seizure-own-law"
_UNKNOWN = "ETS030/essential-interests"
_SAID = {
    _STANDS: Answered("met", "A search of the notary's office needs an order of our court, and none is asked for."),
    _UNKNOWN: Answered("unknown", "The ministry has been asked whether the tender concerns a protected installation."),
}
_TEAM = {"bram": Relation.READER, "lena": Relation.READER, "pia": Relation.MEMBER}
_BARRING = {Group.MANDATORY_BAR, Group.OPTIONAL_BAR, Group.POSTPONEMENT, Group.ASSURANCE}


def received_demo(*, people: dict[str, User], on: dt.date) -> None:
    """Key in the request, review it, and consult the sender on the one ground that stands."""
    dirk = people["dirk"]
    request = _received(dirk, on)
    for name, relation in _TEAM.items():
        user, who = people[name], dirk.identity(strong=True)
        agency_join(case=request.case, agency=user.agency, actor=dirk, who=who)
        member_add(case=request.case, user=user, relation=relation, actor=dirk, who=who)
    steps: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("register", 21, {}),
        ("acknowledge", 20, {"signatory_title": "Desk officer", "next_steps": "Review of admissibility"}),
        ("triage", 19, {"priority": "high", "reason": "A hearing is set in the requesting state for next month."}),
        ("start_review", 18, {}),
    )
    for action, ago, given in steps:
        _step(request, action, dirk, on, ago, given)
    _answer(request, dirk, on)
    consulted = {
        "considered": "refusal",
        "grounds": [_STANDS],
        "reason": "The search can be carried out once an order under our law is applied for.",
        "conditions": "The records are handed over without a search, by an order to produce them.",
        "answer_by": (on + dt.timedelta(days=9)).isoformat(),
        "signatory_title": "Desk officer",
    }
    _step(request, "open_consultation", dirk, on, 5, consulted)


def _received(dirk: User, on: dt.date) -> Request:
    day = on - dt.timedelta(days=22)
    statement = (
        "An invented official of a canton is alleged to have steered a tender to an invented company, whose notary in "
        "Voorbeeldstad kept the deeds (synthetic)."
    )
    paper = Paper(
        their_authority="Public Prosecutor, Example Canton",
        letter_date=day - dt.timedelta(days=6),
        channel="courier",
        language="fr",
        claimed_basis="European Convention on Mutual Assistance in Criminal Matters",
        basis="ETS030",
        urgency="urgent",
        urgency_reason="A hearing is set for next month.",
        people=(
            PartyKeyed("Urs Beispielmann", "person", "1966", "CHE", "suspect", 1),
            PartyKeyed("Beispiel Bau AG", "company", "", "CHE", "", 2),
        ),
        conduct=ConductKeyed("uncac:15", statement, "2024-03", "2024-11", "Example Canton", "Criminal Code", "322ter"),
        steps=("search_and_seizure", "testimony"),
    )
    letter = Brought("request.pdf", arrived([_LETTER], settings.EVIDENCE_FOLDER, settings.EVIDENCE_LIMIT))
    return request_receive(
        reference="IN-2026-0029",
        sender="CHE",
        measure="assistance",
        foreign_reference="CH-FIKTIV-77/2026",
        summary="Search of a notary's office for the deeds of an invented company, and the notary's testimony.",
        received=day,
        paper=paper,
        files=[letter],
        on=on,
        actor=dirk,
        who=dirk.identity(strong=True),
    )


def _step(request: Request, action: str, actor: User, on: dt.date, ago: int, given: dict[str, Any]) -> None:
    now = Request.everything.get(pk=request.pk)
    request_act(
        request=now,
        action=action,
        revision=now.revision,
        on=on,
        day=on - dt.timedelta(days=ago),
        actor=actor,
        who=actor.identity(strong=True),
        given=given,
    )


def _answer(request: Request, dirk: User, on: dt.date) -> None:
    now = Request.everything.select_related("case").get(pk=request.pk)
    answers = {ground.rule: _said(ground) for ground in checklist_for(now, on).grounds}
    who = dirk.identity(strong=True)
    checklist_answer(request=now, answers=answers, revision=now.revision, on=on, actor=dirk, who=who)


def _said(ground: Ground) -> Answered:
    good = "not_met" if ground.group in _BARRING else "met"
    return _SAID.get(ground.rule) or Answered(good, "Read in the request and its annexes (synthetic).")
