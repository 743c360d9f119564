"""Looking out for a person: set by the case on a ground, ended by it, and over by itself after a time."""

import datetime as dt

from django.db import transaction

from comity.casefile.people import PersonStatus
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.entry.codes import LOOKOUT_DAYS
from comity.casework.entry.models import Lookout
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.people.models import Party
from comity.casework.people.whereabouts import protected_from
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError, Place

_SOUGHT = frozenset({PersonStatus.SUSPECT, PersonStatus.ACCUSED, PersonStatus.CONVICTED})


def last_day(lookout: Lookout) -> dt.date:
    """The last day on which an applicant is looked out for, unless somebody ends it before."""
    return lookout.on + dt.timedelta(days=LOOKOUT_DAYS)


def lookout_of(party: Party, on: dt.date) -> Lookout | None:
    """The lookout that holds for a person on a day."""
    since = on - dt.timedelta(days=LOOKOUT_DAYS)
    found = Lookout.everything.filter(party=party, ended_on__isnull=True, on__gte=since)
    return found.select_related("by").first()


@transaction.atomic
def lookout_set(*, party: Party, ground: str, contact: str, on: dt.date, actor: User, who: Identity) -> Lookout:
    """Let the immigration desk learn of a person who is sought; a protected person is never looked out for."""
    require(Permission.LOOKOUT_SET, who, record_subject(party, who))
    if party.kind != "person" or party.data.get("status") not in _SOUGHT:
        raise BadInputError("only a person suspected, accused or convicted is looked out for")
    if party.case.state in protected_from(party.data):
        raise BadInputError("this person is protected from this state, so nobody is asked to look out for them")
    if len(ground.split()) < 3:
        raise BadInputError("say on which order or provision", Place(field="ground"))
    if not contact.strip():
        raise BadInputError("say whom the immigration desk contacts", Place(field="contact"))
    if party.case.reference.casefold() in contact.casefold():
        raise BadInputError("the contact may not name the case", Place(field="contact"))
    Lookout.everything.filter(party=party, ended_on__isnull=True).update(ended_on=on, ended_by=actor)
    made = Lookout.everything.create(
        case=party.case, party=party, by=actor, on=on, ground=ground.strip(), contact=contact.strip()
    )
    _log("lookout_set", made, actor, on)
    return made


@transaction.atomic
def lookout_end(*, lookout: Lookout, on: dt.date, actor: User, who: Identity) -> None:
    """Look out for a person no longer; from the next check on nobody learns of them."""
    require(Permission.LOOKOUT_SET, who, record_subject(lookout.party, who))
    if lookout.ended_on is not None:
        raise BadInputError("this person is no longer looked out for")
    lookout.ended_on, lookout.ended_by = on, actor
    lookout.save(update_fields=["ended_on", "ended_by"])
    _log("lookout_ended", lookout, actor, on)


def _log(event: str, lookout: Lookout, actor: User, on: dt.date) -> None:
    details = {"ground": lookout.ground, "contact": lookout.contact}
    log_append(
        event=event,
        actor=actor,
        case=lookout.case,
        subject="party",
        key=lookout.party.key,
        day=on,
        details=details,
    )
