"""A synthetic office that a real browser walks through: `comity serve --demo` in a folder of its own, and Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "out" / "journeys"
# The shell without windows is the same engine and asks for less of the machine.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
STARTS_WITHIN = 90  # seconds; a shared machine that is busy
ANSWERS_WITHIN = 60_000  # milliseconds; what a journey looks for may come with the next page

expect.set_options(timeout=ANSWERS_WITHIN)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser there is no journey; CI installs one, and says so when it is missing."""
    if CHROMIUM is None and not os.environ.get("CI"):
        for item in items:
            if "journeys" in item.path.parts:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (apt install chromium)"))


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the synthetic office is kept."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="session")
def office(office_folder: Path) -> Iterator[str]:
    """The address of a running synthetic office."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = office_folder
    command = [sys.executable, "-m", "comity", "serve", "--demo", "--dir", str(folder), "--port", str(port)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("COMITY_", "DJANGO_"))}
    with (
        (folder / "output.txt").open("w") as output,
        subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT) as server,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/health", folder / "output.txt", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(address: str, output: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the office answers, or say what it printed instead."""
    for _ in range(STARTS_WITHIN * 5):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"the office does not answer: {output.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh window; whatever it asks of another host is a failure."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(ANSWERS_WITHIN)
    window = context.new_page()
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    yield window
    context.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))] == []
