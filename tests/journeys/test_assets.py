"""The journey of an asset recovery officer: money followed from a frozen account to the report on its use."""

import datetime as dt
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.test_office import look, sign_in

TODAY = dt.datetime.now(dt.UTC).date().isoformat()


def take(page: Any, action: str, **fields: str) -> None:
    """Take a step on the page: open its details, fill in what is given, and press its button."""
    box = page.locator(".comity-action").filter(has=page.get_by_role("heading", name=action, exact=True))
    details = box.locator("details")
    if fields and details.get_attribute("open") is None:
        details.locator("summary").click()
    for name, value in fields.items():
        box.locator(f"[name={name}]").fill(value)
    box.get_by_role("button", name=action, exact=True).click()


def state(page: Any) -> Any:
    """The state that the heading of the page tells."""
    return page.locator("h1 .govuk-tag")


def test_an_asset_recovery_officer_follows_money_from_a_frozen_account_to_the_report_on_its_use(
    page: Any, office: str
) -> None:
    sign_in(page, office, "anna", strong=True)
    page.goto(office)
    page.get_by_role("link", name="EX-2026-0417").click()
    page.get_by_role("link", name="Assets", exact=True).click()
    look(page, "asset-register")
    page.get_by_role("link", name="account-a", exact=True).click()
    expect(state(page)).to_have_text("Frozen")
    look(page, "asset-frozen")

    take(page, "Confiscate")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_role("link", name="Record an order").click()
    page.get_by_label("What was ordered").select_option("confiscation_order")
    page.get_by_label("Court or authority").fill("Example District Court (synthetic)")
    page.get_by_label("Decided on").fill(TODAY)
    page.get_by_label("Final").select_option("yes")
    look(page, "asset-order")
    page.get_by_role("button", name="Save").click()
    take(page, "Confiscate", source="EX-BG-1")
    expect(state(page)).to_have_text("Confiscated")

    page.get_by_role("link", name="Record a claim").click()
    page.get_by_label("Who claims").select_option("victim")
    page.get_by_label("Claimant").fill("Invented primary school")
    page.get_by_label("Amount").fill("2140.55")
    page.get_by_label("Currency").fill("EUR")
    look(page, "claim-new")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Court or authority").fill("Example District Court (synthetic)")
    page.get_by_label("Outcome").select_option("granted")
    take(page, "Decide claim")
    take(page, "Make claim final", reason="Both sides have waived an appeal (synthetic).")
    look(page, "claim-final")
    page.get_by_role("link", name="account-a", exact=True).click()
    expect(page.locator("p", has_text="May be shared or returned").locator("strong")).to_have_text("1,250,000.00 EUR")
    page.get_by_role("link", name="Invented primary school").click()
    take(page, "Pay claim", source="EX-PAY-1")
    expect(state(page)).to_have_text("Paid")

    page.get_by_role("link", name="Assets", exact=True).click()
    page.get_by_role("link", name="Agreements", exact=True).click()
    page.get_by_role("button", name="Add an agreement").click()
    page.get_by_label(re.compile("account-a")).check()
    page.get_by_label("Title").fill("Agreement on account A (invented)")
    for n, (party, part, role) in enumerate((("NLD", "2/3", "return"), ("CHE", "1/3", "share")), 1):
        page.locator(f"#state-{n}").select_option(party)
        page.locator(f"#part-{n}").fill(part)
        page.locator(f"#role-{n}").select_option(role)
    page.get_by_label("Legal basis").select_option("UNCAC")
    page.get_by_label("Report on the use every").fill("6")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=re.compile("which clause asks for the reports"))).to_be_visible()
    page.get_by_label("Clause that asks for the reports").fill("article 5")
    look(page, "agreement-new")
    page.get_by_role("button", name="Save").click()
    take(page, "Sign agreement", reference="EX-TREATY-2")
    look(page, "agreement-in-force")
    expect(page.get_by_text("In force between the two")).to_be_visible()

    page.get_by_role("link", name="account-a", exact=True).click()
    take(page, "Share")
    take(page, "Return")
    expect(state(page)).to_have_text("Returned")
    expect(page.get_by_text("833,333.33 EUR").first).to_be_visible()
    expect(page.get_by_text("416,666.67 EUR").first).to_be_visible()
    look(page, "asset-returned")
    page.get_by_role("link", name="Record a report on the use").click()
    page.get_by_label("Who reports").fill("Invented Ministry of Education")
    page.get_by_label("Reference of the report").fill("EX-REPORT-2")
    for n, (purpose, amount) in enumerate((("Roof", "800000.00"), ("Library", "33333.34")), 1):
        page.locator(f"#purpose-{n}").fill(purpose)
        page.locator(f"#amount-{n}").fill(amount)
        page.locator(f"#currency-{n}").fill("EUR")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=re.compile("ore than was returned cannot have been used"))).to_be_visible()
    page.locator("#amount-2").fill("33333.33")
    look(page, "use-report")
    page.get_by_role("button", name="Save").click()
    expect(state(page)).to_have_text("End use reported")

    page.get_by_role("link", name="Assets", exact=True).click()
    page.get_by_role("link", name="Ledger", exact=True).click()
    expect(page.get_by_text("Every entry balances in each currency")).to_be_visible()
    look(page, "ledger")
    page.get_by_role("link", name="833,333.33 EUR").click()
    look(page, "ledger-proof")
    expect(page.get_by_text("Together")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^\d+$")).first.click()
    expect(page.get_by_text("As logged")).to_be_visible()
    look(page, "ledger-entry")
    page.get_by_role("link", name="Assets", exact=True).click()
    page.get_by_role("link", name="Ledger", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="As CSV").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("entry,day,asset,kind,account,currency,holder,debit,credit")
    assert any(",used,EUR,NLD,800000.00," in line for line in lines)


@pytest.mark.parametrize("code", ["ar", "zh-hans"])
def test_the_ledger_reads_well_in_another_language(code: str, page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    page.locator("#language").select_option(code)
    page.locator("footer button").click()
    page.goto(f"{office}/deadlines")
    agreement = page.locator("a[href^='/agreements/']").first.get_attribute("href")
    for path in ("/cases/1/assets", "/assets/2", "/cases/1/ledger", "/assets/2/entries/new?kind=value", agreement):
        page.goto(office + path)
        look(page, f"{code}{re.sub(r'[^a-z0-9]+', '-', path)}")


def test_the_pages_of_an_asset_need_no_scrolling_sideways_on_a_narrow_screen(page: Any, office: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, office, "anna")
    for path in ("/cases/1/assets", "/assets/2", "/cases/1/ledger", "/claims/1"):
        page.goto(office + path)
        look(page, f"narrow{path.replace('/', '-')}")
