"""Help inside the office: every document there is, every place that a page points to, and nothing that runs."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from comity.web.help import ENDS, PARTS, SUBJECTS, anchor, digest_named, digest_of, folder, help_page, part_for
from comity.web.labels import LANGUAGES

ROOT = Path(__file__).parents[3]
BEFORE_SIGNING_IN = {
    "sign-in",
    "directory-go",
    "directory-back",
    "sign-out",
    "language",
    "health",
    "guest",
    "guest-file",
}
BEFORE_SIGNING_IN |= {"tour", "tour-open", "tour-leave"}
FILES = {"case-file", "deadlines-ics", "figures-csv", "figures-report"}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_document_becomes_a_page_of_the_office(subject: str) -> None:
    page = help_page(subject)
    assert page.title
    assert "<h1" not in page.body
    assert not re.search(r"<th[^>]*></th>", page.body)
    assert not re.search(r'<script|<style|\son\w+=|\sstyle=|href="https?:|<img', page.body)
    for other in re.findall(r'href="/help/([a-z-]+)', page.body):
        assert other in SUBJECTS


def test_every_part_that_a_page_points_to_stands_in_the_guide() -> None:
    places = {place for place, _ in help_page("guide").headings}
    assert {*PARTS.values(), *ENDS.values()} <= places


def test_the_guide_explains_nothing_that_no_page_points_to() -> None:
    places = [place for place, _ in help_page("guide").headings]
    assert set(places) - {*PARTS.values(), *ENDS.values()} <= {"when-something-goes-wrong"}
    assert len(places) == len(set(places))


def test_the_pages_that_the_guide_is_told_of_are_pages_of_the_office() -> None:
    addresses = [str(p.pattern) for p in get_resolver().url_patterns if isinstance(p, URLPattern)]
    assert PARTS.keys() - {address.split("/")[0] for address in addresses} == set()
    assert ENDS.keys() - {word for address in addresses for word in address.split("/")[1:]} == set()


def test_every_page_with_a_help_link_leads_to_a_part_of_its_own_subject() -> None:
    addresses = {str(p.name): str(p.pattern) for p in get_resolver().url_patterns if isinstance(p, URLPattern)}
    general = {n for n, address in addresses.items() if part_for(f"/{address}") in {"finding-your-way", "cases"}}
    assert general - BEFORE_SIGNING_IN - FILES == {
        *("cases", "search", "help", "help-subject", "confirm", "typed"),
        *("case", "case-new", "case-edit", "case-take", "case-turn", "case-note", "record-restore"),
        *("timeline", "playbook"),
    }


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/", "finding-your-way"),
        ("/cases/1", "cases"),
        ("/cases/1/people", "people-and-companies"),
        ("/cases/1/people/new", "people-and-companies"),
        ("/cases/1/money/new", "money-and-ownership"),
        ("/cases/1/protection/record/7", "team-and-walls"),
        ("/traces/1", "money-and-ownership"),
        ("/requests/3/checklist", "requests-that-we-receive"),
        ("/requests/3", "requests-that-we-make"),
        ("/requests/3/safeguards", "safeguard-review"),
        ("/account/codes", "your-account"),
        ("/something/new", "finding-your-way"),
    ],
)
def test_a_page_leads_to_its_part(path: str, part: str) -> None:
    assert part_for(path) == part


def test_a_heading_is_found_by_its_words() -> None:
    assert anchor("12. In an office: `comity serve`") == "12-in-an-office-comity-serve"


def test_the_documents_are_shipped() -> None:
    assert '"docs" = "comity/web/help-pages"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert folder() == ROOT / "docs"


@pytest.mark.django_db
def test_help_is_one_key_away_and_what_is_no_subject_is_not_there(person: Callable[[str], Any]) -> None:
    client = Client()
    client.force_login(person("anna"))
    assert 'href="/help/guide#deadlines"' in client.get("/deadlines").content.decode()
    assert client.get("/help/architecture").status_code == 404
    assert "Working in the office" in client.get("/help").content.decode()


@pytest.mark.parametrize("subject", ["guide", "tour"])
@pytest.mark.parametrize("code", sorted(LANGUAGES.keys() - {"en"}))
def test_guide_and_tour_of_each_language_have_the_same_parts_and_name_the_text_they_were_made_from(
    code: str, subject: str
) -> None:
    english, translated = help_page(subject), help_page(subject, code)
    assert translated.language == code
    assert [place for place, _ in translated.headings] == [place for place, _ in english.headings]
    assert all(ours != theirs for (_, ours), (_, theirs) in zip(english.headings, translated.headings, strict=True))
    text = (folder() / f"{subject}.{code}.md").read_text(encoding="utf-8")
    for mark in ('<p class="govuk-body">', "<li>"):
        assert translated.body.count(mark) == english.body.count(mark)
    assert digest_named(text)
    assert translated.older is (
        digest_named(text) != digest_of((folder() / f"{subject}.md").read_text(encoding="utf-8"))
    )
    assert "translated-from" not in translated.body


@pytest.mark.django_db
def test_the_guide_is_read_in_the_language_of_the_page(person: Callable[[str], Any]) -> None:
    client = Client()
    client.force_login(person("anna"))
    client.post("/language", {"language": "ar"})
    body = client.get("/help/guide").content.decode()
    assert help_page("guide", "ar").title in body
    assert 'id="safeguard-review"' in body
    assert '<div lang="en" dir="ltr"><h1' not in body
    assert '<div lang="en" dir="ltr"><h1' in client.get("/help/office").content.decode()
