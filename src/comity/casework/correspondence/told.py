"""Steps that the counterpart's node takes on a request of this office: by the same table, within the same transaction.

The node of the other state may tell only what concerns requests it is in conversation about, and only steps that the
life cycle has for the state the request is in. Whatever does not fit waits for a person.
"""

import datetime as dt
from typing import Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.identity import Identity, Subject
from comity.casework.lifecycle import LIFECYCLES
from comity.casework.log.services import log_append
from comity.casework.requests.models import Request, StepTaken
from comity.exchange.node.fail_points import fail_point

BY = "counterpart node"


def node_identity(node: str) -> Identity:
    """A counterpart's node as the policy sees it: no person, no agency, no role."""
    return Identity(user=0, agency="", roles=frozenset(), active=False, node=node)


@transaction.atomic
def request_told(
    *, request: Request, actions: tuple[str, ...], day: dt.date, given: dict[str, Any], who: Identity, nodes: set[str]
) -> str:
    """Take the first of some steps that is open in the request's state; gives its name, or nothing where none is.

    ``nodes`` are the nodes with which this request is in conversation.
    """
    require(Permission.REQUEST_TELL, who, Subject(nodes=frozenset(nodes)))
    request = Request.everything.select_for_update(of=("self",)).select_related("case").get(pk=request.pk)
    open_steps = {step.action: step for step in LIFECYCLES[request.direction].open_to(request.state)}
    step = next((open_steps[action] for action in actions if action in open_steps), None)
    if step is None or step.guard:
        return ""
    if given.get("reference"):
        request.foreign_reference = str(given["reference"])[:120]
    request.state = step.to
    request.revision += 1
    request.save()
    StepTaken.objects.create(request=request, action=step.action, to=step.to, day=day, actor=None, given=given)
    details = {"action": step.action, "by": BY, **given}
    log_append(
        event=step.event, actor=None, case=request.case, subject="request", key=request.key, day=day, details=details
    )
    request.case.save(update_fields=["changed"])
    fail_point("told:in_transaction")
    return step.action
