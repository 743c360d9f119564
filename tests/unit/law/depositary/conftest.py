"""Small excerpts shaped like the depositaries' pages, and the proposals they lead to."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.law.depositary.page import DepositaryPage
from comity.law.depositary.proposal import Proposal, propose
from comity.law.depositary.recognise import read_page
from comity.law.register import register

PAGES = Path(__file__).parent / "pages"
CHECKED = dt.date(2026, 11, 21)


@pytest.fixture
def page() -> Callable[[str], DepositaryPage]:
    return lambda name: read_page(PAGES / name, CHECKED)


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str | bytes], DepositaryPage]:
    """A page that exists only in the test."""

    def read(content: str | bytes) -> DepositaryPage:
        path = tmp_path / "saved.html"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_page(path, CHECKED)

    return read


@pytest.fixture
def proposed() -> Callable[..., Proposal]:
    def make(name: str | DepositaryPage, instrument: str, as_of: str = "") -> Proposal:
        read = read_page(PAGES / name, CHECKED) if isinstance(name, str) else name
        return propose(read, instrument, register(), checked=CHECKED, as_of=as_of)

    return make
