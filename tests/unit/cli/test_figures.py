"""``comity figures`` shows what others published and what figures count, and promises nothing it cannot compute."""

import csv
import xml.etree.ElementTree as ET
from pathlib import Path


def test_a_published_series_comes_with_what_it_does_not_say(comity):
    answer = comity("figures", "--published", "skynet", "--json").json
    assert len(answer["observations"]) == 31
    assert answer["observations"][0]["values"]["persons"] == "680"
    assert answer["not_published"] and answer["disagreements"] and answer["year_gaps"]["persons"]  # noqa: PT018


def test_a_disagreement_about_later_rows_is_not_shown_to_an_earlier_day(comity):
    answer = comity("figures", "--published", "skynet", "--to", "2016-12-31", "--json").json
    assert max(item["end"] for item in answer["observations"]) == "2016-12-31"
    assert all("12" not in item["rows"] for item in answer["disagreements"])
    assert set(answer["newly_fled"]["years"]) == {"2014", "2015", "2016"}


def test_a_definition_can_be_asked_for_by_name(comity):
    (found,) = comity("figures", "--definitions", "--figure", "returns-by-route", "--json").json["definitions"]
    assert found["framework"] == "Comity"
    assert comity("figures", "--definitions", "--figure", "wonders").code == 2


def test_without_an_office_the_figures_of_a_period_are_refused_in_one_sentence(comity):
    answer = comity("figures", "--from", "2025-01-01", "--to", "2025-12-31")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert "there is no office" in answer.err


def test_a_day_that_is_none_is_told_first(comity):
    assert "--from" in comity("figures", "--from", "yesterday").err


def test_a_person_reads_the_series_with_its_gaps(comity):
    told = " ".join(comity("figures", "--published", "skynet").out.split())
    assert "No national figure for the whole year, persons: 2014, 2015 (part only)" in told
    assert "a difference, published by nobody" in told


def test_the_rows_are_written_with_their_publishers_beside_a_picture(comity, tmp_path: Path):
    assert comity("figures", "--published", "skynet", "--out", str(tmp_path / "skynet.svg")).code == 0
    with (tmp_path / "skynet.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 31
    assert all(row["url"] for row in rows)
    root = ET.parse(tmp_path / "skynet.svg").getroot()
    bars = [group.findtext("{http://www.w3.org/2000/svg}title") for group in root.iter("{http://www.w3.org/2000/svg}g")]
    assert len(bars) == sum(bool(row["persons"]) for row in rows)
    assert any("more than 14,000" in (told or "") for told in bars)


def test_a_figure_that_no_row_has_is_not_drawn(comity, tmp_path: Path):
    answer = comity("figures", "--published", "skynet", "--figure", "wonders", "--out", str(tmp_path / "x.svg"))
    assert answer.code == 2
    assert list(tmp_path.iterdir()) == []
