"""Journeys about safeguards: a surrender that a lawyer stops, a consent taken back, a person's request, the defence."""

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.test_office import look, sign_in, sign_out

RECENT = (dt.date.today() - dt.timedelta(days=20)).isoformat()  # noqa: DTZ011 - any day of the last months


def to_the_tab(page: Any, office: str, reference: str, tab: str) -> None:
    page.goto(office)
    page.get_by_role("link", name=reference).click()
    page.get_by_role("link", name=tab, exact=True).click()


def test_a_lawyer_stops_a_surrender(page: Any, office: str) -> None:
    sign_in(page, office, "lena", strong=True)
    to_the_tab(page, office, "IN-2026-0027", "Extradition and return")
    page.get_by_role("link", name="Clara Ejemplo Ficticia").click()
    look(page, "extradition-surrender-fixed")
    page.get_by_role("link", name="Read or sign the review").click()
    for question in page.locator("fieldset:has(input[type=radio])").all():
        question.get_by_label("Clear").check()
        question.get_by_label("Why").fill("Read against the file (synthetic).")
    page.locator("#torture-concern").check()
    page.locator("#torture-reason").fill("A new report on the prison named in the assurance (synthetic).")
    page.locator("#source-1").fill("Visit of an invented observer")
    page.locator("#day-1").fill(RECENT)
    page.locator("#says-1").fill("Detainees were held without light (synthetic).")
    look(page, "surrender-review")
    page.get_by_role("button", name="Sign the safeguard review").click()
    page.get_by_text("Nothing moves while a check is not clear.").wait_for()
    sign_out(page)

    sign_in(page, office, "dirk", strong=True)
    to_the_tab(page, office, "IN-2026-0027", "Extradition and return")
    page.get_by_role("link", name="Clara Ejemplo Ficticia").click()
    page.get_by_role("button", name="Record surrender").click()
    page.get_by_text("The safeguard review has a concern or an open question").first.wait_for()
    look(page, "surrender-stopped")
    expect(page.locator("h1")).to_contain_text("Surrender fixed")


def test_a_person_revokes_consent_to_return(page: Any, office: str) -> None:
    page.goto(f"{office}/your-data")
    look(page, "your-data")
    page.get_by_label("What do you ask for?").select_option("consent_withdrawal")
    page.get_by_label("Name of the person concerned").fill("Jan Voorbeeld")
    page.get_by_label("What you want to say").fill("I stay where I am (synthetic).")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#code")).not_to_be_empty()
    look(page, "your-data-done")

    sign_in(page, office, "anna", strong=True)
    to_the_tab(page, office, "EX-2026-0417", "Extradition and return")
    look(page, "case-return")
    page.get_by_role("cell", name="Voluntary return").locator("xpath=../th/a").click()
    expect(page.locator("h1")).to_contain_text("Revoked")
    page.get_by_text("I stay where I am (synthetic).").wait_for()
    expect(page.get_by_role("button", name="Record departure")).to_have_count(0)
    look(page, "return-revoked")


def test_what_speaks_for_the_person_reaches_the_defence(page: Any, office: str) -> None:
    sign_in(page, office, "lena", strong=True)
    to_the_tab(page, office, "EX-2026-0417", "Rights of the person")
    look(page, "case-rights")
    page.get_by_role("link", name="disclosure-1").click()
    page.get_by_role("button", name="Release to the defence").click()
    page.get_by_text("The bundle is released.").wait_for()
    look(page, "disclosure-released")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as ZIP").click()
    assert download.value.path().read_bytes().startswith(b"PK")


def test_the_desks_of_data_protection_and_oversight_show_numbers_and_no_case(page: Any, office: str) -> None:
    sign_in(page, office, "dora", strong=True)
    page.get_by_role("link", name="Requests of people concerned").click()
    look(page, "person-requests")
    page.get_by_role("link", name="Retention").click()
    look(page, "retention")
    sign_out(page)
    sign_in(page, office, "omar")
    page.goto(f"{office}/oversight/usage")
    look(page, "usage")
    expect(page.locator("body")).not_to_contain_text("EX-2026-0417")


@pytest.mark.parametrize("code", ["ar", "zh-hans"])
def test_extradition_and_return_read_well_in_another_language(code: str, page: Any, office: str) -> None:
    sign_in(page, office, "anna", strong=True)
    page.locator("#language").select_option(code)
    page.locator("footer button").click()
    for path in ("/cases/1/return", "/returns/1", "/extraditions/1", "/cases/1/rights"):
        page.goto(office + path)
        look(page, f"{code}{path.replace('/', '-')}")
