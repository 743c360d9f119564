"""The tour of the demonstration: its stations, who opens each, its page, and how far a visitor has come."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from comity.casework.cases.models import Case
from comity.casework.correspondence.demo_delivery import REQUEST
from comity.casework.correspondence.models import Communication
from comity.casework.identity import Identity
from comity.casework.requests.models import Request
from comity.casework.screening.models import ScreeningHit
from comity.casework.tracing.models import MoneyTrace
from comity.web.help import HelpPart, help_parts

CASE = "EX-2026-0417"
RECEIVED = "IN-2026-0029"
COOKIE = "comity-tour"
KEPT_FOR = 30 * 24 * 3600  # seconds; whoever comes back within a month goes on where they were
_RESTING = "resting"


@dataclass(frozen=True, slots=True)
class Station:
    """One stop of the tour: the part of docs/tour.md that tells it, the person who opens it, and the page."""

    place: str
    person: str
    page: Callable[[Identity], str]

    def address(self, who: Identity) -> str:
        """The page as this person finds it; the list of cases where the record was deleted meanwhile."""
        try:
            return self.page(who)
        except ObjectDoesNotExist:
            return reverse("cases")


def _case(who: Identity) -> str:
    return reverse("case", args=[Case.objects.visible_to(who).get(reference=CASE).pk])


def _request(who: Identity, key: str, page: str = "request", case: str = CASE) -> str:
    return reverse(page, args=[Request.objects.visible_to(who).get(case__reference=case, key=key).pk])


def _sealed(who: Identity) -> str:
    sent = Communication.objects.visible_to(who).filter(request__key=REQUEST, incoming=False)
    return reverse("communication", args=[sent.earliest("pk").pk])


def _hit(who: Identity) -> str:
    hits = ScreeningHit.objects.visible_to(who).filter(case__reference=CASE, party__key="oscar")
    return reverse("hit", args=[hits.earliest("pk").pk])


def _trace(who: Identity) -> str:
    traces = MoneyTrace.objects.visible_to(who).filter(case__reference=CASE)
    return reverse("money-trace", args=[traces.earliest("pk").pk])


STATIONS: tuple[Station, ...] = (
    Station("one-case-shared-by-agencies", "anna", _case),
    Station("the-lawful-route-with-its-reasons", "anna", lambda who: _request(who, "extradition-usa")),
    Station("a-draft-reviewed-before-it-leaves", "anna", lambda who: _request(who, "land-ury")),
    Station(
        "the-safeguard-gate-and-four-eyes", "lena", lambda who: _request(who, "extradition-usa", page="safeguards")
    ),
    Station("sent-under-seal-with-receipts", "dirk", _sealed),
    Station(
        "a-request-that-another-state-makes",
        "dirk",
        lambda who: _request(who, "incoming", page="checklist", case=RECEIVED),
    ),
    Station("a-name-on-a-list-and-two-reviewers", "anna", _hit),
    Station("the-money-and-the-figure-in-the-request", "pia", _trace),
    Station("the-desk-of-deadlines", "anna", lambda _: reverse("deadlines")),
    Station("the-rights-of-the-person", "dora", lambda _: reverse("person-requests")),
    Station("figures-and-the-log-behind-them", "omar", lambda _: reverse("figures")),
)
_PLACES = tuple(station.place for station in STATIONS)


def station_at(place: str) -> Station | None:
    """The station of a place, where there is one."""
    return next((station for station in STATIONS if station.place == place), None)


def station_after(station: Station) -> Station | None:
    """The next station; none after the last."""
    return next(iter(STATIONS[STATIONS.index(station) + 1 :]), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come: the stations seen, the newest last, and whether the tour is on."""

    seen: tuple[str, ...] = ()
    walking: bool = False

    def at(self, place: str) -> "Progress":
        """The same, with this station as the newest."""
        return Progress((*(one for one in self.seen if one != place), place), walking=True)

    def resting(self) -> "Progress":
        """The same, with the tour left; what was seen stays."""
        return Progress(self.seen, walking=False)

    @property
    def next(self) -> Station | None:
        """Where to go on: the station after the newest; none once the last was seen."""
        return station_after(station_at(self.seen[-1]) or STATIONS[0]) if self.seen else STATIONS[0]


def progress_of(request: HttpRequest) -> Progress:
    """What the visitor's browser has kept; what it holds besides is ignored."""
    words = request.COOKIES.get(COOKIE, "").split(".")
    seen = tuple(dict.fromkeys(word for word in words if word in _PLACES))
    return Progress(seen, walking=bool(seen) and _RESTING not in words)


def progress_keep(response: HttpResponse, progress: Progress) -> HttpResponse:
    """Let the visitor's browser keep how far they came; it names stations and nobody."""
    words = (*progress.seen, *(() if progress.walking else (_RESTING,)))
    response.set_cookie(COOKIE, ".".join(words), max_age=KEPT_FOR, httponly=True, samesite="Strict")
    return response


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands above each page while the tour is on."""

    number: int
    count: int
    here: HelpPart
    following: HelpPart | None


def told(language: str) -> dict[str, HelpPart]:
    """What docs/tour.md tells of each place, in a language."""
    return {part.place: part for part in help_parts("tour", language)}


def strip(request: HttpRequest, language: str) -> Strip | None:
    """The station that a visitor of the demonstration is at; none in a real office, or once they left."""
    progress = progress_of(request) if settings.DEMO else Progress()
    if not progress.walking:
        return None
    parts, place = told(language), progress.seen[-1]
    following = progress.next
    return Strip(
        number=_PLACES.index(place) + 1,
        count=len(STATIONS),
        here=parts[place],
        following=parts[following.place] if following else None,
    )
