"""Ledger files: what is read exactly, what is refused in one sentence, and what is told as a caveat."""

from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from comity.common.errors import BadInputError
from comity.tracing.ledger_files import read_ledger

HEAD = "time,sender,receiver,amount,currency,id\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "ledger.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("2024-01-01,A,B,-5,EUR,\n", "ledger.csv, line 2, amount: the amount is negative; write a refund as"),
        ("2024-01-01,A,B,5.001,EUR,\n", "ledger.csv, line 2, amount: '5.001' has more decimals than its currency (2)"),
        ("2024-01-01,A,B,5.5,JPY,\n", "ledger.csv, line 2, amount: '5.5' has more decimals than its currency (0)"),
        ('2024-01-01,A,B,"1,000",EUR,\n', "ledger.csv, line 2, amount: '1,000' is not an amount"),
        ("2024-01-01,A,B,1e999,EUR,\n", "ledger.csv, line 2, amount: the amounts of this ledger are too large"),
        ("2024-01-01,A,B,5,EUR,\n2024-01-02,A,B,5,USD,\n", "ledger.csv, line 3, currency: the ledger is in EUR and"),
        ("2024-13-01,A,B,5,EUR,\n", "ledger.csv, line 2, time: '2024-13-01' is not a time"),
        (",A,B,5,EUR,\n", "ledger.csv, line 2, time: the transfer has neither a time nor a seq"),
        ("2024-01-01,,OUTSIDE,5,EUR,\n", "ledger.csv, line 2, sender: neither sender nor receiver is an account"),
        ("2024-01-01,A,B,5,EUR,x\n2024-01-01,A,B,5,EUR,x\n", "ledger.csv, line 3, id: the id 'x' stands on line 2"),
        ("2024-01-01,A,B,5,EUR\n", "ledger.csv, line 2: has 5 fields where the header has 6"),
        ("2024-01-01,A,B,5,euro,\n", "ledger.csv, line 2, currency: 'euro' is not a currency code"),
        ("", "ledger.csv: holds no transfer"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_with_its_place(tmp_path: Path, rows: str, sentence: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_ledger(written(tmp_path, HEAD + rows))
    assert str(refused.value).startswith(sentence)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="line 1: the column 'receiver' is missing"):
        read_ledger(written(tmp_path, "time,sender,amount,currency\n"))


def test_amounts_are_read_to_the_minor_unit(tmp_path: Path) -> None:
    found = read_ledger(written(tmp_path, HEAD + "2024-01-01,A,B,0.1,EUR,\n2024-01-02,A,B,1234567.89,EUR,\n"))
    assert list(found.amount) == [10, 123456789]


def test_transfers_out_of_order_are_sorted_and_told(tmp_path: Path) -> None:
    found = read_ledger(written(tmp_path, HEAD + "2024-01-02,A,B,2,EUR,late\n2024-01-01,A,B,1,EUR,early\n"))
    assert list(found.ids) == ["early", "late"]
    assert [c.id for c in found.caveats] == ["out_of_order"]


def test_rows_that_repeat_an_earlier_one_are_counted_and_told(tmp_path: Path) -> None:
    found = read_ledger(written(tmp_path, HEAD + "2024-01-01,A,B,2,EUR,\n2024-01-01,A,B,2,EUR,\n"))
    assert len(found) == 2
    assert {"duplicate_rows", "same_time"} == {c.id for c in found.caveats}


def test_a_rate_converts_another_currency_and_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "2024-01-01,A,B,1,EUR,\n2024-01-02,A,B,10,USD,\n")
    found = read_ledger(path, rates={"USD": Fraction("0.925")})
    assert list(found.amount) == [100, 925]
    assert [c.id for c in found.caveats] == ["converted"]


def test_a_balance_that_does_not_follow_from_the_transfers_is_told(tmp_path: Path) -> None:
    text = "time,sender,receiver,amount,currency,balance\n2024-01-01,,A,5,EUR,105\n2024-01-02,A,,5,EUR,0\n"
    (caveat,) = read_ledger(written(tmp_path, text)).caveats
    assert (caveat.id, caveat.where) == ("balance_mismatch", ("line 2: 105, computed 5.00",))


def test_opening_balances_come_before_everything(tmp_path: Path) -> None:
    openings = tmp_path / "openings.csv"
    openings.write_text("account,amount\nA,100\n", encoding="utf-8")
    found = read_ledger(written(tmp_path, HEAD + "2024-01-01,A,B,60,EUR,\n"), openings=openings)
    assert [(found.accounts[r], a) for r, a in zip(found.receiver, found.amount, strict=True)] == [
        ("A", 10000),
        ("B", 6000),
    ]


def test_parquet_and_csv_give_the_same_ledger(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "2024-01-01,A,B,12.34,EUR,a\n2024-01-02,B,,2.30,EUR,b\n")
    goal = tmp_path / "ledger.parquet"
    duckdb.execute(f"COPY (SELECT * FROM read_csv('{path}')) TO '{goal}' (FORMAT parquet, COMPRESSION zstd)")
    one, two = read_ledger(path), read_ledger(goal)
    assert (list(one.amount), one.accounts, one.ids) == (list(two.amount), two.accounts, two.ids)
    assert [one.when(0), two.when(1)] == ["2024-01-01", "2024-01-02"]


def test_a_parquet_ledger_in_minor_units_is_read_as_such(tmp_path: Path) -> None:
    goal = tmp_path / "ledger.parquet"
    duckdb.execute(
        f"COPY (SELECT 1 AS seq, 'A' AS sender, 'B' AS receiver, 1234 AS amount_minor, 'EUR' AS currency) TO '{goal}'"
    )
    assert list(read_ledger(goal).amount) == [1234]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"nothing\.csv: no such file"):
        read_ledger(tmp_path / "nothing.csv")
