"""Who is behind a company: every rule on small structures whose answers can be worked out by hand."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.common.errors import BadInputError
from comity.tracing.ownership.answer import what_is_owned, who_owns
from comity.tracing.ownership.holdings import Graph, Held, Holding, graph_on
from comity.tracing.ownership.integrated import holdings_of, owners_of
from comity.tracing.ownership.read import read_holdings
from comity.tracing.ownership.rules import Inquiry, OwnershipRule

DAY = dt.date(2026, 1, 1)


@pytest.fixture
def graph(tmp_path: Path):
    def read(text: str, head: str = "owner,owned,share", on: dt.date = DAY) -> Graph:
        path = tmp_path / "holdings.csv"
        path.write_text(head + "\n" + "\n".join(text.split("\n")) + "\n", encoding="utf-8")
        return graph_on(read_holdings(path), on)

    return read


def owners(graph: Graph, company: str, rule: str, **asked) -> dict[str, tuple[str, bool | None]]:
    answer = who_owns(graph, company, Inquiry([OwnershipRule(rule)], **asked))
    return {found.name: (str(found.share), found.controls) for found in answer.found}


def test_chains_are_multiplied_and_added(graph) -> None:
    found = graph("Ana,A,1/2\nAna,B,1/2\nA,X,40%\nB,X,0.6\nBen,A,0.5\nBen,B,0.5")
    assert owners(found, "X", "multiplied") == {
        "Ana": ("1/2", None), "Ben": ("1/2", None), "A": ("2/5", None), "B": ("3/5", None),
    }  # fmt: skip


def test_dominance_and_multiplication_part_ways(graph) -> None:
    found = graph("Ana,A,51%\nBen,A,49%\nA,X,51%\nCai,X,49%")
    assert owners(found, "X", "multiplied", threshold=Fraction(3, 10)) == {
        "A": ("51/100", None),
        "Cai": ("49/100", None),
    }
    assert owners(found, "X", "dominance")["Ana"] == ("51/100", True)
    assert "Ben" not in owners(found, "X", "dominance")


def test_half_is_not_control_but_it_is_enough_for_the_cascade(graph) -> None:
    found = graph("Ana,A,50%\nBen,A,50%\nA,X,50%\nCai,X,50%")
    assert owners(found, "X", "control") == {"A": ("1/2", False), "Cai": ("1/2", False)}
    assert owners(found, "X", "ofac") == {
        "Ana": ("1/2", None), "Ben": ("1/2", None), "A": ("1/2", None), "Cai": ("1/2", None),
    }  # fmt: skip


def test_control_adds_what_controlled_companies_hold_together(graph) -> None:
    found = graph("Ana,A,60%\nAna,B,60%\nA,X,30%\nB,X,21%\nBen,X,49%")
    assert owners(found, "X", "control")["Ana"] == ("51/100", True)
    assert owners(found, "X", "multiplied")["Ana"] == ("153/500", None)


def test_votes_decide_control_and_shares_decide_ownership(graph) -> None:
    found = graph("Ana,X,10%,60%\nBen,X,90%,40%", "owner,owned,share,votes")
    assert owners(found, "X", "control") == {"Ana": ("3/5", True), "Ben": ("2/5", False)}
    assert owners(found, "X", "multiplied") == {"Ben": ("9/10", None)}


def test_a_ring_is_solved_and_everything_ends_with_people(graph) -> None:
    found = graph("Ana,A,50%\nB,A,50%\nA,B,50%\nBen,B,50%")
    assert owners(found, "A", "multiplied") == {"Ana": ("2/3", None), "Ben": ("1/3", None), "B": ("2/3", None)}


def test_own_shares_raise_the_share_of_everyone_else(graph) -> None:
    found = graph("X,X,20%\nAna,X,80%")
    assert owners(found, "X", "multiplied") == {"Ana": ("1", None)}


def test_a_ring_that_holds_itself_is_told_and_not_computed(graph) -> None:
    found = graph("A,B,100%\nB,A,100%")
    answer = who_owns(found, "A", Inquiry([OwnershipRule.MULTIPLIED]))
    assert "closed_ring" in {c.id for c in answer.caveats}


def test_the_money_laundering_regulation_asks_for_people_by_interest_control_and_both(graph) -> None:
    found = graph("Ana,A,51%\nBen,A,49%\nA,X,30%\nB,X,70%\nCai,B,30%\nDee,B,70%")
    answer = who_owns(found, "X", Inquiry([OwnershipRule.AMLR]))
    because = {row.name: [reason.partition(":")[0] for reason in row.because] for row in answer.found}
    assert because == {"Dee": ["art. 52", "art. 53", "art. 54(a)"], "Cai": ["art. 54(b)"], "Ana": ["art. 54(a)"]}


def test_a_nominee_is_looked_through_and_named(graph) -> None:
    found = graph("Lawyer,X,100%,Ana", "owner,owned,share,nominee_for")
    (row,) = who_owns(found, "X", Inquiry([OwnershipRule.DIRECT])).found
    assert (row.name, row.controls, row.chains) == ("Ana", True, (("Ana", "Lawyer (nominee)", "X"),))


def test_only_holdings_of_the_day_count(graph) -> None:
    text, head = "Old,X,100%,2010,2019\nNew,X,100%,2020-01-01,", "owner,owned,share,from,to"
    assert set(owners(graph(text, head), "X", "direct")) == {"New"}
    assert set(owners(graph(text, head, dt.date(2015, 6, 1)), "X", "direct")) == {"Old"}


def test_an_unknown_share_leaves_control_unknown(graph) -> None:
    found = graph("Ana,X,40%\nBen,X,")
    assert owners(found, "X", "control") == {"Ana": ("2/5", None)}
    assert "unknown_share" in {c.id for c in found.caveats}


def test_more_than_the_whole_is_told(graph) -> None:
    assert [c.id for c in graph("Ana,X,80%\nBen,X,30%").caveats] == ["more_than_the_whole"]


def test_holdings_and_owners_are_two_sides_of_one_figure(graph) -> None:
    found = graph("Ana,A,50%\nB,A,50%\nA,B,50%\nBen,B,50%\nB,C,30%\nA,C,70%")
    downward = what_is_owned(found, "Ana", Inquiry([OwnershipRule.MULTIPLIED], Fraction(0))).found
    for row in downward:
        assert owners(found, row.name, "multiplied", threshold=Fraction(0))["Ana"][0] == str(row.share)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Ana,X,25", "holdings.csv, line 2, share: '25' is not between nothing and the whole (write 0.25 or 25%)"),
        ("Ana,X,most", "holdings.csv, line 2, share: 'most' is not a share (0.25, 25% or 1/4)"),
        (",X,0.2", "holdings.csv, line 2, owner: is empty"),
    ],
)
def test_a_wrong_holding_is_one_sentence(graph, line: str, sentence: str) -> None:
    with pytest.raises(BadInputError) as refused:
        graph(line)
    assert str(refused.value) == sentence


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 4), st.integers(1, 20)), max_size=14))
@settings(max_examples=150, deadline=None)
def test_multiplied_shares_satisfy_their_own_equation(rows) -> None:
    held = Held()
    for owner, owned, share in rows:
        if owner != owned:
            held.add(str(owner), str(owned), Holding(str(owner), str(owned), Fraction(share, 100)))
    graph = held.graph([])
    for company in graph.owners:
        found = owners_of(graph, company).shares
        for holder in found:
            stakes = graph.owned[holder]
            own = owners_of(graph, company)
            through = sum((stake.share * _return(graph, company, name) for name, stake in stakes.items()), Fraction(0))
            assert found[holder] == through, own
            assert holdings_of(graph, holder).shares[company] == found[holder]


def _return(graph: Graph, company: str, name: str) -> Fraction:
    """What a share in ``name`` is worth in ``company``: one for the company itself, and every turn back to it."""
    shares = owners_of(graph, company).shares
    if name != company:
        return shares.get(name, Fraction(0))
    back = sum(
        (stake.share * shares.get(n, Fraction(0)) for n, stake in graph.owned.get(company, {}).items()), Fraction(0)
    )
    return 1 + back
