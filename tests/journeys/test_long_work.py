"""Long work beside the pages: its progress is seen, and it is done even where the process that does it is killed."""

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.test_office import look, sign_in


def workers(folder: Path) -> dict[int, int]:
    """The processes that do the long work of an office, each with its parent."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has just ended
        if b"work" in words and str(folder).encode() in words:
            found[int(process.name)] = parent
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the processes are looked for in /proc")
def test_an_officer_screens_a_case_though_the_process_that_does_it_is_killed(
    page: Any, office: str, office_folder: Path
) -> None:
    sign_in(page, office, "anna")
    page.goto(f"{office}/cases/1/screening")
    page.select_option("#purpose", "identification")
    page.fill("#basis", "An article of an invented act, before the request")
    known = workers(office_folder)
    (worker,) = [process for process, parent in known.items() if parent in known]
    os.kill(worker, signal.SIGKILL)
    page.click("main form button.govuk-button >> nth=0")
    assert page.locator("progress").count() or page.get_by_text("What differs from before").count()
    look(page, "screening-being-worked-on")
    for _ in range(60):
        if page.get_by_text("What differs from before").count():
            break
        time.sleep(1)  # the page looks again by itself
    expect(page.get_by_text("What differs from before")).to_be_visible()
    assert worker not in workers(office_folder)
