"""What a step of the other state already says of a lesson: how the request fared, and for which reason."""

from comity.casework.requests.models import Request, StepTaken
from comity.knowledge.reasons import Happened, Reason

_HAPPENED: dict[str, Happened] = {
    "record_refusal": Happened.REFUSED,
    "record_question": Happened.QUERIED,
    "record_postponement": Happened.DELAYED,
    "record_no_execution": Happened.REFUSED,
    "record_results": Happened.SUCCEEDED,
    "call_authority": Happened.DELAYED,
    "send_note": Happened.DELAYED,
}
# Steps that are taken where the other state does not answer at all: the last rungs of the ladder of reminders.
_NO_ANSWER = frozenset({"call_authority", "send_note"})
# Which reason of the lessons a ground of a refusal is; what is not here is told in the words of the lesson.
_REASONS: dict[str, Reason] = {
    "documents": Reason.INCOMPLETE_DOCUMENTS,
    "nexus": Reason.NO_NEXUS,
    "too_broad": Reason.TOO_BROAD,
    "language": Reason.TRANSLATION,
    "channel": Reason.WRONG_FORM,
    "authentication": Reason.WRONG_FORM,
    "dual_criminality": Reason.DUAL_CRIMINALITY,
    "conduct_covered": Reason.DUAL_CRIMINALITY,
    "evidence_standard": Reason.EVIDENCE_STANDARD,
    "death_penalty": Reason.ASSURANCE_MISSING,
    "life_sentence": Reason.ASSURANCE_MISSING,
    "in_absentia": Reason.ASSURANCE_MISSING,
    "reciprocity": Reason.ASSURANCE_MISSING,
    "specialty": Reason.ASSURANCE_MISSING,
    "torture": Reason.HUMAN_RIGHTS,
    "fair_trial": Reason.HUMAN_RIGHTS,
    "persecution": Reason.HUMAN_RIGHTS,
    "humanitarian": Reason.HUMAN_RIGHTS,
    "asylum": Reason.HUMAN_RIGHTS,
    "political_offence": Reason.POLITICAL_OFFENCE,
    "nationality": Reason.OWN_NATIONAL,
    "time_bar": Reason.TIME_BAR,
    "amnesty": Reason.TIME_BAR,
    "ne_bis_in_idem": Reason.DOUBLE_JEOPARDY,
    "de_minimis": Reason.TOO_SMALL,
    "minimum_penalty": Reason.TOO_SMALL,
    "seriousness": Reason.TOO_SMALL,
    "bank_secrecy": Reason.CONFIDENTIALITY,
    "confidentiality": Reason.CONFIDENTIALITY,
    "costs": Reason.COSTS,
}


def lesson_arising(request: Request) -> dict[str, str]:
    """How the newest step of the other state, or its silence, lets a lesson begin; empty where there was none."""
    steps = StepTaken.objects.filter(request=request, action__in=_HAPPENED).order_by("-pk")
    newest = steps.first()
    if newest is None:
        return {}
    grounds = newest.given.get("grounds") or ()
    reason = next((_REASONS[ground] for ground in grounds if ground in _REASONS), Reason.OTHER if grounds else None)
    reason = Reason.NO_ANSWER if newest.action in _NO_ANSWER else reason
    told = {"happened": _HAPPENED[newest.action].value}
    return told | ({"reason": reason.value} if reason else {})


def wants_lesson(request: Request) -> bool:
    """Whether a refusal, a question, a delay or a return came and nobody has written down yet what that taught."""
    steps = StepTaken.objects.filter(request=request, action__in=_HAPPENED).values_list("action", flat=True)
    came = {_HAPPENED[action] for action in steps} - {Happened.SUCCEEDED}
    return bool(came - {Happened(told) for told in request.lessons.values_list("happened", flat=True)})
