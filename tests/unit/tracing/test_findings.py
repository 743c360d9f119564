"""Links that the rules do not make: offered with what speaks for them, followed only when somebody has signed."""

import datetime as dt

import pytest

from comity.common.errors import BadInputError
from comity.tracing.candidates import LinkKind, candidates_of
from comity.tracing.findings import Finding, Taking, follow_findings, read_findings
from comity.tracing.ledger_files import read_ledger
from comity.tracing.question import Question
from comity.tracing.rules import Rule
from comity.tracing.trace import trace

DAY = dt.date(2026, 3, 1)


def traced(tmp_path, *lines: str, rules=(Rule.FIFO,)):
    path = tmp_path / "ledger.csv"
    rows = [f"{number},{line}" for number, line in enumerate(lines, start=1)]
    path.write_text(
        "\n".join(["seq,sender,receiver,amount,currency,id,description,origin", *rows]) + "\n", encoding="utf-8"
    )
    return trace(read_ledger(path), Question(origins=True), rules)


def signed(kind: LinkKind, first: str, then: str, taking: Taking = Taking.LIEN) -> Finding:
    return Finding(kind, first, then, "A. Example", DAY, "planned together", "EV-1", taking)


def bought_on_credit(tmp_path, rules=(Rule.FIFO,)):
    """A flat is paid on an overdraft, and the bribe that comes later repays it."""
    return traced(
        tmp_path,
        ",A,10,EUR,own,,",
        "A,FLAT,90,EUR,price,flat,",
        ",A,100,EUR,bribe,,bribe",
        "A,SHOP,5,EUR,food,,",
        rules=rules,
    )


def test_money_that_repaid_an_overdraft_is_offered_for_what_was_bought_on_it(tmp_path) -> None:
    found = bought_on_credit(tmp_path)
    (link,) = candidates_of(found)
    assert (link.kind, found.ledger.ids[link.first], found.ledger.ids[link.then]) == ("backwards", "bribe", "price")
    assert link.amount(Rule.FIFO) == 8000
    assert {found.ledger.accounts[item.account] for item in found.holdings[Rule.FIFO]} == {"A", "SHOP"}


def test_a_signed_link_is_followed_beside_the_figures_of_the_rule(tmp_path) -> None:
    found = bought_on_credit(tmp_path, (Rule.FIFO, Rule.LIFO, Rule.CLEAN_FIRST, Rule.PRO_RATA))
    before = {rule: found.holdings[rule] for rule in found.replays}
    for answer in follow_findings(found, [signed(LinkKind.BACKWARDS, "bribe", "price")]):
        assert (answer.entered, answer.left, answer.absorbed) == (8000, 0, 0)
        assert [(found.ledger.accounts[a], amount) for a, amount in answer.resting] == [("FLAT", 8000)]
    assert {rule: found.holdings[rule] for rule in found.replays} == before


def sold_again(tmp_path):
    """Of a painting at 200 half is paid with the bribe; it is sold for 300."""
    return traced(
        tmp_path,
        ",A,100,EUR,own,,", ",A,100,EUR,bribe,,bribe", "A,,200,EUR,buy,painting by an invented master,",
        ",B,300,EUR,sale,sale of the painting,", ",B,7,EUR,gift,birthday,",
    )  # fmt: skip


def test_what_was_bought_and_sold_again_is_offered_where_words_agree(tmp_path) -> None:
    found = sold_again(tmp_path)
    (link,) = candidates_of(found)
    assert (link.kind, found.ledger.ids[link.first], found.ledger.ids[link.then]) == ("substitution", "buy", "sale")
    assert (link.amount(Rule.FIFO), link.because) == (10_000, "both speak of painting")


@pytest.mark.parametrize(("taking", "amount"), [(Taking.LIEN, 10_000), (Taking.SHARE, 15_000)])
def test_a_substitution_is_a_lien_for_the_sum_or_a_share_of_the_price(tmp_path, taking: Taking, amount: int) -> None:
    """Foskett v McKeown [2001] 1 AC 102: the claimant may choose a share of what the money became, or a lien."""
    found = sold_again(tmp_path)
    (answer,) = follow_findings(found, [signed(LinkKind.SUBSTITUTION, "buy", "sale", taking)])
    assert [(found.ledger.accounts[a], held) for a, held in answer.resting] == [("B", amount)]


def test_a_link_that_the_trace_does_not_offer_cannot_be_signed(tmp_path) -> None:
    found = sold_again(tmp_path)
    with pytest.raises(BadInputError, match="buy and gift are no substitution link"):
        follow_findings(found, [signed(LinkKind.SUBSTITUTION, "buy", "gift")])
    with pytest.raises(BadInputError, match="'t9' is not in the ledger"):
        follow_findings(found, [signed(LinkKind.SUBSTITUTION, "buy", "t9")])


@pytest.mark.parametrize("missing", ["signed_by", "reason", "evidence"])
def test_a_link_without_signature_reason_or_evidence_is_refused(tmp_path, missing: str) -> None:
    cells = {
        "kind": "backwards", "first": "a", "then": "b", "as": "", "signed_by": "A. Example",
        "signed_on": "2026-03-01", "reason": "planned together", "evidence": "EV-1",
    }  # fmt: skip
    path = tmp_path / "findings.csv"
    path.write_text(",".join(cells) + "\n" + ",".join((cells | {missing: ""}).values()) + "\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=f"line 2, {missing}: is empty; a link needs who signs it"):
        read_findings(path)
