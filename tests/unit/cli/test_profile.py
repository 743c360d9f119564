"""``comity profile`` answers in the shape that others build on, and writes a page for print."""

from pathlib import Path


def test_the_page_of_a_state_is_one_document_with_measures_and_general_sections(comity):
    answer = comity("profile", "CHE", "--measure", "extradition", "--on", "2026-11-21", "--json").json
    assert {"state", "name", "on", "old_after", "measures", "general", "ages", "missing"} == set(answer)
    entry = answer["measures"][0]["sections"][0]["entries"][0]
    assert set(entry["age"]) == {"badge", "years", "as_of", "checked", "grade"}


def test_the_page_is_written_as_markdown_and_as_nothing_else(comity, tmp_path: Path):
    assert comity("profile", "TUV", "--on", "2026-11-21", "--out", str(tmp_path / "tuv.md")).code == 0
    assert (tmp_path / "tuv.md").read_text(encoding="utf-8").startswith("# Tuvalu (TUV) as requested state, 2026-11-21")
    refused = comity("profile", "TUV", "--out", str(tmp_path / "tuv.docx"))
    assert refused.code == 2
    assert not (tmp_path / "tuv.docx").exists()


def test_a_person_reads_what_is_missing(comity):
    told = comity("profile", "TUV", "--measure", "freezing", "--on", "2026-11-21").out
    assert "not evidenced: what its own law does for freezing or seizure without a treaty" in " ".join(told.split())
