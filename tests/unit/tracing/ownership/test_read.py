"""Holdings from BODS 0.4 and FollowTheMoney: names, dates, ranges, and what is left out with a word."""

import datetime as dt
import json
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.tracing.ownership.holdings import graph_on
from comity.tracing.ownership.read import read_holdings

PERSON = {
    "statementId": "s1", "recordId": "p1", "recordType": "person", "recordStatus": "new", "statementDate": "2024-01-01",
    "recordDetails": {"isComponent": False, "personType": "knownPerson", "names": [{"fullName": "Ana Example"}]},
}  # fmt: skip
COMPANY = {
    "statementId": "s2", "recordId": "c1", "recordType": "entity", "recordStatus": "new", "statementDate": "2024-01-01",
    "recordDetails": {"isComponent": False, "entityType": {"type": "registeredEntity"}, "name": "Example Holdings"},
}  # fmt: skip


def interest(share, kind="shareholding", how="direct", **more):
    return {"type": kind, "directOrIndirect": how, "share": share, **more}


def relationship(*interests, date="2024-01-01", status="new"):
    details = {"isComponent": False, "subject": "c1", "interestedParty": "p1", "interests": list(interests)}
    return {
        "statementId": f"r-{date}", "recordId": "r1", "recordType": "relationship", "recordStatus": status,
        "statementDate": date, "recordDetails": details,
    }  # fmt: skip


def read(folder: Path, items, lines=False):
    path = folder / "holdings.json"
    path.write_text("\n".join(map(json.dumps, items)) if lines else json.dumps(items), encoding="utf-8")
    return read_holdings(path)


def test_bods_gives_shares_votes_names_and_kinds(tmp_path: Path) -> None:
    items = [PERSON, COMPANY, relationship(interest({"exact": 60}), interest({"exact": 75}, "votingRights"))]
    register = read(tmp_path, items)
    (holding,) = register.holdings
    assert (holding.owner, holding.owned) == ("Ana Example", "Example Holdings")
    assert (str(holding.share), str(holding.votes)) == ("3/5", "3/4")
    assert register.kinds == {"Ana Example": "person", "Example Holdings": "company"}


def test_a_later_statement_replaces_the_earlier_and_a_closed_one_ends_it(tmp_path: Path) -> None:
    first, second = relationship(interest({"exact": 60})), relationship(interest({"exact": 20}), date="2025-01-01")
    assert [str(h.share) for h in read(tmp_path, [PERSON, COMPANY, first, second]).holdings] == ["1/5"]
    closed = relationship(date="2026-01-01", status="closed")
    assert read(tmp_path, [PERSON, COMPANY, first, closed]).holdings == ()


def test_indirect_interests_do_not_count_twice_and_ranges_are_told(tmp_path: Path) -> None:
    items = [
        PERSON,
        COMPANY,
        relationship(interest({"exact": 60}, how="indirect"), interest({"minimum": 25, "maximum": 50})),
    ]
    register = read(tmp_path, items)
    assert [str(h.share) for h in register.holdings] == ["1/4"]
    assert {c.id for c in register.caveats} == {"indirect_left_out", "share_range"}


def test_followthemoney_percentages_are_text_and_read_as_written(tmp_path: Path) -> None:
    items = [
        {"id": "a", "schema": "Person", "properties": {"name": ["Ana Example"]}},
        {"id": "x", "schema": "Company", "properties": {"name": ["Example Ltd"]}},
        {"id": "o", "schema": "Ownership", "properties": {
            "owner": ["a"], "asset": ["x"], "percentage": ["62,5 %"], "startDate": ["2020"], "endDate": ["2022-06"]}},
        {"id": "p", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["x"], "percentage": ["majority"]}},
    ]  # fmt: skip
    register = read(tmp_path, items, lines=True)
    assert [(h.owner, h.owned, h.share and str(h.share)) for h in register.holdings] == [
        ("Ana Example", "Example Ltd", "5/8"),
        ("Ana Example", "Example Ltd", None),
    ]
    assert [c.id for c in register.caveats] == ["percentage_unreadable"]
    graph = graph_on(register, dt.date(2023, 1, 1))
    assert str(graph.owners["Example Ltd"]["Ana Example"].share) == "0"


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([{"statementType": "ownershipOrControlStatement"}], "is BODS before version 0.4"),
        ([{"name": "x"}], "is neither BODS 0.4"),
        ([3], "is not an object with keys and values"),
    ],
)
def test_other_json_is_refused_in_one_sentence(tmp_path: Path, items, sentence: str) -> None:
    with pytest.raises(BadInputError, match=sentence):
        read(tmp_path, items)
