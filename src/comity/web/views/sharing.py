"""Who works on a case: agencies that join and leave, people on the team, walls; each with what follows from it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from comity.casework.access import Permission, allows
from comity.casework.accounts.models import User
from comity.casework.agencies.models import Agency
from comity.casework.asserted.selectors import BEYOND, asserted_hindrances
from comity.casework.cases.models import Case, Wall
from comity.casework.cases.selectors import subject_of, team_of, walls_for
from comity.casework.cases.services import agency_join, agency_leave, member_add, member_end, wall_build
from comity.casework.cases.walls import wall_change
from comity.casework.identity import Relation
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.labels import say, word
from comity.web.views.cases import case_of


@require_GET
@page
def case_team(asking: Asking, pk: int) -> HttpResponse:
    """Who works on a case, for which agency, and the walls within which the person stands."""
    return _show(asking, case_of(asking, pk), [])


def _show(asking: Asking, case: Case, errors: list[dict[str, str]]) -> HttpResponse:
    subject = subject_of(case, asking.who)
    team = team_of(case)
    joined = case.joined.filter(ended__isnull=True).select_related("agency").order_by("agency__name")
    members = case.memberships.filter(ended__isnull=True).select_related("user__agency").order_by("user__name")
    may = allows(Permission.CASE_SHARE, asking.who, subject)
    may_export = allows(Permission.CASE_EXPORT, asking.who, subject)
    context = {
        "case": case,
        "tab": "team",
        "errors": errors,
        "members": members,
        "agencies": [(j.agency, [m.user for m in members if m.user.agency_id == j.agency_id]) for j in joined],
        "walls": [(wall, set(wall.members.all())) for wall in walls_for(asking.who, case).prefetch_related("members")],
        "team": team,
        "relations": list(Relation),
        "may_export": may_export,
        "bound": asserted_hindrances(case, BEYOND, today()) if may_export else (),
        "uses": [(use.value, word(use.value)) for use in BEYOND],
        "may_share": may,
        "may_build": allows(Permission.WALL_BUILD, asking.who, subject),
        "other_agencies": Agency.objects.exclude(pk__in=[j.agency_id for j in joined]).order_by("name") if may else (),
        "other_people": _addable(case) if may else (),
    }
    return render(asking.http, "team.html", context, status=422 if errors else 200)


def _addable(case: Case) -> list[User]:
    """The people of the agencies that have joined who are not on the team."""
    on_it = case.memberships.filter(ended__isnull=True).values("user")
    agencies = case.joined.filter(ended__isnull=True).values("agency")
    found_ = User.objects.filter(is_active=True, agency__in=agencies).exclude(pk__in=on_it)
    return list(found_.select_related("agency").order_by("agency__name", "name"))


@require_POST
@page
def case_share(asking: Asking, pk: int) -> HttpResponse:
    """Take one of the steps of sharing a case."""
    case = case_of(asking, pk)
    try:
        _STEPS.get(asking.text("action"), _unknown)(asking, case)
    except ComityError as error:
        return _show(asking, case, complaint(error))
    if not case.memberships.filter(user=asking.user, ended__isnull=True).exists():
        return redirect("cases")
    return redirect("case-team", pk)


def _unknown(_asking: Asking, _case: Case) -> None:
    raise BadInputError("choose what is to be done")


def _agency(asking: Asking) -> Agency:
    agency = Agency.objects.filter(pk=asking.number("agency")).first()
    if agency is None:
        raise BadInputError("choose an agency", Place(field="agency"))
    return agency


def _person(asking: Asking) -> User:
    user = User.objects.filter(pk=asking.number("user")).select_related("agency").first()
    if user is None:
        raise BadInputError("choose a person", Place(field="user"))
    return user


def _join(asking: Asking, case: Case) -> None:
    agency_join(case=case, agency=_agency(asking), actor=asking.user, who=asking.who)
    messages.success(asking.http, say("The agency has joined. Now its people can be put on the team."))


def _leave(asking: Asking, case: Case) -> None:
    agency_leave(case=case, agency=_agency(asking), actor=asking.user, who=asking.who)
    messages.success(asking.http, say("The agency has left. It can join again; its people keep their places."))


def _add(asking: Asking, case: Case) -> None:
    wanted = asking.text("relation")
    relation = Relation(wanted) if wanted in set(Relation) else Relation.READER
    user = _person(asking)
    member_add(case=case, user=user, relation=relation, actor=asking.user, who=asking.who)
    messages.success(asking.http, f"{user.name}: {say('on the team')}")


def _end(asking: Asking, case: Case) -> None:
    user = _person(asking)
    member_end(case=case, user=user, actor=asking.user, who=asking.who)
    messages.success(asking.http, f"{user.name}: {say('no longer on the team; can be put on it again')}")


def _members(asking: Asking, case: Case) -> list[User]:
    chosen = {int(pk) for pk in asking.http.POST.getlist("members") if pk.isdigit()}
    return [user for user in team_of(case) if user.pk in chosen]


def _build(asking: Asking, case: Case) -> None:
    members = _members(asking, case)
    wall_build(case=case, title=asking.text("title"), members=members, actor=asking.user, who=asking.who)
    messages.success(asking.http, say("The wall stands. Nothing is behind it yet: choose what, record by record."))


def _change_wall(asking: Asking, case: Case) -> None:
    wall: Wall = found(walls_for(asking.who, case).filter(pk=asking.number("wall")).first())
    members = _members(asking, case)
    wall_change(wall=wall, title=asking.text("title"), members=members, actor=asking.user, who=asking.who)
    messages.success(asking.http, say("The wall is changed, from now on and for everything behind it."))


_STEPS: dict[str, Callable[[Asking, Case], None]] = {
    "join": _join,
    "leave": _leave,
    "add": _add,
    "end": _end,
    "build": _build,
    "change_wall": _change_wall,
}
