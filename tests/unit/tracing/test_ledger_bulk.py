"""Large ledgers read column by column are the ledgers that the reader of rows gives."""

import random
from pathlib import Path

import duckdb
import pytest

from comity.common.errors import BadInputError
from comity.tracing.ledger import Ledger
from comity.tracing.ledger_files import read_ledger
from comity.tracing.question import Question
from comity.tracing.results import path_lines, traced_rows
from comity.tracing.rules import Rule
from comity.tracing.trace import trace

pytest.importorskip("numpy", reason="the extra for large ledgers is not installed")
HEAD = "time,sender,receiver,amount,currency,id,origin,booking_seq\n"
BY_ROWS = 10**12


def written(folder: Path, rows: list[str]) -> Path:
    path = folder / "ledger.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def some_rows() -> list[str]:
    chance = random.Random(3)
    rows = []
    for number in range(400):
        sender, receiver = chance.sample(["", "A", "B", "C", "D"], 2)
        origin = chance.choice(["", "victim"]) if not sender else ""
        amount = chance.choice(["5", "12.5", "7.25"])
        day = chance.randrange(1, 28)
        rows.append(f"2024-01-{day:02d} 10:00:00,{sender},{receiver},{amount},EUR,t{number},{origin},{number}")
    return rows


def told(ledger: Ledger) -> list[tuple[object, ...]]:
    columns = (ledger.sender, ledger.receiver, ledger.amount, ledger.moment, ledger.origin, ledger.line, ledger.ids)
    return [tuple(str(value) for value in row) for row in zip(*columns, strict=True)]


def test_both_readers_give_the_same_ledger_and_the_same_answers(tmp_path: Path) -> None:
    path = written(tmp_path, some_rows())
    rows, bulk = read_ledger(path, bulk_from=BY_ROWS), read_ledger(path, bulk_from=0)
    assert type(rows.sender) is not type(bulk.sender)
    assert (rows.accounts, rows.origins, rows.digest) == (bulk.accounts, bulk.origins, bulk.digest)
    assert told(rows) == told(bulk)
    for compiled in (False, True):
        one, two = (trace(ledger, Question(origins=True), list(Rule), compiled=compiled) for ledger in (rows, bulk))
        assert list(traced_rows(one)) == list(traced_rows(two))
        assert [line for line, _ in path_lines(one, 10**6)] == [line for line, _ in path_lines(two, 10**6)]


def test_transfers_whose_order_is_open_give_the_same_interval_in_either(tmp_path: Path) -> None:
    rows = [row.replace(" 10:00:00", "").rpartition(",")[0] + "," for row in some_rows()]
    path = written(tmp_path, rows)
    read = read_ledger(path, bulk_from=BY_ROWS), read_ledger(path, bulk_from=0)
    assert read[0].ties == read[1].ties != ()
    assert [c.text for c in read[0].caveats if c.id == "same_time"] == [
        c.text for c in read[1].caveats if c.id == "same_time"
    ]
    for compiled in (False, True):
        one, two = (trace(ledger, Question(origins=True), list(Rule), compiled=compiled) for ledger in read)
        assert any(item.low != item.high for item in one.holdings[Rule.FIFO])
        assert list(traced_rows(one)) == list(traced_rows(two))


def test_parquet_with_decimals_is_read_exactly(tmp_path: Path) -> None:
    goal = tmp_path / "ledger.parquet"
    path = written(tmp_path, some_rows())
    duckdb.execute(f"COPY (SELECT * FROM read_csv('{path}')) TO '{goal}' (FORMAT parquet)")
    assert sum(read_ledger(goal, bulk_from=0).amount) == sum(read_ledger(path, bulk_from=BY_ROWS).amount)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2024-01-28,A,B,-5,EUR,x,,1", "amount: the amount is negative"),
        ("2024-01-28,A,B,5,USD,x,,1", "currency: the ledger is in EUR and this transfer in USD"),
        ("2024-01-28,A,B,5,EUR,t1,,1", "id: the id 't1' stands on line 3 already"),
    ],
)
def test_what_is_wrong_in_a_large_ledger_is_told_with_its_line(tmp_path: Path, row: str, sentence: str) -> None:
    with pytest.raises(BadInputError, match=f"line 402, {sentence}"):
        read_ledger(written(tmp_path, [*some_rows(), row]), bulk_from=0)


def test_a_transfer_is_found_by_its_id_in_either(tmp_path: Path) -> None:
    path = written(tmp_path, some_rows())
    one, two = read_ledger(path, bulk_from=BY_ROWS), read_ledger(path, bulk_from=0)
    assert one.rows_of({"t7", "t399", "t400"}) == two.rows_of({"t7", "t399", "t400"})
    assert (one.paid_by(1) == two.paid_by(1)).all()


ODD_ROWS = {
    "an empty line": "2024-01-01,,A,5,EUR,t1,,\n\n2024-01-02,A,B,5,EUR,t2,,\n",
    "blanks of every kind": "2024-01-01,,\u00a0A\t,\u30005 ,EUR,t1,,\n",
    "a line break within quotation marks": '2024-01-01,,"A\nB",5,EUR,t1,,\n2024-01-02,X,Y,5,EUR,t2,,\n',
    "line ends of Windows": "2024-01-01,,A,5,EUR,t1,,\r\n",
    "an empty field too many": "2024-01-01,,A,5,EUR,t1,,,\n",
    "a field too few": "2024-01-01,,A,5,EUR,t1,\n",
    "an amount with a decimal comma": '2024-01-01,,A,"5,0",EUR,t1,,\n',
    "no number": "2024-01-01,,A,nan,EUR,t1,,\n",
    "an id that stands twice": "2024-01-01,,A,5,EUR,t1,,\n2024-01-01,,B,5,EUR,t1,,\n",
    "a comma within quotation marks": '2024-01-01,,"Firm, one",5,EUR,t1,,\n',
    "no rows": "",
}


@pytest.mark.parametrize("what", ODD_ROWS)
def test_an_odd_ledger_is_read_alike_or_refused_in_the_same_words(what: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.write_bytes((HEAD + ODD_ROWS[what]).encode())
    answers: list[object] = []
    for bulk_from in (BY_ROWS, 0):
        try:
            read = read_ledger(path, bulk_from=bulk_from)
            answers.append((read.accounts, told(read), list(read.descriptions)))
        except BadInputError as error:
            answers.append(str(error))
    assert answers[0] == answers[1]
