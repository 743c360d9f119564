"""A request that arrived as a package: it gets a case of its own, and its records are taken over, not typed again."""

import datetime as dt
import json
from typing import Any

from comity.casefile.requests import Measure
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case, JoinedAgency, Membership
from comity.casework.cases.selectors import searchable
from comity.casework.identity import Relation, Role
from comity.casework.lifecycle import INCOMING
from comity.casework.log.services import log_append
from comity.casework.requests.models import Request
from comity.casework.requests.opening import opening_details
from comity.exchange.documents.package import Package, PartRole
from comity.exchange.node.desk import ReadPart

KEY = "incoming"
_FORMAT = "comity-request/1"
_LARGEST = 8 << 20


def request_open(package: Package, digest: str, read: ReadPart, day: dt.date) -> Request:
    """Open a case with the received request in its first state, for all dispatchers of the office."""
    told = _told(package, read)
    measure = str(package.details.get("measure") or told.get("measure") or "")
    measure = measure if measure in set(Measure) else Measure.ASSISTANCE.value
    case = _case(package, measure, day)
    data = {
        "from": package.sender.state,
        "measure": measure,
        "summary": package.subject,
        "received": day.isoformat(),
        "package": digest,
    }
    request = Request.everything.create(
        case=case,
        key=KEY,
        direction=INCOMING.name,
        state=INCOMING.first,
        counterpart=package.sender.state,
        measure=measure,
        foreign_reference=package.reference[:120],
        data=data,
    )
    details = opening_details(request) | {"package": digest}
    log_append(event="received", actor=None, case=case, subject="request", key=KEY, day=day, details=details)
    return request


def _told(package: Package, read: ReadPart) -> dict[str, Any]:
    """The request as data, where the sender's software wrote it; a file that is none is no reason to refuse it."""
    part = next((p for p in package.parts if p.role is PartRole.REQUEST and p.name.endswith(".json")), None)
    if part is None or part.size > _LARGEST:
        return {}
    try:
        found = json.loads(read(part.path))
    except ValueError:
        return {}
    return found if isinstance(found, dict) and found.get("format") == _FORMAT else {}


def _case(package: Package, measure: str, day: dt.date) -> Case:
    """A case that belongs to the dispatchers: they register the request and put its team together."""
    desk = [user for user in User.objects.filter(is_active=True).order_by("pk") if Role.DISPATCHER.value in user.roles]
    state = package.addressee.state
    reference = _reference(day)
    title = f"{package.sender.state}: {measure.replace('_', ' ')}"
    case = Case.everything.create(
        reference=reference,
        words=searchable(reference, title),
        title=title,
        state=state,
        languages=["en"],
        opened=day,
    )
    log_append(event="case_opened", actor=None, case=case, subject="case", key=reference, day=day)
    for agency in {user.agency_id: user.agency for user in desk}.values():
        JoinedAgency.objects.create(case=case, agency=agency)
    for user in desk:
        Membership.objects.create(case=case, user=user, relation=Relation.OWNER.value)
    return case


def _reference(day: dt.date) -> str:
    """The next free number of the year for requests that come in."""
    start = f"IN-{day.year}-"
    taken = Case.everything.filter(reference__startswith=start).values_list("reference", flat=True)
    numbers = [int(text.removeprefix(start)) for text in taken if text.removeprefix(start).isdigit()]
    return f"{start}{max(numbers, default=0) + 1:04d}"
