"""A flow that was kept is drawn as it was, and in other words where somebody gives them."""

from array import array

from comity.tracing.flow import flow_of
from comity.tracing.flow_chart import FlowWords, flow_chart
from comity.tracing.flow_kept import flow_again, flow_kept
from comity.tracing.replay import replay
from comity.tracing.rules import Rule
from comity.tracing.seeds import Seeds


def test_what_was_kept_gives_the_same_picture(made) -> None:
    ledger = made([(0, 1, 900, 1), (1, 2, 500, 0), (2, 0, 100, 0), (1, 3, 30, 0)], 4, 1)
    seeds = Seeds(array("i", [1, 0, 0, 0]), (0, 2**62), ledger.origins, 4)
    flow = flow_of(replay(Rule.FIFO, ledger, seeds), ledger)
    again, names = flow_again(flow_kept(flow, ledger))
    assert again == flow
    assert flow_chart(again, names, "T", "D") == flow_chart(flow, ledger, "T", "D")


def test_the_words_of_a_picture_are_those_that_are_given(made) -> None:
    ledger = made([(0, 1, 900, 1), (1, 2, 500, 0), (2, 0, 100, 0)], 3, 1)
    seeds = Seeds(array("i", [1, 0, 0]), (0, 2**62), ledger.origins, 3)
    flow = flow_of(replay(Rule.FIFO, ledger, seeds), ledger)
    words = FlowWords("reçus : {}", "origine", "restants : {}", "hors du registre", "autres : {}", "{} ({} virements)")
    picture = flow_chart(flow, ledger, "T", "D", words=words)
    assert "restants : 4.00" in picture
    assert "hors du registre" in picture
    assert "5.00 EUR (1 virements)" in picture
    assert not {" held", "outside the ledger", " in<"} & {
        word for word in (" held", "outside the ledger", " in<") if word in picture
    }
