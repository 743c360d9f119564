"""Reading requests: for whom, what can be done next, and why not."""

from dataclasses import dataclass

from comity.casework.access import Permission, allows, missing
from comity.casework.cases.models import Case
from comity.casework.identity import Identity, Subject
from comity.casework.lifecycle import LIFECYCLES, Step
from comity.casework.records.selectors import record_subject, records_for
from comity.casework.requests.forms import is_plain
from comity.casework.requests.models import Request

_DRAFT, _SEND, _DECIDE = Permission.REQUEST_DRAFT, Permission.REQUEST_SEND, Permission.REQUEST_DECIDE

# Whom each action is for; what is not named here is following up.
ACTIONS: dict[str, Permission] = {
    **dict.fromkeys(("choose_route", "start_drafting", "confirm_review", "revise", "choose_again"), _DRAFT),
    "attach_translation": _DRAFT,
    "sign_safeguards": Permission.SAFEGUARD_SIGN,
    "sign": Permission.REQUEST_SIGN,
    **dict.fromkeys(("send", "send_again", "answer_question", "send_draft_for_comment", "send_results"), _SEND),
    **dict.fromkeys(("accept", "accept_with_conditions", "accept_in_part", "refuse", "postpone"), _DECIDE),
}


@dataclass(frozen=True, slots=True)
class Possible:
    """One step that is open in the state; ``hindered`` says why this person cannot take it, empty where they can.

    ``is_plain`` says that it asks for nothing but a note, so that a button is enough.
    """

    step: Step
    hindered: str
    is_plain: bool = False

    @property
    def may(self) -> bool:
        """Whether the policy lets this person take it; the guard is asked when they do."""
        return not self.hindered


def requests_for(who: Identity, case: Case) -> list[Request]:
    """The requests of a case that a person may see."""
    return list(records_for(who, case, Request))


def request_for(who: Identity, pk: int) -> Request | None:
    """One request that a person may see."""
    return Request.objects.visible_to(who).select_related("case", "wall", "version").filter(pk=pk).first()


def request_subject(request: Request, who: Identity) -> Subject:
    """What the policy has to know about a request and this person: who drafted and who signed it, too."""
    plain = record_subject(request, who)
    signed = request.version.signatures.values_list("user_id", flat=True) if request.version else ()
    return Subject(
        relation=plain.relation,
        agency_joined=plain.agency_joined,
        handling=plain.handling,
        walled=plain.walled,
        within_walls=plain.within_walls,
        open_case=plain.open_case,
        drafted_by=frozenset(request.drafted_by),
        signed_by=frozenset(signed),
    )


def possible_steps(request: Request, who: Identity) -> list[Possible]:
    """The steps that the life cycle has for the request's state, and which of them are this person's."""
    subject = request_subject(request, who)
    found = []
    for step in LIFECYCLES[request.direction].open_to(request.state):
        permission = permission_for(step.action)
        hindered = "" if allows(permission, who, subject) else missing(permission, who, subject)
        found.append(Possible(step, hindered, is_plain(request.direction, step.action)))
    return found


def permission_for(action: str) -> Permission:
    """Which permission an action needs."""
    return ACTIONS.get(action, Permission.REQUEST_FOLLOW)
