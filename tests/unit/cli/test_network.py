"""``comity network`` answers in the shape that others build on, and writes a table beside every picture."""

import csv
from pathlib import Path

ON = ("--on", "2026-11-21")


def test_one_states_network_holds_both_directions_of_every_pair(comity):
    answer = comity("network", "--state", "EGY", "--measure", "extradition", *ON, "--json").json
    (place,) = answer["connectivity"]
    assert len(answer["pairs"]) == 2 * 192
    assert place["as_requesting"]["routed"] + len(place["as_requesting"]["without"]) == 192
    assert set(answer["pairs"][0]) == {"measure", "requesting", "requested", "verdict", "basis"}


def test_what_an_accession_would_change_names_the_pairs(comity):
    answer = comity("network", "--if", "EGY accedes ETS024", "--measure", "extradition", *ON, "--json").json
    (effect,) = answer["effects"]
    assert answer["if"] == {"state": "EGY", "act": "accedes", "instrument": "ETS024"}
    assert "IRL" in {change["requested"] for change in effect["improved"]}


def test_a_picture_is_written_with_its_table_beside_it(comity, tmp_path: Path):
    done = comity("network", "--state", "EGY", "--measure", "freezing", *ON, "--out", str(tmp_path / "egy.svg"))
    assert done.code == 0
    with (tmp_path / "egy.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 384
    assert (tmp_path / "egy.svg").read_text(encoding="utf-8").count("<g>") == 192


def test_a_picture_of_several_measures_and_an_unknown_kind_of_file_are_refused(comity, tmp_path: Path):
    several = comity("network", "--state", "EGY", "--out", str(tmp_path / "egy.svg"))
    assert (several.code, several.err) == (2, "a picture is about one measure; give --measure\n")
    assert comity("network", "--out", str(tmp_path / "egy.pdf")).code == 2
    assert list(tmp_path.iterdir()) == []


def test_all_pairs_need_one_measure(comity):
    assert comity("network", "--measure", "any").code == 2
    assert comity("network", "--openings").code == 2
