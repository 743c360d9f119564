"""Journeys with accounts: a new colleague comes in, a passkey signs for its owner, a closed account is out."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.conftest import ANSWERS_WITHIN
from journeys.test_office import look, sign_in, sign_out


@pytest.fixture
def named_office(office: str) -> str:
    """The same office by a name: browsers give passkeys to names, not to numbers."""
    return office.replace("127.0.0.1", "localhost")


@pytest.fixture
def window(browser: Any) -> Iterator[Any]:
    """A window whose machine has a security key in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(ANSWERS_WITHIN)
    page = context.new_page()
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    settings = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": settings})
    yield page
    context.close()


def test_a_passkey_is_added_and_then_shown_instead_of_a_code(window: Any, named_office: str) -> None:
    sign_in(window, named_office, "fien", strong=True)
    window.goto(f"{named_office}/account")
    window.get_by_role("link", name="Add a passkey").click()
    window.get_by_label("Name of the passkey").fill("Key on the ring")
    look(window, "account-passkey")
    window.get_by_role("button", name="Add a passkey").click()
    window.get_by_text("The passkey is added.").wait_for()
    look(window, "account-with-passkey")
    sign_out(window)
    sign_in(window, named_office, "fien")
    window.goto(f"{named_office}/second-factor?next=/account")
    look(window, "second-factor-passkey")
    window.get_by_role("button", name="Use a passkey").click()
    window.wait_for_url(lambda url: url.endswith("/account") and "second-factor" not in url)
    expect(window.get_by_role("link", name="Second factor")).to_have_count(0)
    expect(window.get_by_text("Key on the ring").first).to_be_visible()


def test_an_administrator_opens_an_account_and_the_colleague_comes_in(page: Any, office: str) -> None:
    sign_in(page, office, "ada", strong=True)
    page.get_by_role("link", name="Accounts").click()
    look(page, "accounts")
    page.get_by_role("button", name="Open an account").click()
    page.get_by_role("button", name="Open an account").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Name of sign-in").fill("nina")
    page.get_by_label("Full name").fill("Nina Nergens")
    page.get_by_label("Agency").select_option("police")
    page.get_by_label("Caseworker").check()
    look(page, "account-new")
    page.get_by_role("button", name="Open an account").click()
    password = page.inner_text("#password")
    look(page, "account-once")
    sign_out(page)
    page.get_by_label("Name", exact=True).fill("nina")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/account/password"))
    look(page, "account-password")
    page.get_by_label("Your password of now").fill(password)
    page.get_by_label("New password", exact=True).fill("four words that rhyme")
    page.get_by_label("New password once more").fill("four words that rhyme")
    page.get_by_role("button", name="Change your password").click()
    page.goto(f"{office}/account/codes")
    expect(page.get_by_role("img", name="The secret as a QR code")).to_be_visible()
    look(page, "account-codes")


def test_help_is_one_link_away_and_opens_at_the_part_of_the_page(page: Any, office: str) -> None:
    sign_in(page, office, "anna")
    page.get_by_role("link", name="Deadlines", exact=True).click()
    page.get_by_role("link", name="Help").click()
    page.wait_for_url(re.compile("/help/guide#deadlines"))
    look(page, "help-guide")
    page.goto(f"{office}/help/case-file")
    look(page, "help-case-file")


@pytest.mark.parametrize("code", ["ar", "zh-hans"])
def test_the_account_pages_read_well_in_another_language(code: str, page: Any, office: str) -> None:
    sign_in(page, office, "ada", strong=True)
    page.locator("#language").select_option(code)
    page.locator("footer button").click()
    for path in ("/account", "/account/codes", "/account/password", "/accounts", "/accounts/new", "/accounts/2"):
        page.goto(office + path)
        look(page, f"{code}{path.replace('/', '-')}")
