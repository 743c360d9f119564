"""Schedules of an account and of a person: both sides add up, what is not explained is a difference."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.common.errors import BadInputError
from comity.tracing.funds import funds_of, gaps_of
from comity.tracing.net_worth import Kind, read_net_worth
from comity.tracing.question import Question
from comity.tracing.rules import Rule
from comity.tracing.schedules import rows_by_account
from comity.tracing.sources_applications import funds_by_year
from comity.tracing.timeline import timeline, timeline_chart
from comity.tracing.trace import trace


def test_sources_are_applications_and_what_is_left(ledger) -> None:
    found = ledger("- A 500\n- A 800 bribe\nA B 700\nA - 100\nB A 50")
    answer = trace(found, Question(origins=True), [Rule.FIFO]).replays[Rule.FIFO]
    account = found.account("A")
    carried = {move.row: move.amount for move in answer.moves}
    funds = funds_of(found, account, rows_by_account(found, len(found), [account])[account], carried)
    assert [(line.other, line.amount, line.traced) for line in funds.sources] == [
        ("outside the ledger", 130_000, 80_000),
        ("B", 5_000, 0),
    ]
    assert [(line.other, line.amount, line.traced) for line in funds.applications] == [
        ("B", 70_000, 20_000),
        ("outside the ledger", 10_000, 10_000),
    ]
    assert (funds.closing, funds.difference) == (55_000, 0)


def test_the_longest_stretch_without_a_transfer_is_told(made) -> None:
    found = made([(0, 1, 5, 0), (1, 2, 1, 0), (0, 2, 5, 0), (0, 2, 5, 0), (1, 2, 1, 0)], 3, 0)
    gap = gaps_of(found, rows_by_account(found, 5, [1]).items())[0]
    assert (gap.transfers, gap.first, gap.last, gap.silent_from, gap.silent_to) == (3, 0, 4, 1, 4)


@pytest.mark.parametrize("rule", [Rule.FIFO, Rule.LIFO, Rule.CLEAN_FIRST, Rule.PRO_RATA])
def test_the_timeline_ends_with_what_rests(ledger, rule: Rule) -> None:
    found = ledger("- A 500\n- A 800 bribe\nA B 700\nA - 100\nB A 50\nB - 600\nA - 300")
    answer = trace(found, Question(origins=True), [rule]).replays[rule]
    moments = timeline(answer, found)
    assert moments[-1].resting == sum(total.resting for total in answer.totals)
    assert sum(m.entered for m in moments) == sum(total.seeded for total in answer.totals)
    assert timeline_chart(moments, found, "Over time").startswith("<svg")


def lines(folder: Path, *rows: str) -> Path:
    path = folder / "worth.csv"
    path.write_text("\n".join(["year,kind,item,amount,currency,document", *rows]) + "\n", encoding="utf-8")
    return path


def test_what_income_does_not_explain_is_increase_and_expenditure_less_income(tmp_path) -> None:
    told = read_net_worth(lines(
        tmp_path,
        "2020,asset,flat,200000,EUR,D1", "2020,liability,mortgage,150000,EUR,D2", "2020,income,salary,40000,EUR,D3",
        "2021,asset,flat,200000,EUR,D1", "2021,asset,boat,90000,EUR,D4", "2021,liability,mortgage,140000,EUR,D2",
        "2021,expenditure,living,35000,EUR,D5", "2021,income,salary,42000,EUR,D3",
    ))  # fmt: skip
    first, second = told.years
    assert (first.net_worth, first.increase, first.unexplained) == (5_000_000, None, None)
    # 150 000 of net worth is 100 000 more; with 35 000 spent and 42 000 earned, 93 000 have no source.
    assert (second.increase, second.unexplained) == (10_000_000, 9_300_000)


def test_sources_and_applications_tell_what_money_came_from_and_went_into(tmp_path) -> None:
    told = read_net_worth(lines(
        tmp_path,
        "2020,asset,flat,200000,EUR,D1", "2020,asset,car,20000,EUR,D6", "2020,liability,mortgage,150000,EUR,D2",
        "2021,asset,flat,200000,EUR,D1", "2021,asset,boat,90000,EUR,D4", "2021,liability,mortgage,140000,EUR,D2",
        "2021,liability,loan,5000,EUR,D7", "2021,expenditure,living,35000,EUR,D5", "2021,income,salary,42000,EUR,D3",
    ))  # fmt: skip
    (year,) = funds_by_year(told)
    assert [(line.flow, line.what, line.amount) for line in year.sources] == [
        ("known income", "salary", 4_200_000), ("asset given up", "car", 2_000_000), ("debt taken up", "loan", 500_000),
    ]  # fmt: skip
    assert [(line.flow, line.what, line.amount) for line in year.applications] == [
        ("asset acquired", "boat", 9_000_000), ("expenditure of the year", "living", 3_500_000),
        ("debt repaid", "mortgage", 1_000_000),
    ]  # fmt: skip
    assert year.unexplained == told.years[1].unexplained == 6_800_000


ROWS = st.lists(
    st.tuples(st.integers(2019, 2022), st.sampled_from(list(Kind)), st.sampled_from("abc"), st.integers(0, 999)),
    min_size=1, max_size=14,
)  # fmt: skip


@given(rows=ROWS)
@settings(max_examples=100, deadline=None)
def test_sources_and_applications_leave_the_same_unexplained_as_net_worth(rows, tmp_path_factory) -> None:
    told = read_net_worth(lines(tmp_path_factory.mktemp("worth"), *(f"{y},{k},{w},{a},EUR," for y, k, w, a in rows)))
    assert [year.unexplained for year in funds_by_year(told)] == [year.unexplained for year in told.years[1:]]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2020,gift,x,1,EUR,", "'gift' is none of asset, liability, expenditure, income"),
        ("20,asset,x,1,EUR,", "'20' is not a year"),
        ("2020,asset,x,-1,EUR,", "the amount is negative; what is owed is a liability"),
        ("2020,asset,x,1,USD,", "the schedule is in EUR and this line in USD"),
    ],
)
def test_a_line_that_cannot_be_used_is_one_sentence_with_its_place(tmp_path, row: str, sentence: str) -> None:
    with pytest.raises(BadInputError, match="line 3, ") as error:
        read_net_worth(lines(tmp_path, "2020,asset,flat,1,EUR,", row))
    assert sentence in str(error.value)
