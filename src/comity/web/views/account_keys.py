"""Keys with which programs act for a person: made, shown once, ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.accounts.tokens import LIFETIMES, Scope, token_end, token_make
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, page
from comity.web.sessions import freshly


@require_http_methods(["GET", "POST"])
@page
@freshly
def keys(asking: Asking) -> HttpResponse:
    """The keys in use, and a form for a new one."""
    require(Permission.OWN_ACCOUNT, asking.who)
    errors: list[dict[str, str]] = []
    made = ""
    if asking.http.method == "POST":
        try:
            made = _make(asking)
        except ComityError as error:
            errors = complaint(error)
    context = {
        "errors": errors,
        "made": made,
        "keys": asking.user.tokens.filter(ended=None, expires__gt=timezone.now()).order_by("-made"),
        "may_make": allows(Permission.KEY_MAKE, asking.who),
        "scopes": list(Scope),
        "lifetimes": LIFETIMES,
        "given": asking.http.POST,
        "chosen": asking.http.POST.getlist("scopes") if errors else [Scope.READ],
    }
    return render(asking.http, "account-keys.html", context, status=422 if errors else 200)


def _make(asking: Asking) -> str:
    scopes = [Scope(text) for text in asking.http.POST.getlist("scopes") if text in set(Scope)]
    days = asking.text("days")
    _, text = token_make(
        user=asking.user,
        name=asking.text("name"),
        scopes=scopes,
        days=int(days) if days.isdecimal() else 0,
        who=asking.who,
    )
    return text


@require_POST
@page
@freshly
def key_end(asking: Asking, pk: int) -> HttpResponse:
    """End a key."""
    try:
        token_end(user=asking.user, pk=pk, who=asking.who)
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("account-keys")
