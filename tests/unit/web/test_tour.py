"""The tour of the demonstration: no station is dead, and what it points at stands on the page in each language."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comity.casework.correspondence.demo import demo_counterparts, demo_node
from comity.casework.correspondence.demo_delivery import demo_delivery
from comity.casework.correspondence.models import Communication
from comity.casework.exchange_store.models import NodeCard
from comity.casework.log.models import LogEntry
from comity.casework.requests.models import Request
from comity.exchange.node.ceremony import Reach
from comity.web.help import help_parts
from comity.web.labels import LANGUAGES
from comity.web.tour import COOKIE, STATIONS, Station, station_after

pytestmark = pytest.mark.django_db
STRONG = re.compile(r"<strong>(.+?)</strong>", re.DOTALL)
BEFORE, AFTER = "", "where-to-go-from-here"


@pytest.fixture
def delivered(settings: Any, tmp_path: Path) -> None:
    """The request of the demonstration that went out sealed, as `comity serve --demo` makes it."""
    settings.DATA_FOLDER = tmp_path / "office"
    NodeCard.objects.all().delete()
    node = demo_node("NLD", "Ministry of Justice, Example Department of Legal Assistance", Reach())
    demo_counterparts(node)
    demo_delivery(on=timezone.localdate())


def open_station(client: Client, station: Station) -> Any:
    return client.post(f"/tour/{station.place}/open", follow=True)


def words_of(body: str) -> str:
    """What stands on a page under its banners, without tags, blanks counted once."""
    text = re.sub(r"<[^>]+>", " ", body[body.index('<header class="comity-header"') :])
    return " ".join(html.unescape(text).split())


def page_without_strip(body: str) -> str:
    """The page, without what the tour writes above it: that names every phrase itself."""
    begin, end = body.index('<details class="govuk-details govuk-!-margin-bottom-2" open>'), body.index('id="main"')
    return body[:begin] + body[end:]


def test_the_document_tells_of_every_station_in_its_order() -> None:
    assert [part.place for part in help_parts("tour")] == [BEFORE, *(s.place for s in STATIONS), AFTER]
    assert 8 <= len(STATIONS) <= 12


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_station_names_the_person_who_opens_it(code: str) -> None:
    parts = {part.place: part.body for part in help_parts("tour", code)}
    assert [s.place for s in STATIONS if f">{s.person}</code>" not in parts[s.place]] == []


def test_every_station_opens_for_its_person_and_shows_in_each_language_what_it_points_at(delivered: None) -> None:
    missing = []
    for code in LANGUAGES:
        client = Client()
        client.post("/language", {"language": code})
        parts = {part.place: part.body for part in help_parts("tour", code)}
        for station in STATIONS:
            answer = open_station(client, station)
            assert answer.status_code == 200, station.place
            assert answer.redirect_chain[-1][0] != "/", station.place
            assert answer.wsgi_request.user.username == station.person
            shown = words_of(page_without_strip(answer.content.decode()))
            pointed = [html.unescape(text) for text in STRONG.findall(parts[station.place])]
            assert pointed, station.place
            missing += [(code, station.place, text) for text in pointed if " ".join(text.split()) not in shown]
    assert missing == []


def test_the_tour_is_found_before_anybody_signs_in() -> None:
    assert 'href="/tour"' in Client().get("/sign-in").content.decode()
    body = Client().get("/tour").content.decode()
    assert body.count('/open"') == len(STATIONS) + 1


def test_a_visitor_leaves_the_tour_and_goes_on_where_they_were(person: Callable[[str], Any]) -> None:
    client = Client()
    first, second = STATIONS[:2]
    assert "Tour 1/11" in open_station(client, first).content.decode()
    assert "Tour 2/11" in open_station(client, second).content.decode()
    assert "Tour 2/11" in client.get("/deadlines").content.decode(), "it stands above every page"
    left = client.post("/tour/leave", follow=True).content.decode()
    assert left.count("govuk-tag--green") == 2
    assert "Tour 2/11" not in client.get("/deadlines").content.decode()
    client.post("/sign-out")
    going_on = station_after(second)
    assert going_on is not None
    heading = next(part.heading for part in help_parts("tour") if part.place == going_on.place)
    assert f"Go on: {heading}" in client.get("/tour").content.decode()


def test_the_last_station_has_no_next_and_the_first_is_offered_to_whoever_begins() -> None:
    client = Client()
    body = open_station(client, STATIONS[-1]).content.decode()
    assert "Next station" not in body
    assert "End the tour" in body


def test_what_the_browser_keeps_is_stations_and_nothing_else_is_believed() -> None:
    client = Client()
    client.cookies[COOKIE] = "no-such-place.<script>.."
    assert "<script>." not in client.get("/tour").content.decode()
    open_station(client, STATIONS[0])
    assert client.cookies[COOKIE].value == STATIONS[0].place
    assert client.cookies[COOKIE]["httponly"]


def test_a_station_whose_record_is_gone_leads_to_the_cases(case: Any) -> None:
    Request.everything.filter(case=case, key="land-ury").update(key="gone")
    drafting = next(station for station in STATIONS if station.place.startswith("a-draft"))
    assert open_station(Client(), drafting).redirect_chain[-1][0] == "/"


def test_the_language_stays_when_the_tour_or_a_person_changes_who_is_signed_in() -> None:
    client = Client()
    client.post("/language", {"language": "ar"})
    for station in (STATIONS[0], STATIONS[3]):
        assert 'dir="rtl"' in open_station(client, station).content.decode()
    client.post("/sign-out")
    assert 'dir="rtl"' in client.get("/sign-in").content.decode()


def test_becoming_a_person_of_the_tour_is_in_the_log_like_any_signing_in() -> None:
    before = LogEntry.objects.count()
    client = Client()
    open_station(client, STATIONS[0])
    open_station(client, STATIONS[1])
    assert [entry.event for entry in LogEntry.objects.order_by("index")[before:]] == ["signed_in"]


def test_nobody_becomes_a_person_whose_password_is_not_that_of_the_demonstration(person: Callable[[str], Any]) -> None:
    anna = person("anna")
    anna.set_password("another one that nobody shows")
    anna.save()
    answer = open_station(Client(), STATIONS[0])
    assert answer.redirect_chain[-1][0] == "/sign-in"


@pytest.mark.parametrize("path", ["/tour", "/tour/leave", f"/tour/{STATIONS[0].place}/open"])
def test_a_real_office_has_no_tour(path: str, settings: Any) -> None:
    settings.DEMO = False
    client = Client()
    assert (client.get(path) if path == "/tour" else client.post(path)).status_code == 404
    assert "/tour" not in Client().get("/sign-in").content.decode()


def test_a_place_that_is_no_station_is_not_there() -> None:
    assert Client().post("/tour/moon/open").status_code == 404


def test_the_sealed_request_of_the_demonstration_has_its_receipts(delivered: None) -> None:
    sent = Communication.everything.get(request__key="return-che", incoming=False)
    assert sent.request is not None
    assert (sent.route, sent.request.state) == ("package", "delivered")
