"""Saying why a limit was not kept."""

import datetime as dt

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.deadlines.models import OverdueReason
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place

_FEWEST = 3  # words; "busy" explains nothing


@transaction.atomic
def overdue_explain(
    *, case: Case, subject: str, key: str, kind: str, reason: str, on: dt.date, actor: User, who: Identity
) -> OverdueReason:
    """Record why a limit that is over was not kept. It stays on the desk; the reason speaks for two weeks."""
    require(Permission.DEADLINE_EXPLAIN, who, subject_of(case, who))
    found = next(
        (d for d in deadlines_for(who, on, case) if (d.about.subject, d.about.key, d.kind) == (subject, key, kind)),
        None,
    )
    if found is None or found.urgency != "over":
        raise BadInputError("this limit is not over")
    if len(reason.split()) < _FEWEST:
        raise BadInputError("say in words why it was not kept, and what happens now", Place(field="reason"))
    row = OverdueReason.objects.create(
        case=case,
        subject=subject,
        key=key,
        kind=kind,
        since=found.event_day,
        day=on,
        reason=reason.strip(),
        by=actor,
    )
    details = {"kind": kind, "since": found.event_day.isoformat(), "due": found.due.isoformat(), "reason": row.reason}
    log_append(event="overdue_explained", actor=actor, case=case, subject=subject, key=key, day=on, details=details)
    return row
