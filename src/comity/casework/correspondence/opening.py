"""A request that arrived as a package: it gets a case of its own, and its records are taken over, not typed again."""

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from comity.casefile.requests import Measure
from comity.casework.accounts.models import User
from comity.casework.asserted.reading import Source, Told, told_in
from comity.casework.asserted.services import Taken, asserted_take
from comity.casework.cases.models import Case, JoinedAgency, Membership
from comity.casework.cases.selectors import searchable
from comity.casework.identity import Relation, Role
from comity.casework.lifecycle import INCOMING
from comity.casework.log.services import log_alone, log_append
from comity.casework.requests.models import Request
from comity.casework.requests.opening import opening_details
from comity.exchange.documents.package import Package, PartRole
from comity.exchange.node.node import ReadPart

KEY = "incoming"
_FIGURES = 4
_LARGEST = 8 << 20
# What a request names, in the words of the case file.
_ASKED = (
    "people conduct assets proceedings orders annexes steps urgency confidential facts purpose undertakings assurances "
    "amounts extent third_parties ownership arrangements information team signatory"
).split()


def request_open(package: Package, digest: str, told: Told, at: dt.datetime) -> Request:
    """Open a case with the received request in its first state, for all dispatchers of the office.

    What the request says to machines is taken over with it; where that cannot be read, a person keys it in.
    """
    day = timezone.localdate(at)
    measure = str(told.measure or package.details.get("measure") or "")
    measure = measure if measure in set(Measure) else Measure.ASSISTANCE.value
    case = _case(package, measure, told, day)
    request = Request.everything.create(
        case=case,
        key=KEY,
        direction=INCOMING.name,
        state=INCOMING.first,
        counterpart=package.sender.state,
        measure=measure,
        foreign_reference=package.reference[:120],
        data=_data(package, measure, digest, told, day),
    )
    taken = asserted_take(case=case, told=told, package=package, digest=digest, at=at) if told.head else None
    details = opening_details(request) | {"package": digest} | ({"asserted": taken.counts} if taken else {})
    log_append(event="received", actor=None, case=case, subject="request", key=KEY, day=day, details=details)
    return request


def request_told_again(request: Request, package: Package, digest: str, told: Told, at: dt.datetime) -> Taken:
    """Take over what a later package of the same request adds; nothing that stands here is written over."""
    taken = asserted_take(case=request.case, told=told, package=package, digest=digest, at=at)
    details = {"package": digest, "asserted": taken.counts, "differing": list(taken.differing)}
    log_append(event="asserted_again", actor=None, case=request.case, subject="request", key=KEY, details=details)
    return taken


def told_by(package: Package, digest: str, read: ReadPart, day: dt.date) -> Told:
    """The request as data, where the sender's software wrote it; a file that is none is no reason to refuse it."""
    part = next((p for p in package.parts if p.role is PartRole.REQUEST and p.name.endswith(".json")), None)
    if part is None:
        return Told(refused="the package holds no REQUEST.json")
    if part.size > _LARGEST:
        return Told(refused=f"REQUEST.json is larger than {_LARGEST >> 20} MiB")
    source = Source(package.sender.state, package.addressee.state, digest, day.isoformat())
    return told_in(read(part.path), source)


def _data(package: Package, measure: str, digest: str, told: Told, day: dt.date) -> dict[str, Any]:
    """The request as the pages of received requests have it, whether it was keyed in or came by itself."""
    head, asked = told.head or {}, told.request.data if told.request else {}
    data: dict[str, Any] = {
        "from": package.sender.state,
        "measure": measure,
        "summary": package.subject,
        "received": day.isoformat(),
        "package": digest,
    }
    data |= {name: asked[name] for name in _ASKED if asked.get(name)}
    authority = next((r.data for r in told.rows if (r.listed, r.key) == ("agencies", asked.get("signatory"))), {})
    basis = head.get("basis") if isinstance(head.get("basis"), dict) else {}
    claimed = ", ".join(str(basis[name]) for name in ("title", "article") if basis.get(name)) if basis else ""
    found = {
        "claimed_basis": claimed or package.basis or "",
        "their_authority": _words(authority.get("name")),
        "languages": list(told.languages),
        "letter_date": str(head.get("date") or ""),
    }
    return data | {name: value for name, value in found.items() if value}


def _words(text: Any) -> str:  # noqa: ANN401 - a text as a case file has it
    first = next(iter(text.values()), "") if isinstance(text, dict) else text or ""
    return " ".join(first) if isinstance(first, list) else str(first)


def _case(package: Package, measure: str, told: Told, day: dt.date) -> Case:
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
        languages=list(told.languages) or ["en"],
        opened=day,
    )
    log_append(event="case_opened", actor=None, case=case, subject="case", key=reference, day=day)
    agencies = {user.agency_id for user in desk}
    JoinedAgency.objects.bulk_create(JoinedAgency(case=case, agency_id=agency) for agency in agencies)
    Membership.objects.bulk_create(Membership(case=case, user=user, relation=Relation.OWNER.value) for user in desk)
    return case


def _reference(day: dt.date) -> str:
    """The next number of the year for requests that come in; nobody else gives one meanwhile.

    The index of references tells the last one. Numbers of as many figures sort as texts, so each length is asked for
    by itself; a reference that a person chose and that is no such number is passed over.
    """
    log_alone()
    start, number = f"IN-{day.year}-", 0
    for figures in itertools.count(_FIGURES):
        between = Case.everything.filter(
            reference__gte=f"{start}{'0' * figures}",
            reference__lte=f"{start}{'9' * figures}",
            reference__regex=rf"^{start}[0-9]{{{figures}}}$",
        )
        newest = between.order_by("-reference").values_list("reference", flat=True).first()
        number = int(newest.removeprefix(start)) if newest else number
        if number + 1 < 10**figures:
            break
    return f"{start}{number + 1:0{_FIGURES}d}"
