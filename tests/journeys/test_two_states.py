"""Two authorities exchange a request in two browsers: it goes out, is queried, answered, and executed in part."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from journeys.conftest import ANSWERS_WITHIN

PASSWORD = "Only for trying out"
SHOTS = Path(__file__).parents[2] / "out" / "journeys"
STARTS_WITHIN = 300  # seconds; a shared machine that is busy
ARRIVES_WITHIN = 60


def four_free_ports() -> int:
    """The first of four ports of which none is taken."""
    for first in range(18_100, 60_000, 8):
        try:
            for port in range(first, first + 4):
                socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return first
    raise RuntimeError("no four ports are free")


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The addresses of two running offices of two states."""
    folder, port = tmp_path_factory.mktemp("two-states"), four_free_ports()
    command = [sys.executable, "-m", "comity", "demo", "--office", "--dir", str(folder / "in"), "--port", str(port)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("COMITY_", "DJANGO_"))}
    told = folder / "output.txt"
    with told.open("w") as output, subprocess.Popen(command, env=environment, stdout=output, stderr=output) as demo:
        try:
            for _ in range(STARTS_WITHIN * 4):
                if "Ctrl-C ends both" in told.read_text() or demo.poll() is not None:
                    break
                time.sleep(0.25)
            assert "Ctrl-C ends both" in told.read_text(), told.read_text()
            yield f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
        finally:
            demo.terminate()
            demo.wait(timeout=30)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def windows(browser: Any) -> Iterator[tuple[Any, Any]]:
    """Two windows of two people who know nothing of one another's session."""
    contexts = [browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB") for _ in range(2)]
    for context in contexts:
        context.set_default_timeout(ANSWERS_WITHIN)
    yield contexts[0].new_page(), contexts[1].new_page()
    for context in contexts:
        context.close()


SIGNED_IN: dict[tuple[str, str], list[Any]] = {}


def sign_in(page: Any, office: str, name: str) -> None:
    """Sign in with both factors, or go on where this person is signed in already: a code counts only once."""
    page.context.clear_cookies()
    if (office, name) in SIGNED_IN:
        page.context.add_cookies(SIGNED_IN[office, name])
        return
    page.goto(f"{office}/sign-in")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    for _ in range(3):  # a code lives thirty seconds, which may end between reading and typing it
        page.goto(f"{office}/second-factor")
        page.get_by_label("One-time code").fill(page.inner_text("#demo-code"))
        with page.expect_navigation():
            page.get_by_role("button", name="Continue").click()
        if "/second-factor" not in page.url:
            break
    page.wait_for_url(lambda url: "/second-factor" not in url)
    SIGNED_IN[office, name] = page.context.cookies(office)


def look(page: Any, name: str) -> None:
    """Keep a picture of the page, and hold it to what every page must be: one heading, no sideways scroll, axe."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []


def state(page: Any) -> Any:
    """The state that the heading of the page tells."""
    return page.locator("h1 .govuk-tag")


def wait_until(page: Any, address: str, awaited: str) -> None:
    """Look at a request until it is in a state: the nodes deliver in the background."""
    for _ in range(ARRIVES_WITHIN):
        page.goto(address)
        if state(page).inner_text() == awaited:
            return
        time.sleep(1)
    pytest.fail(f"the request is {state(page).inner_text()}, not {awaited}")


def step(page: Any, request: str, action: str, **given: str) -> None:
    """Take a step with its form, or with its button where it asks for nothing."""
    page.goto(f"{request}/steps/{action}")
    for name, value in given.items():
        field = page.locator(f"main [name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.locator(f'main [name={name}][value="{value}"]').check()
        else:
            field.first.fill(value)
    page.locator("main form button.govuk-button").first.click()
    page.wait_for_url(lambda url: "/steps/" not in url)


def answer_the_checklist(page: Any, request: str) -> None:
    """Say of each condition that it is met, and of each ground for refusal that it is not."""
    page.goto(f"{request}/checklist")
    for ground in page.locator(".comity-ground").all():
        heading = ground.locator("xpath=preceding::h2[1]").inner_text()
        met = heading.startswith(("Conditions", "Formal", "Deadlines"))
        ground.get_by_label("Met" if met else "Not met", exact=True).check()
        ground.get_by_label("Reason").fill("Seen in the file (invented).")
    page.get_by_role("button", name="Save the answers").click()


def wait_for(page: Any, address: str, words: str) -> None:
    """Look at a page until it says something: the nodes deliver in the background."""
    for _ in range(ARRIVES_WITHIN):
        page.goto(address)
        if words in page.locator("main").inner_text():
            return
        time.sleep(1)
    pytest.fail(f"{address} never said {words}")


def test_a_draft_goes_out_is_commented_and_the_request_follows_it(
    offices: tuple[str, str], windows: tuple[Any, Any]
) -> None:
    asking, asked = windows
    sign_in(asking, offices[0], "dirk")
    asking.goto(offices[0])
    asking.get_by_role("link", name="EX-2026-0417").click()
    asking.get_by_role("link", name="bank-records-che", exact=True).first.click()
    asking.wait_for_url(lambda url: "/requests/" in url)
    ours = asking.url
    step(
        asking,
        ours,
        "send_draft_for_comment",
        addressee="Rea Erfunden (invented)",
    )
    look(asking, "draft-sent")

    sign_in(asked, offices[1], "rea")
    wait_for(asked, f"{offices[1]}/incoming", "Draft for comment")
    asked.get_by_role("link", name=re.compile("Draft for comment")).first.click()
    theirs = asked.url
    expect(asked.locator("main")).to_contain_text("A draft is no request")
    look(asked, "draft-received")
    asked.get_by_label("Your comment").fill("Name the branch, too (invented).")
    asked.get_by_role("button", name="Send the comment").click()
    wait_for(asked, theirs, "Draft for comment")

    wait_for(asking, ours, "From Switzerland")
    asking.locator("main table a").filter(has_text=re.compile("^Comment")).first.click()
    asking.wait_for_url(lambda url: "/communications/" in url)
    expect(asking.locator("main")).to_contain_text("Name the branch, too (invented).")
    look(asking, "draft-commented")

    sign_in(asking, offices[0], "bram")
    step(asking, ours, "sign")
    expect(state(asking)).to_have_text("Signed")


def test_two_authorities_exchange_a_request_in_two_browsers(
    offices: tuple[str, str], windows: tuple[Any, Any], tmp_path: Path
) -> None:
    asking, asked = windows
    sign_in(asking, offices[0], "dirk")
    asking.goto(offices[0])
    asking.get_by_role("link", name="EX-2026-0417").click()
    asking.get_by_role("link", name="bank-records-che", exact=True).first.click()
    ours = asking.url
    asking.get_by_role("button", name="Send", exact=True).click()
    expect(state(asking)).to_have_text("Sent")
    wait_until(asking, ours, "Delivered")

    sign_in(asked, offices[1], "rea")
    asked.goto(offices[1])
    asked.get_by_role("link", name="IN-").click()
    asked.get_by_role("link", name="incoming", exact=True).first.click()
    theirs = asked.url
    expect(asked.get_by_text("Taken over from the package as this state asserts it")).to_be_visible()
    expect(asked.get_by_text("Jan Voorbeeld, 1971-04-03")).to_be_visible()
    look(asked, "two-states-received")
    asked.get_by_role("link", name="Request: Send").click()
    with asked.expect_download() as download:
        asked.get_by_role("button", name="Take out REQUEST.pdf").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    asked.goto(theirs)
    asked.get_by_role("button", name="Register", exact=True).click()
    step(asked, theirs, "acknowledge", signatory_title="Head of division (invented)")
    wait_until(asking, ours, "Acknowledged")
    expect(asking.get_by_text("Opened by their desk")).to_be_visible()

    step(asked, theirs, "triage", priority="normal", reason="Ordinary accounts, nothing is about to be lost.")
    asked.get_by_role("button", name="Start review").click()
    question = "Which of the two accounts is meant?"
    step(asked, theirs, "ask_information", questions=question, signatory_title="Head of division (invented)")
    wait_until(asking, ours, "Queried")
    expect(asking.get_by_text(question).first).to_be_visible()
    look(asking, "two-states-queried")
    asking.get_by_role("link", name="Clarification asked: Ask information").click()
    look(asking, "two-states-question")
    step(asking, ours, "answer_question", reason="The one whose number ends in 22 (invented).")
    wait_until(asked, theirs, "In review")
    expect(asked.get_by_text("The one whose number ends in 22 (invented).").first).to_be_visible()

    answer_the_checklist(asked, theirs)
    asked.goto(theirs)
    asked.get_by_role("link", name="IN-").first.click()
    asked.get_by_role("link", name="Team and walls").click()
    signatory = asked.locator("select#user option", has_text="Max Muster").get_attribute("value")
    asked.locator("select#user").select_option(signatory)
    asked.get_by_role("button", name="Put on the team").click()
    sign_in(asked, offices[1], "max")
    asked.goto(theirs)
    asked.get_by_role("button", name="Accept", exact=True).click()
    wait_until(asking, ours, "Accepted")

    sign_in(asked, offices[1], "rea")
    step(asked, theirs, "allocate", authority="A prosecutor's office (invented)")
    asked.get_by_role("button", name="Start execution").click()
    expect(state(asked)).to_have_text("In execution")
    step(
        asked,
        theirs,
        "execute_in_part",
        accepted="The statements of one account were obtained.",
        reason="The other bank (invented) keeps its records for ten years only.",
    )
    step(asked, theirs, "answer_status", reason="The rest is with the court.")
    asking.goto(ours)
    look(asking, "two-states-executed")
    asked.goto(f"{offices[1]}/counterparts")
    look(asked, "two-states-counterparts")
