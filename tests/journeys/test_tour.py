"""The tour as a newcomer walks it in a real browser, without script: from the sign-in page to the last station."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from comity.web.tour import STATIONS
from journeys.conftest import ANSWERS_WITHIN
from journeys.test_office import look


@pytest.fixture(params=["en-GB", "ar", "zh-CN"])
def visitor(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A window in which no script runs."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale=request.param, java_script_enabled=False
    )
    context.set_default_timeout(ANSWERS_WITHIN)
    window = context.new_page()
    yield window
    context.close()


def test_a_newcomer_walks_from_the_first_station_to_the_last_and_leaves(visitor: Any, office: str) -> None:
    visitor.goto(f"{office}/sign-in")
    visitor.locator("main a[href='/tour']").click()
    visitor.locator("main form button").first.click()
    for number, station in enumerate(STATIONS, 1):
        expect(visitor.locator("summary").first, station.place).to_contain_text(f"{number}/{len(STATIONS)}")
        expect(visitor.locator("h1")).to_have_count(1)
        forward = visitor.locator(
            "form[action^='/tour/'][action$='/open'] button.govuk-button:not(.govuk-button--secondary)"
        )
        expect(forward).to_have_count(int(number < len(STATIONS)))
        if forward.count():
            forward.click()
    visitor.locator("form[action='/tour/leave'] button").click()
    expect(visitor.locator("main .govuk-tag--green")).to_have_count(len(STATIONS))


def test_the_pages_of_the_tour_hold_to_what_every_page_must_be(page: Any, office: str) -> None:
    page.goto(f"{office}/tour")
    look(page, "tour")
    page.locator("main form button").first.click()
    look(page, "tour-first-station")
    page.set_viewport_size({"width": 360, "height": 800})
    look(page, "tour-narrow")
