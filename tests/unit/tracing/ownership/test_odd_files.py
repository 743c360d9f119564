"""Odd tables of holdings: the reader of columns tells what the reader of rows tells, or leaves the file to it."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.common.errors import BadInputError
from comity.tracing.ownership.bulk import read_bulk
from comity.tracing.ownership.holdings import graph_on
from comity.tracing.ownership.read import read_holdings

pytest.importorskip("numpy")
DAY = dt.date(2024, 5, 1)
HEAD = "owner,owned,share"
PIECES = [
    '"',
    '""',
    ",",
    ";",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\u00a0",
    "\ufeff",
    "#",
    "'",
    "\\",
    "A",
    "B",
    "é",
    "1",
    "1/2",
    "nan",
]


def agree(path: Path) -> str:
    """What both readers do with a file: read by both, left to the reader of rows, or refused by it."""
    bulk = read_bulk(path, DAY)
    try:
        register = read_holdings(path)
    except BadInputError:
        assert bulk is None, "the reader of columns takes what the reader of rows refuses"
        return "refused"
    if bulk is None:
        return "left"
    graph = graph_on(register, DAY)
    assert {name: dict(stakes) for name, stakes in bulk.graph.owners.items()} == graph.owners
    assert {name: dict(stakes) for name, stakes in bulk.graph.owned.items()} == graph.owned
    assert bulk.kinds == register.kinds
    assert bulk.graph.unknown == graph.unknown
    told = [sorted((c.id, c.where) for c in one.caveats) for one in (bulk.graph, graph)]
    assert told[0] == told[1]
    return "both"


ODD = {
    "a byte order mark": ("\ufeff" + HEAD + "\nAna,Firm,1\n", "both"),
    "line ends of Windows": (HEAD + "\r\nAna,Firm,1\r\n", "both"),
    "line ends of old Macs": (HEAD + "\rAna,Firm,1\r", "left"),
    "line ends of two kinds": (HEAD + "\r\nAna,Firm,1\nBen,Firm,0\n", "left"),
    "no line end at the end": (HEAD + "\nAna,Firm,1", "both"),
    "an empty line": (HEAD + "\nAna,Firm,0.5\n\nBen,Firm,0.5\n", "left"),
    "a line of empty cells": (HEAD + "\nAna,Firm,1\n,,\n", "left"),
    "a line break within quotation marks": (HEAD + '\n"Ana\nof B",Firm,1\nBen,Firm,0\n', "left"),
    "a comma within quotation marks": (HEAD + '\n"Firm, one",Firm,1\n', "both"),
    "quotation marks within quotation marks": (HEAD + '\n"The ""Firm""",Firm,1\n', "both"),
    "a quotation mark without its end": (HEAD + '\n"Ana,Firm,1\n', "refused"),
    "words after a quotation mark": (HEAD + '\n"Ana"x,Firm,1\n', "refused"),
    "semicolons": ("owner;owned;share\nAna;Firm;0.5\n", "both"),
    "semicolons and a decimal comma": ("owner;owned;share\nAna;Firm;0,5\n", "refused"),
    "tabs": ("owner\towned\tshare\nAna\tFirm\t0.5\n", "both"),
    "bars between the fields": ("owner|owned|share\nAna|Firm|0.5\n", "refused"),
    "blanks of every kind around a name": (HEAD + "\n \u00a0Ana\t,\u3000Firm , 1 \n", "both"),
    "names in capitals and blanks in the header": (" Owner ,OWNED,Share\nAna,Firm,1\n", "both"),
    "a column that is missing": ("owner,owned\nAna,Firm\n", "refused"),
    "a column that stands twice": ("owner,owned,share,share\nAna,Firm,1,0\n", "refused"),
    "a column that nobody knows": ("owner,owned,share,colour\nAna,Firm,1,red\n", "both"),
    "a field too few": (HEAD + "\nAna,Firm\n", "refused"),
    "a field too many": (HEAD + "\nAna,Firm,1,2\n", "refused"),
    "an empty field too many": (HEAD + "\nAna,Firm,1,\n", "refused"),
    "a share that is no number": (HEAD + "\nAna,Firm,nan\n", "refused"),
    "an infinite share": (HEAD + "\nAna,Firm,inf\n", "refused"),
    "a negative share": (HEAD + "\nAna,Firm,-1\n", "refused"),
    "an exponent": (HEAD + "\nAna,Firm,5e-1\n", "both"),
    "the word NULL as a name": (HEAD + "\nNULL,Firm,1\n", "both"),
    "a line that looks like a comment": (HEAD + "\n#Ana,Firm,1\n", "both"),
    "the same holding twice": (HEAD + "\nAna,Firm,0.5\nAna,Firm,0.5\n", "both"),
    "no rows": (HEAD + "\n", "left"),
    "nothing at all": ("", "refused"),
    "a kind that there is not": (HEAD + ",owner_kind\nAna,Firm,1,robot\n", "refused"),
    "two kinds for one name": (HEAD + ",owner_kind\nAna,Firm,1,person\nAna,Other,1,company\n", "refused"),
    "a row that only says what somebody is": (HEAD + ",owner_kind\nAna,Firm,1,person\nBen,,,person\n", "left"),
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_file_is_read_alike_or_refused(what: str, tmp_path: Path) -> None:
    text, expected = ODD[what]
    path = tmp_path / "holdings.csv"
    path.write_bytes(text.encode())
    assert agree(path) == expected


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le", "cp1251"])
def test_another_encoding_is_refused(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "holdings.csv"
    text = HEAD + ("\nЯна,Фирма,1\n" if encoding == "cp1251" else "\nJosé,Firm,1\n")
    path.write_bytes(text.encode(encoding))
    assert agree(path) == "refused"


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=24).map("".join), head=st.sampled_from([HEAD, "owner;owned;share"])
)
@settings(max_examples=60, deadline=None)
def test_no_text_is_read_in_two_ways(text: str, head: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path: Path = tmp_path_factory.mktemp("odd") / "holdings.csv"
    rows = [head, head.replace("owner", "Ana").replace("owned", "Firm").replace("share", "1"), text]
    path.write_bytes("\n".join(rows).encode())
    agree(path)


@given(cells=st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map("".join), min_size=3, max_size=3))
@settings(max_examples=60, deadline=None)
def test_no_cell_is_read_in_two_ways(cells: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path: Path = tmp_path_factory.mktemp("odd") / "holdings.csv"
    path.write_bytes("\n".join([HEAD, ",".join(cells), "Ana,Firm,1"]).encode())
    agree(path)
