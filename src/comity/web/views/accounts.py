"""The administrator's pages: who has an account, what they are trusted with, and what they have lost. No case opens."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casefile.case import Handling
from comity.casework.access import Permission, require
from comity.casework.accounts.directory import directory_assign
from comity.casework.accounts.models import User
from comity.casework.accounts.services import (
    Identified,
    factor_reset,
    password_reset,
    sessions_end_all,
    sessions_end_of,
    user_change,
    user_deactivate,
    user_invite,
    user_reactivate,
)
from comity.casework.agencies.models import Agency
from comity.casework.identity import Role
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, complaint, found, page
from comity.web.directory import directory_name as directory_label
from comity.web.directory import has_directory
from comity.web.labels import say
from comity.web.sessions import freshly


@dataclass(frozen=True, slots=True)
class Trust:
    """What a form says that somebody is trusted with."""

    name: str
    agency: Agency
    roles: tuple[Role, ...]
    clearance: Handling


@require_GET
@page
def account_list(asking: Asking) -> HttpResponse:
    """Everybody who has an account."""
    require(Permission.ACCOUNT_KEEP, asking.who)
    people = User.objects.select_related("agency").prefetch_related("passkeys").order_by("-is_active", "name")
    return render(asking.http, "accounts.html", {"people": people})


@require_http_methods(["GET", "POST"])
@page
@freshly
def account_new(asking: Asking) -> HttpResponse:
    """Open an account."""
    require(Permission.ACCOUNT_KEEP, asking.who)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            user, password = _invite(asking)
            return _password_once(asking, user, password)
        except ComityError as error:
            errors = complaint(error)
    return _form(asking, None, errors)


def _invite(asking: Asking) -> tuple[User, str]:
    username = asking.text("username")
    if not username or len(username) > 80 or any(c.isspace() for c in username):
        raise BadInputError("give a name of sign-in without blanks", Place(field="username"))
    trust = _trust(asking)
    return user_invite(
        username=username,
        name=trust.name,
        agency=trust.agency,
        roles=trust.roles,
        clearance=trust.clearance,
        actor=asking.user,
        who=asking.who,
    )


@require_http_methods(["GET", "POST"])
@page
def account_edit(asking: Asking, pk: int) -> HttpResponse:
    """Change what somebody is trusted with."""
    require(Permission.ACCOUNT_KEEP, asking.who)
    user = _user(pk)
    errors: list[dict[str, str]] = []
    if asking.http.method == "POST":
        try:
            trust = _trust(asking)
            user_change(
                user=user,
                name=trust.name,
                agency=trust.agency,
                roles=trust.roles,
                clearance=trust.clearance,
                actor=asking.user,
                who=asking.who,
            )
        except ComityError as error:
            errors = complaint(error)
        else:
            messages.success(asking.http, say("The account is changed; it holds from the next request on."))
            return redirect("account-edit", pk)
    return _form(asking, user, errors)


@require_POST
@page
@freshly
def account_act(asking: Asking, pk: int) -> HttpResponse:
    """Close an account, open it again, or take back a password or a second factor that was lost."""
    require(Permission.ACCOUNT_KEEP, asking.who)
    user, actor, who = _user(pk), asking.user, asking.who
    try:
        match asking.text("action"):
            case "deactivate":
                user_deactivate(user=user, reason=asking.text("reason"), actor=actor, who=who)
            case "reactivate":
                return _password_once(
                    asking, user, user_reactivate(user=user, identified=asking.text("identified"), actor=actor, who=who)
                )
            case "password":
                return _password_once(
                    asking, user, password_reset(user=user, identified=asking.text("identified"), actor=actor, who=who)
                )
            case "directory":
                directory_assign(user=user, name=asking.text("directory"), actor=actor, who=who)
            case "factor":
                factor_reset(user=user, identified=asking.text("identified"), actor=actor, who=who)
            case "sessions":
                sessions_end_of(user=user, actor=actor, who=who)
    except ComityError as error:
        return _form(asking, user, complaint(error))
    messages.success(asking.http, say("Done"))
    return redirect("account-edit", pk)


@require_POST
@page
@freshly
def everybody_out(asking: Asking) -> HttpResponse:
    """Sign everybody out everywhere, but for the browser that asks."""
    key = str(asking.http.session.session_key)
    count = sessions_end_all(keep=key, actor=asking.user, who=asking.who)
    messages.success(asking.http, f"{say('Browsers signed out')}: {count}")
    return redirect("accounts")


def _user(pk: int) -> User:
    user: User = found(User.objects.select_related("agency").filter(pk=pk).first())
    return user


def _trust(asking: Asking) -> Trust:
    name, clearance = asking.text("name"), asking.text("clearance")
    agency = Agency.objects.filter(key=asking.text("agency")).first()
    roles = tuple(Role(role) for role in asking.http.POST.getlist("roles") if role in set(Role))
    if not name:
        raise BadInputError("give the name as others read it", Place(field="name"))
    if agency is None:
        raise BadInputError("choose the agency", Place(field="agency"))
    if clearance not in set(Handling):
        raise BadInputError("choose the clearance", Place(field="clearance"))
    return Trust(name, agency, roles, Handling(clearance))


def _form(asking: Asking, user: User | None, errors: list[dict[str, str]]) -> HttpResponse:
    context = {
        "person": user,
        "own": user is not None and user.pk == asking.who.user,
        "errors": errors,
        "given": asking.http.POST if errors else None,
        "shown_name": asking.text("name") if errors else user.name if user else "",
        "agencies": Agency.objects.order_by("name"),
        "roles": list(Role),
        "trusted": asking.http.POST.getlist("roles") if errors else (user.roles if user else ()),
        "levels": list(Handling),
        "recognised": list(Identified),
        "directory": directory_label() if has_directory() else "",
    }
    return render(asking.http, "account-edit.html", context, status=422 if errors else 200)


def _password_once(asking: Asking, user: User, password: str) -> HttpResponse:
    """The password, on this page only."""
    return render(asking.http, "account-once.html", {"person": user, "password": password})
