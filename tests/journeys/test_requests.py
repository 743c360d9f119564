"""Journeys with requests: a clerk keys one in, an officer consults before refusing, a drafter looks at the routes."""

import re
import time
from typing import Any

from playwright.sync_api import expect

from journeys.test_office import look, sign_in

A_FEW_MINUTES = 300  # seconds, for a person; a browser that is driven needs a part of them
PDF = b"%PDF-1.4\n% synthetic\n%%EOF\n"


def fill_the_paper(page: Any) -> None:
    page.get_by_label("Requesting state").select_option("URY")
    page.get_by_label("Their authority").fill("Fiscalía de Ejemplo")
    page.get_by_label("Their reference").fill("UY-FICTICIO-200/2026")
    page.get_by_label("Date of their letter").fill("2026-01-05")
    page.get_by_label("Summary").fill("Bank records of an invented company.")
    page.locator("#name-1").fill("Ana Ejemplo Ficticia")
    page.locator("#born-1").fill("1971")
    page.locator("#nationality-1").select_option("URY")
    page.locator("#status-1").select_option("suspect")
    page.get_by_label("Offence").select_option("uncac:17")
    page.get_by_label("What happened").fill("Money of an invented town was diverted (synthetic).")
    page.set_input_files("#files", {"name": "carta.pdf", "mimeType": "application/pdf", "buffer": PDF})


def test_a_clerk_keys_a_paper_request_in_a_few_minutes(page: Any, office: str) -> None:
    sign_in(page, office, "dirk")
    begun = time.monotonic()
    page.goto(f"{office}/incoming/new")
    look(page, "receive")
    fill_the_paper(page)
    page.get_by_label("Urgency").select_option("urgent")
    page.get_by_role("button", name="Receive", exact=True).click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Why, as they say").fill("A hearing is near.")
    page.set_input_files("#files", {"name": "carta.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_role("button", name="Receive", exact=True).click()
    page.wait_for_url(re.compile(r"/requests/\d+"))
    assert time.monotonic() - begun < A_FEW_MINUTES
    expect(page.locator("h1")).to_contain_text("Registered")
    expect(page.get_by_text("carta.pdf").first).to_be_visible()
    expect(page.get_by_text("Quarantined").first).to_be_visible()
    look(page, "request-received")


def to_the_consultation(page: Any, office: str) -> str:
    page.goto(office)
    page.get_by_role("link", name="IN-2026-0029").click()
    page.get_by_role("link", name="incoming", exact=True).first.click()
    return str(page.url)


def test_an_officer_cannot_refuse_without_consulting_first(page: Any, office: str) -> None:
    sign_in(page, office, "dirk", strong=True)
    address = to_the_consultation(page, office)
    look(page, "request-in-consultation")
    expect(page.get_by_role("heading", name="Refuse", exact=True)).to_have_count(0)
    answer = page.goto(f"{address}/steps/refuse")
    assert answer.status == 404
    page.goto(f"{address}/checklist")
    look(page, "checklist")
    expect(page.get_by_text("A search of the notary's office needs an order of our court").first).to_be_visible()
    page.goto(f"{address}/steps/end_consultation")
    page.get_by_role("button", name="End consultation").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Maintains").check()
    page.get_by_label("The sender's view").fill("They want the search and will apply for nothing else.")
    look(page, "end-of-consultation")
    page.get_by_role("button", name="End consultation").click()
    page.get_by_role("button", name="Sign out").click()

    sign_in(page, office, "bram", strong=True)
    page.goto(f"{address}/steps/refuse")
    grounds = page.get_by_role("group", name="Grounds of the refusal").get_by_role("checkbox")
    expect(grounds).to_have_count(1)
    page.get_by_role("button", name="Refuse", exact=True).click()
    expect(page.get_by_text("Choose at least one ground of the checklist").first).to_be_visible()
    grounds.first.check()
    page.get_by_label("The facts on which they rest").fill("No order of our court was applied for.")
    page.get_by_label("Your title in the letter").fill("Head of Department")
    look(page, "refusal")
    with page.expect_download() as download:
        page.get_by_role("button", name="Read the letter first").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("button", name="Refuse", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Refused")
    expect(page.get_by_role("link", name=re.compile(r"refusal-.*\.pdf"))).to_be_visible()


def test_a_drafter_sees_the_routes_before_choosing_one(page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    page.goto(office)
    page.get_by_role("link", name="EX-2026-0417").click()
    page.get_by_role("button", name="New request").click()
    page.get_by_label("Requested state").select_option("CHE")
    page.get_by_role("group", name="The conduct on which it rests").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Show the routes").click()
    page.get_by_text("The best first.").wait_for()
    expect(page.get_by_role("group", name=re.compile("Routes")).get_by_role("radio").nth(1)).to_be_visible()
    look(page, "new-request-with-routes")
    page.get_by_label("Purpose").fill("To show where the money went.")
    page.get_by_role("button", name="Add the request").click()
    page.wait_for_url(re.compile(r"/requests/\d+"))
    expect(page.locator("h1")).to_contain_text("Route chosen")


def test_a_limit_that_is_over_is_explained_by_somebody_and_stays(page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    page.goto(f"{office}/deadlines?urgency=over")
    look(page, "deadlines-over")
    expect(page.get_by_role("heading", name=re.compile("For the head of the desk"))).to_be_visible()
    page.get_by_text(re.compile("^Say why")).first.click()
    page.get_by_label("Why it was not kept, and what happens now").first.fill("Their court is closed until Monday.")
    page.get_by_role("button", name="Record the reason").first.click()
    expect(page.get_by_text("The reason is on record.")).to_be_visible()
    expect(page.get_by_text("Their court is closed until Monday.").first).to_be_visible()
