"""Consultation before refusal or postponement: on which grounds one may consult, and which may then be relied on."""

from comity.casework.requests.checklist import Answer, Checklist, Ground
from comity.casework.requests.models import Request, StepTaken


def consultable(checklist: Checklist) -> tuple[Ground, ...]:
    """The grounds that stand in the way, and those of which nobody knows yet whether they do."""
    return tuple(ground for ground in checklist.grounds if ground.stands or ground.said == Answer.UNKNOWN)


def refusable(request: Request, checklist: Checklist) -> tuple[Ground, ...]:
    """The grounds that stand today and on which the sender was consulted since the review last began anew."""
    consulted = {rule for step in consultations(request) for rule in step.given.get("grounds", ())}
    return tuple(ground for ground in checklist.against if ground.rule in consulted)


def consultations(request: Request) -> list[StepTaken]:
    """The consultations that have been ended, the oldest first; a reopened request begins with none."""
    opened: StepTaken | None = None
    ended: list[StepTaken] = []
    for step in request.steps_taken.order_by("pk"):
        if step.action == "supplement":
            opened, ended = None, []
        elif step.action == "open_consultation":
            opened = step
        elif step.action == "end_consultation" and opened is not None:
            ended.append(opened)
            opened = None
    return ended
