"""The figures page: the same numbers as a table, a picture, a CSV and a printed report."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pypdf import PdfReader

from comity.casework.log.models import LogEntry
from comity.statistics.record import read_record

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


@pytest.fixture(autouse=True)
def _count_anew() -> None:
    cache.clear()


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def lines(client: Client, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/figures.csv{query}").content.decode())))


def test_small_counts_are_kept_back_from_everybody_and_shown_to_those_who_answer_for_the_office(person: Person) -> None:
    sent = [row for row in lines(browser(person("anna")), "?exact=1") if row["column"] == "made_or_received"]
    assert {row["value"] for row in sent} == {"1", "2", "3"}
    hidden = [row for row in lines(browser(person("pia"))) if row["column"] == "made_or_received"]
    assert {(row["value"], row["kept_back"]) for row in hidden} == {("", "yes")}
    assert browser(person("pia")).get("/figures?exact=1").status_code == 403


def test_every_picture_stands_beside_a_table_with_the_same_figures(person: Person) -> None:
    body = browser(person("anna")).get("/figures?exact=1").content.decode()
    assert body.count("<svg") == 13  # no request of the synthetic case was refused
    assert body.count("<table") >= body.count("<svg")
    assert "<title>Made · Freezing, Made or received: 1</title>" in body


def test_a_period_that_ends_before_it_begins_is_told_at_the_field_and_the_year_is_shown(person: Person) -> None:
    answer = browser(person("anna")).get("/figures?from=2026-05-01&to=2026-04-01")
    assert answer.status_code == 422
    assert "the period ends (2026-04-01) before it begins (2026-05-01)" in answer.content.decode().replace(
        "The p", "the p"
    )


def test_the_printed_report_is_tagged_in_its_language_and_says_how_it_was_counted(person: Person) -> None:
    client = browser(person("pia"))
    client.post("/language", {"language": "fr"})
    answer = client.get("/figures.pdf?from=2026-01-01")
    reader = PdfReader(io.BytesIO(answer.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Rapport sur la coopération internationale" in text
    assert "Comment ces chiffres sont comptés" in text
    assert reader.root_object["/Lang"].startswith("fr")
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_whoever_may_take_the_record_is_told_that_it_can_point_to_a_person(person: Person) -> None:
    said = "can point to a person"
    assert said in browser(person("omar")).get("/figures").content.decode()
    assert said not in browser(person("ida")).get("/figures").content.decode()


def test_the_record_given_out_is_the_one_the_page_counts_and_giving_it_out_is_logged(person: Person) -> None:
    body = browser(person("omar")).get("/figures/record").content.decode()
    head, events = read_record(io.StringIO(body), "record.jsonl")
    assert head.size == LogEntry.objects.count() - 1
    others = [event for event in events if event.subject != "party"]  # one entry can bring several persons
    assert len(others) == LogEntry.objects.filter(subject__in=("request", "return", "asset", "extradition")).count()
    assert {event.subject for event in events} == {"request", "return", "asset", "party", "extradition"}
    assert LogEntry.objects.latest("index").event == "record_given_out"


def test_a_framework_is_answered_on_the_page_as_csv_and_in_print(person: Callable[[str], Any]) -> None:
    client = Client()
    client.force_login(person("anna"))
    body = client.get("/figures?framework=fatf-io-8").content.decode()
    assert "What is asked, and what answers it" in body
    assert "Property restored, repatriated and shared" in body
    assert 'id="assets-by-stage"' in body
    assert 'id="returns-by-route"' not in body
    told = client.get("/figures.csv?framework=fatf-r-33").content.decode()
    assert "fatf-r33-reports,Suspicious transaction reports" in told
    assert "Nothing in the record of an office counts this yet." in told
    answer = client.get("/figures.pdf?framework=uncac-and-star")
    assert answer.content.startswith(b"%PDF")
