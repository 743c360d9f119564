"""The list of statements to ask for: where the trail leaves the data, the largest amount first."""

from comity.tracing.next_requests import next_requests
from comity.tracing.question import Question
from comity.tracing.rules import Rule
from comity.tracing.trace import trace


def test_money_that_left_and_accounts_that_never_pay_are_asked_for(ledger) -> None:
    found = ledger("- A 100 victim\nA SILENT 70\nA B 30\nB - 20\nB - 5")
    asked = next_requests(trace(found, Question(origins=True), [Rule.FIFO, Rule.CLEAN_FIRST, Rule.POISON]))
    assert [(item.account, item.why, found.money(item.most)) for item in asked] == [
        ("SILENT", "no_outflow_known", "70.00"),
        ("B", "left_the_ledger", "25.00"),
    ]
    assert (asked[1].first, asked[1].last, len(asked[1].transfers)) == ("3", "4", 2)


def test_a_trail_that_ends_on_known_accounts_asks_for_nothing(ledger) -> None:
    found = ledger("- A 100\n- B 50 victim\nB A 50\nA B 10")
    assert next_requests(trace(found, Question(origins=True), [Rule.CLEAN_FIRST])) == []
