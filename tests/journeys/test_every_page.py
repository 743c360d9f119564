"""Every page that links lead to: it opens, no link on it is dead, and axe finds nothing, in each of the six languages.

Each person of the synthetic office follows all links; of pages that differ only in a number, one is opened. What nobody
has looked at before is looked at in the browser, in one language, which its address decides, so that all come about.
"""

import html
import os
import re
import zlib
from collections import deque
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from journeys.test_office import sign_in

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh-hans")
pytestmark = pytest.mark.skipif(
    not os.environ.get("COMITY_LONG"), reason="some minutes of opening pages; COMITY_LONG=1 or ./run prove does it"
)
PEOPLE = ("anna", "lena", "pia", "ida", "omar", "ada")
PATIENCE = 60_000
"""Milliseconds; some pages work out the whole network of routes when they are first asked for."""
MOST_PAGES = 300
"""Of one person; a link that leads around in circles must not keep the tests for ever."""


def pattern(address: str) -> str:
    """A page without its numbers and its question: two of them are the same page on different things."""
    return re.sub(r"/(\d+|[A-Z]{3})(?=/|$)", "/N", urlsplit(address).path)


def faults(page: Any, address: str) -> list[str]:
    """What is wrong with a page: its headings, its width, and what axe finds."""
    found = []
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} headings of the first level")
    if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
        found.append("wider than the window")
    violations = Axe().run(page).response["violations"]
    found += [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations]
    return [f"{address}: {fault}" for fault in found]


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """The pages that somebody has looked at."""
    return set()


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_that_a_person_can_reach_opens_and_axe_finds_nothing(
    name: str, page: Any, office: str, looked_at: set[str]
) -> None:
    sign_in(page, office, name, strong=name == "ada")
    waiting, seen, wrong, opened = deque([f"{office}/"]), {"/"}, [], 0
    while waiting and opened < MOST_PAGES:
        address = waiting.popleft()
        answer = page.request.get(address, timeout=PATIENCE)
        if answer.status != 200:
            wrong.append(f"{address}: {answer.status}")
            continue
        if "text/html" not in answer.headers["content-type"] or "content-disposition" in answer.headers:
            continue
        opened += 1
        if pattern(address) not in looked_at:
            looked_at.add(pattern(address))
            wrong += look(page, address)
        for link in re.findall(r'<a\b[^>]*?\bhref="([^"]+)"', answer.text()):
            target, _ = urldefrag(urljoin(address, html.unescape(link)))
            if target.startswith(office) and pattern(target) not in seen:
                seen.add(pattern(target))
                waiting.append(target)
    assert wrong == []
    assert 10 < opened < MOST_PAGES


def look(page: Any, address: str) -> list[str]:
    """What is wrong with a page in the browser, in its language."""
    language = LANGUAGES[zlib.crc32(pattern(address).encode()) % len(LANGUAGES)]
    page.set_extra_http_headers({"Accept-Language": language})
    page.goto(address, timeout=PATIENCE)
    return faults(page, f"{address} ({language})")
