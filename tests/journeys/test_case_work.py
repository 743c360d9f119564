"""Journeys of case work in a real browser: evidence from abroad whose limits hold, and a name in two characters."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from journeys.test_office import look, sign_in, sign_out

PDF = b"%PDF-1.4\n% Synthetic bank records; nothing in them is real.\n%%EOF\n"


def to_the_case(page: Any, office: str, tab: str) -> None:
    page.goto(office)
    page.get_by_role("link", name="EX-2026-0417").first.click()
    page.get_by_role("navigation", name="This case").get_by_role("link", name=tab, exact=True).click()


def test_an_investigator_registers_evidence_from_abroad_and_its_limits_hold(
    page: Any, office: str, tmp_path: Path
) -> None:
    file = tmp_path / "records.pdf"
    file.write_bytes(PDF)
    sign_in(page, office, "pia", strong=True)
    to_the_case(page, office, "Evidence")
    page.get_by_role("button", name="Register an item").click()
    page.get_by_label("Number", exact=True).fill("EV-77")
    page.get_by_label("What it is", exact=True).fill("Account opening file")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("Received from").fill("Example Office of Switzerland")
    page.get_by_label("Why it was handed over").fill("in execution of our request")
    page.get_by_label("State it came from").select_option("CHE")
    page.get_by_label("Prosecution", exact=True).check()
    page.get_by_label("May not be passed on to another state without consent").check()
    look(page, "evidence-new")
    page.get_by_role("button", name="Register", exact=True).click()
    expect(page.get_by_text("The item is in the register.")).to_be_visible()
    expect(page.get_by_text("Quarantined").first).to_be_visible()
    expect(page.get_by_role("link", name="records.pdf")).to_have_count(0)

    page.get_by_role("button", name="Release the file").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="records.pdf").click()
    assert download.value.path().read_bytes() == PDF
    page.get_by_role("button", name="Check the digest now").click()
    expect(page.get_by_text("The file is whole")).to_be_visible()

    page.get_by_text("Record a use").click()
    page.get_by_label("What it is used for").fill("Annex to a request")
    page.get_by_label("Purpose", exact=True).select_option("prosecution")
    page.get_by_label("Shown or sent to").select_option("URY")
    page.get_by_role("button", name="Check the limits and record the use").click()
    expect(page.get_by_text("may not be passed on to URY").first).to_be_visible()
    look(page, "evidence-use-refused")
    page.get_by_label("Shown or sent to").select_option("")
    page.get_by_role("button", name="Check the limits and record the use").click()
    expect(page.get_by_text("The use keeps within the limits and is recorded.")).to_be_visible()
    look(page, "evidence-item")


def test_a_prosecutor_finds_a_person_by_two_chinese_characters(page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    to_the_case(page, office, "Overview")
    page.get_by_label("New note").fill("证人称其曾与王伟会面（虚构）。")
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("searchbox").fill("王伟")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_have_text("王伟")
    look(page, "search")
    sign_out(page)
    sign_in(page, office, "ida")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("searchbox").fill("王伟")
    page.get_by_role("button", name="Search").click()
    assert page.url == f"{office}/search", "what is sought stands in no address"
    expect(page.get_by_text("Nothing that you may see has all of these words.")).to_be_visible()


def test_the_owner_of_a_case_builds_a_wall_and_says_who_may_see_a_record(page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    to_the_case(page, office, "Team and walls")
    look(page, "team-and-walls")
    page.get_by_role("link", name="How each record is protected").click()
    look(page, "protections")
    page.get_by_role("link", name="bribery", exact=True).click()
    look(page, "protection")
    to_the_case(page, office, "Case file")
    look(page, "case-file")
    to_the_case(page, office, "Tasks")
    look(page, "case-tasks")
