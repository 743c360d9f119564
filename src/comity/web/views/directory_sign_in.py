"""Signing in through the directory of the authority."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from comity.casework.accounts.directory import directory_sign_in
from comity.common.errors import ComityError
from comity.web.asking import address_of, agent_of, complaint
from comity.web.directory import accepted_contexts, has_directory, send_to_directory, told_by_directory
from comity.web.labels import say
from comity.web.sessions import begin, place_after
from comity.web.views.session import become_strong, shown_sign_in, where_next


@require_GET
def directory_go(request: HttpRequest) -> HttpResponse:
    """Send somebody to the directory."""
    if not has_directory():
        raise Http404
    request.session["next"] = where_next(request)
    try:
        return send_to_directory(request, request.build_absolute_uri(reverse("directory-back")))
    except ComityError as error:
        return shown_sign_in(request, complaint(error))


@require_GET
def directory_back(request: HttpRequest) -> HttpResponse:
    """Take up somebody whom the directory sends back.

    A browser keeps the office's cookie to itself when another site sends somebody here. So the first answer is a page
    of the office that goes on to the same address by itself, with the cookie.
    """
    if not has_directory():
        raise Http404
    if "here" not in request.GET:
        return render(request, "going-on.html", {"address": f"{request.get_full_path()}&here=1"})
    try:
        told = told_by_directory(request)
    except ComityError as error:
        return shown_sign_in(request, complaint(error))
    user = directory_sign_in(told=told, address=address_of(request), agent=agent_of(request))
    if user is None:
        text = say("The directory knows you, and this office does not yet. An administrator lets you in.")
        return shown_sign_in(request, [{"text": text, "field": ""}])
    wanted = request.session.pop("next", "/")
    begin(request, user)
    if told.is_strong(accepted_contexts()):
        become_strong(request)
    return redirect(place_after(request, wanted))
