"""A large table of holdings read column by column answers as the reader of rows does, caveats and all."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.tracing.ownership import reached
from comity.tracing.ownership.answer import Answer, what_is_owned, who_owns
from comity.tracing.ownership.bulk import read_bulk
from comity.tracing.ownership.holdings import graph_on
from comity.tracing.ownership.integrated import holdings_of, owners_of
from comity.tracing.ownership.read import read_holdings
from comity.tracing.ownership.rules import Inquiry

pytest.importorskip("numpy")
DAY = dt.date(2024, 5, 1)
NAMES = ["Ana", "Ärger AG", "例", "Firm one", "Firm two", "Zeta"]
PARTS = ["", "unknown", "25%", "0.5", "1/3", "40%", "0"]
DATES = ["", "2020", "2024-05", "2024-05-01", "2030-01-01"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(PARTS), st.sampled_from(PARTS),
        st.sampled_from(DATES), st.sampled_from(DATES), st.sampled_from(["", "", "", "Zeta", "Nom > Zeta"]),
        st.just("company"),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def told(answer: Answer) -> tuple:
    return answer.found, sorted((caveat.id, caveat.where) for caveat in answer.caveats)


@given(rows=ROWS, few=st.sampled_from([0, 400]))
@settings(max_examples=100, deadline=None)
def test_both_readers_give_the_same_answer_for_every_name(rows, few: int, tmp_path_factory) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reached, "FEW", few)  # with none, everything is answered as for those who hold very much
        same_answers(rows, tmp_path_factory)


def same_answers(rows, tmp_path_factory) -> None:
    path: Path = tmp_path_factory.mktemp("bulk") / "holdings.csv"
    header = "owner,owned,share,votes,from,to,nominee_for,owned_kind"
    path.write_text("\n".join([header, *map(",".join, rows)]) + "\n", encoding="utf-8")
    register, bulk = read_holdings(path), read_bulk(path, DAY)
    assert bulk is not None
    assert bulk.kinds == register.kinds
    graph = graph_on(register, DAY)
    assert {name: dict(stakes) for name, stakes in bulk.graph.owners.items()} == graph.owners
    assert {name: dict(stakes) for name, stakes in bulk.graph.owned.items()} == graph.owned
    assert bulk.graph.unknown == graph.unknown
    inquiry = Inquiry(kinds=register.kinds)
    for name in NAMES:
        assert (name in bulk.graph) == (name in graph)
        if name in graph:
            for line in (Fraction(0), Fraction(1, 3), Fraction(1)):
                assert holdings_of(bulk.graph, name).at_least(line) == holdings_of(graph, name).at_least(line)
            assert holdings_of(bulk.graph, name) == holdings_of(graph, name)
            assert owners_of(bulk.graph, name) == owners_of(graph, name)
            assert told(who_owns(bulk.graph, name, inquiry)) == told(who_owns(graph, name, inquiry))
            assert told(what_is_owned(bulk.graph, name, inquiry)) == told(what_is_owned(graph, name, inquiry))


@pytest.mark.parametrize("row", [",Firm,1", "Ana,,1", "Ana,Firm,half", "Ana,Firm,1.5"])
def test_what_needs_a_sentence_is_left_to_the_reader_of_rows(row: str, tmp_path: Path) -> None:
    path = tmp_path / "holdings.csv"
    path.write_text(f"owner,owned,share\nAna,Firm,1\n{row}\n", encoding="utf-8")
    assert read_bulk(path, DAY) is None


@pytest.mark.parametrize("length", [1_200, 2_100])
def test_a_very_long_chain_ends_in_the_exact_share_however_small(length: int, tmp_path: Path) -> None:
    path = tmp_path / "holdings.csv"
    rows = "\n".join(f"c{n},c{n + 1},1/2" for n in range(length))
    path.write_text(f"owner,owned,share\n{rows}\nc0,elsewhere,\n", encoding="utf-8")
    bulk = read_bulk(path, DAY)
    assert bulk is not None
    found = holdings_of(bulk.graph, "c0")
    assert found.shares[f"c{length}"] == Fraction(1, 2**length)
    assert len(found.shares) == length
    assert "elsewhere" not in found.shares
    assert "c0" not in found.shares
    assert found.at_least(Fraction(1, 8)) == {f"c{n}": Fraction(1, 2**n) for n in (1, 2, 3)}
