"""Journeys of reviewers and of an immigration desk in a real browser. Screenshots: out/journeys."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from journeys.test_office import look, sign_in, sign_out


def test_an_immigration_officer_checks_an_applicant_and_learns_no_more_than_a_contact(page: Any, office: str) -> None:
    sign_in(page, office, "ida")
    page.get_by_role("link", name="Entry check").click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Names").fill("Воорбеелд Ян\nJan Voorbeeld")
    page.get_by_label("Birth date").fill("1971-04-03")
    page.locator("#purpose").select_option("visa")
    page.locator("#reference").fill("V-2026-1")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("A hit refuses nobody.")).to_be_visible()
    expect(page.get_by_text("International desk of the example prosecution office").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("EX-2026-0417")
    look(page, "entry-check-hit")
    page.get_by_role("link", name=re.compile("To the consultation")).click()
    page.get_by_label("Message").fill("Is this the person? The appointment is next week.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_text("Nothing is decided on a hit before the other side has answered")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("EX-2026-0417")
    sign_out(page)

    sign_in(page, office, "anna")
    page.get_by_role("link", name="Consultations").click()
    page.get_by_role("link", name="V-2026-1").click()
    page.get_by_text("Why it was a hit").click()
    look(page, "consultation-of-the-case")
    page.get_by_label("Message").fill("Yes, by passport and birth date. A judge's warrant is in force.")
    page.get_by_role("button", name="Send the message").click()
    sign_out(page)

    sign_in(page, office, "ida")
    page.get_by_role("link", name="Consultations").click()
    page.get_by_role("link", name="V-2026-1").click()
    expect(page.get_by_text("Anna Fictief")).to_have_count(0)
    page.get_by_role("group", name="Does the applicant ask for asylum?").get_by_label("Yes").check()
    page.get_by_label("Refused").check()
    page.get_by_label("What was found on non-refoulement").fill("The reports of this year show no danger there.")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("asylum claim goes to the asylum authority").first).to_be_visible()
    page.get_by_label("When and to whom it was said").fill("Today, to the officer at the counter")
    page.get_by_role("button", name="Record the asylum claim").click()
    look(page, "consultation-asylum")


def test_two_reviewers_decide_a_hit(page: Any, office: str) -> None:
    sign_in(page, office, "pia")
    page.goto(f"{office}/cases/1/screening")
    page.get_by_role("link", name="Mieke Fictief-Verzonnen").click()
    look(page, "hit")
    page.get_by_label("Different").check()
    page.get_by_label("On what evidence").fill("Another place of birth in the register (synthetic)")
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_text("Not yours. Needed:").first).to_be_visible()
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
    sign_out(page)

    sign_in(page, office, "anna")
    page.goto(f"{office}/cases/1/screening")
    page.get_by_role("link", name="Mieke Fictief-Verzonnen").click()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Relied on until")).to_be_visible()
    look(page, "hit-decided")
    page.goto(f"{office}/screenings/1")
    page.get_by_label("Language of the certificate").select_option("ru")
    with page.expect_download() as download:
        page.get_by_role("button", name="Certificate PDF").click()
    assert str(PdfReader(download.value.path()).trailer["/Root"]["/Lang"]).startswith("ru")
    look(page, "screening-run")


def test_a_caseworker_merges_two_records_and_parts_them_again(page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    page.goto(f"{office}/cases/1/people")
    page.get_by_role("button", name="Add a person or company").click()
    page.get_by_label("Name in its own script").fill("扬·福尔贝尔德")
    page.get_by_label("Source", exact=True).fill("An invented passport")
    page.get_by_role("button", name="Save").click()
    look(page, "party-new")
    page.get_by_role("link", name="Merge with another record").click()
    page.get_by_label("The other record").select_option(index=3)
    page.get_by_role("button", name="Look at both").click()
    look(page, "party-merge")
    page.get_by_label("On what evidence they are one").fill("Same passport in both files (synthetic)")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("They are one record now.")).to_be_visible()
    page.get_by_role("button", name="Undo this merge").click()
    expect(page.get_by_text("They are two records again.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_strategy_of_a_person_is_read_on_one_page(width: int, page: Any, office: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, office, "anna")
    page.goto(f"{office}/cases/1/people")
    page.get_by_role("link", name="Jan Voorbeeld", exact=True).click()
    look(page, f"party-{width}")
    page.get_by_role("link", name="Strategy").click()
    expect(page.get_by_text("To be taken by").first).to_be_visible()
    look(page, f"strategy-{width}")
