"""Assurances: received, accepted or not by the surrendering state, and watched after the surrender."""

import datetime as dt

from django.db import transaction

from comity.casefile.requests import Assurance as Kind
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.extradition.models import Assurance, AssuranceDecision, AssuranceReport, Extradition, Kept
from comity.casework.extradition.selectors import extradition_subject
from comity.casework.extradition.services import extradition_log, happened_on
from comity.casework.identity import Identity
from comity.common.errors import BadInputError, Place


@transaction.atomic
def assurance_record(
    *,
    extradition: Extradition,
    kind: str,
    text: str,
    given_by: str,
    given_on: dt.date,
    on: dt.date,
    actor: User,
    who: Identity,
) -> Assurance:
    """Put an assurance on record: what is promised, and which authority promised it."""
    require(Permission.EXTRADITION_FOLLOW, who, extradition_subject(extradition, who))
    if kind not in set(Kind):
        raise BadInputError("choose what is assured", Place(field="kind"))
    _need(text=text, given_by=given_by)
    assurance = Assurance.objects.create(
        extradition=extradition,
        kind=kind,
        text=text,
        given_by=given_by,
        given_on=happened_on(given_on, on, "given_on"),
    )
    details = {"kind": kind, "text": text, "given_by": given_by}
    extradition_log(extradition, "assurance_received", actor, given_on, details)
    return assurance


@transaction.atomic
def assurance_decide(
    *,
    assurance: Assurance,
    decision: str,
    decided_by: str,
    decided_on: dt.date,
    because: str,
    monitored_by: str,
    monitored_how: str,
    report_every_days: int | None,
    on: dt.date,
    actor: User,
    who: Identity,
) -> Assurance:
    """Record whether the assurance was accepted, by whom and why, and how its keeping is monitored."""
    require(Permission.SURRENDER_DECIDE, who, extradition_subject(assurance.extradition, who))
    if decision not in {AssuranceDecision.ACCEPTED, AssuranceDecision.NOT_ACCEPTED}:
        raise BadInputError("say whether the assurance is accepted", Place(field="decision"))
    _need(decided_by=decided_by, because=because)
    if decision == AssuranceDecision.ACCEPTED:
        _need(monitored_by=monitored_by, monitored_how=monitored_how)
    assurance.decision, assurance.decided_by, assurance.decided_because = decision, decided_by, because
    assurance.decided_on = happened_on(decided_on, on, "decided_on")
    assurance.monitored_by, assurance.monitored_how = monitored_by, monitored_how
    assurance.report_every_days = report_every_days
    assurance.save()
    details = {"kind": assurance.kind, "decision": decision, "by": decided_by, "because": because}
    extradition_log(assurance.extradition, "assurance_decided", actor, decided_on, details)
    return assurance


@transaction.atomic
def assurance_report(
    *,
    assurance: Assurance,
    day: dt.date,
    reported_by: str,
    finding: str,
    text: str,
    on: dt.date,
    actor: User,
    who: Identity,
) -> AssuranceReport:
    """Record a report on whether an assurance is kept; one that is not kept raises an alarm."""
    require(Permission.EXTRADITION_FOLLOW, who, extradition_subject(assurance.extradition, who))
    if finding not in set(Kept):
        raise BadInputError("say whether the assurance is kept", Place(field="finding"))
    _need(reported_by=reported_by, text=text)
    report = AssuranceReport.objects.create(
        assurance=assurance,
        day=happened_on(day, on),
        reported_by=reported_by,
        finding=finding,
        text=text,
        entered_by=actor,
    )
    details = {"kind": assurance.kind, "finding": finding, "by": reported_by}
    extradition_log(assurance.extradition, "assurance_reported", actor, day, details)
    return report


def _need(**texts: str) -> None:
    for field, text in texts.items():
        if not text.strip():
            raise BadInputError("this is needed", Place(field=field))
