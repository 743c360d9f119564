"""What somebody holds is measured for few companies only, and nothing that a rule would show is lost by it."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.tracing.ownership import chains
from comity.tracing.ownership.answer import what_is_owned
from comity.tracing.ownership.chains import Ways
from comity.tracing.ownership.holdings import Graph, Held, Holding
from comity.tracing.ownership.integrated import holdings_of
from comity.tracing.ownership.measures import Memo, measured
from comity.tracing.ownership.rules import Inquiry, OwnershipRule

ROWS = st.lists(
    st.tuples(
        st.integers(0, 6), st.integers(2, 6), st.sampled_from([None, 0, 10, 26, 51, 60, 100]),
        st.sampled_from([None, 0, 30, 51, 100]),
    ),
    min_size=1, max_size=14,
)  # fmt: skip


def part(hundredths: int | None) -> Fraction | None:
    return None if hundredths is None else Fraction(hundredths, 100)


def graph_of(rows) -> Graph:
    held = Held()
    for owner, owned, share, votes in rows:
        held.add(str(owner), str(owned), Holding(str(owner), str(owned), part(share), part(votes)))
    return held.graph([])


def by_definition(graph: Graph, holder: str, inquiry: Inquiry, rule: OwnershipRule) -> tuple[list, int]:
    """Every company that is reached, measured one after the other."""
    shares = holdings_of(graph, holder).shares
    memo, shown, below = Memo(graph), [], 0
    for name in (shares.keys() | graph.owned.get(holder, {}).keys()) - {holder}:
        result = measured(memo, rule, holder, name, shares.get(name, Fraction(0)), inquiry)
        if result is not None and result[-1]:
            shown.append((name, result[0], result[1], result[2]))
        below += result is not None and not result[-1]
    return sorted(shown, key=lambda row: (-row[1], row[0])), below


@given(rows=ROWS, line=st.sampled_from([0, 10, 25, 60]), kind=st.sampled_from([{}, {"0": "person"}, {"1": "company"}]))
@settings(max_examples=200, deadline=None)
def test_every_rule_shows_and_counts_what_measuring_everything_would(rows, line: int, kind) -> None:
    graph = graph_of(rows)
    inquiry = Inquiry(threshold=Fraction(line, 100), kinds=kind)
    for holder in graph.owned:
        answer = what_is_owned(graph, holder, inquiry)
        counted = {c.text.rpartition(" ")[2]: c.text.split()[0] for c in answer.caveats if c.id == "below_threshold"}
        for rule in OwnershipRule:
            shown, below = by_definition(graph, holder, inquiry, rule)
            found = [row for row in answer.found if row.rule is rule]
            assert [(row.name, row.share, row.controls, row.because) for row in found] == shown
            assert int(counted.get(f"{rule}.", 0)) == below


def ways(graph: Graph, names: tuple[str, ...], company: str) -> list[tuple[str, ...]]:
    found = []
    for owned in graph.owned.get(names[-1], {}):
        if owned == company:
            found.append((*names, owned))
        elif owned not in names:
            found += ways(graph, (*names, owned), company)
    return found


@pytest.mark.parametrize("few", [-1_000, 1_000])
@given(rows=ROWS)
@settings(max_examples=50, deadline=None)
def test_the_chains_of_somebody_with_very_many_holdings_are_all_found(few: int, rows) -> None:
    graph = graph_of(rows)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(chains, "_FEW", few)
        for holder in graph.owned:
            for company in graph.owners.keys() - {holder}:
                every = ways(graph, (holder,), company)
                found, more = Ways(graph).between(holder, company)
                assert len(found) == min(len(every), chains.MOST_CHAINS)
                assert {chain.names for chain in found} <= set(every)
                assert more == (len(every) > chains.MOST_CHAINS)
