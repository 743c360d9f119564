"""The library as files: what was read comes back letter for letter, and a bad line keeps the whole file out."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.common.errors import BadInputError
from comity.common.spreadsheet import guarded, unguarded
from comity.knowledge.case_library.duration import months_of
from comity.knowledge.case_library.files import read_library, write_csv, write_json
from comity.knowledge.case_library.reading import read_summary
from comity.knowledge.case_library.summary import Summary

DATA: dict[str, Any] = {
    "uid": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "language": "zh",
    "title": '=1+1 合同贿赂; "引号", 逗号',
    "origin_states": ["NLD", "URY"],
    "asset_states": ["CHE"],
    "offences": ["uncac:15", "uncac:17"],
    "measures": ["freezing"],
    "basis": ["convention"],
    "instruments": ["UNCAC", "CHN-FRA-extradition"],
    "begun": "2019-03",
    "concluded": "2021-05-04",
    "outcome": ["refused"],
    "facts": "Première ligne\n'deuxième ; ligne\n\n@quatrième",
    "amounts": [
        {"stage": "frozen", "amount": "0012.500", "currency": "CHF", "note": "-5 % of it; more"},
        {"stage": "returned", "amount": "123456789012345678.01", "currency": "JPY", "usd": "1.2", "rate_source": "+X"},
    ],
    "sources": [{"title": "\tTab", "address": "https://example.org/?a=1;b=2"}, {"title": "Second"}],
}


def made(**changes: Any) -> Summary:
    summary, slips = read_summary({**DATA, **changes})
    assert summary is not None, slips
    return summary


def test_a_summary_comes_back_from_csv_and_from_json_letter_for_letter() -> None:
    other = made(uid="7f9619ff-8b86-4d01-b42d-00cf4fc964ff", amounts=[], language="ar", title="+ الرشوة")
    held = [made(), other]
    assert read_library(write_csv(held).encode(), "x.csv").summaries == tuple(held)
    assert read_library(("\ufeff" + write_csv(held)).encode(), "x.csv").summaries == tuple(held)
    assert read_library(write_json(held, "NLD").encode(), "x.json").summaries == tuple(held)


def test_an_amount_keeps_every_digit_that_was_given() -> None:
    read = read_library(write_csv([made()]).encode(), "x.csv").summaries[0]
    assert [row["amount"] for row in read.amounts] == ["0012.500", "123456789012345678.01"]


def test_no_cell_of_the_csv_begins_a_formula() -> None:
    cells = [cell for row in csv.reader(io.StringIO(write_csv([made()]))) for cell in row]
    assert any(cell.startswith("'=1+1") for cell in cells)
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []


@given(st.text())
def test_every_text_comes_back_through_a_spreadsheet_and_none_is_a_formula(text: str) -> None:
    cell = guarded(text)
    assert unguarded(cell) == text
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}


def test_an_apostrophe_that_somebody_else_wrote_stays() -> None:
    assert unguarded("'s-Gravenhage") == "'s-Gravenhage"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"title": ""}, "title", "this is needed"),
        ({"sources": []}, "sources", "at least one source"),
        ({"origin_states": ["NL"]}, "origin_states", "is not a code of a state"),
        ({"outcome": ["won"]}, "outcome", "'won' is not one of person_surrendered"),
        ({"begun": "2019-13"}, "begun", "is no day of the calendar"),
        ({"concluded": "2018"}, "concluded", "before the case began"),
        (
            {"amounts": [{"stage": "frozen", "amount": "1,5", "currency": "CHF"}]},
            "amounts 1 amount",
            "is not an amount",
        ),
        ({"amounts": [{"stage": "frozen", "amount": "-1", "currency": "CHF"}]}, "amounts 1 amount", "not below zero"),
        (
            {"amounts": [{"stage": "frozen", "amount": "1", "currency": "francs"}]},
            "amounts 1 currency",
            "currency code",
        ),
        ({"amounts": [{"amount": "1", "currency": "CHF"}]}, "amounts 1 stage", "this is needed"),
        (
            {"amounts": [{"stage": "frozen", "amount": "1", "currency": "EUR", "usd": "2"}]},
            "amounts 1 rate_source",
            "rate",
        ),
        ({"names": ["Somebody"]}, "names", "there is no such field"),
        ({"language": "English"}, "language", "code of a language"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field(change: dict[str, Any], field: str, told: str) -> None:
    summary, slips = read_summary({**DATA, **change}, 7)
    assert summary is None
    assert [(slip.line, slip.field) for slip in slips] == [(7, field)]
    assert told in slips[0].sentence


def test_one_bad_line_keeps_the_whole_file_out_and_every_slip_is_told_with_its_line() -> None:
    first, second, third = (made(uid=f"{n}f9619ff-8b86-4d01-b42d-00cf4fc964ff") for n in "678")
    lines = write_csv([first, second, third]).replace("2019-03", "soon", 1)
    read = read_library(lines.encode(), "x.csv")
    assert read.summaries == ()
    assert [(slip.line, slip.field) for slip in read.slips] == [(2, "begun")]
    bad = json.loads(write_json([first, second], "NLD"))
    bad["cases"][1]["outcome"] = ["won"]
    bad["cases"].append(bad["cases"][0])
    read = read_library(json.dumps(bad).encode(), "x.json")
    assert [(slip.line, slip.field) for slip in read.slips] == [(2, "outcome"), (3, "uid")]


def test_the_line_of_a_slip_counts_the_line_breaks_inside_cells() -> None:
    first, second = (made(uid=f"{n}f9619ff-8b86-4d01-b42d-00cf4fc964ff") for n in "67")
    text = write_csv([first, second])
    at = text.rindex("2019-03")
    slips = read_library((text[:at] + "soon" + text[at + 7 :]).encode(), "x.csv").slips
    assert [slip.line for slip in slips] == [
        text[:at].rindex("7f9619ff") and text[: text.index("7f9619ff")].count("\n") + 1
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "no plain text; save the file again as UTF-8"),
        (b'{"format": "other"}', "no library of cases"),
        (b'{"format": ', "this is not JSON"),
        (b"a,b\r\n1,2\r\n", "names no column 'title'"),
        (b"title,uid,title\r\n1,2,3\r\n", "names the column 'title' twice"),
        (b'{"cases":' + b"[" * 100_000, "no library of cases"),
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        read_library(content, "x")


@pytest.mark.parametrize(
    ("begun", "concluded", "months"),
    [
        ("2019-03-10", "2021-05-09", (25, 25)),
        ("2019-03-10", "2021-05-10", (26, 26)),
        ("2019", "2021", (12, 35)),
        ("2019", "2019", (0, 11)),
        ("", "2019", None),
    ],
)
def test_a_case_took_as_long_as_its_dates_say_and_no_more_exactly(
    begun: str, concluded: str, months: tuple[int, int] | None
) -> None:
    assert months_of(made(begun=begun, concluded=concluded)) == months
