"""Working on a case in the browser: its first lines, its team, its walls, who may see a record, its end."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comity.casework.agencies.models import Agency
from comity.casework.cases.models import Case, Note
from comity.casework.log.models import LogEntry
from comity.casework.people.models import Party

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


@pytest.fixture
def browser(person: Person) -> Callable[[str], Client]:
    def of(name: str) -> Client:
        client = Client()
        client.force_login(person(name))
        return client

    return of


Browser = Callable[[str], Client]
HEAD = {"title.en": "New title", "languages": "en fr es", "opened": "2024-02-12", "handling": "official_use"}


def test_the_first_lines_are_changed_and_the_case_is_found_by_its_new_title(browser: Browser, case: Case) -> None:
    anna = browser("anna")
    assert anna.post(f"/cases/{case.pk}/edit", {**HEAD, "revision": 1}).status_code == 302
    assert Case.everything.get(pk=case.pk).title["en"] == "New title"
    assert case.reference in anna.post("/", {"q": "New title"}).content.decode()


def test_the_second_of_two_is_told_that_the_first_lines_were_changed(browser: Browser, case: Case) -> None:
    anna = browser("anna")
    anna.post(f"/cases/{case.pk}/edit", {**HEAD, "revision": 1})
    assert anna.post(f"/cases/{case.pk}/edit", {**HEAD, "title.en": "Mine", "revision": 1}).status_code == 422
    assert Case.everything.get(pk=case.pk).title["en"] == "New title"


@pytest.mark.parametrize(
    ("field", "wrong"), [("title.en", ""), ("opened", "soon"), ("languages", "English"), ("handling", "")]
)
def test_a_slip_in_the_first_lines_changes_nothing(field: str, wrong: str, browser: Browser, case: Case) -> None:
    fields = {**HEAD, "title.fr": "", "title.es": "", field: wrong, "revision": 1}
    assert browser("anna").post(f"/cases/{case.pk}/edit", fields).status_code == 422
    assert Case.everything.get(pk=case.pk).revision == 1


def test_nobody_lifts_a_case_above_their_own_clearance(browser: Browser, case: Case) -> None:
    assert (
        browser("pia").post(f"/cases/{case.pk}/edit", {**HEAD, "handling": "secret", "revision": 1}).status_code == 422
    )
    assert Case.everything.get(pk=case.pk).handling == "official_use"


def test_an_agency_joins_its_people_come_on_the_team_and_all_of_it_is_undone(
    browser: Browser, case: Case, person: Person
) -> None:
    anna, ida = browser("anna"), person("ida")
    share = f"/cases/{case.pk}/share"
    anna.post(share, {"action": "join", "agency": ida.agency_id})
    assert browser("ida").get(f"/cases/{case.pk}").status_code == 404
    anna.post(share, {"action": "add", "user": ida.pk, "relation": "reader"})
    assert browser("ida").get(f"/cases/{case.pk}").status_code == 200
    anna.post(share, {"action": "end", "user": ida.pk})
    assert browser("ida").get(f"/cases/{case.pk}").status_code == 404
    anna.post(share, {"action": "add", "user": ida.pk, "relation": "reader"})
    anna.post(share, {"action": "leave", "agency": ida.agency_id})
    assert browser("ida").get(f"/cases/{case.pk}").status_code == 404


def test_the_agency_of_every_owner_does_not_leave_and_the_only_owner_is_not_made_a_reader(
    browser: Browser, case: Case, person: Person
) -> None:
    anna, agency = browser("anna"), Agency.objects.get(key="prosecution")
    assert anna.post(f"/cases/{case.pk}/share", {"action": "leave", "agency": agency.pk}).status_code == 422
    step = {"action": "add", "user": person("anna").pk, "relation": "reader"}
    assert anna.post(f"/cases/{case.pk}/share", step).status_code == 422
    assert case.memberships.filter(user=person("anna"), relation="owner", ended=None).exists()


def test_only_the_owner_shares(browser: Browser, case: Case, person: Person) -> None:
    step = {"action": "end", "user": person("fien").pk}
    assert browser("pia").post(f"/cases/{case.pk}/share", step).status_code == 403


def test_a_record_goes_behind_a_new_wall_and_comes_out_again(browser: Browser, case: Case, person: Person) -> None:
    anna, pia = browser("anna"), browser("pia")
    members = [person("anna").pk, person("lena").pk]
    anna.post(f"/cases/{case.pk}/share", {"action": "build", "title": "Source", "members": members})
    wall = case.walls.get(title="Source")
    party = Party.everything.get(case=case, key="oscar")
    path = f"/cases/{case.pk}/protection/party/{party.pk}"
    anna.post(path, {"handling": party.handling, "wall": wall.pk})
    assert party.name not in pia.get(f"/cases/{case.pk}/people").content.decode()
    step = {"action": "change_wall", "wall": wall.pk, "title": "Source", "members": [*members, person("pia").pk]}
    anna.post(f"/cases/{case.pk}/share", step)
    assert party.name in pia.get(f"/cases/{case.pk}/people").content.decode()
    anna.post(path, {"handling": party.handling, "wall": ""})
    assert Party.everything.get(pk=party.pk).wall is None


def test_a_field_is_sealed_for_those_below_and_nobody_below_lowers_it(browser: Browser, case: Case) -> None:
    party = Party.everything.get(case=case, key="jan")
    path = f"/cases/{case.pk}/protection/party/{party.pk}"
    browser("anna").post(path, {"handling": party.handling, "mark.location": "secret"})
    assert Party.everything.get(pk=party.pk).marks == {"location": "secret"}
    browser("pia").post(path, {"handling": party.handling, "mark.location": "open"})
    assert Party.everything.get(pk=party.pk).marks == {"location": "secret"}


def test_nothing_is_written_where_nothing_differs(browser: Browser, case: Case) -> None:
    party = Party.everything.get(case=case, key="jan")
    before = LogEntry.objects.count()
    browser("anna").post(f"/cases/{case.pk}/protection/party/{party.pk}", {"handling": party.handling, "wall": ""})
    assert LogEntry.objects.count() == before


def test_a_case_with_running_requests_or_borrowed_originals_is_not_closed(browser: Browser, case: Case) -> None:
    answer = browser("anna").post(f"/cases/{case.pk}/turn", {"action": "close", "reason": "all returned"})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'value="all returned"' in body
    assert "Requests that have not come to their end" in body
    assert "Originals that have to be returned" in body
    assert "Extraditions that have not come to their end" in body
    assert "Assets that are held" in body
    assert Case.everything.get(pk=case.pk).is_open


def test_closing_without_a_reason_is_told_at_the_field(browser: Browser, at_its_end: Case) -> None:
    page = f"/cases/{at_its_end.pk}/turn"
    answer = browser("anna").post(page, {"action": "close", "reason": " "})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#reason"' in body
    assert 'id="reason-error"' in body
    assert f'action="/cases/{at_its_end.pk}/edit"' in body
    kept = browser("anna").post(page, {"action": "burn", "reason": "surrendered, and all returned"})
    assert kept.status_code == 422
    assert 'value="surrendered, and all returned"' in kept.content.decode()
    assert Case.everything.get(pk=at_its_end.pk).is_open


def test_a_closed_case_is_read_only_until_its_owner_opens_it_again(browser: Browser, at_its_end: Case) -> None:
    case = at_its_end
    anna, pia = browser("anna"), browser("pia")
    answer = anna.post(f"/cases/{case.pk}/turn", {"action": "close", "reason": "done"}, follow=True)
    assert "The case is closed" in answer.content.decode()
    assert pia.get(f"/cases/{case.pk}").status_code == 200
    pia.post(f"/cases/{case.pk}/notes", {"text": "late"})
    assert not Note.everything.filter(text="late").exists()
    assert pia.post(f"/cases/{case.pk}/turn", {"action": "reopen", "reason": "x"}).status_code == 403
    anna.post(f"/cases/{case.pk}/turn", {"action": "reopen", "reason": "new facts"})
    pia.post(f"/cases/{case.pk}/notes", {"text": "again"})
    assert Note.everything.filter(text="again").exists()


def test_whoever_tries_a_reference_that_is_taken_is_in_the_log(browser: Browser, case: Case, person: Person) -> None:
    before = Case.everything.count()
    fields = {"reference": case.reference, "title": "x", "handling": "official_use"}
    assert browser("dirk").post("/cases/new", fields).status_code == 422
    entry = LogEntry.objects.latest("index")
    assert (entry.event, entry.key, entry.actor) == ("taken_reference_tried", case.reference, person("dirk"))
    assert Case.everything.count() == before
