"""The strategy of a person on one page: where, which route, what stands in the way, what is next, whose turn it is."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from comity.casefile.people import PersonStatus
from comity.casefile.reading import case_of
from comity.casework.access import Permission, allows
from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.deadlines.watched import Deadline
from comity.casework.identity import Identity, Subject
from comity.casework.lifecycle import LIFECYCLES, OUTGOING, Step
from comity.casework.log.canonical import canonical
from comity.casework.people.models import Party
from comity.casework.people.references import paths_to
from comity.casework.people.selectors import shown_fields
from comity.casework.people.whereabouts import Sighting, protected_from, sightings
from comity.casework.records.selectors import record_subject, records_for
from comity.casework.requests.conditions import Occasion, unmet
from comity.casework.requests.models import Request
from comity.casework.requests.preparing import WholeCase, request_routes, whole_case
from comity.casework.requests.resting import check_visible
from comity.casework.requests.selectors import permission_for
from comity.common.errors import ComityError

if TYPE_CHECKING:
    from comity.law.routes import Route

_OVER = frozenset({"closed", "withdrawn", "refused", "not_executed", "feedback_given"})
_SOUGHT = frozenset({PersonStatus.SUSPECT, PersonStatus.ACCUSED, PersonStatus.CONVICTED})
_PROPOSED = "strategy-proposed-extradition"
# Which of several open requests is told first: what moves the person before what only gathers evidence.
_FIRST = ("provisional_arrest", "extradition", "transfer_of_sentenced", "freezing")
# Where the next word is the counterpart's, we wait; the reminder is a deadline.
_WAITING = frozenset(step.action for step in OUTGOING.steps if step.action.startswith("record_"))


@dataclass(frozen=True, slots=True)
class Way:
    """The best route to one state: of a request that is under way, or of an extradition that nobody has asked yet."""

    state: str
    measure: str
    request: Request | None
    route: "Route | None"
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """The next step: what, with which request, who of the team may take it, and what still stops it."""

    action: str
    request: Request | None
    people: tuple[str, ...]
    hindrances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strategy:
    """Everything that a head of desk needs to know of one person."""

    whereabouts: Sighting | None
    withheld: str
    protected: tuple[str, ...]
    ways: tuple[Way, ...]
    blockers: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    steps: tuple[Next, ...]
    deadlines: tuple[Deadline, ...]
    requests: tuple[Request, ...]
    assets: tuple[Asset, ...]


def strategy_of(party: Party, who: Identity, on: dt.date) -> Strategy:
    """Work out the strategy of a person as this colleague may see it on a day."""
    shown = shown_fields(party, who)
    hidden = shown.get("location") if isinstance(shown.get("location"), str) else ""
    seen = sightings(party.data, on) if not hidden else []
    where = next((one for one in seen if one.goes_by), None)
    requests = _naming(party, who, Request)
    ways = _ways(party, where, requests, who, on)
    keys = {request.key for request in requests}
    return Strategy(
        whereabouts=where,
        withheld=str(hidden or ""),
        protected=protected_from(party.data),
        ways=ways,
        blockers=tuple(_blockers(party, where, hidden or "", ways)),
        questions=tuple(dict.fromkeys((w.state, q.text) for w in ways if w.route for q in w.route.questions)),
        steps=_steps(party, where, requests, ways, on),
        deadlines=tuple(d for d in deadlines_for(who, on, party.case) if d.about.key in keys),
        requests=tuple(requests),
        assets=tuple(_naming(party, who, Asset)),
    )


def _naming(party: Party, who: Identity, model: Any) -> list[Any]:  # noqa: ANN401 - requests or assets
    """The records of one kind that name a party and that this person may see."""
    found = records_for(who, party.case, model)
    return [record for record in found if any(True for _ in paths_to(record.data, party.key))]


def _ways(party: Party, where: Sighting | None, requests: list[Request], who: Identity, on: dt.date) -> tuple[Way, ...]:
    ours = [r for r in requests if r.direction == "outgoing" and r.state not in _OVER]
    ordered = sorted(ours, key=lambda r: _FIRST.index(r.measure) if r.measure in _FIRST else len(_FIRST))
    whole = whole_case(party.case, who)
    ways = [_asked(request, whole, on) for request in ordered]
    if where is not None and where.state and _may_be_asked(party, where.state, ours):
        ways.insert(0, _proposed(party, where.state, whole, on))
    return tuple(ways)


def _may_be_asked(party: Party, state: str, requests: list[Request]) -> bool:
    """Whether an extradition from a state is worth a look: a person sought, abroad, for whom nobody asked it yet."""
    sought = party.kind == "person" and party.data.get("status") in _SOUGHT
    asked = any(r.counterpart == state and r.measure == "extradition" for r in requests)
    return sought and state != party.case.state and not asked


def _asked(request: Request, whole: WholeCase, on: dt.date) -> Way:
    try:
        routes = request_routes(request, on, whole=whole)
    except ComityError as error:
        return Way(request.counterpart, request.measure, request, None, str(error))
    chosen = next((route for route in routes if route.basis.id == request.basis), routes[0])
    return Way(request.counterpart, request.measure, request, chosen)


def _proposed(party: Party, state: str, whole: WholeCase, on: dt.date) -> Way:
    """The best route for an extradition that nobody has asked yet, for the conduct the person is named in."""
    try:
        extract = _proposal(party, state, whole)
        return Way(state, "extradition", None, _best(canonical(extract), on))
    except ComityError as error:
        return Way(state, "extradition", None, None, str(error))


def _proposal(party: Party, state: str, whole: WholeCase) -> dict[str, Any]:
    from comity.drafting.extract import case_extract  # noqa: PLC0415 - drafting is read when it is needed

    data = whole.data
    about = {kind: [row["id"] for row in data.get(kind, ()) if party.key in row.get("people", ())] for kind in _ABOUT}
    if not about["conduct"]:
        raise ComityError("no conduct of this case names the person")
    row = {"id": _PROPOSED, "to": state, "measure": "extradition", "people": [party.key], **about}
    data = {**data, "requests": [*data.get("requests", ()), row]}
    with_proposal = case_of(data)
    extract = case_extract(data, with_proposal, with_proposal.request(_PROPOSED))
    if whole.seen is not None:
        check_visible(extract, whole.seen)
    return extract


_ABOUT = ("conduct", "proceedings")


@lru_cache(maxsize=256)
def _best(data: str, on: dt.date) -> "Route":
    from comity.drafting.chosen_route import routes_of  # noqa: PLC0415

    case = case_of(json.loads(data))
    return routes_of(case, case.request(_PROPOSED), on)[0]


def _blockers(party: Party, where: Sighting | None, hidden: str, ways: tuple[Way, ...]) -> Iterator[str]:
    """What stands in the way, in sentences; what the guards of the next step say stands beside that step."""
    if party.case.state in protected_from(party.data):
        yield "The person is protected from this state: no request may be made for them without a lawyer's word."
    if not hidden and where is None and party.kind == "person":
        yield "Nobody knows where the person is."
    if where is not None and where.expired:
        yield "What is known of where the person is has expired; have it confirmed before anything rests on it."
    if party.kind == "person" and not party.data.get("birth_date"):
        yield "No birth date is on record: the person cannot be told from others of the same name."
    for way in ways:
        if way.route is not None and way.route.verdict in {"barred", "unavailable", "not_evidenced"}:
            yield "No lawful route is open or conditional for this measure between the two states."
            return


@dataclass(frozen=True, slots=True)
class _Member:
    """Somebody of the team, as the policy sees them on the case."""

    name: str
    who: Identity
    subject: Subject


def _team(case: Case) -> tuple[_Member, ...]:
    team = case.memberships.filter(ended__isnull=True).select_related("user__agency")
    people = [(f"{m.user.name}, {m.user.agency.name}", m.user.identity(strong=True)) for m in team]
    return tuple(_Member(name, who, subject_of(case, who)) for name, who in people)


def _steps(
    party: Party, where: Sighting | None, requests: list[Request], ways: tuple[Way, ...], on: dt.date
) -> tuple[Next, ...]:
    """The next step of everything that is under way; where nothing is, what would set it going."""
    team = _team(party.case)
    running = [r for r in requests if r.state not in _OVER]
    order = {way.request.pk: place for place, way in enumerate(ways) if way.request}
    steps = [found for r in sorted(running, key=lambda r: order.get(r.pk, 99)) if (found := _next_of(r, team, on))]
    if where is None or where.expired:
        steps.insert(0, Next("confirm_location", None, _able(team, Permission.RECORD_EDIT)))
    elif any(way.request is None for way in ways):
        steps.insert(0, Next("draft_extradition", None, _able(team, Permission.REQUEST_DRAFT)))
    return tuple(steps)


def _able(team: tuple[_Member, ...], permission: Permission) -> tuple[str, ...]:
    return tuple(member.name for member in team if allows(permission, member.who, member.subject))


def _next_of(request: Request, team: tuple[_Member, ...], on: dt.date) -> Next | None:
    """The first step of the life cycle's table that is open, with those of the team whose it is."""
    steps = LIFECYCLES[request.direction].open_to(request.state)
    if not steps:
        return None
    step = steps[0]
    if step.action in _WAITING:
        return Next("await_answer", request, _whose(request, team, step))
    hindrances = () if step.action == "sign_safeguards" else _hindrances(request, step, on)
    return Next(step.action, request, _whose(request, team, step), hindrances)


def _hindrances(request: Request, step: Step, on: dt.date) -> tuple[str, ...]:
    try:
        return tuple(unmet(step.guard, Occasion(request, on, 0)))
    except ComityError as error:
        return (str(error),)


def _whose(request: Request, team: tuple[_Member, ...], step: Step) -> tuple[str, ...]:
    signed = frozenset(request.version.signatures.values_list("user_id", flat=True) if request.version else ())
    drafted, permission = frozenset(request.drafted_by), permission_for(step.action)
    plain = [(m, record_subject(request, m.who, m.subject)) for m in team]
    subjects = [(m, replace(subject, drafted_by=drafted, signed_by=signed)) for m, subject in plain]
    return tuple(member.name for member, subject in subjects if allows(permission, member.who, subject))
