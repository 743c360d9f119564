"""The YAML that a lawyer pastes: it compiles, and it holds nothing that nobody has written in words of this house."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.common.strict_yaml import parse_yaml
from comity.law.compilation.parties import compile_parties
from comity.law.depositary.page import DepositaryPage, Entry
from comity.law.depositary.proposal import Proposal
from comity.law.depositary.snippet import as_yaml, source_key

from .conftest import PAGES

ROOT = Path(__file__).parents[4]
INSTRUMENTS = {
    "un-xviii-14.html": "UNCAC",
    "un-vi-19.xml": "UNDRUG88",
    "dutch-010715.html": "ETS191",
    "dutch-treaty-series.html": "UNCAC",
    "coe-173.html": "ETS173",
    "oas-b-58.html": "OAS-B58",
    "oas-b-58-older.html": "OAS-B58",
    "swiss-0.311.55.html": "ETS173",
}


def compiled(tmp_path: Path, instrument: str, snippet: str) -> dict:
    """The snippet as a party list of its own."""
    (tmp_path / "states").mkdir()
    shutil.copy(ROOT / "lawdata" / "states" / "codes.yaml", tmp_path / "states")
    folder = tmp_path / "instruments" / "parties"
    folder.mkdir(parents=True)
    head = f"instrument: {instrument}\ntitle: A title\n"
    (folder / f"{instrument}.yaml").write_text(head + snippet, encoding="utf-8")
    return compile_parties(tmp_path)["instruments"][instrument]


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_what_is_proposed_compiles_as_a_party_list(
    proposed: Callable[..., Proposal], tmp_path: Path, name: str
) -> None:
    proposal = proposed(name, INSTRUMENTS[name])
    result = compiled(tmp_path, INSTRUMENTS[name], as_yaml(proposal, name))
    assert set(result["rows"]) == {row.state for row in proposal.rows if not row.unfinished}


def test_a_statement_s_text_does_not_reach_the_file(proposed: Callable[..., Proposal]) -> None:
    text = as_yaml(proposed("un-xviii-14.html", "UNCAC"), "page.html")
    assert "synthetic" not in text
    assert (
        "# - {state: DZA, declared:, source: un-collection-html-2024-04-20}   # 'Declarations and Reservations'" in text
    )
    assert "2 paragraphs" in text


def test_an_unfinished_row_stays_a_comment_until_it_is_filled_in(proposed: Callable[..., Proposal]) -> None:
    entry = Entry("Italy", deposited="2009-10-05", withdrawn=True)
    page = DepositaryPage("dutch_treaty_bank", "Dutch treaty register", "", "010077", "2026-11-01", (entry,))
    text = as_yaml(proposed(page, "UNCAC"), "page.html")
    assert "# - {state: ITA, deposited: 2009-10-05, left:, source: " in text
    assert "\n- {state: ITA" not in text


def test_differences_stand_beside_the_row_with_both_values(proposed: Callable[..., Proposal]) -> None:
    page = DepositaryPage(
        "dutch_treaty_bank",
        "Dutch treaty register",
        "",
        "010077",
        "2026-11-01",
        (Entry("Albania", signed="2003-12-19"),),
    )
    text = as_yaml(proposed(page, "UNCAC"), "page.html")
    assert "# ALB signed: held 2003-12-18 (" in text
    assert "page 2003-12-19" in text


def test_names_cannot_break_out_of_their_comment(proposed: Callable[..., Proposal]) -> None:
    entries = (Entry("Ruritania\n- {state: FRA}", signed="2003-12-19"), Entry("Albania", signed="2003-12-18"))
    page = DepositaryPage("oas", "OAS", 'A "title"\nwith: colon', "010077", "2026-11-01", entries)
    text = as_yaml(proposed(page, "UNCAC"), "page\n- {state: DEU}.html")
    rows = parse_yaml(text, "snippet").data["rows"]
    assert [row["state"] for row in rows] == ["ALB"]


def test_the_source_is_named_after_the_page_and_its_date(proposed: Callable[..., Proposal]) -> None:
    assert source_key(proposed("swiss-0.311.55.html", "ETS173")) == "swiss-scope-2018-07-04"


def test_every_page_of_parties_is_among_those_compiled() -> None:
    statements_only = {"dutch-statements.html", "coe-191-declarations.html"}
    assert {path.name for path in PAGES.iterdir()} == set(INSTRUMENTS) | statements_only
