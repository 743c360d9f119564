"""Officers' travel abroad: entered, authorised by the host state, and only then approved."""

import datetime as dt

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.extradition.services import happened_on
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.returns.models import HostAuthorisation, OfficerTravel, TravelState
from comity.casework.returns.routes import TravelPurpose
from comity.casework.returns.selectors import travel_subject
from comity.common.errors import BadInputError, Place
from comity.law.states import parse_state


@transaction.atomic
def travel_enter(
    *,
    case: Case,
    host_state: str,
    purpose: str,
    officers: str,
    first_day: dt.date,
    last_day: dt.date,
    actor: User,
    who: Identity,
) -> OfficerTravel:
    """Enter that officers want to travel to another state; nothing is approved by that."""
    require(Permission.TRAVEL_ENTER, who, subject_of(case, who))
    host = parse_state(host_state)
    if host == case.state:
        raise BadInputError("this is travel to another state", Place(field="host_state"))
    if purpose not in set(TravelPurpose):
        raise BadInputError("choose a purpose of the list; there is no other", Place(field="purpose"))
    if not officers.strip():
        raise BadInputError("name who travels", Place(field="officers"))
    if last_day < first_day:
        raise BadInputError("the last day is before the first", Place(field="last_day"))
    travel = OfficerTravel.everything.create(
        case=case,
        key=f"travel-{OfficerTravel.everything.filter(case=case).count() + 1}",
        host_state=host,
        purpose=purpose,
        officers=officers,
        first_day=first_day,
        last_day=last_day,
        entered_by=actor,
    )
    _log(travel, "travel_entered", actor, {"host_state": host, "purpose": purpose})
    return travel


@transaction.atomic
def authorisation_record(
    *,
    travel: OfficerTravel,
    authority: str,
    reference: str,
    given_on: dt.date,
    valid_from: dt.date,
    valid_until: dt.date,
    scope: str,
    on: dt.date,
    actor: User,
    who: Identity,
) -> HostAuthorisation:
    """Put the host state's authorisation on record."""
    require(Permission.TRAVEL_ENTER, who, travel_subject(travel, who))
    for field, text in {"authority": authority, "reference": reference, "scope": scope}.items():
        if not text.strip():
            raise BadInputError("this is needed", Place(field=field))
    if valid_until < valid_from:
        raise BadInputError("the last day is before the first", Place(field="valid_until"))
    authorisation = HostAuthorisation.objects.create(
        travel=travel,
        authority=authority,
        reference=reference,
        given_on=happened_on(given_on, on, "given_on"),
        valid_from=valid_from,
        valid_until=valid_until,
        scope=scope,
    )
    _log(travel, "travel_authorised_by_host", actor, {"authority": authority, "reference": reference})
    return authorisation


@transaction.atomic
def travel_approve(*, travel: OfficerTravel, actor: User, who: Identity) -> OfficerTravel:
    """Approve a travel: only under an authorisation of the host state that covers all of its days."""
    require(Permission.TRAVEL_APPROVE, who, travel_subject(travel, who))
    if travel.state != TravelState.ENTERED.value:
        raise BadInputError("this travel was decided already")
    covering = travel.authorisations.filter(valid_from__lte=travel.first_day, valid_until__gte=travel.last_day)
    if not covering.exists():
        raise BadInputError("no authorisation of the host state on record covers all days of this travel")
    return _set(travel, TravelState.APPROVED, "travel_approved", actor)


@transaction.atomic
def travel_call_off(*, travel: OfficerTravel, actor: User, who: Identity) -> OfficerTravel:
    """Call a travel off."""
    require(Permission.TRAVEL_ENTER, who, travel_subject(travel, who))
    return _set(travel, TravelState.CALLED_OFF, "travel_called_off", actor)


def _set(travel: OfficerTravel, state: TravelState, event: str, actor: User) -> OfficerTravel:
    travel.state = state.value
    travel.revision += 1
    travel.save(update_fields=["state", "revision"])
    _log(travel, event, actor, {})
    return travel


def _log(travel: OfficerTravel, event: str, actor: User, details: dict[str, str]) -> None:
    log_append(event=event, actor=actor, case=travel.case, subject="travel", key=travel.key, details=details)
