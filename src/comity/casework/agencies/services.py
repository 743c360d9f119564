"""Writing agencies."""

from django.db import transaction

from comity.casefile.people import AgencyKind
from comity.casework.accounts.models import User
from comity.casework.agencies.models import Agency
from comity.casework.log.services import log_append


@transaction.atomic
def agency_create(*, key: str, name: str, kind: AgencyKind, state: str, actor: User | None = None) -> Agency:
    """Add an agency of this state."""
    agency = Agency.objects.create(key=key, name=name, kind=kind.value, state=state)
    log_append(event="agency_added", actor=actor, subject="agency", key=key, details={"name": name, "kind": kind})
    return agency
