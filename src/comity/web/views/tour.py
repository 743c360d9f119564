"""The tour of the demonstration: its stations, going to one, and leaving it; a real office has none."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from comity.casework.accounts.models import User
from comity.casework.demo_office import DEMO_PASSWORD
from comity.web.asking import found, identity_of
from comity.web.labels import current_language
from comity.web.tour import STATIONS, progress_keep, progress_of, station_at, told
from comity.web.views.session import enter, leave


@require_GET
def tour(request: HttpRequest) -> HttpResponse:
    """Every station, what was seen of it, and where to go on; open without signing in."""
    _only_in_the_demonstration()
    progress, parts = progress_of(request), told(current_language())
    names = {person.username: person for person in User.objects.select_related("agency")}
    context = {
        "stations": [(parts[s.place], names.get(s.person), s.place in progress.seen) for s in STATIONS],
        "intro": parts[""],
        "afterwards": next(part for place, part in reversed(parts.items()) if place),
        "next_station": parts[progress.next.place] if progress.next else None,
        "begun": bool(progress.seen),
    }
    return render(request, "tour.html", context)


@require_POST
def tour_open(request: HttpRequest, place: str) -> HttpResponse:
    """Go to a station: become its person, who has the password of the demonstration, and open its page."""
    _only_in_the_demonstration()
    station = found(station_at(place))
    if getattr(request.user, "username", "") != station.person:
        person = authenticate(request, username=station.person, password=DEMO_PASSWORD)
        if not isinstance(person, User):  # somebody gave this person another password: they have to sign in themselves
            return redirect("sign-in")
        leave(request)
        request.user = person
        enter(request, person)
    who = found(identity_of(request))
    return progress_keep(redirect(station.address(who)), progress_of(request).at(station.place))


@require_POST
def tour_leave(request: HttpRequest) -> HttpResponse:
    """Leave the tour; what was seen is kept, so that one can go on later."""
    _only_in_the_demonstration()
    return progress_keep(redirect("tour"), progress_of(request).resting())


def _only_in_the_demonstration() -> None:
    if not settings.DEMO:
        raise Http404
