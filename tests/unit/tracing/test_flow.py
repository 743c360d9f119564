"""The flow of traced money adds up to the moves behind it, however many accounts are gathered into one."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.tracing.flow import REST, Flow, flow_of
from comity.tracing.flow_chart import flow_chart
from comity.tracing.ledger import OUTSIDE
from comity.tracing.ledger_files import read_ledger
from comity.tracing.question import Question
from comity.tracing.rules import Rule
from comity.tracing.trace import Trace, trace

LEDGER = """seq,sender,receiver,amount,currency
1,OUTSIDE,victim,1000,EUR
2,victim,a,600,EUR
3,a,b,400,EUR
4,b,a,100,EUR
5,b,OUTSIDE,50,EUR
6,a,c <&> 李,200,EUR
"""


@pytest.fixture
def traced(tmp_path: Path) -> Trace:
    file = tmp_path / "ledger.csv"
    file.write_text(LEDGER, encoding="utf-8")
    return trace(read_ledger(file), Question(account="victim"), [Rule.FIFO])


def flow(traced: Trace, most: int = 60) -> Flow:
    return flow_of(traced.replays[Rule.FIFO], traced.ledger, most)


def test_accounts_stand_as_many_payments_from_the_source_as_the_money_needed(traced: Trace) -> None:
    depths = {traced.ledger.accounts[node.account]: node.depth for node in flow(traced).nodes}
    assert {name: depths[name] for name in ("victim", "a", "b", "c <&> 李")} == {
        "victim": 0,
        "a": 1,
        "b": 2,
        "c <&> 李": 2,
    }


def test_what_flows_into_an_account_less_what_flows_out_is_what_rests_on_it(traced: Trace) -> None:
    found = flow(traced)
    for node in found.nodes:
        if node.depth and node.account != OUTSIDE:
            into = sum(e.amount for e in found.edges if e.receiver == (node.account, node.depth))
            out = sum(e.amount for e in found.edges if e.sender == (node.account, node.depth))
            assert into - out == node.resting
            assert into == node.passed


@given(most=st.integers(1, 8))
@settings(deadline=None, max_examples=8)
def test_gathering_small_accounts_loses_nothing(tmp_path_factory: pytest.TempPathFactory, most: int) -> None:
    file = tmp_path_factory.mktemp("flow") / "ledger.csv"
    file.write_text(LEDGER, encoding="utf-8")
    found = trace(read_ledger(file), Question(account="victim"), [Rule.FIFO])
    whole, gathered = flow(found), flow(found, most)
    assert sum(e.amount for e in whole.edges) == sum(e.amount for e in gathered.edges)
    assert sum(n.resting for n in whole.nodes) == sum(n.resting for n in gathered.nodes)
    assert sum(n.gathered for n in gathered.nodes) == len(whole.nodes)
    assert sum(n.account != REST for n in gathered.nodes) <= max(most, 1)


def test_the_picture_says_every_sum_in_words_and_holds_names_in_their_script(traced: Trace) -> None:
    root = ET.fromstring(flow_chart(flow(traced), traced.ledger, "Flow", "The table says the same."))
    told = [title.text or "" for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "600.00 EUR in 1 transfers" in " ".join(told) or "600 EUR in 1 transfers" in " ".join(told)
    assert any(text.startswith("c <&> 李: ") for text in told)
    assert len(told) == 1 + len(flow(traced).nodes) + len(flow(traced).edges)


def test_a_payment_back_towards_the_source_is_dashed(traced: Trace) -> None:
    assert flow_chart(flow(traced), traced.ledger, "Flow", "").count("stroke-dasharray") == 1


def test_three_hundred_accounts_stay_a_picture_of_at_most_sixty_boxes(tmp_path: Path) -> None:
    rows = ["seq,sender,receiver,amount,currency", "0,OUTSIDE,s,100000,EUR"]
    rows += [f"{n},s,account {n},{n},EUR" for n in range(1, 301)]
    file = tmp_path / "wide.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = flow(trace(read_ledger(file), Question(account="s"), [Rule.FIFO]))
    assert len(found.nodes) == 61
    assert next(node for node in found.nodes if node.account == REST).gathered == 301 - 60
