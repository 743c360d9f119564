"""Journeys through the office in a real browser, named after what somebody comes to do. Screenshots: out/journeys."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PASSWORD = "Only for trying out"
SHOTS = Path(__file__).parents[2] / "out" / "journeys"
SHOWN: dict[tuple[str, str], str] = {}  # the code that somebody has shown last
EXTRADITION = re.compile("extradition-usa")


def sign_in(page: Any, office: str, name: str, *, strong: bool = False) -> None:
    page.goto(f"{office}/sign-in")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)  # a key pressed before the page stands would be lost
    if strong:
        show_code(page, office, name)


def show_code(page: Any, office: str, name: str) -> None:
    """Show the second factor; a code works once, so whoever has just shown theirs waits for the next one."""
    for _ in range(3):  # its thirty seconds may end between reading and typing it
        page.goto(f"{office}/second-factor")
        while (code := page.inner_text("#demo-code")) == SHOWN.get((office, name)):
            page.wait_for_timeout(1000)
            page.reload()
        SHOWN[office, name] = code
        page.get_by_label("One-time code").fill(code)
        with page.expect_navigation():
            page.get_by_role("button", name="Continue").click()
        if "/second-factor" not in page.url:
            return
    raise AssertionError("three codes were refused")


def sign_out(page: Any) -> None:
    page.get_by_role("button", name="Sign out").click()


def look(page: Any, name: str) -> None:
    """Keep a picture of the page, and hold it to what every page must be: one heading, no sideways scroll, axe."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []


def to_the_request(page: Any, office: str, key: str) -> None:
    page.goto(office)
    page.get_by_role("link", name="EX-2026-0417").click()
    page.get_by_role("link", name=key, exact=True).first.click()


def test_a_request_leaves_only_through_lawyer_signatory_and_dispatcher(page: Any, office: str) -> None:
    sign_in(page, office, "lena", strong=True)
    to_the_request(page, office, "extradition-usa")
    look(page, "request-before-the-gate")
    page.get_by_role("button", name="Open the safeguard review").click()
    page.get_by_role("button", name="Sign the safeguard review").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    for question in page.locator("fieldset:has(input[type=radio])").all():
        question.get_by_label("Clear").check()
        question.get_by_label("Why").fill("Read against the file (synthetic).")
    page.locator("#source-1").fill("Country report of an invented observer")
    page.locator("#day-1").fill((dt.date.today() - dt.timedelta(days=20)).isoformat())  # noqa: DTZ011
    page.locator("#says-1").fill("Nothing against it (synthetic).")
    look(page, "safeguard-review")
    page.get_by_role("button", name="Sign the safeguard review").click()
    expect(page.get_by_text("The safeguard review is signed.")).to_be_visible()
    sign_out(page)

    sign_in(page, office, "bram", strong=True)
    to_the_request(page, office, "extradition-usa")
    page.get_by_role("button", name="Sign", exact=True).click()
    look(page, "request-signed")
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="REQUEST.pdf").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    sign_out(page)

    sign_in(page, office, "dirk", strong=True)
    to_the_request(page, office, "extradition-usa")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("h1")).to_have_text(re.compile(r"Sent\s*$"))
    look(page, "request-sent")


def test_a_caseworker_finds_a_case_by_typing_and_sees_what_is_due(page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    page.get_by_label("Reference or words of the title").press_sequentially("nothing like it")
    page.get_by_text("No case of yours has these words.").wait_for()
    page.get_by_label("Reference or words of the title").fill("municipal")
    page.get_by_role("link", name="EX-2026-0417").click()
    look(page, "case")
    for tab in ("People and companies", "Assets", "Team and walls"):
        page.get_by_role("link", name=tab).click()
        look(page, tab.split()[0].lower())
    page.get_by_role("link", name="Deadlines").click()
    look(page, "deadlines")
    page.get_by_text("How it was counted").first.click()
    expect(page.get_by_text(re.compile("30 days from the event")).first).to_be_visible()


def test_the_keyboard_alone_opens_a_case(page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    for _ in range(16):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == "EX-2026-0417":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/cases/"))
    expect(page.locator("h1")).to_contain_text("municipal")


def test_an_outsider_is_told_nothing_about_the_case(page: Any, office: str) -> None:
    sign_in(page, office, "ida")
    look(page, "empty-list")
    expect(page.get_by_text("You are on no case yet.")).to_be_visible()
    answer = page.goto(f"{office}/cases/1")
    assert answer.status == 404
    expect(page.locator("body")).not_to_contain_text("Voorbeeld")


def test_oversight_checks_the_log(page: Any, office: str) -> None:
    sign_in(page, office, "omar")
    page.get_by_role("link", name="Oversight").click()
    page.get_by_role("link", name="Check the whole log").click()
    expect(page.get_by_text("The log is whole")).to_be_visible()
    look(page, "oversight")


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("zh-hans", "ltr"), ("fr", "ltr")])
def test_the_office_reads_well_in_another_language(code: str, direction: str, page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    page.locator("#language").select_option(code)
    page.locator("footer button").click()
    expect(page.locator("html")).to_have_attribute("dir", direction)
    for path in ("/", "/cases/1", "/requests/1", "/deadlines"):
        page.goto(office + path)
        look(page, f"{code}{path.replace('/', '-')}")


def test_a_narrow_screen_needs_no_scrolling_sideways(page: Any, office: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, office, "anna")
    for path in ("/", "/cases/1", "/cases/1/people", "/cases/1/assets", "/requests/1", "/deadlines"):
        page.goto(office + path)
        look(page, f"narrow{path.replace('/', '-')}")
