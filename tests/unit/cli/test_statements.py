"""``comity statements``: a ledger that can be traced, pairs that a person can correct, nothing half-written."""

import csv
from pathlib import Path

import duckdb
import pytest

TABLE = """account,date,amount,currency,description
AAAA11,2024-01-05,-100.00,EUR,to BBBB22
BBBB22,2024-01-05,100.00,EUR,from AAAA11
BBBB22,2024-01-06,-40.00,EUR,cash
"""


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "january.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def test_statements_become_a_ledger_that_can_be_traced(comity, table, tmp_path) -> None:
    ledger = tmp_path / "ledger.parquet"
    told = comity("statements", table, "--out", str(ledger), "--json").json
    assert (told["entries"], told["matched"], told["unmatched"]) == (3, 1, 1)
    rows = duckdb.sql(f"SELECT sender, receiver, amount_minor FROM '{ledger}' ORDER BY time").fetchall()
    assert rows == [("AAAA11", "BBBB22", 10000), ("BBBB22", "", 4000)]
    traced = comity(
        "trace", str(ledger), "--from", "AAAA11", "--rule", "fifo", "--out", str(tmp_path / "out"), "--json"
    )
    assert traced.json["rules"]["fifo"]["conservation"]["resting"] == "60.00"


def test_a_decision_in_the_matches_file_goes_before_the_score(comity, table, tmp_path) -> None:
    comity("statements", table, "--out", str(tmp_path / "ledger.parquet"), "--json")
    path = tmp_path / "ledger.matches.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(row | {"decision": "no"} for row in rows)
    told = comity("statements", table, "--matches", str(path), "--out", str(tmp_path / "two.csv"), "--json").json
    assert told["matched"] == 0


def test_the_same_file_twice_is_one_sentence_and_nothing_is_written(comity, table, tmp_path) -> None:
    answer = comity("statements", table, table, "--out", str(tmp_path / "out" / "ledger.parquet"))
    assert (answer.code, answer.err) == (2, "january.csv: is the same file as january.csv\n")
    assert not (tmp_path / "out").exists()


def test_a_mapping_of_an_unknown_field_is_one_sentence(comity, table, tmp_path) -> None:
    answer = comity("statements", table, "--mapping", "colour=blue", "--out", str(tmp_path / "ledger.parquet"))
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert answer.err.startswith("--mapping: 'colour' is not a field")
